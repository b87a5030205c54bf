//! Stores whole made-up stories at once, for volume data in a demo: what `insert` and `apply` would have written change by
//! change, folded into the rows that stand at the end. Only a demo's database lets a case begin elsewhere than at
//! "received" (`start_as_received`); any other refuses the load. Folding and sealing need no connection.

mod rows;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use sqlx::PgConnection;
use uuid::Uuid;

use super::record::CallWords;
use super::rows::{Bytes, ClockRow, ContactRow, EventRow, HelpRow, MailRow, NewRows, Sent};
use crate::db::error::DbError;
use crate::db::vault::{DataKey, Vault};
use crate::domain::notice::Notice;
use crate::domain::referral::{Change, ClockStep};
use rows::{
    AskRow, AssignmentRow, CallRow, FinishedCase, KeyRow, NoteRow, PauseRow, SentRow, StreamRow,
};

/// A case's whole story.
#[derive(Debug)]
pub struct Story<'a> {
    /// What was sent.
    pub sent: Sent<'a>,
    /// Every change with its moment, oldest first; the first one begins the case.
    pub changes: &'a [(Timestamp, Change)],
}

/// The rows of many stories, sealed and written out, each table as one text.
#[derive(Debug)]
pub struct Load([String; 14]);

/// Lists which of these form keys have a case already.
pub async fn list_filled(conn: &mut PgConnection, keys: &[Uuid]) -> Result<Vec<Uuid>, DbError> {
    Ok(sqlx::query_scalar!(
        "SELECT submission_key FROM submissions WHERE submission_key = ANY($1)",
        keys
    )
    .fetch_all(conn)
    .await?)
}

