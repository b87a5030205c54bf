//! What staff change about the people of a case: somebody is added or corrected, another adult gets a link of their own or
//! loses it, and the child's name and birth date are learnt.

use uuid::Uuid;

use super::content::search_child;
use super::{Change, ContactFacts, ContactKind, ContactRecord, Referral, Setting};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::notice::Notice;
use crate::domain::person::{EmailAddress, PersonName, Phone, masked_debug};
use crate::domain::request::{Child, Relation, YesNo};
use crate::domain::search::Searchable;
use crate::domain::staff::Actor;
use crate::support::ids::fresh_id;

/// People that one case may have.
pub const PEOPLE_MOST: usize = 12;

/// What staff write down about a person outside.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonSaid {
    /// Their name.
    pub name: PersonName,
    /// Who they are to the child; left alone where it is none.
    pub relation: Option<Relation>,
    /// Their phone.
    pub phone: Option<Phone>,
    /// Their e-mail address.
    pub email: Option<EmailAddress>,
    /// Code of the language that their page and mails are in.
    pub language: String,
    /// Whether a message may be left.
    pub voicemail: Option<YesNo>,
}

masked_debug!(PersonSaid);

/// One change about the people of a case, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonStep {
    /// Somebody new.
    Add(Uuid, Box<PersonSaid>),
    /// What was known of somebody is replaced.
    Correct(Uuid, Box<PersonSaid>),
    /// Another adult gets a private link, or a new one after it was taken away.
    Share(Uuid),
    /// Another adult loses the private link, and what waits for them is dropped.
    Limit(Uuid),
    /// The child's name and birth date.
    Child(Box<Child>),
}

/// Why a change about a person is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PersonError {
    /// There is no such person on this case.
    #[error("there is no such person on this case")]
    Unknown,
    /// Only another adult's link is given and taken by hand.
    #[error("only another adult's link is given and taken away")]
    NotAnotherAdult,
    /// The family is to be left alone, or does not know of the case.
    #[error("the family is to be left alone, or does not know of this referral")]
    NotNow,
    /// The case has [`PEOPLE_MOST`] people.
    #[error("this case has too many people already")]
    TooMany,
}

impl PersonSaid {
    /// Puts what was said into what is known; what has no field here stays.
    pub fn put_into(&self, record: &mut ContactRecord) {
        record.name = self.name.clone();
        record.phone.clone_from(&self.phone);
        record.email.clone_from(&self.email);
        record.voicemail = self.voicemail;
        if self.relation.is_some() {
            record.relation = self.relation;
        }
    }

    /// What staff may search by.
    pub fn searchable(&self) -> Searchable {
        let phones = self
            .phone
            .iter()
            .map(|phone| phone.expose_e164().to_owned());
        let emails = self.email.iter().map(|email| email.expose().to_owned());
        Searchable {
            names: vec![self.name.expose().to_owned()],
            phones: phones.collect(),
            emails: emails.collect(),
            ..Searchable::default()
        }
    }
}

impl PersonStep {
    /// What of it staff may search by.
    pub fn searchable(&self) -> Option<Searchable> {
        match self {
            Self::Add(_, said) | Self::Correct(_, said) => Some(said.searchable()),
            Self::Child(child) => {
                let mut record = Searchable::default();
                search_child(child, &mut record);
                Some(record)
            }
            Self::Share(_) | Self::Limit(_) => None,
        }
    }
}

impl Referral {
    /// Adds another adult. Nothing is sent to them before somebody shares the case with them.
    pub fn add_person(
        mut self,
        said: PersonSaid,
        actor: &Actor,
        setting: &Setting<'_>,
    ) -> Result<Change, PersonError> {
        if self.contacts.len() >= PEOPLE_MOST {
            return Err(PersonError::TooMany);
        }
        let id = fresh_id();
        self.contacts.push(ContactFacts {
            id,
            kind: ContactKind::OtherAdult,
            language: said.language.clone(),
            has_email: said.email.is_some(),
            has_link: false,
            stopped: false,
        });
        let step = PersonStep::Add(id, Box::new(said));
        Ok(self.of_person(EventKind::PersonAdded, id, step, actor, setting))
    }

    /// Replaces what is known of somebody. `before` is the address they had. Where a doctor's was wrong, the link that went
    /// there is replaced, and the new one goes to the new address.
    pub fn correct_person(
        mut self,
        id: Uuid,
        said: PersonSaid,
        before: Option<&EmailAddress>,
        actor: &Actor,
        setting: &Setting<'_>,
    ) -> Result<Change, PersonError> {
        let known = self.contacts.iter_mut().find(|known| known.id == id);
        let known = known.ok_or(PersonError::Unknown)?;
        known.language.clone_from(&said.language);
        known.has_email = said.email.is_some();
        let doctor = known.kind == ContactKind::Doctor;
        let now = said.email.as_ref().map(EmailAddress::expose_comparable);
        let moved = doctor && now != before.map(EmailAddress::expose_comparable);
        let step = PersonStep::Correct(id, Box::new(said));
        let mut change = self.of_person(EventKind::PersonCorrected, id, step, actor, setting);
        if moved {
            change.replaced_links.extend(before.map(|_| id));
            change.tell_contact(id, Notice::DoctorLink, "address_corrected", setting.now);
        }
        Ok(change)
    }

    /// Gives another adult a private link of their own. With an e-mail address, it goes there.
    pub fn share_with(
        mut self,
        id: Uuid,
        actor: &Actor,
        setting: &Setting<'_>,
    ) -> Result<Change, PersonError> {
        if self.is_silent() || !self.family_aware {
            return Err(PersonError::NotNow);
        }
        self.another_adult(id)?.has_link = true;
        let step = PersonStep::Share(id);
        let mut change = self.of_person(EventKind::CaseShared, id, step, actor, setting);
        change.tell_contact(id, Notice::FamilyLink, "case_shared", setting.now);
        Ok(change)
    }

    /// Takes the private link away from another adult.
    pub fn limit(
        mut self,
        id: Uuid,
        actor: &Actor,
        setting: &Setting<'_>,
    ) -> Result<Change, PersonError> {
        self.another_adult(id)?.has_link = false;
        let step = PersonStep::Limit(id);
        Ok(self.of_person(EventKind::CaseLimited, id, step, actor, setting))
    }

    /// Writes down the child's name and birth date, as somebody of the family told them.
    pub fn learn_child(self, child: Child, actor: &Actor, setting: &Setting<'_>) -> Change {
        let event = Event::of_case(
            self.id,
            Doer::staff(actor),
            EventKind::ChildCorrected,
            setting.now,
        );
        let mut change = Change::new(self, event);
        change.person = Some(PersonStep::Child(Box::new(child)));
        change
    }

    fn another_adult(&mut self, id: Uuid) -> Result<&mut ContactFacts, PersonError> {
        let known = self.contacts.iter_mut().find(|known| known.id == id);
        let known = known.ok_or(PersonError::Unknown)?;
        if known.kind == ContactKind::OtherAdult {
            Ok(known)
        } else {
            Err(PersonError::NotAnotherAdult)
        }
    }

    fn of_person(
        self,
        kind: EventKind,
        contact: Uuid,
        step: PersonStep,
        actor: &Actor,
        setting: &Setting<'_>,
    ) -> Change {
        let event = Event::of_case(self.id, Doer::staff(actor), kind, setting.now)
            .with("contact", contact.to_string());
        let mut change = Change::new(self, event);
        change.person = Some(step);
        change
    }
}
