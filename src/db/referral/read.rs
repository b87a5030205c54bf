//! Finds and locks one case. Every finder that staff can reach takes the viewer; what they may not see is not found.

use std::collections::BTreeSet;

use jiff_sqlx::{Date, Timestamp};
use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Viewer;
use super::joined::NeighbourRow;
use crate::db::error::DbError;
use crate::db::vault::{DataKey, Vault, WrappedKey};
use crate::domain::clock::{CaseClock, ClockKind};
use crate::domain::paper::PaperAsk;
use crate::domain::priority::Priority;
use crate::domain::reference::Reference;
use crate::domain::referral::{CaseFacts, ContactFacts, Joined, Referral, Source};
use crate::domain::request::HelpKind;
use crate::domain::staff::StaffId;
use crate::domain::status::{Decision, Outcome, Status, WaitingOn};

/// A case with its key and what is sealed in its row.
#[derive(Debug, Clone)]
pub struct OpenCase {
    /// The state the rules work on.
    pub referral: Referral,
    /// The key that opens its texts.
    pub key: DataKey,
    /// The child's facts.
    pub facts: CaseFacts,
    /// Code of the language the family speaks.
    pub language: String,
    /// True where they need an interpreter.
    pub interpreter: bool,
}

/// A case row as it stands; private to this floor.
struct Row {
    id: Uuid,
    reference: String,
    source: String,
    status: String,
    held_from: Option<String>,
    decision: Option<String>,
    outcome: Option<String>,
    priority: String,
    waiting_on: String,
    owner_id: Option<Uuid>,
    social_worker_id: Option<Uuid>,
    fallback_owner_id: Uuid,
    language: String,
    interpreter: bool,
    help: Vec<String>,
    next_action: Option<String>,
    due_at: Option<Timestamp>,
    overdue_since: Option<Timestamp>,
    first_contact_at: Option<Timestamp>,
    last_attempt_at: Option<Timestamp>,
    ready_at: Option<Timestamp>,
    decided_at: Option<Timestamp>,
    decision_told_at: Option<Timestamp>,
    meeting_on: Option<Date>,
    visit_at: Option<Timestamp>,
    hold_until: Option<Date>,
    proposed_away_by: Option<Uuid>,
    family_aware: bool,
    contact_stopped_at: Option<Timestamp>,
    death_told_at: Option<Timestamp>,
    received_at: Timestamp,
    closed_at: Option<Timestamp>,
    version: i32,
    child: Vec<u8>,
    wrapped: Vec<u8>,
    master_version: i32,
    clocks: String,
    contacts: String,
    joined_into: Option<Uuid>,
    joined_by: Option<Uuid>,
    neighbours: String,
    asks: String,
}

