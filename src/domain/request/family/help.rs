//! Step 6: the help a family would like. It starts on day 0 and never changes the medical decision.

use serde::{Deserialize, Serialize};

use crate::coded;
use crate::domain::person::{FreeText, masked_debug};
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
    /// Where they would come from: town and state, or country.
    pub town: String,
    /// The name of their insurance.
    pub insurance: String,
    /// Anything they want to add.
    pub note: String,
}

/// The help a family would like.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpAnswer {
    /// The kinds ticked, each once, in the order of the page.
    pub kinds: Vec<HelpKind>,
    /// Where they would come from.
    #[serde(default)]
    pub town: Option<FreeText>,
    /// The name of their insurance.
    #[serde(default)]
    pub insurance: Option<FreeText>,
    /// What they added.
    pub note: Option<FreeText>,
}

masked_debug!(HelpForm, HelpAnswer);

impl HelpForm {
    /// The most characters of the note.
    pub const NOTE_MAX: usize = 500;
    /// The most characters of a town's or an insurance's name.
    pub const LINE_MAX: usize = 120;

    /// Checks the page.
    pub fn parse(&self) -> Result<HelpAnswer, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kinds = errors.choices("kinds", &self.kinds, HelpKind::ALL, HelpKind::code);
        let town = errors.optional("town", FreeText::parse(&self.town, Self::LINE_MAX));
        let insurance = FreeText::parse(&self.insurance, Self::LINE_MAX);
        let insurance = errors.optional("insurance", insurance);
        let note = errors.optional("note", FreeText::parse(&self.note, HelpForm::NOTE_MAX));
        errors.finish(Some(HelpAnswer {
            kinds,
            town,
            insurance,
            note,
        }))
    }
}
