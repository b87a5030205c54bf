//! Stored searches: the URL carries a random id, what was typed is sealed here for a day.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::error::DbError;
use super::vault::DataKey;
use crate::domain::staff::StaffId;

/// How long a search's address works.
pub const LIFE: SignedDuration = SignedDuration::from_hours(24);

/// Stores what somebody searched for.
pub async fn insert_search(
    conn: &mut PgConnection,
    key: &DataKey,
    id: Uuid,
    staff: StaffId,
    terms: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO searches (id, staff_id, terms, at) VALUES ($1, $2, $3, $4)",
        id,
        staff.0,
        key.seal("searches", "terms", id, &terms)?,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Finds what a person's own search was for; another person's is not found.
pub async fn find_search(
    conn: &mut PgConnection,
    key: &DataKey,
    id: Uuid,
    staff: StaffId,
    now: Timestamp,
) -> Result<Option<String>, DbError> {
    let sealed = sqlx::query_scalar!(
        "SELECT terms FROM searches WHERE id = $1 AND staff_id = $2 AND at > $3",
        id,
        staff.0,
        (now - LIFE).to_sqlx() as _
    )
    .fetch_optional(conn)
    .await?;
    sealed
        .map(|sealed| key.open("searches", "terms", id, &sealed))
        .transpose()
}

/// Forgets some searches whose address no longer works; returns how many.
pub async fn delete_old(
    conn: &mut PgConnection,
    now: Timestamp,
    most: i64,
) -> Result<u64, DbError> {
    let done = sqlx::query!(
        "DELETE FROM searches WHERE id IN (SELECT id FROM searches WHERE at <= $1 LIMIT $2)",
        (now - LIFE).to_sqlx() as _,
        most
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}