/// Stores a load. Refused by any database that is not a demo's.
pub async fn insert_load(conn: &mut PgConnection, load: &Load) -> Result<(), DbError> {
    sqlx::query!("SET LOCAL intake_desk.filling = 'on'")
        .execute(&mut *conn)
        .await?;
    sqlx::query!("SET LOCAL statement_timeout = 0")
        .execute(&mut *conn)
        .await?;
    let Load(
        [
            keys,
            cases,
            submissions,
            contacts,
            clocks,
            pauses,
            duties,
            calls,
            notes,
            mails,
            events,
            streams,
            help,
            asks,
        ],
    ) = load;
    sqlx::query_file!(
        "src/db/referral/fill.sql",
        keys,
        cases,
        submissions,
        contacts,
        clocks,
        pauses,
        duties,
        calls,
        notes,
        mails,
        events,
        streams,
        help,
        asks,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Brings what the planner knows, and the pages that are visible to all, up to date after a large load.
pub async fn analyze_all(conn: &mut PgConnection) -> Result<(), DbError> {
    sqlx::query!("SET statement_timeout = 0")
        .execute(&mut *conn)
        .await?;
    sqlx::query!("VACUUM (ANALYZE)").execute(&mut *conn).await?;
    sqlx::query!("RESET statement_timeout")
        .execute(conn)
        .await?;
    Ok(())
}

impl Load {
    /// Folds stories as they stand at `now`: what was due by then has left or happened.
    pub fn of(vault: &Vault, stories: &[Story<'_>], now: Timestamp) -> Result<Self, DbError> {
        let mut rows = Rows::default();
        for story in stories {
            rows.tell(vault, story, now)?;
        }
        Ok(Self([
            serde_json::to_string(&rows.keys)?,
            serde_json::to_string(&rows.cases)?,
            serde_json::to_string(&rows.submissions)?,
            serde_json::to_string(&rows.contacts)?,
            serde_json::to_string(&rows.clocks)?,
            serde_json::to_string(&rows.pauses)?,
            serde_json::to_string(&rows.assignments)?,
            serde_json::to_string(&rows.calls)?,
            serde_json::to_string(&rows.notes)?,
            serde_json::to_string(&rows.mails)?,
            serde_json::to_string(&rows.events)?,
            serde_json::to_string(&rows.streams)?,
            serde_json::to_string(&rows.help)?,
            serde_json::to_string(&rows.asks)?,
        ]))
    }
}

#[derive(Default)]
struct Rows {
    keys: Vec<KeyRow>,
    cases: Vec<FinishedCase>,
    submissions: Vec<SentRow>,
    contacts: Vec<ContactRow>,
    clocks: Vec<ClockRow>,
    pauses: Vec<PauseRow>,
    assignments: Vec<AssignmentRow>,
    calls: Vec<CallRow>,
    notes: Vec<NoteRow>,
    mails: Vec<MailRow>,
    events: Vec<EventRow>,
    streams: Vec<StreamRow>,
    help: Vec<HelpRow>,
    asks: Vec<AskRow>,
}

impl Rows {
    fn tell(&mut self, vault: &Vault, story: &Story<'_>, now: Timestamp) -> Result<(), DbError> {
        let (Some((begun, first)), Some((_, last))) = (story.changes.first(), story.changes.last())
        else {
            return Ok(());
        };
        let id = first.after().id;
        let new = NewRows::of(vault, first.after(), &story.sent, *begun)?;
        self.keys.push(KeyRow {
            owner: id,
            wrapped: Bytes(new.stored_key.wrapped),
            master_version: new.stored_key.version,
            created_at: *begun,
        });
        self.submissions.push(SentRow {
            referral_id: id,
            submission_key: story.sent.key,
            content_hash: Bytes(story.sent.content_hash.clone()),
            language: story.sent.language.to_owned(),
            received_at: *begun,
            sealed: new.submission,
        });
        self.contacts.extend(new.contacts);
        self.help.extend(HelpRow::asked(first.help()));
        self.cases.push(FinishedCase::of(
            last.after(),
            story.changes.len(),
            new.case,
        ));
        self.asks(&new.key, story)?;
        self.changes(id, &new.key, story.changes, now)
    }

    /// The papers that were asked for, each as the end of the story knows it, by whoever asked last.
    fn asks(&mut self, key: &DataKey, story: &Story<'_>) -> Result<(), DbError> {
        let Some((ended, last)) = story.changes.last() else {
            return Ok(());
        };
        let mut told = BTreeMap::new();
        for asked in story
            .changes
            .iter()
            .filter_map(|(_, change)| change.asked())
        {
            let rows = AskRow::of(last.after(), key, asked, *ended)?;
            told.extend(rows.into_iter().map(|row| (row.id, row)));
        }
        self.asks.extend(told.into_values());
        Ok(())
    }

    fn changes(
        &mut self,
        id: Uuid,
        key: &DataKey,
        changes: &[(Timestamp, Change)],
        now: Timestamp,
    ) -> Result<(), DbError> {
        let (mut clocks, mut n) = (Clocks::default(), 0);
        let (first_mail, first_duty) = (self.mails.len(), self.assignments.len());
        for (at, change) in changes {
            for step in change.clocks() {
                clocks.step(id, step, *at)?;
            }
            self.texts(id, key, change, *at)?;
            self.duty(id, change, *at, first_duty);
            settle(&mut self.mails[first_mail..], *at);
            drop_mails(&mut self.mails[first_mail..], change, *at);
            let mails = change.mails().iter();
            self.mails
                .extend(mails.map(|mail| MailRow::waiting(id, mail, *at)));
            for event in change.events() {
                n += 1;
                self.events.push(EventRow::numbered(event, n));
            }
        }
        settle(&mut self.mails[first_mail..], now);
        self.clocks.extend(clocks.rows.into_values());
        self.pauses.extend(clocks.pauses);
        self.streams.push(StreamRow {
            stream: id,
            last_n: n,
        });
        Ok(())
    }

    fn texts(
        &mut self,
        id: Uuid,
        key: &DataKey,
        change: &Change,
        at: Timestamp,
    ) -> Result<(), DbError> {
        if let Some(call) = change.call() {
            let words = CallWords {
                said: call.said.clone(),
                promised: call.promised.clone(),
            };
            self.calls.push(CallRow {
                id: call.id,
                referral_id: id,
                staff_id: call.by.0,
                with_whom: call.with.code(),
                result: call.result.code(),
                said: Bytes(key.seal("calls", "said", call.id, &words)?),
                at,
            });
        }
        if let Some(note) = change.note() {
            self.notes.push(NoteRow {
                id: note.id,
                referral_id: id,
                staff_id: note.by.0,
                body: Bytes(key.seal("notes", "body", note.id, &note.body)?),
                at,
            });
        }
        Ok(())
    }

    fn duty(&mut self, id: Uuid, change: &Change, at: Timestamp, first: usize) {
        let Some(given) = change.assignment() else {
            return;
        };
        for earlier in &mut self.assignments[first..] {
            if earlier.duty == given.duty.code() && earlier.until_at.is_none() {
                earlier.until_at = Some(at);
            }
        }
        self.assignments.push(AssignmentRow {
            id: given.id,
            referral_id: id,
            duty: given.duty.code(),
            staff_id: given.staff.0,
            assigned_by: given.by.0,
            from_at: at,
            until_at: None,
        });
    }
}

/// What was due by `at` has left a moment later.
fn settle(mails: &mut [MailRow], at: Timestamp) {
    for mail in mails
        .iter_mut()
        .filter(|mail| mail.status == "waiting" && mail.due_at <= at)
    {
        mail.status = "sent";
        mail.attempts = 1;
        mail.last_reply = Some("250 sent before this demo began");
        mail.settled_at = Some(mail.due_at + SignedDuration::from_secs(2));
    }
}

fn drop_mails(mails: &mut [MailRow], change: &Change, at: Timestamp) {
    let is_reminder = |mail: &MailRow| {
        Notice::REMINDERS
            .iter()
            .any(|notice| notice.code() == mail.notice)
    };
    for mail in mails.iter_mut().filter(|mail| mail.status == "waiting") {
        let dropped = (change.drops_reminders() && is_reminder(mail))
            || (change.drops_family_mail().is_some() && mail.contact_id.is_some());
        if dropped {
            mail.status = "skipped";
            mail.last_reply = Some("the case has moved on");
            mail.settled_at = Some(at);
        }
    }
}

#[derive(Default)]
struct Clocks {
    rows: BTreeMap<Uuid, ClockRow>,
    pauses: Vec<PauseRow>,
}

impl Clocks {
    fn step(&mut self, referral: Uuid, step: &ClockStep, at: Timestamp) -> Result<(), DbError> {
        let (id, row) = match step {
            ClockStep::Start(clock, missed_from) => {
                let row = ClockRow::started(referral, clock, *missed_from)?;
                self.rows.insert(clock.id, row);
                return Ok(());
            }
            ClockStep::Stop(id)
            | ClockStep::Breach(id)
            | ClockStep::Pause(id)
            | ClockStep::Resume(id, ..) => (*id, self.rows.get_mut(id)),
        };
        let Some(row) = row else { return Ok(()) };
        match step {
            ClockStep::Start(..) => {}
            ClockStep::Stop(_) => (row.stopped_at, row.paused_at) = (Some(at), None),
            ClockStep::Breach(_) => (row.stopped_at, row.breached_at) = (Some(at), Some(at)),
            ClockStep::Pause(_) => row.paused_at = Some(at),
            ClockStep::Resume(_, due_at, _) => (row.due_at, row.paused_at) = (*due_at, None),
        }
        if let ClockStep::Pause(_) = step {
            self.pauses.push(PauseRow {
                clock_id: id,
                paused_at: at,
                resumed_at: None,
                calendar_version: None,
            });
        } else {
            let open = self.pauses.iter_mut().filter(|pause| pause.clock_id == id);
            for pause in open.filter(|pause| pause.resumed_at.is_none()) {
                pause.resumed_at = Some(at);
                if let ClockStep::Resume(.., calendar) = step {
                    pause.calendar_version = Some(*calendar);
                }
            }
        }
        Ok(())
    }
}
