//! What somebody of staff has begun to write to a contact, in SQL: one for each of them, sealed by the key of the case.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::error::DbError;
use crate::db::vault::DataKey;
use crate::domain::staff::StaffId;

/// Reads what somebody of staff has begun to write to a contact.
pub async fn find(
    conn: &mut PgConnection,
    key: &DataKey,
    contact: Uuid,
    staff: StaffId,
) -> Result<Option<String>, DbError> {
    let body = sqlx::query_scalar!(
        "SELECT body FROM message_drafts WHERE contact_id = $1 AND staff_id = $2",
        contact,
        staff.0
    )
    .fetch_optional(conn)
    .await?;
    body.map(|body| key.open("message_drafts", "body", contact, &body))
        .transpose()
}

/// Keeps what somebody of staff has begun to write to a contact.
pub async fn upsert(
    conn: &mut PgConnection,
    key: &DataKey,
    contact: Uuid,
    staff: StaffId,
    body: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO message_drafts (contact_id, staff_id, body, saved_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (contact_id, staff_id) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at",
        contact,
        staff.0,
        key.seal("message_drafts", "body", contact, &body)?,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets what somebody of staff has begun to write to a contact.
pub async fn delete(conn: &mut PgConnection, contact: Uuid, staff: StaffId) -> Result<(), DbError> {
    sqlx::query!(
        "DELETE FROM message_drafts WHERE contact_id = $1 AND staff_id = $2",
        contact,
        staff.0
    )
    .execute(conn)
    .await?;
    Ok(())
}
