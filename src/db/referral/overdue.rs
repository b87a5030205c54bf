//! Finds the cases whose clocks have run out and were not raised yet.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::error::DbError;

/// Lists cases with a clock that has run out, oldest first. For a case that is joined into another, that one's clocks count.
pub async fn list_run_out(
    conn: &mut PgConnection,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Uuid>, DbError> {
    Ok(sqlx::query_scalar!(
        "SELECT referral_id FROM clocks
         WHERE stopped_at IS NULL AND paused_at IS NULL AND breached_at IS NULL AND due_at <= $1
             AND NOT EXISTS (SELECT FROM referrals r WHERE r.id = referral_id AND r.joined_into IS NOT NULL)
         GROUP BY referral_id ORDER BY min(due_at) LIMIT $2",
        now.to_sqlx() as _,
        limit
    )
    .fetch_all(conn)
    .await?)
}
