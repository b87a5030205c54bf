//! What was said and sent: the texts of a case in one look, opened with its key.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::read::OpenCase;
use crate::db::error::DbError;
use crate::db::vault::DataKey;
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

/// What of a case's texts is asked for; what was sent always is.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Calls and notes.
    pub notes: bool,
}

/// The texts of a case, opened; what was not asked for is empty.
#[derive(Default)]
pub struct Texts {
    /// What was sent, oldest first.
    pub submissions: Vec<StoredSubmission>,
    /// Calls by id.
    pub calls: BTreeMap<Uuid, StoredCall>,
    /// Notes by id.
    pub notes: BTreeMap<Uuid, StoredNote>,
}

/// Reads the texts of a case in one look.
pub async fn read_texts(
    conn: &mut PgConnection,
    case: &OpenCase,
    wanted: Wanted,
) -> Result<Texts, DbError> {
    let rows = sqlx::query_as!(
        SealedText,
        r#"SELECT 'submission' AS "what!", id AS "id!", received_at AS "at!", language AS one, NULL AS other, answers AS "sealed!"
             FROM submissions WHERE referral_id = $1
           UNION ALL SELECT 'call', id, at, with_whom, result, said FROM calls WHERE referral_id = $1 AND $2
           UNION ALL SELECT 'note', id, at, NULL, NULL, body FROM notes WHERE referral_id = $1 AND $2
           ORDER BY 3, 2"#,
        case.referral.id,
        wanted.notes
    )
    .fetch_all(conn)
    .await?;
    let mut texts = Texts::default();
    for row in rows {
        row.open_into(&mut texts, &case.key)?;
    }
    Ok(texts)
}

/// A sealed text as it stands, with up to two codes; private to this floor.
struct SealedText {
    what: String,
    id: Uuid,
    at: jiff_sqlx::Timestamp,
    one: Option<String>,
    other: Option<String>,
    sealed: Vec<u8>,
}

impl SealedText {
    fn open_into(self, texts: &mut Texts, key: &DataKey) -> Result<(), DbError> {
        let id = self.id;
        let (one, other) = (self.one.unwrap_or_default(), self.other.unwrap_or_default());
        let bad = |column| move || DbError::corrupt("calls", column, id);
        match self.what.as_str() {
            "submission" => texts.submissions.push(StoredSubmission {
                language: one,
                form: key.open("submissions", "answers", id, &self.sealed)?,
                received_at: self.at.to_jiff(),
            }),
            "call" => {
                let call = StoredCall {
                    id,
                    with: CallWith::from_code(&one).ok_or_else(bad("with_whom"))?,
                    result: CallResult::from_code(&other).ok_or_else(bad("result"))?,
                    words: key.open("calls", "said", id, &self.sealed)?,
                };
                texts.calls.insert(id, call);
            }
            _ => {
                let body = key.open("notes", "body", id, &self.sealed)?;
                texts.notes.insert(id, StoredNote { id, body });
            }
        }
        Ok(())
    }
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
