//! The shortcut: a summary letter, pasted or sent as a file after the form. With it, "You and your practice" and
//! "Patient and guardian" are enough.

use serde::{Deserialize, Serialize};

use crate::domain::person::{FreeText, masked_debug};
use crate::domain::request::FieldErrors;

/// The shortcut as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LetterForm {
    /// The letter, pasted.
    pub letter: String,
    /// `yes` where it comes as a file, right after the form was sent.
    pub letter_file: String,
}

masked_debug!(LetterForm);

impl LetterForm {
    /// The most characters of a pasted letter.
    pub const LETTER_MAX: usize = 8_000;

    /// Checks the shortcut.
    pub fn parse(&self) -> Result<(), FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.optional("letter", FreeText::parse(&self.letter, Self::LETTER_MAX));
        errors.tick("letter_file", &self.letter_file);
        errors.finish(Some(()))
    }

    /// True where a letter tells what the sections would ask.
    pub fn is_given(&self) -> bool {
        !self.letter.trim().is_empty() || self.letter_file == "yes"
    }
}
