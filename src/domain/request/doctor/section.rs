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
        /// Treatment so far.
        Treatment = "treatment",
        /// The patient today.
        Today = "today",
        /// Documents and insurance.
        Documents = "documents",
        /// A summary letter instead of most sections: not one of the six.
        Letter = "letter",
    }
}

/// How far a section is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SectionState {
    /// Nothing was typed.
    NotStarted,
    /// Nothing was typed, and it may stay so.
    Optional,
    /// Nothing was typed, and the letter tells it.
    InLetter,
    /// Something is missing, or needs another look.
    InProgress(FieldErrors),
    /// Everything needed is there.
    Done,
}

impl Section {
    /// The six sections of the list.
    pub fn numbered() -> impl Iterator<Item = Section> {
        let all = Self::ALL.iter().copied();
        all.filter(|section| *section != Self::Letter)
    }
}
