//! Released letters in SQL. What they say is sealed by the key of the case.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::error::DbError;
use super::vault::DataKey;
use crate::domain::letter::LetterKind;
use crate::domain::person::masked_debug;
use crate::domain::staff::StaffId;
use crate::support::ids::random_id;

/// A letter that was released.
#[derive(Clone)]
pub struct Letter {
    /// Row id.
    pub id: Uuid,
    /// What it tells.
    pub kind: LetterKind,
    /// What it says.
    pub body: String,
    /// Who released it.
    pub released_by: StaffId,
    /// When (UTC).
    pub released_at: Timestamp,
    /// When the doctor first opened it (UTC).
    pub opened_at: Option<Timestamp>,
}

masked_debug!(Letter);

/// Lists the letters to a contact, newest first.
pub async fn list_of_contact(
    conn: &mut PgConnection,
    key: &DataKey,
    contact: Uuid,
) -> Result<Vec<Letter>, DbError> {
    let rows = sqlx::query!(
        "SELECT id, kind, body, released_by, released_at, opened_at FROM letters
         WHERE contact_id = $1 ORDER BY released_at DESC, id DESC",
        contact
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Letter {
                id: row.id,
                kind: LetterKind::from_code(&row.kind)
                    .ok_or_else(|| DbError::corrupt("letters", "kind", row.id))?,
                body: key.open("letters", "body", row.id, &row.body)?,
                released_by: StaffId(row.released_by),
                released_at: row.released_at.to_jiff(),
                opened_at: row.opened_at.map(jiff_sqlx::Timestamp::to_jiff),
            })
        })
        .collect()
}

/// Stores a letter; returns false where it is there already. Other words under a used key are another letter.
pub async fn insert(
    conn: &mut PgConnection,
    key: &DataKey,
    referral: Uuid,
    contact: Uuid,
    send_key: Uuid,
    letter: &Letter,
) -> Result<bool, DbError> {
    if insert_once(conn, key, referral, contact, send_key, letter).await? {
        return Ok(true);
    }
    let first = sqlx::query!(
        "SELECT id, body FROM letters WHERE contact_id = $1 AND send_key = $2",
        contact,
        send_key
    )
    .fetch_one(&mut *conn)
    .await?;
    let said: String = key.open("letters", "body", first.id, &first.body)?;
    if said == letter.body {
        return Ok(false);
    }
    insert_once(conn, key, referral, contact, random_id(), letter).await
}

async fn insert_once(
    conn: &mut PgConnection,
    key: &DataKey,
    referral: Uuid,
    contact: Uuid,
    send_key: Uuid,
    letter: &Letter,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "INSERT INTO letters (id, referral_id, contact_id, send_key, kind, body, released_by, released_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (contact_id, send_key) DO NOTHING",
        letter.id,
        referral,
        contact,
        send_key,
        letter.kind.code(),
        key.seal("letters", "body", letter.id, &letter.body)?,
        letter.released_by.0,
        letter.released_at.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that the doctor has opened a letter.
pub async fn update_opened(
    conn: &mut PgConnection,
    letter: Uuid,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE letters SET opened_at = coalesce(opened_at, $2) WHERE id = $1",
        letter,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}
