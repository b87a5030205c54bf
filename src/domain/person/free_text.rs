//! Somebody's own words.

use serde::{Deserialize, Serialize};

use super::text_rules::{refuse_forbidden, refuse_long, trimmed};
use super::{ParseError, masked_debug};

/// A text of one or more lines, kept as written; line ends are `\n`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FreeText(String);

masked_debug!(FreeText);

impl FreeText {
    /// Takes a text of at most `max` characters.
    pub fn parse(raw: &str, max: usize) -> Result<FreeText, ParseError> {
        let text = trimmed(raw);
        if text.is_empty() {
            return Err(ParseError::Missing);
        }
        // Browsers count a line end as one character and send two.
        let text = text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .replace('\t', " ");
        refuse_long(&text, max)?;
        refuse_forbidden(&text, true)?;
        Ok(FreeText(text))
    }

    /// Gives the text away.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_kept_and_counted_once() {
        let text = FreeText::parse("  one\r\ntwo\tthree ", 13);
        assert!(text.is_ok_and(|kept| kept.expose() == "one\ntwo three"));
        assert_eq!(
            FreeText::parse("one\r\ntwo", 6),
            Err(ParseError::TooLong { max: 6 })
        );
    }

    #[test]
    fn hidden_characters_are_refused() {
        assert_eq!(
            FreeText::parse("a\0b", 10),
            Err(ParseError::ForbiddenCharacter)
        );
        assert_eq!(
            FreeText::parse("a\u{202E}b", 10),
            Err(ParseError::ForbiddenCharacter)
        );
        assert_eq!(FreeText::parse(" \r\n ", 10), Err(ParseError::Missing));
    }
}
