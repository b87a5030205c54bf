//! The code by which an unfinished form is opened on another device: ten letters and digits without look-alikes, in
//! groups of four, four and two.

use std::fmt;

use crate::domain::person::masked_debug;
use crate::domain::reference::ALPHABET;

/// A code, and nothing of whose it is.
#[derive(Clone, PartialEq, Eq)]
pub struct ResumeCode(String);

masked_debug!(ResumeCode);

impl ResumeCode {
    /// Letters and digits of a code: 49 bits, beside which a phone or an address has to fit.
    pub const LENGTH: usize = 10;

    /// Makes a code of bytes that are equally likely; none where they run out. Bytes that would make some letters
    /// likelier are left out.
    pub fn of(bytes: impl Iterator<Item = u8>) -> Option<Self> {
        let letters = bytes
            .filter(|byte| *byte < 240)
            .map(|byte| char::from(ALPHABET[usize::from(byte % 30)]));
        let code: String = letters.take(Self::LENGTH).collect();
        (code.len() == Self::LENGTH).then_some(Self(code))
    }

    /// Reads a code as people type it: any case, with or without dashes and spaces.
    pub fn parse(text: &str) -> Option<Self> {
        let code: String = text
            .chars()
            .filter(|sign| !matches!(sign, '-' | ' ' | '\u{2013}' | '\u{a0}'))
            .map(|sign| sign.to_ascii_uppercase())
            .collect();
        let known = |sign: u8| ALPHABET.contains(&sign);
        (code.len() == Self::LENGTH && code.bytes().all(known)).then_some(Self(code))
    }

    /// Gives the letters away, without dashes.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ResumeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "test code")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let code = ResumeCode::of((0..10).map(|n| n * 3)).unwrap();
        assert_eq!(code.to_string(), "258B-EHMQ-TX");
        for typed in ["258b-ehmq-tx", " 258B EHMQ TX ", "258BEHMQTX"] {
            assert_eq!(ResumeCode::parse(typed), Some(code.clone()), "{typed}");
        }
        for typed in [
            "",
            "258B-EHMQ-T",
            "258B-EHMQ-TXX",
            "0IL1-EHMQ-TX",
            "２58B-EHMQ-TX",
        ] {
            assert_eq!(ResumeCode::parse(typed), None, "{typed}");
        }
        assert!(!format!("{code:?}").contains("258B"));
    }

    proptest! {
        #[test]
        fn whatever_is_typed_breaks_nothing(text in "\\PC{0,20}") {
            if let Some(code) = ResumeCode::parse(&text) {
                prop_assert_eq!(ResumeCode::parse(&code.to_string()), Some(code));
            }
        }

        #[test]
        fn any_bytes_make_a_code_or_too_few_are_left(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            let usable = bytes.iter().filter(|byte| **byte < 240).count();
            let code = ResumeCode::of(bytes.into_iter());
            prop_assert_eq!(code.is_some(), usable >= ResumeCode::LENGTH);
        }
    }
}
