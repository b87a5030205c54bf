//! A date as far as somebody knows it. What is partial stays partial.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::digits::ascii_digits;
use super::month::month;
use super::text_rules::trimmed;
use super::{ParseError, masked_debug};

/// The longest life anybody has proved, rounded up.
const LONGEST_LIFE: i16 = 125;

/// A date of birth, or another date of somebody's life, as far as it is known.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum PartialDate {
    /// Only the year.
    Year {
        /// The year.
        year: i16,
    },
    /// "About 2023": that year, or one beside it.
    AboutYear {
        /// The year that was said.
        year: i16,
    },
    /// Year and month.
    YearMonth {
        /// The year.
        year: i16,
        /// The month, 1 to 12.
        month: i8,
    },
    /// A day of the calendar.
    Full {
        /// The day.
        date: Date,
    },
    /// "About 7 years", and the day it was said.
    AboutAge {
        /// Whole years.
        years: u8,
        /// The day it was said.
        said_on: Date,
    },
}

masked_debug!(PartialDate);

impl PartialDate {
    /// Takes a past date typed in three boxes; the day, or the day and the month, may stay empty. A year that stands
    /// alone may be "about 2023".
    pub fn parse(
        month_text: &str,
        day: &str,
        year: &str,
        today: Date,
    ) -> Result<PartialDate, ParseError> {
        let told = |text| {
            Some(trimmed(text))
                .filter(|text| !is_unsure(text))
                .unwrap_or_default()
        };
        let (month_text, day, year) = (told(month_text), told(day), told(year));
        if month_text.is_empty() && day.is_empty() && year.is_empty() {
            return Err(ParseError::Missing);
        }
        if month_text.is_empty() && !day.is_empty() {
            return Err(ParseError::DateNeedsMonth);
        }
        if year.is_empty() {
            return Err(ParseError::DateNeedsYear);
        }
        if let Some(said) = about(year).filter(|_| month_text.is_empty()) {
            let year = four_digits(said)?;
            return PartialDate::AboutYear { year }.within_a_life(today);
        }
        let year = four_digits(year)?;
        let date = if month_text.is_empty() {
            PartialDate::Year { year }
        } else {
            with_month(year, month(month_text).ok_or(ParseError::NotADate)?, day)?
        };
        date.within_a_life(today)
    }

    /// Takes an age in years as typed behind "about": "7", "7 years", "8 months".
    pub fn parse_age(raw: &str, today: Date) -> Result<PartialDate, ParseError> {
        let text = ascii_digits(trimmed(raw)).to_lowercase();
        if text.is_empty() {
            return Err(ParseError::Missing);
        }
        if text.chars().count() > 30 || text.chars().any(char::is_control) {
            return Err(ParseError::NotAnAge);
        }
        let number: String = text
            .chars()
            .skip_while(|c| c.is_alphabetic() || c.is_whitespace())
            .take_while(char::is_ascii_digit)
            .collect();
        let typed: u16 = number.parse().map_err(|_| ParseError::NotAnAge)?;
        let after = text
            .split_once(&number)
            .map_or("", |(_, after)| after)
            .trim();
        if !after
            .chars()
            .all(|c| c.is_alphabetic() || c.is_whitespace() || c == '.')
        {
            return Err(ParseError::NotAnAge);
        }
        let months = after.starts_with("mo") || after.starts_with("mes");
        let years = if months { typed / 12 } else { typed };
        let years = u8::try_from(years).map_err(|_| ParseError::TooLongAgo)?;
        if i16::from(years) > LONGEST_LIFE {
            return Err(ParseError::TooLongAgo);
        }
        Ok(PartialDate::AboutAge {
            years,
            said_on: today,
        })
    }

    /// Gives away the whole date, where all of it is known.
    pub fn expose_full(self) -> Option<Date> {
        match self {
            PartialDate::Full { date } => Some(date),
            _ => None,
        }
    }

