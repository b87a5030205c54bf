//! All answers of one family's form, as typed. This is what a draft keeps and what a submission stores unchanged.

use serde::{Deserialize, Serialize};

use super::{
    ChildForm, ConsentForm, HelpForm, LanguageForm, MoreForm, ReachForm, RelationshipForm,
    SituationForm, Step, TreatingForm, TreatmentForm,
};
use crate::domain::person::masked_debug;
use crate::domain::request::Asker;
use crate::domain::request::cut::{Cut as _, cut};

/// The version of the form's questions. New or changed questions, new version.
pub const FORM_VERSION: u16 = 2;

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
    /// The treatment so far.
    pub treatment: TreatmentForm,
    /// Who treats the child now.
    pub treating: TreatingForm,
    /// Help wanted.
    pub help: HelpForm,
    /// What else they told.
    pub more: MoreForm,
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
            treatment: TreatmentForm::default(),
            treating: TreatingForm::default(),
            help: HelpForm::default(),
            more: MoreForm::default(),
            consent: ConsentForm::default(),
        }
    }
}

impl Answers {
    /// Cuts each text to what a draft keeps.
    pub fn cut(&mut self) {
        self.reach.cut();
        self.language.cut();
        self.child.cut();
        self.relationship.cut();
        self.situation.cut();
        self.treatment.cut();
        self.treating.cut();
        self.help.cut();
        self.more.cut();
        self.consent.cut();
    }

    /// Returns whether nothing was typed on a page.
    pub fn is_untouched(&self, step: Step) -> bool {
        match step {
            Step::Reach => self.reach == ReachForm::default(),
            Step::Language => self.language == LanguageForm::default(),
            Step::Child => self.child == ChildForm::default(),
            Step::Relationship => self.relationship == RelationshipForm::default(),
            Step::Situation => self.situation == SituationForm::default(),
            Step::Treatment => self.treatment == TreatmentForm::default(),
            Step::Treating => self.treating == TreatingForm::default(),
            Step::Help => self.help == HelpForm::default(),
            Step::More => self.more == MoreForm::default(),
            Step::Check => self.consent == ConsentForm::default(),
        }
    }

    /// Returns who asks; somebody who did not say is of the family.
    pub fn asker(&self) -> Asker {
        Asker::from_code(&self.reach.asker).unwrap_or(Asker::Family)
    }
}

cut! {
    ReachForm: asker, name, phone, email, best_way, best_time, voicemail;
    LanguageForm: spoken, spoken_other, written, interpreter;
    ChildForm: given_names, family_names, only_one_name, name_used, birth_month, birth_day, birth_year, about_age,
        by_phone;
    RelationshipForm: relation, decides;
    SituationForm: happened, first_told_month, first_told_year, back_month, back_year, told_sites, told_type, place,
        add;
    TreatmentForm: treatments, treatment_note;
    TreatingForm: doctor_name, doctor_hospital, doctor_city, doctor_phone, may_contact, doctor_reference;
    HelpForm: kinds, town, insurance, note;
    MoreForm: worry, other_name, other_relation, other_phone, other_email, other_access, not_share;
    ConsentForm: version;
}
