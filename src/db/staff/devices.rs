//! Browsers that somebody signed in from. Only the hash of a token is stored, and a device alone opens nothing: it has
//! its own count of tries (`attempts`), which a stranger cannot use up.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use super::super::error::DbError;
use crate::domain::staff::StaffId;
use crate::support::ids::Token;

/// Tells whether somebody signed in to this account from this browser not long ago.
pub async fn is_known(
    conn: &mut PgConnection,
    token: &Token,
    email_hash: &[u8],
    now: Timestamp,
) -> Result<bool, DbError> {
    let known = sqlx::query_scalar!(
        "SELECT EXISTS (
             SELECT 1 FROM staff_devices d JOIN staff s ON s.id = d.staff_id
             WHERE d.token_hash = $1 AND s.email_hash = $2 AND d.known_until > $3
         ) AS \"known!\"",
        token.hash(),
        email_hash,
        now.to_sqlx() as _
    )
    .fetch_one(conn)
    .await?;
    Ok(known)
}

/// Tells whether a token is one of ours, for whomever: a browser may not bring its own.
pub async fn is_issued(conn: &mut PgConnection, token: &Token) -> Result<bool, DbError> {
    let issued = sqlx::query_scalar!(
        "SELECT EXISTS (SELECT 1 FROM staff_devices WHERE token_hash = $1) AS \"issued!\"",
        token.hash()
    )
    .fetch_one(conn)
    .await?;
    Ok(issued)
}

/// Remembers that somebody signed in from this browser. Of one person's devices the last `most` are kept.
pub async fn insert_device(
    conn: &mut PgConnection,
    token: &Token,
    staff: StaffId,
    known_until: Timestamp,
    most: i64,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO staff_devices (token_hash, staff_id, known_until) VALUES ($1, $2, $3)
         ON CONFLICT (token_hash, staff_id) DO UPDATE SET known_until = excluded.known_until",
        token.hash(),
        staff.0,
        known_until.to_sqlx() as _
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "DELETE FROM staff_devices WHERE staff_id = $1 AND token_hash IN (
             SELECT token_hash FROM staff_devices WHERE staff_id = $1 ORDER BY known_until DESC OFFSET $2
         )",
        staff.0,
        most
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets every browser of a person, as when their password changes.
pub async fn delete_devices(conn: &mut PgConnection, staff: StaffId) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM staff_devices WHERE staff_id = $1", staff.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets some browsers that nobody has come back with; returns how many.
pub async fn delete_old_devices(
    conn: &mut PgConnection,
    now: Timestamp,
    most: i64,
) -> Result<u64, DbError> {
    let done = sqlx::query!(
        "DELETE FROM staff_devices WHERE (token_hash, staff_id) IN (
             SELECT token_hash, staff_id FROM staff_devices WHERE known_until <= $1 LIMIT $2
         )",
        now.to_sqlx() as _,
        most
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}
