//! Help in SQL: one piece locked for a change, the change written. `list` is the list of help.
//! Every finder takes the viewer: help of another role's kind, or of a case they may not see, is not found.

pub mod list;

use jiff::Timestamp;
use jiff_sqlx::{Date, ToSqlx};
use sqlx::PgConnection;
use uuid::Uuid;

use super::audit::insert_event;
use super::error::{DbError, ensure_one};
use super::referral::Viewer;
use super::vault::DataKey;
use crate::domain::help::{HelpChange, HelpRequest, HelpState};
use crate::domain::reference::Reference;
use crate::domain::request::HelpKind;
use crate::domain::staff::StaffId;

/// A piece of help with its note, as the case's key opened it.
#[derive(Clone)]
pub struct OpenHelp {
    /// The state the rules work on.
    pub help: HelpRequest,
    /// What whoever has it last wrote down.
    pub note: Option<String>,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

impl std::fmt::Debug for OpenHelp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OpenHelp")
            .field("id", &self.help.id)
            .finish_non_exhaustive()
    }
}

/// A row as it stands; private to this floor.
struct Row {
    id: Uuid,
    referral_id: Uuid,
    kind: String,
    state: String,
    owner_id: Option<Uuid>,
    next_on: Option<Date>,
    asked_at: jiff_sqlx::Timestamp,
    changed_at: jiff_sqlx::Timestamp,
    note: Option<Vec<u8>>,
    version: i32,
}

/// Locks one kind of help of a case for a change.
pub async fn lock_for(
    conn: &mut PgConnection,
    key: &DataKey,
    viewer: Viewer,
    reference: &Reference,
    kind: HelpKind,
) -> Result<Option<OpenHelp>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "SELECT h.id, h.referral_id, h.kind, h.state, h.owner_id, h.next_on, h.asked_at, h.changed_at, h.note, h.version
         FROM help_requests h JOIN referrals r ON r.id = h.referral_id
         WHERE r.reference = $1 AND h.kind = $2 AND sees_help($3, h.kind) AND visible_to($3, $4, r)
         FOR NO KEY UPDATE OF h",
        reference.as_str(),
        kind.code(),
        viewer.role,
        viewer.id,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| open(&row, key)).transpose()
}

/// Finds one kind of help of a case.
pub async fn find_for(
    conn: &mut PgConnection,
    key: &DataKey,
    viewer: Viewer,
    reference: &Reference,
    kind: HelpKind,
) -> Result<Option<OpenHelp>, DbError> {
    let row = sqlx::query_as!(
        Row,
        "SELECT h.id, h.referral_id, h.kind, h.state, h.owner_id, h.next_on, h.asked_at, h.changed_at, h.note, h.version
         FROM help_requests h JOIN referrals r ON r.id = h.referral_id
         WHERE r.reference = $1 AND h.kind = $2 AND sees_help($3, h.kind) AND visible_to($3, $4, r)",
        reference.as_str(),
        kind.code(),
        viewer.role,
        viewer.id,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| open(&row, key)).transpose()
}

/// Locks all open help that somebody has, in id order, so that two at once cannot block each other.
pub async fn lock_of_owner(
    conn: &mut PgConnection,
    owner: StaffId,
) -> Result<Vec<HelpRequest>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, referral_id, kind, state, owner_id, next_on, asked_at, changed_at, NULL::bytea AS note, version
         FROM help_requests WHERE owner_id = $1 AND state NOT IN ('in_place', 'not_available', 'not_needed')
         ORDER BY id FOR NO KEY UPDATE",
        owner.0
    )
    .fetch_all(conn)
    .await?;
    rows.iter().map(request).collect()
}

/// Writes a change with its event. Refuses where somebody else changed the help since it was read.
pub async fn update(
    conn: &mut PgConnection,
    key: Option<&DataKey>,
    change: &HelpChange,
    now: Timestamp,
) -> Result<(), DbError> {
    let help = change.after();
    let note = match (key, change.note()) {
        (Some(key), Some(note)) => Some(key.seal("help_requests", "note", help.id, &note)?),
        _ => None,
    };
    let done = sqlx::query!(
        "UPDATE help_requests SET state = $3, owner_id = $4, next_on = $5, note = coalesce($6, note), changed_at = $7, version = version + 1
         WHERE id = $1 AND version = $2",
        help.id,
        help.version,
        help.state.code(),
        help.owner.map(|StaffId(id)| id),
        help.next_on.map(ToSqlx::to_sqlx) as _,
        note,
        now.to_sqlx() as _,
    )
    .execute(&mut *conn)
    .await?;
    ensure_one(done.rows_affected())?;
    insert_event(conn, change.event()).await
}

fn open(row: &Row, key: &DataKey) -> Result<OpenHelp, DbError> {
    let note = row
        .note
        .as_deref()
        .map(|sealed| key.open("help_requests", "note", row.id, sealed))
        .transpose()?;
    Ok(OpenHelp {
        help: request(row)?,
        note,
        changed_at: row.changed_at.to_jiff(),
    })
}

fn request(row: &Row) -> Result<HelpRequest, DbError> {
    let bad = |column| DbError::corrupt("help_requests", column, row.id);
    Ok(HelpRequest {
        id: row.id,
        referral: row.referral_id,
        kind: HelpKind::from_code(&row.kind).ok_or_else(|| bad("kind"))?,
        state: HelpState::from_code(&row.state).ok_or_else(|| bad("state"))?,
        owner: row.owner_id.map(StaffId),
        next_on: row.next_on.map(Date::to_jiff),
        asked_at: row.asked_at.to_jiff(),
        version: row.version,
    })
}
