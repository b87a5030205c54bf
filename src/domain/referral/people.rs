//! What identifies or describes the people of a case. Only `db` seals and opens it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Source;
use crate::domain::person::{
    EmailAddress, FreeText, PersonName, Phone, SpokenLanguage, masked_debug,
};
use crate::domain::priority::Priority;
use crate::domain::request::{
    Answers, Asker, BestTime, BestWay, CallMeForm, CallMeRequest, Child, FamilyRequest, Happened,
    HelpKind, Relation, Whereabouts, YesNo, YesNoNotSure,
};
use crate::domain::search::Searchable;

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
}

/// What was sent, as it is kept: unchanged.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentForm {
    /// The family form.
    Family(Box<Answers>),
    /// The call-me form.
    CallMe(Box<CallMeForm>),
}

/// The child's facts on the case, for lists and the case page.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFacts {
    /// Who wrote, where the child's name is not known yet: staff must have somebody to ask for.
    #[serde(default)]
    pub caller: Option<PersonName>,
    /// Name and birth, as far as told.
    pub child: Option<Child>,
    /// Who asked.
    pub asker: Option<Asker>,
    /// What has happened.
    pub happened: Option<Happened>,
    /// Where the child is.
    pub place: Option<Whereabouts>,
}

/// One contact of a case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRecord {
    /// Their name.
    pub name: PersonName,
    /// Their phone.
    pub phone: Option<Phone>,
    /// Their e-mail address.
    pub email: Option<EmailAddress>,
    /// How they would like to be reached.
    pub best_way: Option<BestWay>,
    /// When.
    pub best_time: Option<BestTime>,
    /// Whether a message may be left.
    pub voicemail: Option<YesNo>,
    /// The language they speak.
    pub spoken: Option<SpokenLanguage>,
    /// The language they speak, in words.
    pub spoken_other: Option<FreeText>,
    /// Whether they want an interpreter.
    pub interpreter: Option<YesNoNotSure>,
    /// Who they are to the child.
    pub relation: Option<Relation>,
    /// Whether they can make medical decisions.
    pub decides: Option<YesNoNotSure>,
}

masked_debug!(SubmissionContent, SentForm, CaseFacts, ContactRecord);

impl SubmissionContent {
    /// How the request came.
    pub fn source(&self) -> Source {
        match self {
            Self::Family { .. } => Source::Family,
            Self::CallMe { .. } => Source::CallMe,
        }
    }

    /// How urgent the form makes it.
    pub fn priority(&self) -> Priority {
        match self {
            Self::Family { request, .. } => request.urgency(),
            Self::CallMe { request, .. } => request.urgency(),
        }
    }

    /// The help asked.
    pub fn help(&self) -> &[HelpKind] {
        match self {
            Self::Family { request, .. } => &request.help.kinds,
            Self::CallMe { .. } => &[],
        }
    }

    /// The version of the consent wording, where one was given.
    pub fn consent_version(&self) -> Option<&str> {
        match self {
            Self::Family { request, .. } => Some(&request.consent.version),
            Self::CallMe { .. } => None,
        }
    }

    /// What was sent, to be kept unchanged.
    pub fn sent(&self) -> SentForm {
        match self {
            Self::Family { answers, .. } => SentForm::Family(answers.clone()),
            Self::CallMe { form, .. } => SentForm::CallMe(form.clone()),
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
            },
            Self::CallMe { request, .. } => CaseFacts {
                caller: Some(request.name.clone()),
                ..CaseFacts::default()
            },
        }
    }

    /// The contact who wrote.
    pub fn contact(&self) -> ContactRecord {
        match self {
            Self::Family { request, .. } => ContactRecord {
                name: request.contact.name.clone(),
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
            },
            Self::CallMe { request, .. } => ContactRecord {
                name: request.name.clone(),
                phone: Some(request.phone.clone()),
                email: None,
                best_way: Some(BestWay::Call),
                best_time: request.best_time,
                voicemail: None,
                spoken: request.spoken,
                spoken_other: request.spoken_other.clone(),
                interpreter: None,
                relation: None,
                decides: None,
            },
        }
    }

    /// What the case can be found by.
    pub fn searchable(&self) -> Searchable {
        let facts = self.facts();
        let contact = self.contact();
        let mut names = Vec::new();
        let mut birth_dates: Vec<Date> = Vec::new();
        if let Some(child) = facts.child {
            if let Some(name) = child.name {
                names.extend(name.in_one_word());
                names.push(name.given.expose().to_owned());
                names.extend(
                    name.family
                        .iter()
                        .chain(&name.used)
                        .map(|name| name.expose().to_owned()),
                );
            }
            birth_dates.extend(
                child
                    .birth
                    .and_then(crate::domain::person::PartialDate::expose_full),
            );
        }
        names.push(contact.name.expose().to_owned());
        Searchable {
            names,
            birth_dates,
            phones: contact
                .phone
                .iter()
                .map(|phone| phone.expose_e164().to_owned())
                .collect(),
            emails: contact
                .email
                .iter()
                .map(|email| email.expose().to_owned())
                .collect(),
            outside_refs: Vec::new(),
        }
    }
}

impl ContactRecord {
    /// The code of the language they speak; the page's language where they did not say.
    pub fn spoken_code(&self, page: &str) -> String {
        self.spoken
            .map_or_else(|| page.to_owned(), |spoken| spoken.code().to_owned())
    }

    /// True where an interpreter is needed: asked for, or a language other than English and not refused.
    pub fn needs_interpreter(&self, page: &str) -> bool {
        match self.interpreter {
            Some(YesNoNotSure::Yes) => true,
            Some(YesNoNotSure::No) => false,
            _ => self.spoken_code(page) != "en",
        }
    }
}

impl SubmissionContent {
    /// The language mails to them are written in: the one they asked for, else the page's.
    pub fn mail_language(
        &self,
        page: crate::support::words::Language,
    ) -> crate::support::words::Language {
        match self {
            Self::Family { request, .. } => request.language.written.unwrap_or(page),
            Self::CallMe { .. } => page,
        }
    }
}
