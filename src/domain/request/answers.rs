//! All answers of one family's form, as typed. This is what a draft keeps and what a submission stores unchanged.

use serde::{Deserialize, Serialize};

use super::{
    Asker, ChildForm, ConsentForm, HelpForm, LanguageForm, ReachForm, RelationshipForm,
    SituationForm,
};
use crate::domain::person::masked_debug;

/// The version of the form's questions. New or changed questions, new version.
pub const FORM_VERSION: u16 = 1;

/// All answers as typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// The version of the questions that were answered.
    pub form_version: u16,
    /// How to reach the person who asks.
    pub reach: ReachForm,
    /// Languages.
    pub language: LanguageForm,
    /// The child.
    pub child: ChildForm,
    /// Relationship to the child.
    pub relationship: RelationshipForm,
    /// What has happened.
    pub situation: SituationForm,
    /// Help wanted.
    pub help: HelpForm,
    /// Permission.
    pub consent: ConsentForm,
}

masked_debug!(Answers);

impl Default for Answers {
    fn default() -> Answers {
        Answers {
            form_version: FORM_VERSION,
            reach: ReachForm::default(),
            language: LanguageForm::default(),
            child: ChildForm::default(),
            relationship: RelationshipForm::default(),
            situation: SituationForm::default(),
            help: HelpForm::default(),
            consent: ConsentForm::default(),
        }
    }
}

impl Answers {
    /// Returns who asks; somebody who did not say is of the family.
    pub fn asker(&self) -> Asker {
        Asker::from_code(&self.reach.asker).unwrap_or(Asker::Family)
    }
}