/// A case's row with its key, its running clocks and its contacts' facts: one look, whatever finds it.
macro_rules! case_where {
    ($condition:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Row,
            "SELECT r.id, r.reference, r.source, r.status, r.held_from, r.decision, r.outcome, r.priority, r.waiting_on, r.owner_id,
                    r.social_worker_id, r.fallback_owner_id, r.language, r.interpreter, r.help, r.next_action, r.due_at, r.overdue_since,
                    r.first_contact_at, r.last_attempt_at, r.ready_at, r.decided_at, r.decision_told_at, r.meeting_on, r.visit_at, r.hold_until,
                    r.proposed_away_by, r.family_aware, r.contact_stopped_at, r.death_told_at, r.received_at, r.closed_at, r.version, r.child, k.wrapped, k.master_version,
                    coalesce((SELECT json_agg(json_build_object('id', c.id, 'kind', c.kind, 'span', c.span, 'started_at', c.started_at,
                            'due_at', c.due_at, 'paused_at', c.paused_at, 'missed_from', c.missed_from,
                            'calendar', c.calendar_version) ORDER BY c.started_at, c.id)
                        FROM clocks c WHERE c.referral_id = r.id AND c.stopped_at IS NULL), '[]')::text AS \"clocks!\",
                    coalesce((SELECT json_agg(json_build_object('id', p.id, 'kind', p.kind, 'language', p.language, 'has_email', p.has_email,
                            'stopped', p.messages_stopped_at IS NOT NULL,
                            'has_link', EXISTS (SELECT FROM private_links l WHERE l.contact_id = p.id AND l.shut_at IS NULL))
                            ORDER BY p.created_at, p.id)
                        FROM contacts p WHERE p.referral_id = r.id), '[]')::text AS \"contacts!\",
                    r.joined_into, r.joined_by,
                    coalesce((SELECT json_agg(json_build_object('id', j.id, 'reference', j.reference, 'source', j.source, 'received_at', j.received_at,
                            'owner', j.owner_id, 'into', j.joined_into, 'death_told', j.death_told_at IS NOT NULL AND j.contact_stopped_at IS NULL,
                            'silent', j.death_told_at IS NOT NULL OR j.contact_stopped_at IS NOT NULL,
                            'contacts', (SELECT json_agg(json_build_object('id', p.id, 'kind', p.kind, 'language', p.language, 'has_email', p.has_email,
                                'stopped', p.messages_stopped_at IS NOT NULL,
                                'has_link', EXISTS (SELECT FROM private_links l WHERE l.contact_id = p.id AND l.shut_at IS NULL))
                                ORDER BY p.created_at, p.id) FROM contacts p WHERE p.referral_id = j.id AND j.joined_into = r.id))
                            ORDER BY j.received_at, j.id)
                        FROM referrals j WHERE (j.id = r.joined_into OR j.joined_into = coalesce(r.joined_into, r.id)) AND j.id <> r.id), '[]')::text AS \"neighbours!\",
                    coalesce((SELECT json_agg(json_build_object('id', a.id, 'kind', a.kind, 'what', a.what, 'sender', a.sender, 'state', a.state,
                            'asked_at', a.asked_at, 'said_sent_at', a.said_sent_at, 'reason', a.reason) ORDER BY a.asked_at, a.id)
                        FROM paper_asks a WHERE a.referral_id = r.id), '[]')::text AS \"asks!\"
             FROM referrals r JOIN data_keys k ON k.owner = r.id WHERE " + $condition,
            $($value),+
        )
    };
}

/// Locks a case that the viewer may see, for a change.
pub async fn lock_for(
    conn: &mut PgConnection,
    vault: &Vault,
    viewer: Viewer,
    reference: &Reference,
) -> Result<Option<OpenCase>, DbError> {
    let id = sqlx::query_scalar!(
        "SELECT r.id FROM referrals r WHERE r.reference = $1 AND visible_to($2, $3, r) FOR NO KEY UPDATE",
        reference.as_str(),
        viewer.role,
        viewer.id
    )
    .fetch_optional(&mut *conn)
    .await?;
    find_any(conn, vault, id).await
}

/// Locks two cases that the viewer may see, always in the same order, so that two people who press at once wait for each
/// other.
pub async fn lock_both_for(
    conn: &mut PgConnection,
    vault: &Vault,
    viewer: Viewer,
    [one, other]: [&Reference; 2],
) -> Result<Option<(OpenCase, OpenCase)>, DbError> {
    let both = [one.to_string(), other.to_string()];
    let found = sqlx::query!(
        "SELECT r.id, r.reference FROM referrals r WHERE r.reference = ANY($1) AND visible_to($2, $3, r)
         ORDER BY r.id FOR NO KEY UPDATE",
        &both,
        viewer.role,
        viewer.id
    )
    .fetch_all(&mut *conn)
    .await?;
    let id_of = |wanted: &Reference| {
        let mut rows = found.iter().filter(|row| row.reference == wanted.as_str());
        rows.next().map(|row| row.id)
    };
    let (one, other) = (id_of(one), id_of(other));
    let one = find_any(conn, vault, one).await?;
    Ok(one.zip(find_any(conn, vault, other).await?))
}

