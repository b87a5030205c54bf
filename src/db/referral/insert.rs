//! Stores a new case: the first `Change` with what was sent, in one statement (`insert.sql`) and so in one transaction.
//!
//! The statement itself checks what the change was built on: the roster's version, and the draft as it was read. Later
//! changes are written by `apply`.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::rows::{ClockRow, EventRow, HelpRow, MailRow, NewRows, Sent};
use crate::db::draft::{DraftMark, NewDraft};
use crate::db::error::DbError;
use crate::db::vault::Vault;
use crate::domain::clock::ClockKind;
use crate::domain::referral::{Change, ClockStep};
use crate::domain::request::DraftKind;
use crate::support::ids::Token;

/// How the browser comes back to its case.
#[derive(Debug)]
pub enum WayBack<'a> {
    /// By the draft that was sent, as it was read; it leads back until then.
    Draft(&'a Token, &'a DraftMark, Timestamp),
    /// By a receipt of its own.
    Receipt(&'a NewDraft<'a>, DraftKind),
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// The case is stored.
    Yes,
    /// Staff or routing rules have changed since this version: read them anew.
    RosterIsOld,
    /// The draft was sent, changed or replaced since it was read.
    DraftHasChanged,
}

impl Stored {
    fn of(stored: bool, roster_is_current: bool) -> Self {
        match (stored, roster_is_current) {
            (true, _) => Self::Yes,
            (false, false) => Self::RosterIsOld,
            (false, true) => Self::DraftHasChanged,
        }
    }
}

/// Stores the first change of a case; nothing where what it was built on has changed.
pub async fn insert(
    conn: &mut PgConnection,
    vault: &Vault,
    change: &Change,
    sent: &Sent<'_>,
    way_back: &WayBack<'_>,
    roster_version: i64,
    now: Timestamp,
) -> Result<Stored, DbError> {
    let (case, back, parts) = (change.after(), Back::of(way_back), Parts::of(change, now)?);
    let new = NewRows::of(vault, case, sent, now)?;
    let (row, submission) = (&new.case, &new.submission);
    let done = sqlx::query_file!(
        "src/db/referral/insert.sql",
        roster_version,
        case.id,
        now.to_sqlx() as _,
        back.token,
        sent.key,
        back.mark,
        back.receipt,
        sent.language,
        back.expires_at.to_sqlx() as _,
        new.stored_key.wrapped,
        new.stored_key.version,
        case.reference.as_str(),
        case.source.code(),
        case.status.code(),
        case.priority.code(),
        case.waiting_on.code(),
        case.fallback_owner.0,
        &row.language,
        row.interpreter,
        &row.help as _,
        row.disease_status,
        case.next_action.map(ClockKind::code),
        case.due_at.map(ToSqlx::to_sqlx) as _,
        &row.child.0,
        &row.search_tokens,
        submission.id,
        sent.content_hash,
        submission.form,
        submission.form_version,
        &submission.answers.0,
        submission.consent_version.as_deref(),
        sent.address_hash,
        serde_json::to_string(&new.contacts)?,
        parts.clocks,
        parts.mails,
        parts.events,
        parts.last_n,
        back.kind,
        row.lineage,
        case.family_aware,
        parts.help,
    )
    .fetch_one(conn)
    .await?;
    Ok(Stored::of(done.stored, done.roster_is_current))
}

/// The way back, column by column.
struct Back<'a> {
    kind: Option<&'static str>,
    token: Vec<u8>,
    mark: Option<&'a [u8]>,
    receipt: Option<Uuid>,
    expires_at: Timestamp,
}

impl<'a> Back<'a> {
    fn of(way_back: &WayBack<'a>) -> Self {
        match way_back {
            WayBack::Draft(token, mark, expires_at) => Self {
                kind: None,
                token: token.hash(),
                mark: Some(mark.bytes()),
                receipt: None,
                expires_at: *expires_at,
            },
            WayBack::Receipt(new, kind) => Self {
                kind: Some(kind.code()),
                token: new.token.hash(),
                mark: None,
                receipt: Some(new.id),
                expires_at: new.expires_at,
            },
        }
    }
}

/// What a first change has several of, each kind as one text.
struct Parts {
    clocks: String,
    mails: String,
    events: String,
    help: String,
    last_n: i64,
}

impl Parts {
    fn of(change: &Change, now: Timestamp) -> Result<Self, DbError> {
        let id = change.after().id;
        let clocks: Result<Vec<ClockRow>, DbError> = change
            .clocks()
            .iter()
            .filter_map(|step| match step {
                ClockStep::Start(clock, missed) => Some(ClockRow::started(id, clock, *missed)),
                // A case that begins has no clock that could stop.
                _ => None,
            })
            .collect();
        let mails = change.mails().iter();
        let mails: Vec<MailRow> = mails.map(|mail| MailRow::waiting(id, mail, now)).collect();
        let events: Vec<EventRow> = (1..)
            .zip(change.events())
            .map(|(n, event)| EventRow::numbered(event, n))
            .collect();
        Ok(Self {
            clocks: serde_json::to_string(&clocks?)?,
            mails: serde_json::to_string(&mails)?,
            last_n: i64::try_from(events.len()).unwrap_or_default(),
            events: serde_json::to_string(&events)?,
            help: serde_json::to_string(&HelpRow::asked(change.help()))?,
        })
    }
}