    /// Gives away the first and the last day it can mean; nothing for an age that was only said about.
    pub fn expose_span(self) -> Option<(Date, Date)> {
        match self {
            PartialDate::Year { year } => {
                Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
            }
            PartialDate::AboutYear { year } => Some((
                Date::new(year - 1, 1, 1).ok()?,
                Date::new(year + 1, 12, 31).ok()?,
            )),
            PartialDate::YearMonth { year, month } => {
                let first = Date::new(year, month, 1).ok()?;
                Some((first, first.last_of_month()))
            }
            PartialDate::Full { date } => Some((date, date)),
            PartialDate::AboutAge { .. } => None,
        }
    }

    fn within_a_life(self, today: Date) -> Result<PartialDate, ParseError> {
        let (year, in_future) = match self {
            PartialDate::Year { year } | PartialDate::AboutYear { year } => {
                (year, year > today.year())
            }
            PartialDate::YearMonth { year, month } => {
                (year, (year, month) > (today.year(), today.month()))
            }
            PartialDate::Full { date } => (date.year(), date > today),
            PartialDate::AboutAge { .. } => return Ok(self),
        };
        if in_future {
            return Err(ParseError::InTheFuture);
        }
        if year < today.year() - LONGEST_LIFE {
            return Err(ParseError::TooLongAgo);
        }
        Ok(self)
    }
}

fn with_month(year: i16, month: i8, day: &str) -> Result<PartialDate, ParseError> {
    if day.is_empty() {
        return Ok(PartialDate::YearMonth { year, month });
    }
    let day = ascii_digits(day);
    if day.len() > 2 || !day.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ParseError::NotADate);
    }
    let day: i8 = day.parse().map_err(|_| ParseError::NotADate)?;
    let date = Date::new(year, month, day).map_err(|_| ParseError::NotADate)?;
    Ok(PartialDate::Full { date })
}

/// "Not sure", in any of the words that people write into a box of a date: as good as empty.
fn is_unsure(text: &str) -> bool {
    const WORDS: [&str; 14] = [
        "?",
        "not sure",
        "unsure",
        "unknown",
        "dont know",
        "i dont know",
        "do not know",
        "i do not know",
        "no sé",
        "no se",
        "no lo sé",
        "no recuerdo",
        "no estoy seguro",
        "no estoy segura",
    ];
    let mut text = text.to_lowercase();
    text.retain(|sign| !matches!(sign, '\'' | '\u{2019}' | '.'));
    WORDS.contains(&text.as_str())
}

/// What stands behind a word for "about", or before a question mark.
fn about(year: &str) -> Option<&str> {
    const WORDS: [&str; 15] = [
        "alrededor de",
        "más o menos en",
        "mas o menos en",
        "aproximadamente",
        "approximately",
        "cerca de",
        "como en",
        "around",
        "approx",
        "aprox",
        "circa",
        "about",
        "hacia",
        "ca",
        "~",
    ];
    if let Some(said) = year.strip_suffix('?') {
        return Some(trimmed(said));
    }
    let word = WORDS.iter().find_map(|word| {
        let (head, said) = year.split_at_checked(word.len())?;
        (head.to_lowercase() == *word).then_some(said)
    });
    word.map(|said| trimmed(said.strip_prefix('.').unwrap_or(said)))
}

