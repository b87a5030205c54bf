//! What identifies or describes the people of a case. Only `db` seals and opens it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::coded;
use crate::domain::event::Doer;
use crate::domain::person::{
    EmailAddress, FreeText, PartialDate, PersonName, Phone, SpokenLanguage, masked_debug,
};
use crate::domain::request::doctor::{DiseaseStatus, Lineage, Role};
use crate::domain::request::{
    Asker, BestTime, BestWay, Child, Happened, Relation, Whereabouts, YesNo, YesNoNotSure,
};

coded! {
    /// Who a contact is.
    pub enum ContactKind {
        /// A parent, guardian or helper.
        Family = "family",
        /// The patient, 18 or older.
        Patient = "patient",
        /// The doctor who referred.
        Doctor = "doctor",
        /// Another adult who cares for the child: nothing is sent to them before staff have shared with them.
        OtherAdult = "other_adult",
    }
}

impl ContactKind {
    /// True for those who asked, or for whom a doctor asked.
    pub fn is_family(self) -> bool {
        matches!(self, Self::Family | Self::Patient)
    }

    /// Who it is on the record that such a person did something.
    pub fn doer(self) -> Doer {
        if self == Self::Doctor {
            Doer::Doctor
        } else {
            Doer::Family
        }
    }
}

/// What mails need to know of a contact; no name, no address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ContactFacts {
    /// Row id.
    pub id: Uuid,
    /// Who they are.
    pub kind: ContactKind,
    /// Code of the language mails are written in.
    pub language: String,
    /// True where an e-mail address is on file.
    pub has_email: bool,
    /// True where they have a private link: a page to read on.
    #[serde(default)]
    pub has_link: bool,
    /// True where they asked us to write no more.
    #[serde(default)]
    pub stopped: bool,
}

impl ContactFacts {
    /// True for those who hear how it goes on: whoever asked, and other adults with whom staff have shared.
    pub fn follows(&self) -> bool {
        self.kind.is_family() || (self.kind == ContactKind::OtherAdult && self.has_link)
    }
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
    /// Where the disease stands, as the doctor says.
    #[serde(default)]
    pub disease: Option<DiseaseStatus>,
    /// Which relapse it is, where it is not the first.
    #[serde(default)]
    pub relapse_number: Option<u8>,
    /// The disease's lineage, as the doctor says.
    #[serde(default)]
    pub lineage: Option<Lineage>,
}

/// One contact of a case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRecord {
    /// Who they are; records of the first forms do not say and are the family's.
    #[serde(default = "family")]
    pub kind: ContactKind,
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
    /// Where a doctor works, and as what.
    #[serde(default)]
    pub practice: Option<(Role, FreeText)>,
    /// Whether whoever asked wants another adult to follow the request as well.
    #[serde(default)]
    pub access: Option<YesNoNotSure>,
    /// True for a clinician in whose name somebody else referred: they are asked to confirm it.
    #[serde(default)]
    pub confirms: bool,
}

fn family() -> ContactKind {
    ContactKind::Family
}

masked_debug!(CaseFacts, ContactRecord);

impl CaseFacts {
    /// Takes what was learnt of the child. An age that was only said about has no boxes to be typed into: it stays where
    /// no birth is told.
    pub fn learn(&mut self, child: &Child) {
        let known = self.child.take().and_then(|known| known.birth);
        let age = known.filter(|birth| matches!(birth, PartialDate::AboutAge { .. }));
        self.child = Some(Child {
            birth: child.birth.or(age),
            ..child.clone()
        });
    }

    /// The code the desk filters by: the doctor's word where there is one, else the family's.
    pub fn disease_code(&self) -> Option<&'static str> {
        let family = self.happened.map(Happened::code);
        self.disease.map(DiseaseStatus::code).or(family)
    }
}

impl ContactRecord {
    /// A person of whom only name and kind are known.
    pub fn named(kind: ContactKind, name: PersonName) -> Self {
        Self {
            kind,
            name,
            phone: None,
            email: None,
            best_way: None,
            best_time: None,
            voicemail: None,
            spoken: None,
            spoken_other: None,
            interpreter: None,
            relation: None,
            decides: None,
            practice: None,
            access: None,
            confirms: false,
        }
    }

    /// True where they, or who wrote for them, told us what they speak.
    pub fn tells_language(&self) -> bool {
        self.spoken.is_some() || self.spoken_other.is_some()
    }

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