/// Locks a case for its family's own act.
pub async fn lock(
    conn: &mut PgConnection,
    vault: &Vault,
    id: Uuid,
) -> Result<Option<OpenCase>, DbError> {
    let locked = sqlx::query_scalar!(
        "SELECT id FROM referrals WHERE id = $1 FOR NO KEY UPDATE",
        id
    )
    .fetch_optional(&mut *conn)
    .await?;
    find_any(conn, vault, locked).await
}

/// Locks a case for the clock, skipping one that somebody holds.
pub async fn lock_unless_busy(
    conn: &mut PgConnection,
    vault: &Vault,
    id: Uuid,
) -> Result<Option<OpenCase>, DbError> {
    let locked = sqlx::query_scalar!(
        "SELECT id FROM referrals WHERE id = $1 FOR NO KEY UPDATE SKIP LOCKED",
        id
    )
    .fetch_optional(&mut *conn)
    .await?;
    find_any(conn, vault, locked).await
}

/// Finds a case that the viewer may see.
pub async fn find_for(
    conn: &mut PgConnection,
    vault: &Vault,
    viewer: Viewer,
    reference: &Reference,
) -> Result<Option<OpenCase>, DbError> {
    let row = case_where!(
        "r.reference = $1 AND visible_to($2, $3, r)",
        reference.as_str(),
        viewer.role,
        viewer.id
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| open(row, vault)).transpose()
}

/// Finds the case that a look for its id has found, if it has.
async fn find_any(
    conn: &mut PgConnection,
    vault: &Vault,
    id: Option<Uuid>,
) -> Result<Option<OpenCase>, DbError> {
    match id {
        Some(id) => find(conn, vault, id).await,
        None => Ok(None),
    }
}

/// Finds the id of a case by its reference alone, for those who read who looked and not the case.
pub async fn find_id(
    conn: &mut PgConnection,
    reference: &Reference,
) -> Result<Option<Uuid>, DbError> {
    Ok(sqlx::query_scalar!(
        "SELECT id FROM referrals WHERE reference = $1",
        reference.as_str()
    )
    .fetch_optional(conn)
    .await?)
}

/// Lists the open cases somebody has a duty on, in id order, so that two at once cannot block each other.
pub async fn list_duties(conn: &mut PgConnection, staff: Uuid) -> Result<Vec<Uuid>, DbError> {
    Ok(sqlx::query_scalar!(
        "SELECT id FROM referrals WHERE (owner_id = $1 OR social_worker_id = $1)
            AND status NOT IN ('closed', 'not_a_referral') ORDER BY id FOR NO KEY UPDATE",
        staff
    )
    .fetch_all(conn)
    .await?)
}

/// Finds a case by id, for the family's own receipt and the clock.
pub async fn find(
    conn: &mut PgConnection,
    vault: &Vault,
    id: Uuid,
) -> Result<Option<OpenCase>, DbError> {
    let row = case_where!("r.id = $1", id).fetch_optional(conn).await?;
    row.map(|row| open(row, vault)).transpose()
}

/// Finds the case that says where a child's case stands: the one it is joined into, else itself.
pub async fn find_standing(
    conn: &mut PgConnection,
    vault: &Vault,
    case: &Referral,
) -> Result<Referral, DbError> {
    let Some(kept) = &case.joined.into else {
        return Ok(case.clone());
    };
    let kept = find(conn, vault, kept.id).await?;
    Ok(kept.map_or_else(|| case.clone(), |kept| kept.referral))
}

fn open(row: Row, vault: &Vault) -> Result<OpenCase, DbError> {
    let clocks: Vec<ClockRow> = serde_json::from_str(&row.clocks)?;
    let clocks: Result<Vec<CaseClock>, DbError> = clocks.into_iter().map(ClockRow::read).collect();
    let contacts: Vec<ContactFacts> = serde_json::from_str(&row.contacts)?;
    let neighbours: Vec<NeighbourRow> = serde_json::from_str(&row.neighbours)?;
    let joined = super::joined::read(row.id, row.joined_into, row.joined_by, neighbours)?;
    let key = vault.unwrap(&WrappedKey {
        owner: row.id,
        wrapped: row.wrapped.clone(),
        version: row.master_version,
    })?;
    let facts = key.open("referrals", "child", row.id, &row.child)?;
    let asks = crate::db::paper::ask::read(&key, &row.asks)?;
    let (language, interpreter) = (row.language.clone(), row.interpreter);
    Ok(OpenCase {
        referral: referral(row, clocks?, contacts, joined, asks)?,
        key,
        facts,
        language,
        interpreter,
    })
}

