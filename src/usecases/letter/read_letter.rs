//! The doctor who referred looks where the referral stands, opens letters, asks for a call, or asks to cancel it. Nothing
//! that the family wrote or sent is shown.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::confirm_referral::{SentReferral, sent_referral};
use crate::db::audit::insert_event;
use crate::db::letter::{self, Letter};
use crate::db::link::FoundLink;
use crate::db::referral::read::{self, OpenCase};
use crate::db::{DbError, link, message};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::paper::PaperAsk;
use crate::domain::person::FreeText;
use crate::domain::reference::Reference;
use crate::domain::referral::{CaseFacts, ContactKind};
use crate::domain::status::{Status, WaitingOn};
use crate::usecases::Desk;
use crate::usecases::link::LinkToken;

/// Where a referral stands, for the doctor who referred.
#[derive(Debug, Clone)]
pub struct DoctorView {
    /// The reference.
    pub reference: Reference,
    /// The patient's facts.
    pub facts: CaseFacts,
    /// Where it stands.
    pub status: Status,
    /// True where it ended with the patient's death.
    pub died: bool,
    /// For whom we wait.
    pub waiting_on: WaitingOn,
    /// The promise.
    pub promise_due_at: Option<Timestamp>,
    /// Since when a promise has been missed.
    pub missed_since: Option<Timestamp>,
    /// The day of the meeting, in the programme's zone.
    pub meeting_on: Option<Date>,
    /// When the visit is.
    pub visit_at: Option<Timestamp>,
    /// When it came.
    pub received_at: Timestamp,
    /// Papers that are or were asked for.
    pub asks: Vec<PaperAsk>,
    /// The letters, newest first.
    pub letters: Vec<Letter>,
    /// How many messages of ours they have not read.
    pub unread: i64,
    /// What they sent, or somebody else in their name.
    pub sent: Option<SentReferral>,
}

/// What a doctor asks for by a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DoctorAsk {
    /// To be called.
    Call,
    /// That the referral is cancelled; the family is asked first.
    Cancel,
}

impl Desk {
    /// Finds where the referral of a browser's link stands, and puts the look on the record; none where the browser is not
    /// in, or is a family's.
    pub async fn view_as_doctor(&self, session: &LinkToken) -> Result<Option<DoctorView>, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some((link, case)) = self.as_doctor(&mut tx, session).await? else {
            return Ok(None);
        };
        let contact = link.contact;
        let letters = letter::list_of_contact(&mut tx, &case.key, contact).await?;
        let sent = sent_referral(&mut tx, &link, &case).await?;
        let unread = message::count_unread(&mut tx, contact).await?;
        let stands = read::find_standing(&mut tx, &self.vault, &case.referral).await?;
        let stopped = [&stands, &case.referral].map(|case| case.contact_stopped_at.is_some());
        let asks = case.referral.asks_with(&stands);
        let seen = Event::of_case(case.referral.id, Doer::Doctor, EventKind::StatusSeen, now)
            .with("contact", contact.to_string());
        insert_event(&mut tx, &seen).await?;
        tx.commit().await?;
        Ok(Some(DoctorView {
            reference: case.referral.reference,
            facts: case.facts,
            status: stands.status,
            died: stopped.contains(&true) && !stands.status.is_open(),
            waiting_on: stands.waiting_on,
            promise_due_at: stands.due_at,
            missed_since: stands.overdue_since,
            meeting_on: stands.meeting_on,
            visit_at: stands.visit_at,
            received_at: case.referral.received_at,
            asks,
            letters,
            unread,
            sent,
        }))
    }

    /// Opens a letter for the doctor it was written to.
    pub async fn read_own_letter(
        &self,
        session: &LinkToken,
        id: Uuid,
    ) -> Result<Option<(Letter, Reference)>, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some((link, case)) = self.as_doctor(&mut tx, session).await? else {
            return Ok(None);
        };
        let letters = letter::list_of_contact(&mut tx, &case.key, link.contact).await?;
        let Some(letter) = letters.into_iter().find(|letter| letter.id == id) else {
            return Ok(None);
        };
        letter::update_opened(&mut tx, id, now).await?;
        let opened = Event::of_case(case.referral.id, Doer::Doctor, EventKind::LetterOpened, now)
            .with("letter", id.to_string());
        insert_event(&mut tx, &opened).await?;
        tx.commit().await?;
        Ok(Some((letter, case.referral.reference)))
    }

    /// Asks for a call, or to cancel. It reaches staff as a message that waits for its answer; the case itself stays as it
    /// is until a person has talked with the family. Returns false where the browser is not in.
    pub async fn ask_as_doctor(
        &self,
        session: &LinkToken,
        ask: DoctorAsk,
        send_key: Uuid,
        words: &FreeText,
    ) -> Result<bool, DbError> {
        let mut conn = self.acquire().await?;
        if self.as_doctor(&mut conn, session).await?.is_none() {
            return Ok(false);
        }
        drop(conn);
        let also = (ask == DoctorAsk::Cancel).then_some(EventKind::CancelAsked);
        self.write_with(session, send_key, words, also).await
    }

    pub(in crate::usecases) async fn as_doctor(
        &self,
        conn: &mut sqlx::PgConnection,
        session: &LinkToken,
    ) -> Result<Option<(FoundLink, OpenCase)>, DbError> {
        let found = link::find_by_session(conn, &self.vault, session, self.now()).await?;
        let Some(link) = found.filter(|link| link.kind == ContactKind::Doctor) else {
            return Ok(None);
        };
        let case = read::find(conn, &self.vault, link.referral).await?;
        Ok(case.map(|case| (link, case)))
    }
}
