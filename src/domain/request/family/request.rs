//! A family's whole request, understood.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Answers, Child, Consent, Contact, HelpAnswer, LanguageWish, More, Relationship, Situation,
    Step, Treating, Treatment,
};
use crate::domain::person::masked_debug;
use crate::domain::priority::Priority;
use crate::domain::request::{Asker, FieldErrors, Whereabouts};

/// A request in which every answer was understood and every needed one is there.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyRequest {
    /// Who asks.
    pub asker: Asker,
    /// How to reach them.
    pub contact: Contact,
    /// Their languages.
    pub language: LanguageWish,
    /// The child, or the patient who asks.
    pub child: Child,
    /// Who they are to the child; empty for a patient.
    pub relationship: Relationship,
    /// What has happened.
    pub situation: Situation,
    /// The treatment so far.
    pub treatment: Treatment,
    /// Who treats the child now.
    pub treating: Treating,
    /// The help they would like.
    pub help: HelpAnswer,
    /// What else they told.
    pub more: More,
    /// Their permission.
    pub consent: Consent,
}

masked_debug!(FamilyRequest);

impl FamilyRequest {
    /// Understands all answers, or tells every page's errors in the order of the pages.
    pub fn parse(
        answers: &Answers,
        today: Date,
    ) -> Result<FamilyRequest, Vec<(Step, FieldErrors)>> {
        let asker = answers.asker();
        let mut refused = Refused::default();
        let contact = refused.take(Step::Reach, answers.reach.parse());
        let language = refused.take(Step::Language, answers.language.parse());
        let own_name = contact.as_ref().map(|contact| &contact.name);
        let child = refused.take(Step::Child, answers.child.parse(asker, own_name, today));
        let relationship = match asker {
            Asker::Family => refused.take(Step::Relationship, answers.relationship.parse()),
            Asker::Patient => Some(Relationship::default()),
        };
        let situation = refused.take(Step::Situation, answers.situation.parse(today));
        let treatment = refused.take(Step::Treatment, answers.treatment.parse());
        let treating = refused.take(Step::Treating, answers.treating.parse());
        let help = refused.take(Step::Help, answers.help.parse());
        let more = refused.take(Step::More, answers.more.parse());
        let consent = refused.take(Step::Check, answers.consent.parse());
        let request = || {
            Some(FamilyRequest {
                asker,
                contact: contact?,
                language: language?,
                child: child?,
                relationship: relationship?,
                situation: situation?,
                treatment: treatment?,
                treating: treating?,
                help: help?,
                more: more?,
                consent: consent?,
            })
        };
        request().ok_or(refused.0)
    }

    /// Returns how soon the case needs a person: a child in intensive care cannot wait.
    pub fn urgency(&self) -> Priority {
        match self.situation.place {
            Some(Whereabouts::IntensiveCare) => Priority::Urgent,
            _ => Priority::Standard,
        }
    }
}

#[derive(Default)]
struct Refused(Vec<(Step, FieldErrors)>);

impl Refused {
    fn take<T>(&mut self, step: Step, parsed: Result<T, FieldErrors>) -> Option<T> {
        parsed.map_err(|errors| self.0.push((step, errors))).ok()
    }
}