fn referral(
    row: Row,
    clocks: Vec<CaseClock>,
    contacts: Vec<ContactFacts>,
    joined: Joined,
    asks: Vec<PaperAsk>,
) -> Result<Referral, DbError> {
    let id = row.id;
    let bad = |column| move || DbError::corrupt("referrals", column, id);
    let help: Option<BTreeSet<HelpKind>> = row
        .help
        .iter()
        .map(|code| HelpKind::from_code(code))
        .collect();
    let moment = |at: Option<Timestamp>| at.map(Timestamp::to_jiff);
    Ok(Referral {
        id,
        reference: Reference::parse(&row.reference).ok_or_else(bad("reference"))?,
        source: Source::from_code(&row.source).ok_or_else(bad("source"))?,
        status: Status::from_code(&row.status).ok_or_else(bad("status"))?,
        held_from: coded(row.held_from, Status::from_code, bad("held_from"))?,
        decision: coded(row.decision, Decision::from_code, bad("decision"))?,
        outcome: coded(row.outcome, Outcome::from_code, bad("outcome"))?,
        priority: Priority::from_code(&row.priority).ok_or_else(bad("priority"))?,
        waiting_on: WaitingOn::from_code(&row.waiting_on).ok_or_else(bad("waiting_on"))?,
        owner: row.owner_id.map(StaffId),
        social_worker: row.social_worker_id.map(StaffId),
        fallback_owner: StaffId(row.fallback_owner_id),
        help: help.ok_or_else(bad("help"))?,
        first_contact_at: moment(row.first_contact_at),
        last_attempt_at: moment(row.last_attempt_at),
        ready_at: moment(row.ready_at),
        decided_at: moment(row.decided_at),
        decision_told_at: moment(row.decision_told_at),
        meeting_on: row.meeting_on.map(Date::to_jiff),
        visit_at: moment(row.visit_at),
        hold_until: row.hold_until.map(Date::to_jiff),
        proposed_away_by: row.proposed_away_by.map(StaffId),
        family_aware: row.family_aware,
        contact_stopped_at: moment(row.contact_stopped_at),
        death_told_at: moment(row.death_told_at),
        received_at: row.received_at.to_jiff(),
        closed_at: moment(row.closed_at),
        due_at: moment(row.due_at),
        overdue_since: moment(row.overdue_since),
        next_action: coded(row.next_action, ClockKind::from_code, bad("next_action"))?,
        version: row.version,
        clocks,
        contacts,
        joined,
        asks,
    })
}

/// Reads an optional code: an absent one is none, an unknown one is refused.
fn coded<T>(
    code: Option<String>,
    from: impl Fn(&str) -> Option<T>,
    bad: impl FnOnce() -> DbError,
) -> Result<Option<T>, DbError> {
    code.map(|code| from(&code).ok_or_else(bad)).transpose()
}

/// A running or paused clock as the case's look brings it.
#[derive(Deserialize)]
struct ClockRow {
    id: Uuid,
    kind: String,
    span: String,
    started_at: jiff::Timestamp,
    due_at: jiff::Timestamp,
    paused_at: Option<jiff::Timestamp>,
    missed_from: Option<jiff::Timestamp>,
    calendar: i32,
}

impl ClockRow {
    fn read(self) -> Result<CaseClock, DbError> {
        Ok(CaseClock {
            kind: ClockKind::from_code(&self.kind)
                .ok_or_else(|| DbError::corrupt("clocks", "kind", self.id))?,
            length: serde_json::from_str(&self.span)?,
            id: self.id,
            started_at: self.started_at,
            due_at: self.due_at,
            paused_at: self.paused_at,
            missed_from: self.missed_from,
            calendar: self.calendar,
        })
    }
}
