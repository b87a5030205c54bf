//! The shortcut: a summary letter, pasted or sent as a file after the form. With it, "You and your practice" and
//! "Patient and guardian" are enough.

use serde::{Deserialize, Serialize};

use super::Urgency;
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
    /// Code of [`Urgency`]: a letter alone does not say it, and it decides by when a person calls.
    pub letter_urgency: String,
}

masked_debug!(LetterForm);

impl LetterForm {
    /// The most characters of a pasted letter.
    pub const LETTER_MAX: usize = 8_000;

    /// Checks the shortcut.
    pub fn parse(&self) -> Result<Option<Urgency>, FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.optional("letter", FreeText::parse(&self.letter, Self::LETTER_MAX));
        errors.tick("letter_file", &self.letter_file);
        let (field, typed) = ("letter_urgency", self.letter_urgency.as_str());
        let urgency = if self.is_given() {
            errors.needed_choice(field, typed, Urgency::from_code)
        } else {
            errors.choice(field, typed, Urgency::from_code)
        };
        errors.finish(Some(urgency))
    }

    /// True where a letter tells what the sections would ask.
    pub fn is_given(&self) -> bool {
        !self.letter.trim().is_empty() || self.letter_file == "yes"
    }
}
