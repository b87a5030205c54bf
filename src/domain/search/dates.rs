//! Birth dates as people type them into a search box. Where day and month could be either, month comes first.

use jiff::civil::Date;

/// Two-digit years above this belong to the last century.
const LAST_SHORT_YEAR: i16 = 40;

/// Reads `2016-03-27`, `3/27/2016`, `27.3.2016`, `3-27-2016` and `20160327`; anything else is no date.
pub(super) fn typed_date(text: &str) -> Option<Date> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return date(&text[..4], &text[4..6], &text[6..]).filter(|date| date.year() >= 1900);
    }
    let separator = text
        .chars()
        .find(|character| matches!(character, '-' | '/' | '.'))?;
    let parts: Vec<&str> = text.trim_end_matches(['.', ',']).split(separator).collect();
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    if first.len() == 4 {
        return date(first, second, third);
    }
    let (month_first, day_first) = (date(third, first, second), date(third, second, first));
    if separator == '.' {
        day_first.or(month_first)
    } else {
        month_first.or(day_first)
    }
}

fn date(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(full_year(year)?, number(month)?, number(day)?).ok()
}

fn full_year(text: &str) -> Option<i16> {
    let year: i16 = number(text)?;
    match text.len() {
        4 => Some(year),
        2 if year > LAST_SHORT_YEAR => Some(1900 + year),
        2 => Some(2000 + year),
        _ => None,
    }
}

fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    let digits_only =
        (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits_only.then(|| text.parse().ok()).flatten()
}
