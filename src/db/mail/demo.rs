//! The demo's mailbox: raw messages, sealed like everything that names a person.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::error::DbError;
use crate::db::vault::DataKey;

/// Stores a message; the same one sent twice is kept once.
pub async fn insert_mail(
    conn: &mut PgConnection,
    key: &DataKey,
    id: Uuid,
    raw: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO demo_mails (id, raw, at) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING",
        id,
        key.seal("demo_mails", "raw", id, &raw)?,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lists messages, newest first.
pub async fn list_mails(
    conn: &mut PgConnection,
    key: &DataKey,
    limit: i64,
) -> Result<Vec<(Uuid, String, Timestamp)>, DbError> {
    let rows = sqlx::query!(
        "SELECT id, raw, at FROM demo_mails ORDER BY at DESC, id DESC LIMIT $1",
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok((
                row.id,
                key.open("demo_mails", "raw", row.id, &row.raw)?,
                row.at.to_jiff(),
            ))
        })
        .collect()
}

/// Finds one message.
pub async fn find_mail(
    conn: &mut PgConnection,
    key: &DataKey,
    id: Uuid,
) -> Result<Option<(String, Timestamp)>, DbError> {
    let row = sqlx::query!("SELECT raw, at FROM demo_mails WHERE id = $1", id)
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        Ok((
            key.open("demo_mails", "raw", id, &row.raw)?,
            row.at.to_jiff(),
        ))
    })
    .transpose()
}
