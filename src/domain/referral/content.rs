//! What was sent, by which form: what each form says of the case, its people and what it can be found by.

use serde::{Deserialize, Serialize};

use super::people::{CaseFacts, ContactKind, ContactRecord};
use super::{Source, from_doctor};
use crate::domain::person::{PartialDate, masked_debug};
use crate::domain::priority::Priority;
use crate::domain::reference::Reference;
use crate::domain::request::doctor::{DOCTOR_FORM_VERSION, DoctorAnswers, DoctorRequest, Knows};
use crate::domain::request::{
    Answers, Asker, BestWay, CallMeForm, CallMeRequest, Child, FORM_VERSION, FamilyRequest,
    HelpKind, OtherAdult,
};
use crate::domain::search::Searchable;
use crate::support::words::Language;

/// What was sent: the form as typed, and what was understood.
#[derive(Clone)]
pub enum SubmissionContent {
    /// The family form.
    Family {
        /// As typed.
        answers: Box<Answers>,
        /// As understood.
        request: Box<FamilyRequest>,
    },
    /// The call-me form.
    CallMe {
        /// As typed.
        form: Box<CallMeForm>,
        /// As understood.
        request: Box<CallMeRequest>,
    },
    /// The doctor form.
    Doctor {
        /// As typed.
        answers: Box<DoctorAnswers>,
        /// As understood.
        request: Box<DoctorRequest>,
    },
}

/// What was sent, as it is kept: unchanged.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentForm {
    /// The family form.
    Family(Box<Answers>),
    /// The call-me form.
    CallMe(Box<CallMeForm>),
    /// The doctor form.
    Doctor(Box<DoctorAnswers>),
}

masked_debug!(SubmissionContent, SentForm);

impl SubmissionContent {
    /// How the request came.
    pub fn source(&self) -> Source {
        match self {
            Self::Family { .. } => Source::Family,
            Self::CallMe { .. } => Source::CallMe,
            Self::Doctor { .. } => Source::Doctor,
        }
    }

    /// The version of the form's questions.
    pub fn form_version(&self) -> u16 {
        match self {
            Self::Family { .. } | Self::CallMe { .. } => FORM_VERSION,
            Self::Doctor { .. } => DOCTOR_FORM_VERSION,
        }
    }

    /// How urgent the form makes it.
    pub fn priority(&self) -> Priority {
        match self {
            Self::Family { request, .. } => request.urgency(),
            Self::CallMe { request, .. } => request.urgency(),
            Self::Doctor { request, .. } => request.urgency(),
        }
    }

    /// The help asked; a doctor is not asked for it, the family is when we talk.
    pub fn help(&self) -> &[HelpKind] {
        match self {
            Self::Family { request, .. } => &request.help.kinds,
            Self::CallMe { .. } | Self::Doctor { .. } => &[],
        }
    }

    /// The version of the wording that was agreed to or signed, where there was one.
    pub fn consent_version(&self) -> Option<&str> {
        match self {
            Self::Family { request, .. } => Some(&request.consent.version),
            Self::CallMe { .. } => None,
            Self::Doctor { request, .. } => Some(&request.attestation.version),
        }
    }

    /// False where the family does not know yet, and the doctor wants to be called first.
    pub fn family_aware(&self) -> bool {
        match self {
            Self::Family { .. } | Self::CallMe { .. } => true,
            Self::Doctor { request, .. } => request.patient.knows != Knows::CallMeFirst,
        }
    }

    /// What was sent, to be kept unchanged.
    pub fn sent(&self) -> SentForm {
        match self {
            Self::Family { answers, .. } => SentForm::Family(answers.clone()),
            Self::CallMe { form, .. } => SentForm::CallMe(form.clone()),
            Self::Doctor { answers, .. } => SentForm::Doctor(answers.clone()),
        }
    }

    /// The child's facts.
    pub fn facts(&self) -> CaseFacts {
        match self {
            Self::Family { request, .. } => CaseFacts {
                caller: request
                    .child
                    .name
                    .is_none()
                    .then(|| request.contact.name.clone()),
                child: Some(request.child.clone()),
                asker: Some(request.asker),
                happened: request.situation.happened,
                place: request.situation.place,
                ..CaseFacts::default()
            },
            Self::CallMe { request, .. } => CaseFacts {
                caller: Some(request.name.clone()),
                ..CaseFacts::default()
            },
            Self::Doctor { request, .. } => from_doctor::facts(request),
        }
    }

