//! Cases that were no referrals and have been put away long enough: they go whole, their keys with them.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::DbError;

/// Forgets some of what was put away as no referral before a moment; returns which. The key goes too: what remains
/// anywhere cannot be read. One that somebody is bringing back right now is left for the next round.
pub async fn delete_put_away(
    conn: &mut PgConnection,
    before: Timestamp,
    most: i64,
) -> Result<Vec<Uuid>, DbError> {
    let gone = sqlx::query_scalar!(
        "WITH gone AS (
             DELETE FROM referrals WHERE id IN (
                 SELECT id FROM referrals WHERE status = 'not_a_referral' AND closed_at <= $1
                 ORDER BY closed_at LIMIT $2 FOR UPDATE SKIP LOCKED
             ) RETURNING id
         ), keys AS (DELETE FROM data_keys WHERE owner IN (SELECT id FROM gone))
         SELECT id AS \"id!\" FROM gone",
        before.to_sqlx() as _,
        most
    )
    .fetch_all(conn)
    .await?;
    Ok(gone)
}
