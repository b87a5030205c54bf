//! A person outside reads their own thread. What staff wrote to anybody else is not theirs to see.

use jiff::Timestamp;

use crate::db::audit::insert_event;
use crate::db::referral::read;
use crate::db::{DbError, link, message};
use crate::domain::event::{Event, EventKind};
use crate::domain::message::{Message, answer_due};
use crate::domain::reference::Reference;
use crate::domain::referral::ContactKind;
use crate::usecases::Desk;
use crate::usecases::case::view_case::{StaffNames, names};
use crate::usecases::link::LinkToken;

/// What one person outside and staff wrote to each other.
#[derive(Debug, Clone)]
pub struct OwnThread {
    /// The reference of the request.
    pub reference: Reference,
    /// True where it is a doctor's.
    pub by_doctor: bool,
    /// Oldest first.
    pub messages: Vec<Message>,
    /// Names of staff.
    pub names: StaffNames,
    /// Until when what waits is answered; none where nothing waits.
    pub answer_due_at: Option<Timestamp>,
    /// Until when a message written now would be answered.
    pub next_due_at: Timestamp,
}

impl Desk {
    /// Reads the thread of whoever this browser is, and notes that it was read; none where the browser is not in, or the
    /// family wants to be left alone.
    pub async fn read_thread(&self, session: &LinkToken) -> Result<Option<OwnThread>, DbError> {
        let roster = self.roster().await?;
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some(link) = link::find_by_session(&mut tx, &self.vault, session, now).await? else {
            return Ok(None);
        };
        let Some(case) = read::find(&mut tx, &self.vault, link.referral).await? else {
            return Ok(None);
        };
        if case.referral.is_silent() && link.kind != ContactKind::Doctor {
            return Ok(None);
        }
        let messages = message::list_of_contact(&mut tx, &case.key, link.contact).await?;
        let answer_due_at = message::update_read(&mut tx, link.contact, now).await?;
        let doer = link.kind.doer();
        let seen = Event::of_case(link.referral, doer, EventKind::MessagesSeen, now)
            .with("contact", link.contact.to_string());
        insert_event(&mut tx, &seen).await?;
        tx.commit().await?;
        Ok(Some(OwnThread {
            reference: case.referral.reference,
            by_doctor: link.kind == ContactKind::Doctor,
            messages,
            names: names(&roster.staff),
            answer_due_at,
            next_due_at: answer_due(&self.rules().calendar, now),
        }))
    }
}
