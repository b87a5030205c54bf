//! A phone number somebody can be called on, here or abroad.

use phonenumber::{Mode, country};
use serde::{Deserialize, Serialize};

use super::digits::ascii_digits;
use super::text_rules::{refuse_long, trimmed};
use super::{ParseError, masked_debug};

/// A phone number: what was typed, and the number to dial.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    typed: String,
    e164: String,
    extension: Option<String>,
}

masked_debug!(Phone);

impl Phone {
    /// The most characters of a typed number.
    pub const MAX: usize = 40;
    /// The country whose numbers need no country code.
    pub const HOME: &'static str = "US";

    /// Takes a number of the home country, or one from abroad that starts with `+`.
    pub fn parse(raw: &str) -> Result<Phone, ParseError> {
        Phone::parse_in(raw, Phone::HOME)
    }

    /// Takes a number of the given country ("US", "MX"), or one from abroad that starts with `+`.
    pub fn parse_in(raw: &str, home: &str) -> Result<Phone, ParseError> {
        // Phones wrap numbers copied from the address book in invisible direction marks.
        let seen: String = raw.chars().filter(|c| !is_direction_mark(*c)).collect();
        let typed = trimmed(&seen);
        if typed.is_empty() {
            return Err(ParseError::Missing);
        }
        refuse_long(typed, Phone::MAX)?;
        if typed.chars().any(char::is_control) {
            return Err(ParseError::ForbiddenCharacter);
        }
        let plain = ascii_digits(typed).replace('＋', "+");
        let (number, extension) = split_extension(&plain)?;
        let e164 = dialled(number, home).ok_or(ParseError::NotAPhone)?;
        Ok(Phone {
            typed: typed.to_owned(),
            e164,
            extension,
        })
    }

    /// Gives away what was typed.
    pub fn expose(&self) -> &str {
        &self.typed
    }

    /// Gives away the number with its country code: `+12155550100`.
    pub fn expose_e164(&self) -> &str {
        &self.e164
    }

    /// Gives away the extension behind a switchboard, if one was typed.
    pub fn expose_extension(&self) -> Option<&str> {
        self.extension.as_deref()
    }
}

fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn split_extension(plain: &str) -> Result<(&str, Option<String>), ParseError> {
    let Some(start) = plain.find(|c: char| c.is_alphabetic() || c == '#') else {
        return Ok((plain.trim_end(), None));
    };
    let (number, rest) = plain.split_at(start);
    let rest = rest.to_lowercase();
    let digits = ["extensión", "extension", "ext", "x", "#"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .ok_or(ParseError::NotAPhone)?
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '#'));
    if digits.is_empty() || digits.len() > 7 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ParseError::NotAPhone);
    }
    Ok((number.trim_end(), Some(digits.to_owned())))
}

fn dialled(number: &str, home: &str) -> Option<String> {
    let punctuation = |c: char| c.is_whitespace() || "+()-./‐‑–—".contains(c);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let clean = number.chars().all(|c| c.is_ascii_digit() || punctuation(c));
    // No number in the world has fewer digits with its country, or more than 15.
    if !clean || !(7..=15).contains(&digits) || number.matches('+').count() > 1 {
        return None;
    }
    let home: country::Id = home.parse().ok()?;
    let parsed = phonenumber::parse(Some(home), number).ok()?;
    // New area codes appear before our tables know them: a number of the right length is believed.
    if !parsed.is_valid() && !believable(&parsed) {
        return None;
    }
    let e164 = parsed.format().mode(Mode::E164).to_string();
    // Counted again with the country that was not typed.
    (e164.len() <= "+".len() + 15).then_some(e164)
}

fn believable(number: &phonenumber::PhoneNumber) -> bool {
    let national = number.national().to_string();
    if number.code().value() == 1 {
        let mut bytes = national.bytes();
        let area = bytes.next().is_some_and(|first| first >= b'2');
        let exchange = bytes.nth(2).is_some_and(|fourth| fourth >= b'2');
        return national.len() == 10 && area && exchange;
    }
    (6..=14).contains(&national.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn e164(raw: &str) -> Result<String, ParseError> {
        Phone::parse(raw).map(|phone| phone.expose_e164().to_owned())
    }

    #[test]
    fn numbers_as_people_type_them() {
        for raw in [
            "215-555-0100",
            "(215) 555-0100",
            "215.555.0100",
            "2155550100",
            "1 215 555 0100",
            "+1 215 555 0100",
            "٢١٥٥٥٥٠١٠٠",
            "\u{202A}+1 215 555 0100\u{202C}",
        ] {
            assert_eq!(e164(raw), Ok("+12155550100".to_owned()), "{raw}");
        }
        assert_eq!(e164("555-555-0100"), Ok("+15555550100".to_owned()));
    }

    #[test]
    fn numbers_from_abroad_start_with_plus() {
        assert_eq!(e164("+52 55 1234 5678"), Ok("+525512345678".to_owned()));
        assert_eq!(e164("+44 20 7946 0958"), Ok("+442079460958".to_owned()));
        assert_eq!(e164("+84 24 3825 1234"), Ok("+842438251234".to_owned()));
    }

    #[test]
    fn extensions_are_kept_apart() {
        for raw in [
            "215-555-0100 ext 12",
            "215-555-0100 x12",
            "215-555-0100 #12",
            "215-555-0100, extensión: 12",
        ] {
            let phone = Phone::parse(&raw.replace(',', ""));
            assert!(
                phone.is_ok_and(|kept| kept.expose_extension() == Some("12")
                    && kept.expose_e164() == "+12155550100"),
                "{raw}"
            );
        }
    }

    #[test]
    fn a_number_is_too_long_also_with_the_country_that_was_not_typed() {
        let long = Phone::parse_in("4 24261 12 1 42234", "MX");
        assert_eq!(long, Err(ParseError::NotAPhone));
    }

    #[test]
    fn what_nobody_can_call_is_refused() {
        assert_eq!(e164("  "), Err(ParseError::Missing));
        for wrong in [
            "call me",
            "555-0100",
            "12345",
            "215-555-01000000000",
            "215-555-0100 or 215-555-0101",
            "++12155550100",
            "+",
            "115-555-0100",
            "215-555-0100 ext",
        ] {
            assert_eq!(e164(wrong), Err(ParseError::NotAPhone), "{wrong}");
        }
        assert_eq!(e164("215-\0 555 0100"), Err(ParseError::ForbiddenCharacter));
        assert_eq!(e164(&"2".repeat(41)), Err(ParseError::TooLong { max: 40 }));
    }
}
