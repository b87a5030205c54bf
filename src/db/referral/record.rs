//! What was said and sent: calls, notes and submissions of a case, opened with its key.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::read::OpenCase;
use crate::db::error::DbError;
use crate::domain::referral::{CallResult, CallWith, SentForm};

/// What was said in a call; sealed.
#[derive(Clone, Serialize, Deserialize)]
pub struct CallWords {
    /// What was said.
    pub said: String,
    /// What was promised.
    pub promised: String,
}

/// A call, opened.
#[derive(Clone)]
pub struct StoredCall {
    /// Row id.
    pub id: Uuid,
    /// With whom.
    pub with: CallWith,
    /// How it went.
    pub result: CallResult,
    /// What was said.
    pub words: CallWords,
}

/// A note, opened.
#[derive(Clone)]
pub struct StoredNote {
    /// Row id.
    pub id: Uuid,
    /// What it says.
    pub body: String,
}

/// What was sent, opened.
#[derive(Clone)]
pub struct StoredSubmission {
    /// Code of the page's language.
    pub language: String,
    /// The form as it was typed.
    pub form: SentForm,
    /// When it was stored.
    pub received_at: Timestamp,
}

/// Lists a case's calls.
pub async fn list_calls(
    conn: &mut PgConnection,
    case: &OpenCase,
) -> Result<Vec<StoredCall>, DbError> {
    let rows = sqlx::query!("SELECT id, with_whom, result, said FROM calls WHERE referral_id = $1 ORDER BY at DESC, id DESC", case.referral.id)
        .fetch_all(conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StoredCall {
                id: row.id,
                with: CallWith::from_code(&row.with_whom)
                    .ok_or_else(|| DbError::corrupt("calls", "with_whom", row.id))?,
                result: CallResult::from_code(&row.result)
                    .ok_or_else(|| DbError::corrupt("calls", "result", row.id))?,
                words: case.key.open("calls", "said", row.id, &row.said)?,
            })
        })
        .collect()
}

/// Lists a case's notes.
pub async fn list_notes(
    conn: &mut PgConnection,
    case: &OpenCase,
) -> Result<Vec<StoredNote>, DbError> {
    let rows = sqlx::query!(
        "SELECT id, body FROM notes WHERE referral_id = $1 ORDER BY at DESC, id DESC",
        case.referral.id
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StoredNote {
                id: row.id,
                body: case.key.open("notes", "body", row.id, &row.body)?,
            })
        })
        .collect()
}

/// Lists what was sent for a case, oldest first.
pub async fn list_submissions(
    conn: &mut PgConnection,
    case: &OpenCase,
) -> Result<Vec<StoredSubmission>, DbError> {
    let rows = sqlx::query!("SELECT id, language, answers, received_at FROM submissions WHERE referral_id = $1 ORDER BY received_at, id", case.referral.id)
        .fetch_all(conn)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StoredSubmission {
                language: row.language,
                form: case
                    .key
                    .open("submissions", "answers", row.id, &row.answers)?,
                received_at: row.received_at.to_jiff(),
            })
        })
        .collect()
}

/// The case that a submission key made, and the hash of what was sent with it.
pub async fn find_by_key(
    conn: &mut PgConnection,
    key: Uuid,
) -> Result<Option<(Uuid, String, Vec<u8>)>, DbError> {
    let row = sqlx::query!(
        "SELECT s.referral_id, r.reference, s.content_hash FROM submissions s JOIN referrals r ON r.id = s.referral_id WHERE s.submission_key = $1",
        key
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.referral_id, row.reference, row.content_hash)))
}
