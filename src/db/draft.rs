//! Unfinished forms, and a browser's way back to what it sent. Answers are sealed under the draft's own key.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::error::{DbError, ensure_one};
use super::vault::{self, DataKey, Vault, WrappedKey};
use crate::domain::request::{DraftAnswers, DraftKind};
use crate::support::ids::Token;

/// A draft as found by its browser's token.
#[derive(Debug, Clone)]
pub struct Draft<A> {
    /// Row id.
    pub id: Uuid,
    /// The key its send will carry.
    pub submission_key: Uuid,
    /// What was typed, while it was not sent.
    pub answers: Option<A>,
    /// The case it became.
    pub referral: Option<Uuid>,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// Which of its saves this is; none where it was sent.
    pub mark: Option<DraftMark>,
    key: Option<DataKey>,
}

/// Which save of a draft was read. Each sealing draws its nonce anew, so equal beginnings are the same save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftMark(Vec<u8>);

impl DraftMark {
    /// The sealed form and the nonce.
    const LENGTH: usize = 25;

    fn of(sealed: &[u8]) -> Self {
        Self(sealed.iter().copied().take(Self::LENGTH).collect())
    }

    /// The bytes that are compared.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// Finds the draft of a token, unless it has expired or is of another form.
pub async fn find_draft<A: DraftAnswers>(
    conn: &mut PgConnection,
    vault: &Vault,
    token: &Token,
    now: Timestamp,
) -> Result<Option<Draft<A>>, DbError> {
    let row = sqlx::query!(
        r#"SELECT d.id, d.submission_key, d.answers, d.referral_id, d.saved_at, k.wrapped AS "wrapped?", k.master_version AS "master_version?"
           FROM drafts d LEFT JOIN data_keys k ON k.owner = d.id
           WHERE d.token_hash = $1 AND d.expires_at > $2 AND d.kind = $3"#,
        token.hash(),
        now.to_sqlx() as _,
        A::KIND.code()
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let key = match (row.wrapped, row.master_version) {
        (Some(wrapped), Some(version)) => Some(vault.unwrap(&WrappedKey {
            owner: row.id,
            wrapped,
            version,
        })?),
        _ => None,
    };
    let mark = row.answers.as_deref().map(DraftMark::of);
    let answers = match (&key, row.answers) {
        (Some(key), Some(sealed)) => Some(key.open("drafts", "answers", row.id, &sealed)?),
        _ => None,
    };
    Ok(Some(Draft {
        id: row.id,
        submission_key: row.submission_key,
        answers,
        referral: row.referral_id,
        saved_at: row.saved_at.to_jiff(),
        mark,
        key,
    }))
}

/// Finds the draft of a token and keeps others from changing it until the transaction ends.
pub async fn lock_draft<A: DraftAnswers>(
    conn: &mut PgConnection,
    vault: &Vault,
    token: &Token,
    now: Timestamp,
) -> Result<Option<Draft<A>>, DbError> {
    sqlx::query_scalar!(
        "SELECT id FROM drafts WHERE token_hash = $1 FOR UPDATE",
        token.hash()
    )
    .fetch_optional(&mut *conn)
    .await?;
    find_draft(conn, vault, token, now).await
}

/// What a new draft row is made of.
#[derive(Debug)]
pub struct NewDraft<'a> {
    /// Row id.
    pub id: Uuid,
    /// The browser's token.
    pub token: &'a Token,
    /// The key its send will carry.
    pub submission_key: Uuid,
    /// Code of the page's language.
    pub language: &'a str,
    /// When it is forgotten.
    pub expires_at: Timestamp,
}

/// Stores a new draft with its own key.
pub async fn insert_draft<A: DraftAnswers>(
    conn: &mut PgConnection,
    vault: &Vault,
    new: &NewDraft<'_>,
    answers: &A,
    now: Timestamp,
) -> Result<(), DbError> {
    let (key, stored) = vault.fresh(new.id)?;
    vault::insert_data_key(conn, &stored, now).await?;
    sqlx::query!(
        "INSERT INTO drafts (id, token_hash, submission_key, language, answers, saved_at, expires_at, kind) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id,
        new.token.hash(),
        new.submission_key,
        new.language,
        key.seal("drafts", "answers", new.id, answers)?,
        now.to_sqlx() as _,
        new.expires_at.to_sqlx() as _,
        A::KIND.code(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Saves what was typed. A draft that was sent stays as it was sent.
pub async fn update_answers<A: DraftAnswers>(
    conn: &mut PgConnection,
    draft: &Draft<A>,
    language: &str,
    answers: &A,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<(), DbError> {
    let key = draft
        .key
        .as_ref()
        .ok_or_else(|| DbError::corrupt("data_keys", "owner", draft.id))?;
    let done = sqlx::query!(
        "UPDATE drafts SET answers = $2, language = $3, saved_at = $4, expires_at = $5 WHERE id = $1 AND referral_id IS NULL",
        draft.id,
        key.seal("drafts", "answers", draft.id, answers)?,
        language,
        now.to_sqlx() as _,
        expires_at.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    ensure_one(done.rows_affected())
}

/// Tells whether the draft of a token became this case.
pub async fn became(
    conn: &mut PgConnection,
    token: &Token,
    referral: Uuid,
    now: Timestamp,
) -> Result<bool, DbError> {
    let found = sqlx::query_scalar!(
        "SELECT id FROM drafts WHERE token_hash = $1 AND referral_id = $2 AND expires_at > $3",
        token.hash(),
        referral,
        now.to_sqlx() as _
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.is_some())
}

/// Stores a way back for a browser that had no draft.
pub async fn insert_receipt(
    conn: &mut PgConnection,
    new: &NewDraft<'_>,
    kind: DraftKind,
    referral: Uuid,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO drafts (id, token_hash, submission_key, language, referral_id, saved_at, expires_at, kind) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id,
        new.token.hash(),
        new.submission_key,
        new.language,
        referral,
        now.to_sqlx() as _,
        new.expires_at.to_sqlx() as _,
        kind.code(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets one browser's draft or way back, with its key.
pub async fn delete_draft(conn: &mut PgConnection, token: &Token) -> Result<(), DbError> {
    sqlx::query!(
        "WITH gone AS (DELETE FROM drafts WHERE token_hash = $1 RETURNING id)
         DELETE FROM data_keys WHERE owner IN (SELECT id FROM gone)",
        token.hash()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets some drafts that have expired, with their keys: what remains anywhere cannot be read. Returns how many.
pub async fn delete_expired(
    conn: &mut PgConnection,
    now: Timestamp,
    most: i64,
) -> Result<u64, DbError> {
    let done = sqlx::query!(
        "WITH gone AS (DELETE FROM drafts WHERE id IN (SELECT id FROM drafts WHERE expires_at <= $1 LIMIT $2) RETURNING id),
              keys AS (DELETE FROM data_keys WHERE owner IN (SELECT id FROM gone))
         SELECT count(*) AS \"count!\" FROM gone",
        now.to_sqlx() as _,
        most
    )
    .fetch_one(conn)
    .await?;
    Ok(u64::try_from(done.count).unwrap_or_default())
}
