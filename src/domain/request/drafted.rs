//! Forms that are filled in over several pages and kept in between.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Answers;
use super::doctor::DoctorAnswers;
use crate::coded;

coded! {
    /// Which form a draft is of: a browser may hold one of each.
    pub enum DraftKind {
        /// The family's form.
        Family = "family",
        /// The doctor's form.
        Doctor = "doctor",
    }
}

/// The answers of a form that is kept while it is filled in.
pub trait DraftAnswers: Default + Clone + Serialize + DeserializeOwned + Send + Sync {
    /// Which form it is.
    const KIND: DraftKind;

    /// Cuts each text to what a draft keeps.
    fn cut(&mut self);
}

impl DraftAnswers for Answers {
    const KIND: DraftKind = DraftKind::Family;

    fn cut(&mut self) {
        Answers::cut(self);
    }
}

impl DraftAnswers for DoctorAnswers {
    const KIND: DraftKind = DraftKind::Doctor;

    fn cut(&mut self) {
        DoctorAnswers::cut(self);
    }
}
