//! What families say of us, in SQL. Their words are sealed by the key of the case.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::error::DbError;
use super::vault::DataKey;
use crate::domain::feedback::Knew;
use crate::domain::person::masked_debug;

/// What one adult of a family answered.
#[derive(Clone)]
pub struct Feedback {
    /// Who.
    pub contact: Uuid,
    /// Whether they knew what comes next.
    pub knew: Knew,
    /// What we should do better, in their words; may be empty.
    pub words: String,
    /// When (UTC).
    pub given_at: Timestamp,
}

masked_debug!(Feedback);

/// Stores an answer; a later one takes its place.
pub async fn upsert(
    conn: &mut PgConnection,
    key: &DataKey,
    referral: Uuid,
    feedback: &Feedback,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO feedback (contact_id, referral_id, knew, words, given_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (contact_id) DO UPDATE SET knew = excluded.knew, words = excluded.words, given_at = excluded.given_at",
        feedback.contact,
        referral,
        feedback.knew.code(),
        key.seal("feedback", "words", feedback.contact, &feedback.words)?,
        feedback.given_at.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lists the answers of a case, oldest first.
pub async fn list_of_case(
    conn: &mut PgConnection,
    key: &DataKey,
    referral: Uuid,
) -> Result<Vec<Feedback>, DbError> {
    let rows = sqlx::query!(
        "SELECT contact_id, knew, words, given_at FROM feedback WHERE referral_id = $1 ORDER BY given_at, contact_id",
        referral
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let contact = row.contact_id;
            Ok(Feedback {
                contact,
                knew: Knew::from_code(&row.knew)
                    .ok_or_else(|| DbError::corrupt("feedback", "knew", contact))?,
                words: key.open("feedback", "words", contact, &row.words)?,
                given_at: row.given_at.to_jiff(),
            })
        })
        .collect()
}
