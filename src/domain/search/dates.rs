//! Birth dates as people type them into a search box. Where day and month could be either, month comes first.

use jiff::civil::Date;

/// Two-digit years above this belong to the last century.
const LAST_SHORT_YEAR: i16 = 40;
/// The most words of a written date: "27 de marzo de 2018".
const MOST_PIECES: usize = 6;
const ENGLISH: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

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

/// Reads a date whose month is written out, in English or Spanish, from the first pieces on: `march 27, 2018`,
/// `27th of march 2018`, `27 de marzo de 2018`. Says how many pieces it takes.
pub(super) fn written_date(pieces: &[&str]) -> Option<(Date, usize)> {
    let mut told = Vec::new();
    let mut taken = 0;
    for piece in pieces.iter().take(MOST_PIECES) {
        taken += 1;
        let bare = piece.trim_matches([',', '.']);
        let between = matches!(bare, "" | "de" | "del" | "of" | "the");
        if between && told.is_empty() {
            return None;
        }
        if !between {
            told.push(bare);
        }
        if told.len() == 3 {
            break;
        }
    }
    let [first, second, year] = told.as_slice() else {
        return None;
    };
    let (month, day) = match (month_of(first), month_of(second)) {
        (Some(month), _) => (month, second),
        (None, Some(month)) => (month, first),
        (None, None) => return None,
    };
    let day = ["st", "nd", "rd", "th", "ro", "o"]
        .iter()
        .find_map(|ending| day.strip_suffix(ending))
        .unwrap_or(day);
    let year = number(year).filter(|_| year.len() == 4)?;
    Some((Date::new(year, month, number(day)?).ok()?, taken))
}

/// The month that a folded word names: in full, or at least its first three letters.
fn month_of(word: &str) -> Option<i8> {
    let names = |months: &[&str; 12]| {
        months
            .iter()
            .position(|month| word.len() >= 3 && month.starts_with(word))
    };
    let place = names(&ENGLISH).or_else(|| match word {
        "sept" | "set" => Some(8),
        _ => names(&SPANISH),
    })?;
    i8::try_from(place + 1).ok()
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
