//! Counted sign-in attempts, shared by every instance. An attempt is reserved before anything slow happens.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use super::super::error::DbError;

/// Counts one more attempt in a bucket's window and returns how many there are now.
pub async fn insert_attempt(
    conn: &mut PgConnection,
    bucket: &[u8],
    window_start: Timestamp,
) -> Result<i32, DbError> {
    let count = sqlx::query_scalar!(
        "INSERT INTO sign_in_attempts (bucket, window_start, attempts) VALUES ($1, $2, 1)
         ON CONFLICT (bucket, window_start) DO UPDATE SET attempts = sign_in_attempts.attempts + 1
         RETURNING attempts",
        bucket,
        window_start.to_sqlx() as _
    )
    .fetch_one(conn)
    .await?;
    Ok(count)
}

/// Forgets a bucket after a sign-in that went well.
pub async fn delete_attempts(conn: &mut PgConnection, bucket: &[u8]) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM sign_in_attempts WHERE bucket = $1", bucket)
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes one attempt of a bucket's window back: it was no guess.
pub async fn update_taken_back(
    conn: &mut PgConnection,
    bucket: &[u8],
    window_start: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE sign_in_attempts SET attempts = greatest(attempts - 1, 0) WHERE bucket = $1 AND window_start = $2",
        bucket,
        window_start.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets some windows that have passed; returns how many.
pub async fn delete_old_attempts(
    conn: &mut PgConnection,
    before: Timestamp,
    most: i64,
) -> Result<u64, DbError> {
    let done = sqlx::query!(
        "DELETE FROM sign_in_attempts WHERE (bucket, window_start) IN (
             SELECT bucket, window_start FROM sign_in_attempts WHERE window_start < $1 LIMIT $2
         )",
        before.to_sqlx() as _,
        most
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}
