//! All answers of one family's form, as typed. This is what a draft keeps and what a submission stores unchanged.

use serde::{Deserialize, Serialize};

use super::{
    ChildForm, ConsentForm, HelpForm, LanguageForm, ReachForm, RelationshipForm, SituationForm,
};
use crate::domain::person::masked_debug;
use crate::domain::request::Asker;

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
    /// Cuts each text to what a draft keeps: far more than any answer may have, far less than a form post may carry.
    pub fn cut(&mut self) {
        const MOST: usize = 10_000;
        let texts = [
            &mut self.reach.asker,
            &mut self.reach.name,
            &mut self.reach.phone,
            &mut self.reach.email,
            &mut self.reach.best_way,
            &mut self.reach.best_time,
            &mut self.reach.voicemail,
            &mut self.language.spoken,
            &mut self.language.spoken_other,
            &mut self.language.written,
            &mut self.language.interpreter,
            &mut self.child.given_names,
            &mut self.child.family_names,
            &mut self.child.only_one_name,
            &mut self.child.name_used,
            &mut self.child.birth_month,
            &mut self.child.birth_day,
            &mut self.child.birth_year,
            &mut self.child.about_age,
            &mut self.child.by_phone,
            &mut self.relationship.relation,
            &mut self.relationship.decides,
            &mut self.situation.happened,
            &mut self.situation.place,
            &mut self.help.note,
            &mut self.consent.version,
        ];
        self.help.kinds.truncate(20);
        for text in texts.into_iter().chain(&mut self.help.kinds) {
            if let Some((end, _)) = text.char_indices().nth(MOST) {
                text.truncate(end);
            }
        }
    }

    /// Returns who asks; somebody who did not say is of the family.
    pub fn asker(&self) -> Asker {
        Asker::from_code(&self.reach.asker).unwrap_or(Asker::Family)
    }
}
