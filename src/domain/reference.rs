//! The reference people see and say: random, unique, without look-alike characters or meaning.

use std::fmt;

use crate::support::ids::random_bytes;

/// Letters and digits without 0 O 1 I L U.
pub const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A case's public reference, `RL-XXXX-XXX`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reference(String);

impl Reference {
    /// Draws a new reference under `prefix` (two to four letters). Every character is equally likely.
    pub fn fresh(prefix: &str) -> Self {
        let mut drawn = Vec::with_capacity(7);
        while drawn.len() < 7 {
            drawn.extend(
                random_bytes::<16>()
                    .iter()
                    .filter(|byte| **byte < 240)
                    .map(|byte| ALPHABET[usize::from(byte % 30)] as char),
            );
        }
        let text: String = drawn.into_iter().take(7).collect();
        Self(format!("{prefix}-{}-{}", &text[..4], &text[4..]))
    }

    /// Reads a reference as people type it: any case, with or without dashes and spaces.
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text
            .chars()
            .filter(|c| !matches!(c, '-' | ' '))
            .collect::<String>()
            .to_ascii_uppercase();
        if !plain.is_ascii() || !(9..=11).contains(&plain.len()) {
            return None;
        }
        let (prefix, body) = plain.split_at(plain.len() - 7);
        let known = |c: char| ALPHABET.contains(&(c as u8));
        (prefix.chars().all(|c| c.is_ascii_uppercase()) && body.chars().all(known))
            .then(|| Self(format!("{prefix}-{}-{}", &body[..4], &body[4..])))
    }

    /// The text of the reference.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_wrote_however_it_is_typed() {
        for _ in 0..200 {
            let reference = Reference::fresh("RL");
            let spoken = reference.as_str().to_lowercase().replace('-', " ");
            assert_eq!(Reference::parse(&spoken).as_ref(), Some(&reference));
            assert_eq!(
                Reference::parse(reference.as_str()).as_ref(),
                Some(&reference)
            );
        }
    }

    #[test]
    fn refuses_look_alikes_and_other_text() {
        for text in [
            "RL-7KX2-94O",
            "RL-7KX2-94",
            "",
            "名前名前名前名前名",
            "R1-7KX2-94Q",
            "RL7KX294Q\0",
        ] {
            assert_eq!(Reference::parse(text), None, "{text:?}");
        }
    }
}
