//! Sessions: only the hash of a token is stored; idle and absolute ends are checked where the session is found.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::super::error::DbError;
use super::StaffPerson;
use crate::db::vault::DataKey;
use crate::domain::staff::{Role, StaffId, Strength};
use crate::support::ids::Token;

/// A live session with its person.
#[derive(Debug, Clone)]
pub struct LiveSession {
    /// Row id.
    pub id: Uuid,
    /// Whose.
    pub staff: StaffId,
    /// Their role now, not at sign-in.
    pub role: Role,
    /// Name and address.
    pub person: StaffPerson,
    /// How strongly it was proved.
    pub strength: Strength,
    /// When the password was last asked.
    pub proved_at: Timestamp,
    /// When it was last used.
    pub last_seen_at: Timestamp,
    /// The version of staff and routing rules when it was found.
    pub roster_version: i64,
}

/// A session in a person's own list.
#[derive(Debug, Clone)]
pub struct SessionEntry {
    /// Row id.
    pub id: Uuid,
    /// What kind of browser, in plain words.
    pub device: String,
    /// Since when.
    pub signed_in_at: Timestamp,
    /// When it was last used.
    pub last_seen_at: Timestamp,
}

/// What a new session is made of.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// Row id.
    pub id: Uuid,
    /// The browser's token.
    pub token: &'a Token,
    /// Whose.
    pub staff: StaffId,
    /// How strongly it was proved.
    pub strength: Strength,
    /// What kind of browser, in plain words.
    pub device: &'a str,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
}

/// Stores a session; beyond `most` live ones the person's oldest end.
pub async fn insert_session(
    conn: &mut PgConnection,
    new: &NewSession<'_>,
    most: i64,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO sessions (id, token_hash, staff_id, strength, device, signed_in_at, proved_at, last_seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6, $6, $7)",
        new.id,
        new.token.hash(),
        new.staff.0,
        new.strength.code(),
        new.device,
        now.to_sqlx() as _,
        new.expires_at.to_sqlx() as _,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "UPDATE sessions SET ended_at = $3 WHERE id IN (
             SELECT id FROM sessions WHERE staff_id = $1 AND ended_at IS NULL ORDER BY signed_in_at DESC, id DESC OFFSET $2)",
        new.staff.0,
        most,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Finds the live session of a token: not ended, not idle, not too old, the account not disabled.
pub async fn find_session(
    conn: &mut PgConnection,
    key: &DataKey,
    token: &Token,
    idle: SignedDuration,
    now: Timestamp,
) -> Result<Option<LiveSession>, DbError> {
    let row = sqlx::query!(
        r#"SELECT e.id, e.staff_id, e.strength, e.proved_at, e.last_seen_at, s.role, s.person,
                (SELECT version FROM desk_versions WHERE name = 'roster') AS "roster_version!"
         FROM sessions e JOIN staff s ON s.id = e.staff_id
         WHERE e.token_hash = $1 AND e.ended_at IS NULL AND e.expires_at > $2 AND e.last_seen_at > $3 AND s.disabled_at IS NULL"#,
        token.hash(),
        now.to_sqlx() as _,
        (now - idle).to_sqlx() as _
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(LiveSession {
            id: row.id,
            staff: StaffId(row.staff_id),
            role: Role::from_code(&row.role)
                .ok_or_else(|| DbError::corrupt("staff", "role", row.staff_id))?,
            person: key.open("staff", "person", row.staff_id, &row.person)?,
            strength: Strength::from_code(&row.strength)
                .ok_or_else(|| DbError::corrupt("sessions", "strength", row.id))?,
            proved_at: row.proved_at.to_jiff(),
            last_seen_at: row.last_seen_at.to_jiff(),
            roster_version: row.roster_version,
        })
    })
    .transpose()
}

/// Notes that a session was used.
pub async fn update_seen(conn: &mut PgConnection, id: Uuid, now: Timestamp) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE sessions SET last_seen_at = $2 WHERE id = $1 AND ended_at IS NULL",
        id,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lists a person's live sessions, newest first.
pub async fn list_sessions(
    conn: &mut PgConnection,
    staff: StaffId,
    idle: SignedDuration,
    now: Timestamp,
) -> Result<Vec<SessionEntry>, DbError> {
    let rows = sqlx::query!(
        "SELECT id, device, signed_in_at, last_seen_at FROM sessions
         WHERE staff_id = $1 AND ended_at IS NULL AND expires_at > $2 AND last_seen_at > $3 ORDER BY signed_in_at DESC, id DESC",
        staff.0,
        now.to_sqlx() as _,
        (now - idle).to_sqlx() as _
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| SessionEntry {
            id: row.id,
            device: row.device,
            signed_in_at: row.signed_in_at.to_jiff(),
            last_seen_at: row.last_seen_at.to_jiff(),
        })
        .collect())
}

/// Ends one of a person's own sessions; another person's is not found.
pub async fn update_ended(
    conn: &mut PgConnection,
    id: Uuid,
    staff: StaffId,
    now: Timestamp,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "UPDATE sessions SET ended_at = $3 WHERE id = $1 AND staff_id = $2 AND ended_at IS NULL",
        id,
        staff.0,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends all of a person's sessions but, where given, the present one.
pub async fn update_all_ended(
    conn: &mut PgConnection,
    staff: StaffId,
    but: Option<Uuid>,
    now: Timestamp,
) -> Result<u64, DbError> {
    let done = sqlx::query!(
        "UPDATE sessions SET ended_at = $3 WHERE staff_id = $1 AND ended_at IS NULL AND ($2::uuid IS NULL OR id <> $2)",
        staff.0,
        but,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Removes some sessions that ended or ran out long ago; returns how many.
pub async fn delete_old_sessions(
    conn: &mut PgConnection,
    before: Timestamp,
    most: i64,
) -> Result<u64, DbError> {
    let done = sqlx::query!(
        "DELETE FROM sessions WHERE id IN (SELECT id FROM sessions WHERE expires_at < $1 LIMIT $2)",
        before.to_sqlx() as _,
        most
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}
