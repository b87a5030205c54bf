//! Step 2: the languages somebody speaks and reads.

use serde::{Deserialize, Serialize};

use crate::domain::person::{FreeText, SpokenLanguage, masked_debug};
use crate::domain::request::{FieldErrors, YesNoNotSure};
use crate::support::words::Language;

/// The most characters of a language's name.
pub(in crate::domain::request) const LANGUAGE_NAME_MAX: usize = 60;

/// The page as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LanguageForm {
    /// Code of [`SpokenLanguage`].
    pub spoken: String,
    /// The language's name, where it is not in the list.
    pub spoken_other: String,
    /// Code of [`Language`] for what we write.
    pub written: String,
    /// Code of [`YesNoNotSure`].
    pub interpreter: String,
}

/// The languages somebody wishes.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageWish {
    /// What they speak.
    pub spoken: Option<SpokenLanguage>,
    /// Its name, where it is not in our list.
    pub spoken_other: Option<FreeText>,
    /// What we write to them in.
    pub written: Option<Language>,
    /// Whether they want an interpreter.
    pub interpreter: Option<YesNoNotSure>,
}

masked_debug!(LanguageForm, LanguageWish);

impl LanguageForm {
    /// Checks the page.
    pub fn parse(&self) -> Result<LanguageWish, FieldErrors> {
        let mut errors = FieldErrors::default();
        let wish = LanguageWish {
            spoken: errors.choice("spoken", &self.spoken, SpokenLanguage::from_code),
            spoken_other: errors.optional(
                "spoken_other",
                FreeText::parse(&self.spoken_other, LANGUAGE_NAME_MAX),
            ),
            written: errors.choice("written", &self.written, Language::from_code),
            interpreter: errors.choice("interpreter", &self.interpreter, YesNoNotSure::from_code),
        };
        errors.finish(Some(wish))
    }
}
