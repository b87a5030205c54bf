//! All patients that a doctor referred, behind one link that goes to the doctor's work address and nowhere else.
//!
//! The link is made of a contact, the generation of its private link and the hour, with a key: it is stored nowhere, works
//! an hour or two, and dies with the private link. Opening it asks for the birth date of one of the patients.

use std::net::IpAddr;

use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

use super::LinkToken;
use super::ask_link::{MOST, WITHIN_SECONDS, write_link};
use super::open_link::{OpenLinkError, let_in, refuse};
use crate::db::audit::insert_events;
use crate::db::link::{self, By, FoundLink};
use crate::db::referral::joined::list_standing;
use crate::db::staff::attempts;
use crate::db::{DbError, Vault};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::link::{LinkAnswer, Question, SESSION};
use crate::domain::notice::Notice;
use crate::domain::person::EmailAddress;
use crate::domain::reference::Reference;
use crate::domain::referral::ContactKind;
use crate::domain::request::ChildName;
use crate::domain::search::email_token;
use crate::domain::status::Status;
use crate::usecases::window::Window;
use crate::usecases::{Desk, at_most_twice};

/// Patients that one page lists.
const SHOWN: usize = 100;
/// Cases that are looked at: one more than are shown, so that the page knows of more.
const LOOKED_AT: i64 = 101;

/// What the link in the mail carries: whose it is, and the proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeLink {
    /// The doctor of the newest referral.
    pub contact: Uuid,
    /// The proof that we made it, within the hour.
    pub proof: LinkToken,
}

/// One patient of a doctor.
#[derive(Debug, Clone)]
pub struct PatientLine {
    /// The reference.
    pub reference: Reference,
    /// The patient's name, where we know it.
    pub name: Option<ChildName>,
    /// Where it stands.
    pub status: Status,
    /// True where it ended with the patient's death.
    pub died: bool,
    /// When it came.
    pub received_at: Timestamp,
}

/// The patients of a doctor, as one page lists them.
#[derive(Debug, Clone)]
pub struct Patients {
    /// The newest, newest first.
    pub lines: Vec<PatientLine>,
    /// True where there are older ones that are not listed.
    pub more: bool,
}

impl PracticeLink {
    /// Makes the link of a contact, as a mail that leaves now carries it.
    pub fn make(vault: &Vault, contact: Uuid, generation: i32, now: Timestamp) -> Self {
        Self {
            contact,
            proof: vault.practice_token(contact, generation, hour(now)),
        }
    }

    /// Reads it from an address; anything of another shape is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (contact, proof) = text.split_at_checked(32)?;
        Some(Self {
            contact: Uuid::try_parse(contact).ok()?,
            proof: LinkToken::parse(proof)?,
        })
    }

    /// The text for an address.
    pub fn expose(&self) -> String {
        format!("{}{}", self.contact.simple(), self.proof.expose())
    }

    fn is_of(&self, vault: &Vault, found: &FoundLink, now: Timestamp) -> bool {
        let (this, last) = (hour(now), hour(now) - 1);
        [this, last]
            .into_iter()
            .any(|hour| vault.practice_token(found.contact, found.generation, hour) == self.proof)
    }
}

fn hour(now: Timestamp) -> i64 {
    now.as_second().div_euclid(3_600)
}