    /// The family's contact: whom the case's language and interpreter are about.
    pub fn contact(&self) -> ContactRecord {
        match self {
            Self::Family { request, .. } => of_family(request),
            Self::CallMe { request, .. } => ContactRecord {
                phone: Some(request.phone.clone()),
                best_way: Some(BestWay::Call),
                best_time: request.best_time,
                spoken: request.spoken,
                spoken_other: request.spoken_other.clone(),
                ..ContactRecord::named(ContactKind::Family, request.name.clone())
            },
            Self::Doctor { request, .. } => from_doctor::guardian(request),
        }
    }

    /// Everybody to talk to, who wrote first.
    pub fn contacts(&self) -> Vec<ContactRecord> {
        match self {
            Self::Doctor { request, .. } => {
                let first = [from_doctor::doctor(request), self.contact()];
                let attending = from_doctor::attending(request);
                first.into_iter().chain(attending).collect()
            }
            Self::Family { request, .. } => {
                let other = request.more.other.iter().map(of_other_adult);
                std::iter::once(self.contact()).chain(other).collect()
            }
            Self::CallMe { .. } => vec![self.contact()],
        }
    }

    /// The language mails to a contact are written in: the one they asked for or speak, else the page's.
    pub fn mail_language(&self, contact: &ContactRecord, page: Language) -> Language {
        match self {
            Self::Family { request, .. } => request.language.written.unwrap_or(page),
            Self::Doctor { .. } if contact.kind != ContactKind::Doctor => {
                contact.spoken.map_or(page, |spoken| {
                    Language::from_code(spoken.code()).unwrap_or(Language::En)
                })
            }
            Self::CallMe { .. } | Self::Doctor { .. } => page,
        }
    }

    /// What the case can be found by.
    pub fn searchable(&self) -> Searchable {
        let facts = self.facts();
        let contacts = self.contacts();
        let mut record = Searchable::default();
        if let Some(child) = &facts.child {
            search_child(child, &mut record);
        }
        let phones = contacts.iter().filter_map(|contact| contact.phone.as_ref());
        let emails = contacts.iter().filter_map(|contact| contact.email.as_ref());
        // The family's name before the doctor's: tokens of what comes last are the first to go.
        record.names.extend(
            contacts
                .iter()
                .rev()
                .map(|contact| contact.name.expose().to_owned()),
        );
        record.phones = phones.map(|phone| phone.expose_e164().to_owned()).collect();
        record.emails = emails.map(|email| email.expose().to_owned()).collect();
        record.outside_refs = self.outside_refs();
        record
    }

    fn outside_refs(&self) -> Vec<String> {
        let (number, named) = match self {
            Self::Doctor { request, .. } => (
                request.patient.mrn.as_ref(),
                request.patient.family_reference.as_ref(),
            ),
            Self::Family { request, .. } => (None, request.treating.reference.as_ref()),
            Self::CallMe { .. } => (None, None),
        };
        // A case that is named is found from its own page too, in the form in which it is written there.
        let named = named.map(|named| {
            let known = Reference::parse(named.expose());
            known.map_or_else(|| named.expose().to_owned(), |known| known.to_string())
        });
        let number = number.map(|number| number.expose().to_owned());
        number.into_iter().chain(named).collect()
    }
}

fn of_other_adult(other: &OtherAdult) -> ContactRecord {
    ContactRecord {
        phone: other.phone.clone(),
        email: other.email.clone(),
        relation: other.relation,
        access: other.access,
        ..ContactRecord::named(ContactKind::OtherAdult, other.name.clone())
    }
}

fn of_family(request: &FamilyRequest) -> ContactRecord {
    let kind = match request.asker {
        Asker::Family => ContactKind::Family,
        Asker::Patient => ContactKind::Patient,
    };
    ContactRecord {
        phone: request.contact.phone.clone(),
        email: request.contact.email.clone(),
        best_way: request.contact.best_way,
        best_time: request.contact.best_time,
        voicemail: request.contact.voicemail,
        spoken: request.language.spoken,
        spoken_other: request.language.spoken_other.clone(),
        interpreter: request.language.interpreter,
        relation: request.relationship.relation,
        decides: request.relationship.decides,
        ..ContactRecord::named(kind, request.contact.name.clone())
    }
}

/// Adds what a child can be found by: every part of the name, and a birth date that is known to the day.
pub(super) fn search_child(child: &Child, record: &mut Searchable) {
    if let Some(name) = &child.name {
        let parts = name.family.iter().chain(&name.used);
        record.names.extend(name.in_one_word());
        record.names.push(name.given.expose().to_owned());
        record
            .names
            .extend(parts.map(|name| name.expose().to_owned()));
    }
    let birth = child.birth.and_then(PartialDate::expose_full);
    record.birth_dates.extend(birth);
}
