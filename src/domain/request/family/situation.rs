//! Step 5: what has happened, and where the child is now.

use serde::{Deserialize, Serialize};

use crate::domain::person::masked_debug;
use crate::domain::request::{FieldErrors, Happened, Whereabouts};

/// The page as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SituationForm {
    /// Code of [`Happened`].
    pub happened: String,
    /// Code of [`Whereabouts`].
    pub place: String,
}

/// What has happened, as far as the family told.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Situation {
    /// What has happened so far.
    pub happened: Option<Happened>,
    /// Where the child is now.
    pub place: Option<Whereabouts>,
}

masked_debug!(SituationForm, Situation);

impl SituationForm {
    /// Checks the page.
    pub fn parse(&self) -> Result<Situation, FieldErrors> {
        let mut errors = FieldErrors::default();
        let parsed = Situation {
            happened: errors.choice("happened", &self.happened, Happened::from_code),
            place: errors.choice("place", &self.place, Whereabouts::from_code),
        };
        errors.finish(Some(parsed))
    }
}