impl Desk {
    /// Writes the link to an address from which patients were referred. Nothing of whether there are any is told here.
    pub async fn ask_practice_link(&self, email: &EmailAddress) -> Result<(), DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let window = Window::around(now, WITHIN_SECONDS);
        let comparable = email.expose_comparable();
        let bucket = self
            .vault
            .keyed_hash("practice-asked", comparable.as_bytes());
        let asked = attempts::insert_attempt(&mut tx, &bucket, window.start).await?;
        if asked > MOST {
            return Ok(tx.commit().await?);
        }
        // One that fits is enough: how long it takes says next to nothing of how many there are.
        let blind = self.vault.blind(&email_token(email.expose()));
        let fits = |link: &FoundLink| is_of_doctor(link, email);
        let newest =
            link::find_of_doctor(&mut tx, &self.vault, &blind, LOOKED_AT, now, fits).await?;
        if let Some(link) = &newest {
            write_link(&mut tx, link, Notice::DoctorPatients, now).await?;
        }
        tx.commit().await?;
        if newest.is_some() {
            self.mail_wake.notify_one();
        }
        Ok(())
    }

    /// Opens the link where the answer is the birth date of one of the patients, and returns what the browser must hold.
    /// The try is counted before anything is looked at.
    pub async fn open_practice_link(
        &self,
        asked: &PracticeLink,
        answer: &LinkAnswer,
        address: Option<IpAddr>,
    ) -> Result<LinkToken, OpenLinkError> {
        let now = self.now();
        let bucket = self
            .vault
            .keyed_hash("practice-tries", asked.contact.as_bytes());
        self.count_link_try(&bucket, now).await?;
        let mut tx = self.begin().await?;
        let found = link::find_by_contact(&mut tx, &self.vault, asked.contact, now).await?;
        let Some(found) = found.filter(|found| asked.is_of(&self.vault, found, now)) else {
            return Err(OpenLinkError::DoesNotFit);
        };
        let (patients, _) = self.patients_of_link(&mut tx, &found).await?;
        let fits = |one: &FoundLink| Question::Birth.fits(answer, &one.facts, &one.person);
        if !patients.iter().any(fits) {
            refuse(&mut tx, &found, address, now).await?;
            tx.commit().await?;
            return Err(OpenLinkError::DoesNotFit);
        }
        let session = let_in(&mut tx, &found, By::Address, SESSION, now).await?;
        attempts::delete_attempts(&mut tx, &bucket).await?;
        tx.commit().await?;
        Ok(session)
    }

    /// Lists the patients of the doctor whose address this browser has proved, newest first, and puts the look on the
    /// record of each before anything is shown; none where it has not.
    pub async fn list_patients(&self, session: &LinkToken) -> Result<Option<Patients>, DbError> {
        at_most_twice(|| self.try_list(session), DbError::gave_way).await
    }

    async fn try_list(&self, session: &LinkToken) -> Result<Option<Patients>, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some(found) = link::find_by_proved_address(&mut tx, &self.vault, session, now).await?
        else {
            return Ok(None);
        };
        let (patients, more) = self.patients_of_link(&mut tx, &found).await?;
        let cases: Vec<Uuid> = patients.iter().map(|one| one.referral).collect();
        let standing = list_standing(&mut tx, &cases).await?;
        let (mut lines, mut seen) = (Vec::new(), Vec::new());
        for one in patients {
            let Some(case) = standing.iter().find(|case| case.id == one.referral) else {
                continue;
            };
            let look = Event::of_case(one.referral, Doer::Doctor, EventKind::StatusSeen, now)
                .with("contact", one.contact.to_string());
            seen.push(look);
            lines.push(PatientLine {
                reference: case.reference.clone(),
                name: one.facts.child.and_then(|child| child.name),
                status: case.status,
                died: case.died && !case.status.is_open(),
                received_at: case.received_at,
            });
        }
        insert_events(&mut tx, &seen).await?;
        tx.commit().await?;
        Ok(Some(Patients { lines, more }))
    }

    /// Opens the page of one of the patients in a browser that has proved the doctor's address.
    pub async fn open_patient(
        &self,
        session: &LinkToken,
        reference: &Reference,
    ) -> Result<Option<LinkToken>, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some(found) = link::find_by_proved_address(&mut tx, &self.vault, session, now).await?
        else {
            return Ok(None);
        };
        let of_case = link::list_of_case(&mut tx, &self.vault, reference, now).await?;
        let theirs = |one: &FoundLink| {
            let email = found.person.email.as_ref();
            email.is_some_and(|email| is_of_doctor(one, email))
        };
        let Some(one) = of_case.into_iter().find(theirs) else {
            return Ok(None);
        };
        let next = let_in(&mut tx, &one, By::Address, SESSION, now).await?;
        link::delete_session(&mut tx, session).await?;
        tx.commit().await?;
        Ok(Some(next))
    }

    /// The doctors' links of cases that were referred from the address of this one, newest first, and whether older ones
    /// were not looked at. Blind tokens find them; what is sealed decides, for an address that was corrected still finds
    /// the case.
    async fn patients_of_link(
        &self,
        conn: &mut PgConnection,
        found: &FoundLink,
    ) -> Result<(Vec<FoundLink>, bool), DbError> {
        let Some(email) = &found.person.email else {
            return Ok((Vec::new(), false));
        };
        let (vault, blind) = (&self.vault, self.vault.blind(&email_token(email.expose())));
        let links = link::list_of_doctors(conn, vault, &blind, LOOKED_AT, self.now()).await?;
        let (links, more) = cut(links);
        let own = links.into_iter().filter(|link| is_of_doctor(link, email));
        Ok((own.collect(), more))
    }
}

/// Takes what one page lists, and tells whether there is more.
fn cut<T>(mut found: Vec<T>) -> (Vec<T>, bool) {
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    (found, more)
}

/// True where the link is that of a doctor with this address, as it is on file now.
fn is_of_doctor(link: &FoundLink, email: &EmailAddress) -> bool {
    let known = link.person.email.as_ref();
    link.kind == ContactKind::Doctor
        && known.is_some_and(|known| known.expose_comparable() == email.expose_comparable())
}

#[cfg(test)]
mod tests {
    use super::{LOOKED_AT, SHOWN, cut};

    #[test]
    fn a_page_lists_the_newest_and_knows_of_more() {
        let found = |most: usize| (1..=most).collect::<Vec<_>>();
        assert_eq!(cut(found(SHOWN)), (found(SHOWN), false));
        assert_eq!(cut(found(SHOWN + 1)), (found(SHOWN), true));
        assert!(usize::try_from(LOOKED_AT).is_ok_and(|most| most > SHOWN));
    }
}
