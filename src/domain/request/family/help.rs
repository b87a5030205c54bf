//! Step 6: the help a family would like. It starts on day 0 and never changes the medical decision.

use serde::{Deserialize, Serialize};

use crate::coded;
use crate::domain::person::{FreeText, ParseError, masked_debug};
use crate::domain::request::FieldErrors;

coded! {
    /// A kind of help.
    pub enum HelpKind {
        /// Getting here.
        Travel = "travel",
        /// A place to stay.
        Lodging = "lodging",
        /// Questions about insurance.
        Insurance = "insurance",
        /// Money for travel and daily life.
        Funding = "funding",
        /// An interpreter.
        Interpreter = "interpreter",
        /// Letters for school or work.
        Letters = "letters",
        /// Something else, told in words.
        Other = "other",
    }
}

/// The page as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct HelpForm {
    /// Codes of [`HelpKind`].
    pub kinds: Vec<String>,
    /// Anything they want to add.
    pub note: String,
}

/// The help a family would like.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpAnswer {
    /// The kinds ticked, each once, in the order of the page.
    pub kinds: Vec<HelpKind>,
    /// What they added.
    pub note: Option<FreeText>,
}

masked_debug!(HelpForm, HelpAnswer);

impl HelpForm {
    /// The most characters of the note.
    pub const NOTE_MAX: usize = 500;

    /// Checks the page.
    pub fn parse(&self) -> Result<HelpAnswer, FieldErrors> {
        let mut errors = FieldErrors::default();
        if self
            .kinds
            .iter()
            .any(|code| HelpKind::from_code(code).is_none())
        {
            errors.add("kinds", ParseError::NotAChoice);
        }
        let ticked = |kind: &HelpKind| self.kinds.iter().any(|code| code == kind.code());
        let kinds = HelpKind::ALL.iter().copied().filter(ticked).collect();
        let note = errors.optional("note", FreeText::parse(&self.note, HelpForm::NOTE_MAX));
        errors.finish(Some(HelpAnswer { kinds, note }))
    }
}
