//! A month as people type it: 3, 03, Mar, march, marzo.

use super::digits::ascii_digits;

const NAMES: [[&str; 2]; 12] = [
    ["january", "enero"],
    ["february", "febrero"],
    ["march", "marzo"],
    ["april", "abril"],
    ["may", "mayo"],
    ["june", "junio"],
    ["july", "julio"],
    ["august", "agosto"],
    ["september", "septiembre"],
    ["october", "octubre"],
    ["november", "noviembre"],
    ["december", "diciembre"],
];

/// Returns the month, 1 to 12, of a number or of a name in English or Spanish with three letters or more.
pub(super) fn month(raw: &str) -> Option<i8> {
    let text = ascii_digits(raw).to_lowercase();
    let text = text.trim().trim_end_matches('.');
    if !text.is_empty() && text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok().filter(|number| (1..=12).contains(number));
    }
    if text == "setiembre" || text == "set" {
        return Some(9);
    }
    if text.chars().count() < 3 {
        return None;
    }
    let place = NAMES
        .iter()
        .position(|names| names.iter().any(|name| name.starts_with(text)))?;
    i8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn months_in_figures_and_names() {
        for raw in ["3", "03", "Mar", "mar.", "march", "MARZO", " marzo ", "٣"] {
            assert_eq!(month(raw), Some(3), "{raw}");
        }
        for (raw, number) in [
            ("ene", 1),
            ("abr", 4),
            ("ago", 8),
            ("sept", 9),
            ("set", 9),
            ("dic", 12),
            ("12", 12),
            ("may", 5),
        ] {
            assert_eq!(month(raw), Some(number), "{raw}");
        }
        for raw in ["", "0", "13", "003", "ma", "marzipan", "-3", "x"] {
            assert_eq!(month(raw), None, "{raw}");
        }
    }
}
