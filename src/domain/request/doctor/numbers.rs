//! Numbers as people type them.

use crate::domain::request::FieldErrors;

/// Takes a whole number inside a range.
pub(super) fn number(
    raw: &str,
    range: std::ops::RangeInclusive<u8>,
    (field, key): (&'static str, &'static str),
    errors: &mut FieldErrors,
) -> Option<u8> {
    let typed = raw.trim();
    if typed.is_empty() {
        return None;
    }
    let number = typed.parse().ok().filter(|number| range.contains(number));
    if number.is_none() {
        errors.add_key(field, key);
    }
    number
}

/// Reads a number up to 999 with a point or a comma, and so many digits behind it at most, as a count of its smallest
/// parts: with one digit `23,5` is 235.
pub(super) fn parts(typed: &str, digits: usize) -> Option<u32> {
    let typed = typed.trim().replace(',', ".");
    let (whole, part) = typed.split_once('.').unwrap_or((&typed, "0"));
    let plain = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let whole = if typed.starts_with('.') { "0" } else { whole };
    if !plain(whole, 3) || !plain(part, digits) {
        return None;
    }
    format!("{whole}{part:0<digits$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_number_is_read_with_a_point_or_a_comma_and_not_too_fine() {
        let cases = [
            ("23", 1, Some(230)),
            (" 23,5", 1, Some(235)),
            (".5", 1, Some(5)),
            ("23.", 1, None),
            ("23.55", 1, None),
            ("0.005", 5, Some(500)),
            ("1000", 1, None),
            ("-1", 1, None),
            ("1.2.3", 3, None),
            ("", 1, None),
            (".", 1, None),
            ("\u{661}", 1, None),
        ];
        for (typed, digits, read) in cases {
            assert_eq!(parts(typed, digits), read, "{typed}");
        }
    }
}
