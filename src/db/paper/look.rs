//! Papers that nobody has looked at, in SQL.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::count_of;
use crate::db::error::{DbError, ensure_one};
use crate::domain::paper::PaperState;

/// A paper that is held by whoever looks at it.
#[derive(Debug, Clone, Copy)]
pub struct Leased {
    /// The paper.
    pub id: Uuid,
    /// Its case.
    pub referral: Uuid,
    /// How often somebody has begun to look at it, this time too.
    pub attempts: i16,
}

/// Takes the paper that was not tried for longest, holds it until then, and counts the look.
pub async fn update_leased(
    conn: &mut PgConnection,
    until: Timestamp,
    now: Timestamp,
) -> Result<Option<Leased>, DbError> {
    Ok(sqlx::query_as!(
        Leased,
        "UPDATE papers SET leased_until = $2, attempts = least(attempts + 1, 99) WHERE id = (
             SELECT id FROM papers WHERE state = 'pending' AND (leased_until IS NULL OR leased_until <= $1)
             ORDER BY leased_until NULLS FIRST, completed_at LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING id, referral_id AS referral, attempts",
        now.to_sqlx() as _,
        until.to_sqlx() as _
    )
    .fetch_optional(conn)
    .await?)
}

/// Takes back a look that the paper is not to blame for.
pub async fn update_not_looked_at(conn: &mut PgConnection, paper: Uuid) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE papers SET attempts = attempts - 1 WHERE id = $1 AND state = 'pending' AND attempts > 0",
        paper
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes down what came of the look at a paper. Only one that waits is changed.
pub async fn update_looked_at(
    conn: &mut PgConnection,
    paper: Uuid,
    state: PaperState,
    copy_bytes: Option<u64>,
    now: Timestamp,
) -> Result<(), DbError> {
    let done = sqlx::query!(
        "UPDATE papers SET state = $2, copy_bytes = $3, checked_at = $4, leased_until = NULL WHERE id = $1 AND state = 'pending'",
        paper,
        state.code(),
        copy_bytes.map(count_of),
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    ensure_one(done.rows_affected())
}
