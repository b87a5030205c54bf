//! A person's name, as they write it.

use serde::{Deserialize, Serialize};

use super::text_rules::{refuse_forbidden, refuse_long, trimmed};
use super::{ParseError, masked_debug};

/// A name in any script, kept exactly as written but for space at its ends.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonName(String);

masked_debug!(PersonName);

impl PersonName {
    /// The most characters of a name.
    pub const MAX: usize = 120;

    /// Takes a name with at least one letter and nothing that hides or reorders text.
    pub fn parse(raw: &str) -> Result<PersonName, ParseError> {
        let name = trimmed(raw);
        if name.is_empty() {
            return Err(ParseError::Missing);
        }
        refuse_long(name, PersonName::MAX)?;
        refuse_forbidden(name, false)?;
        if !name.chars().any(char::is_alphabetic) {
            return Err(ParseError::NoLetter);
        }
        Ok(PersonName(name.to_owned()))
    }

    /// Gives the name away.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_names_of_all_kinds_are_taken() {
        for name in [
            "O",
            "O'Brien",
            "D’Angelo",
            "Anne-Marie",
            "José María",
            "李小龙",
            "محمد",
            "ไพลิน",
            "Nguyễn Thị Minh Khai",
            "می\u{200C}خواهم",
            "क्\u{200D}ष",
            "\u{200F}יוסף",
            "Ana 🌻",
            "Mary Jr. 3rd",
        ] {
            assert!(
                PersonName::parse(name).is_ok_and(|kept| kept.expose() == name),
                "{name}"
            );
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        assert_eq!(PersonName::parse(" \t\u{200B} "), Err(ParseError::Missing));
        assert_eq!(PersonName::parse("123"), Err(ParseError::NoLetter));
        assert_eq!(PersonName::parse("🌻"), Err(ParseError::NoLetter));
        assert_eq!(
            PersonName::parse("A\0na"),
            Err(ParseError::ForbiddenCharacter)
        );
        assert_eq!(
            PersonName::parse("Ana\nMaría"),
            Err(ParseError::ForbiddenCharacter)
        );
        assert_eq!(
            PersonName::parse("Ana\u{202E}nhoJ"),
            Err(ParseError::ForbiddenCharacter)
        );
        assert_eq!(
            PersonName::parse("Ana\u{2066}b"),
            Err(ParseError::ForbiddenCharacter)
        );
        assert_eq!(
            PersonName::parse(&"a".repeat(121)),
            Err(ParseError::TooLong { max: 120 })
        );
        assert!(PersonName::parse(&"ش".repeat(120)).is_ok());
        assert_eq!(
            PersonName::parse(&"a".repeat(1_000_000)),
            Err(ParseError::TooLong { max: 120 })
        );
    }

    #[test]
    fn a_name_does_not_print_itself() {
        let name = PersonName::parse("Zaphira").map_err(|_| ()).ok();
        assert!(!format!("{name:?}").contains("Zaphira"));
    }
}
