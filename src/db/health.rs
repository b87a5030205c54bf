//! What the database says about itself and about the workers that stand on it: for probes, figures and the clock.

use jiff::Timestamp;
use jiff_sqlx::Timestamp as SqlTimestamp;
use sqlx::PgConnection;
use uuid::Uuid;

use super::error::DbError;

/// Reads the time of the database.
pub async fn find_time(conn: &mut PgConnection) -> Result<Timestamp, DbError> {
    let time: SqlTimestamp = sqlx::query_scalar!(r#"SELECT clock_timestamp() AS "now!""#)
        .fetch_one(conn)
        .await?;
    Ok(time.to_jiff())
}

/// How the workers are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Workers {
    /// How many were heard of within the last minute.
    pub alive: i64,
    /// Seconds since any of them was heard of; none where there never was one.
    pub last_beat_seconds: Option<i64>,
}

/// Reads how the workers are.
pub async fn find_workers(conn: &mut PgConnection) -> Result<Workers, DbError> {
    let row = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE beat_at > now() - interval '60 seconds') AS "alive!",
                  extract(epoch FROM now() - max(beat_at))::bigint AS last_beat
           FROM workers"#
    )
    .fetch_one(conn)
    .await?;
    Ok(Workers {
        alive: row.alive,
        last_beat_seconds: row.last_beat,
    })
}

/// Says that a worker is at work, on the time of the database.
pub async fn insert_or_update_beat(
    conn: &mut PgConnection,
    id: Uuid,
    version: &str,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO workers (id, version, started_at, beat_at) VALUES ($1, $2, now(), now())
         ON CONFLICT (id) DO UPDATE SET beat_at = now()",
        id,
        version
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets a worker that has stopped.
pub async fn delete_worker(conn: &mut PgConnection, id: Uuid) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM workers WHERE id = $1", id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets workers that have not been heard of for a day.
pub async fn delete_lost_workers(conn: &mut PgConnection) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM workers WHERE beat_at < now() - interval '1 day'")
        .execute(conn)
        .await?;
    Ok(())
}
