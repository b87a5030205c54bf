//! Step 6: the treatment the child has had, from memory.

use serde::{Deserialize, Serialize};

use crate::domain::person::{FreeText, masked_debug};
use crate::domain::request::{FieldErrors, ToldTreatment};

/// The page as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TreatmentForm {
    /// Codes of [`ToldTreatment`].
    pub treatments: Vec<String>,
    /// Names, dates, whatever they remember.
    pub treatment_note: String,
}

/// The treatment so far, as far as the family told.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Treatment {
    /// The kinds ticked, each once, in the order of the page.
    pub kinds: Vec<ToldTreatment>,
    /// What they remember.
    pub note: Option<FreeText>,
}

masked_debug!(TreatmentForm, Treatment);

impl TreatmentForm {
    /// The most characters of what they remember.
    pub const NOTE_MAX: usize = 2_000;

    /// Checks the page.
    pub fn parse(&self) -> Result<Treatment, FieldErrors> {
        let mut errors = FieldErrors::default();
        let kinds = errors.choices(
            "treatments",
            &self.treatments,
            ToldTreatment::ALL,
            ToldTreatment::code,
        );
        let note = FreeText::parse(&self.treatment_note, Self::NOTE_MAX);
        let note = errors.optional("treatment_note", note);
        errors.finish(Some(Treatment { kinds, note }))
    }
}
