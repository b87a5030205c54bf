//! The rows of whole stories beside those of a new case; their fields are named like the columns.

use jiff::{Timestamp, civil};
use serde::Serialize;
use uuid::Uuid;

use crate::db::error::DbError;
use crate::db::referral::rows::{Bytes, CaseRow, SubmissionRow};
use crate::db::vault::DataKey;
use crate::domain::clock::ClockKind;
use crate::domain::paper::{AskedPapers, PaperAsk};
use crate::domain::referral::Referral;
use crate::domain::status::{Decision, Outcome, Status};

/// A data key.
#[derive(Serialize)]
pub struct KeyRow {
    pub owner: Uuid,
    pub wrapped: Bytes,
    pub master_version: i32,
    pub created_at: Timestamp,
}

/// A case as it stands at the end of its story.
#[derive(Serialize)]
pub struct FinishedCase {
    pub id: Uuid,
    pub reference: String,
    pub source: &'static str,
    pub status: &'static str,
    pub held_from: Option<&'static str>,
    pub decision: Option<&'static str>,
    pub outcome: Option<&'static str>,
    pub priority: &'static str,
    pub waiting_on: &'static str,
    pub owner_id: Option<Uuid>,
    pub social_worker_id: Option<Uuid>,
    pub fallback_owner_id: Uuid,
    pub next_action: Option<&'static str>,
    pub due_at: Option<Timestamp>,
    pub overdue_since: Option<Timestamp>,
    pub first_contact_at: Option<Timestamp>,
    pub last_attempt_at: Option<Timestamp>,
    pub ready_at: Option<Timestamp>,
    pub decided_at: Option<Timestamp>,
    pub decision_told_at: Option<Timestamp>,
    pub meeting_on: Option<civil::Date>,
    pub visit_at: Option<Timestamp>,
    pub hold_until: Option<civil::Date>,
    pub proposed_away_by: Option<Uuid>,
    pub family_aware: bool,
    pub contact_stopped_at: Option<Timestamp>,
    pub received_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    pub version: usize,
    #[serde(flatten)]
    pub sealed: CaseRow,
}

/// What was sent.
#[derive(Serialize)]
pub struct SentRow {
    pub referral_id: Uuid,
    pub submission_key: Uuid,
    pub content_hash: Bytes,
    pub language: String,
    pub received_at: Timestamp,
    #[serde(flatten)]
    pub sealed: SubmissionRow,
}

/// A pause of a clock.
#[derive(Serialize)]
pub struct PauseRow {
    pub clock_id: Uuid,
    pub paused_at: Timestamp,
    pub resumed_at: Option<Timestamp>,
    pub calendar_version: Option<i32>,
}

/// A duty.
#[derive(Serialize)]
pub struct AssignmentRow {
    pub id: Uuid,
    pub referral_id: Uuid,
    pub duty: &'static str,
    pub staff_id: Uuid,
    pub assigned_by: Uuid,
    pub from_at: Timestamp,
    pub until_at: Option<Timestamp>,
}

/// A call.
#[derive(Serialize)]
pub struct CallRow {
    pub id: Uuid,
    pub referral_id: Uuid,
    pub staff_id: Uuid,
    pub with_whom: &'static str,
    pub result: &'static str,
    pub said: Bytes,
    pub at: Timestamp,
}

/// A note.
#[derive(Serialize)]
pub struct NoteRow {
    pub id: Uuid,
    pub referral_id: Uuid,
    pub staff_id: Uuid,
    pub body: Bytes,
    pub at: Timestamp,
}

/// The counter of a case.
#[derive(Serialize)]
pub struct StreamRow {
    pub stream: Uuid,
    pub last_n: usize,
}

impl FinishedCase {
    /// The row of a case after so many changes.
    pub fn of(case: &Referral, version: usize, sealed: CaseRow) -> Self {
        Self {
            id: case.id,
            reference: case.reference.to_string(),
            source: case.source.code(),
            status: case.status.code(),
            held_from: case.held_from.map(Status::code),
            decision: case.decision.map(Decision::code),
            outcome: case.outcome.map(Outcome::code),
            priority: case.priority.code(),
            waiting_on: case.waiting_on.code(),
            owner_id: case.owner.map(|staff| staff.0),
            social_worker_id: case.social_worker.map(|staff| staff.0),
            fallback_owner_id: case.fallback_owner.0,
            next_action: case.next_action.map(ClockKind::code),
            due_at: case.due_at,
            overdue_since: case.overdue_since,
            first_contact_at: case.first_contact_at,
            last_attempt_at: case.last_attempt_at,
            ready_at: case.ready_at,
            decided_at: case.decided_at,
            decision_told_at: case.decision_told_at,
            meeting_on: case.meeting_on,
            visit_at: case.visit_at,
            hold_until: case.hold_until,
            proposed_away_by: case.proposed_away_by.map(|staff| staff.0),
            family_aware: case.family_aware,
            contact_stopped_at: case.contact_stopped_at,
            received_at: case.received_at,
            closed_at: case.closed_at,
            version,
            sealed,
        }
    }
}

/// A paper that a case asks for, as it stands at the end.
#[derive(Serialize)]
pub struct AskRow {
    pub id: Uuid,
    pub referral_id: Uuid,
    pub kind: &'static str,
    pub what: Option<Bytes>,
    pub sender: &'static str,
    pub state: &'static str,
    pub asked_by: Uuid,
    pub asked_at: Timestamp,
    pub settled_at: Option<Timestamp>,
}

impl AskRow {
    /// Seals an ask of somebody; one that is settled was so when the story ended.
    pub fn of(
        case: &Referral,
        key: &DataKey,
        asked: &AskedPapers,
        ended: Timestamp,
    ) -> Result<Vec<Self>, DbError> {
        let stands = |ask: &&PaperAsk| asked.asks.iter().any(|one| one.id == ask.id);
        let row = |ask: &PaperAsk| {
            let what = ask.what.as_ref();
            let what = what.map(|what| key.seal("paper_asks", "what", ask.id, what));
            Ok(Self {
                id: ask.id,
                referral_id: case.id,
                kind: ask.kind.code(),
                what: what.transpose()?.map(Bytes),
                sender: ask.sender.code(),
                state: ask.state.code(),
                asked_by: asked.by.0,
                asked_at: ask.asked_at,
                settled_at: (!ask.is_missing()).then_some(ended),
            })
        };
        case.asks.iter().filter(stands).map(row).collect()
    }
}
