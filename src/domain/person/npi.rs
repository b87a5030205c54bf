//! A clinician's National Provider Identifier. Refuses a number whose check digit does not fit: a typing slip.

use serde::{Deserialize, Serialize};

use super::digits::ascii_digits;
use super::text_rules::trimmed;
use super::{ParseError, masked_debug};

/// Ten digits of which the last checks the others, kept without spaces or dashes.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Npi(String);

masked_debug!(Npi);

impl Npi {
    /// How many digits it has.
    pub const DIGITS: usize = 10;

    /// Takes ten digits with a fitting check digit; spaces and dashes between them do not matter.
    pub fn parse(raw: &str) -> Result<Npi, ParseError> {
        let typed = trimmed(raw);
        if typed.is_empty() {
            return Err(ParseError::Missing);
        }
        if typed.chars().count() > 40 {
            return Err(ParseError::NotAnNpi);
        }
        let digits: String = ascii_digits(typed)
            .chars()
            .filter(|c| !c.is_whitespace() && *c != '-')
            .collect();
        let shape = digits.len() == Npi::DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        // Persons and organisations in the United States begin with 1 or 2.
        if !shape || !digits.starts_with(['1', '2']) || !checks(&digits) {
            return Err(ParseError::NotAnNpi);
        }
        Ok(Npi(digits))
    }

    /// Gives the ten digits away.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// The Luhn sum over the number behind `80840`, the prefix of health cards of the United States (45 CFR 162.406).
fn checks(digits: &str) -> bool {
    // The sum of 8, 0, 8, 4 and 0, doubled where the formula doubles them.
    const PREFIX_SUM: u32 = 24;
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            let counted = if place % 2 == 1 { digit * 2 } else { digit };
            counted / 10 + counted % 10
        })
        .sum();
    (sum + PREFIX_SUM).is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn luhn_from_scratch(digits: &str) -> bool {
        let whole = format!("80840{digits}");
        let sum: u32 = whole
            .chars()
            .rev()
            .enumerate()
            .map(|(place, c)| {
                let digit = c.to_digit(10).unwrap_or_default();
                match (place % 2, digit * 2) {
                    (0, _) => digit,
                    (_, doubled) if doubled > 9 => doubled - 9,
                    (_, doubled) => doubled,
                }
            })
            .sum();
        sum.is_multiple_of(10)
    }

    #[test]
    fn the_number_of_the_rule_book_is_taken() {
        for raw in ["1234567893", " 1234-567-893", "1234 567 893", "١٢٣٤٥٦٧٨٩٣"] {
            assert!(
                Npi::parse(raw).is_ok_and(|npi| npi.expose() == "1234567893"),
                "{raw}"
            );
        }
        assert_eq!(Npi::parse(" "), Err(ParseError::Missing));
        for raw in [
            "1234567890",
            "123456789",
            "12345678931",
            "3234567893",
            "123456789x",
            "0000000000",
            "1234567893\u{0}",
            "12345678931234567893123456789312345678931234567893",
        ] {
            assert_eq!(Npi::parse(raw), Err(ParseError::NotAnNpi), "{raw}");
        }
    }

    proptest! {
        #[test]
        fn exactly_one_check_digit_fits(first in 1u32..=2, rest in 0u32..100_000_000) {
            let nine = format!("{first}{rest:08}");
            let fitting: Vec<u32> = (0..10).filter(|last| Npi::parse(&format!("{nine}{last}")).is_ok()).collect();
            prop_assert_eq!(fitting.len(), 1);
            let (fits, whole) = (fitting[0], format!("{nine}{}", fitting[0]));
            prop_assert!(luhn_from_scratch(&whole), "{} {}", whole, fits);
        }

        #[test]
        fn one_wrong_digit_is_always_found(rest in 0u32..100_000_000, place in 1usize..10, by in 1u32..10) {
            let nine = format!("1{rest:08}");
            let right = (0..10).map(|last| format!("{nine}{last}")).find(|whole| Npi::parse(whole).is_ok()).unwrap_or_default();
            let mut digits: Vec<u32> = right.chars().filter_map(|c| c.to_digit(10)).collect();
            digits[place] = (digits[place] + by) % 10;
            let wrong: String = digits.iter().map(ToString::to_string).collect();
            prop_assert_eq!(Npi::parse(&wrong), Err(ParseError::NotAnNpi));
        }

        #[test]
        fn no_typing_breaks_it(raw in ".{0,60}") {
            let _ = Npi::parse(&raw);
        }
    }
}