fn four_digits(year: &str) -> Result<i16, ParseError> {
    let year = ascii_digits(year);
    if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ParseError::YearNeedsFourDigits);
    }
    year.parse().map_err(|_| ParseError::YearNeedsFourDigits)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2026, 3, 2);

    fn parse(month: &str, day: &str, year: &str) -> Result<PartialDate, ParseError> {
        PartialDate::parse(month, day, year, TODAY)
    }

    #[test]
    fn whole_and_partial_dates_are_taken() {
        let full = |y, m, d| {
            Ok(PartialDate::Full {
                date: date(y, m, d),
            })
        };
        assert_eq!(parse("3", "27", "2016"), full(2016, 3, 27));
        assert_eq!(parse(" marzo", "7 ", "2016"), full(2016, 3, 7));
        assert_eq!(parse("Feb", "29", "2024"), full(2024, 2, 29));
        assert_eq!(parse("3", "2", "2026"), full(2026, 3, 2));
        assert_eq!(
            parse("3", "", "2016"),
            Ok(PartialDate::YearMonth {
                year: 2016,
                month: 3
            })
        );
        assert_eq!(parse("", "", "2016"), Ok(PartialDate::Year { year: 2016 }));
    }

    #[test]
    fn about_a_year_is_a_year_and_its_neighbours() {
        let about = PartialDate::AboutYear { year: 2023 };
        for typed in [
            "about 2023",
            "About  2023",
            "~2023",
            "ca. 2023",
            "2023?",
            "hacia 2023",
            "Más o menos en 2023",
            "about ٢٠٢٣",
        ] {
            assert_eq!(parse("", "", typed), Ok(about), "{typed}");
        }
        assert_eq!(
            about.expose_span(),
            Some((date(2022, 1, 1), date(2024, 12, 31)))
        );
        assert_eq!(parse("", "", "about 2027"), Err(ParseError::InTheFuture));
        for typed in ["about", "about 23", "maybe 2023", "about 2023 or so"] {
            assert_eq!(
                parse("", "", typed),
                Err(ParseError::YearNeedsFourDigits),
                "{typed}"
            );
        }
        assert_eq!(
            parse("3", "", "about 2023"),
            Err(ParseError::YearNeedsFourDigits)
        );
    }

    #[test]
    fn whoever_is_not_sure_may_write_that() {
        for typed in [
            "Not sure",
            "I don't know.",
            "don\u{2019}t know",
            "No sé",
            "?",
            " no recuerdo ",
        ] {
            assert_eq!(parse("", "", typed), Err(ParseError::Missing), "{typed}");
            assert_eq!(
                parse(typed, "", "2023"),
                Ok(PartialDate::Year { year: 2023 })
            );
            assert_eq!(parse("3", "", typed), Err(ParseError::DateNeedsYear));
        }
    }

    #[test]
    fn each_gap_has_its_own_words() {
        assert_eq!(parse("", " ", ""), Err(ParseError::Missing));
        assert_eq!(parse("", "27", "2016"), Err(ParseError::DateNeedsMonth));
        assert_eq!(parse("3", "27", ""), Err(ParseError::DateNeedsYear));
        assert_eq!(parse("3", "27", "16"), Err(ParseError::YearNeedsFourDigits));
        assert_eq!(parse("2", "29", "2023"), Err(ParseError::NotADate));
        assert_eq!(parse("14", "2", "2016"), Err(ParseError::NotADate));
        assert_eq!(parse("3", "3", "2026"), Err(ParseError::InTheFuture));
        assert_eq!(parse("4", "", "2026"), Err(ParseError::InTheFuture));
        assert_eq!(parse("", "", "2027"), Err(ParseError::InTheFuture));
        assert_eq!(parse("1", "1", "1816"), Err(ParseError::TooLongAgo));
    }

    #[test]
    fn ages_are_whole_years() {
        let about = |years| {
            Ok(PartialDate::AboutAge {
                years,
                said_on: TODAY,
            })
        };
        for raw in ["7", " 7 years", "7 años", "about 7 years", "٧"] {
            assert_eq!(PartialDate::parse_age(raw, TODAY), about(7), "{raw}");
        }
        assert_eq!(PartialDate::parse_age("8 months", TODAY), about(0));
        assert_eq!(PartialDate::parse_age("18 meses", TODAY), about(1));
        for raw in ["seven", "-7", "7-8", "7.5", "7 or 8", "99999999999"] {
            assert_eq!(
                PartialDate::parse_age(raw, TODAY),
                Err(ParseError::NotAnAge),
                "{raw}"
            );
        }
        assert_eq!(
            PartialDate::parse_age("300", TODAY),
            Err(ParseError::TooLongAgo)
        );
        assert_eq!(PartialDate::parse_age("", TODAY), Err(ParseError::Missing));
    }

    proptest! {
        #[test]
        fn no_typing_breaks_it(month in ".{0,12}", day in ".{0,6}", year in ".{0,8}", age in ".{0,40}") {
            let _ = parse(&month, &day, &year);
            let _ = PartialDate::parse_age(&age, TODAY);
        }

        #[test]
        fn every_past_day_comes_back(days in 0i64..40_000) {
            let day = TODAY.saturating_sub(jiff::Span::new().days(days));
            let parsed = parse(&day.month().to_string(), &day.day().to_string(), &format!("{:04}", day.year()));
            prop_assert_eq!(parsed, Ok(PartialDate::Full { date: day }));
        }
    }
}
