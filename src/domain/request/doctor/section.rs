//! The sections of the doctor's form. They may be filled in any order; each says what it still needs.

use crate::coded;
use crate::domain::request::FieldErrors;

coded! {
    /// A section of the doctor's form.
    pub enum Section {
        /// You and your practice.
        You = "you",
        /// Patient and guardian.
        Patient = "patient",
        /// Disease.
        Disease = "disease",
        /// The patient today.
        Today = "today",
    }
}

/// How far a section is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SectionState {
    /// Nothing was typed.
    NotStarted,
    /// Something is missing, or needs another look.
    InProgress(FieldErrors),
    /// Everything needed is there.
    Done,
}
