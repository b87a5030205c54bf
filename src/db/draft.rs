//! Unfinished forms, and a browser's way back to what it sent. Answers are sealed under the draft's own key.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::error::{DbError, ensure_one};
use super::vault::{self, DataKey, Vault, WrappedKey};
use crate::domain::request::{DraftAnswers, DraftKind, ResumeCode};
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
    /// When it is forgotten.
    pub expires_at: Timestamp,
    /// Which of its saves this is; none where it was sent.
    pub mark: Option<DraftMark>,
    /// True for the browser that the row is kept for: the one that sent it, or began it while it is unsent.
    pub own: bool,
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

    /// The same as text, for a page to carry.
    pub fn text(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.0)
    }

    /// The bytes that are compared.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

/// A draft's row with its key; private to this floor.
struct Row {
    id: Uuid,
    submission_key: Uuid,
    answers: Option<Vec<u8>>,
    referral_id: Option<Uuid>,
    saved_at: jiff_sqlx::Timestamp,
    expires_at: jiff_sqlx::Timestamp,
    wrapped: Option<Vec<u8>>,
    master_version: Option<i32>,
    own: bool,
}

impl Row {
    fn open<A: DraftAnswers>(self, vault: &Vault) -> Result<Draft<A>, DbError> {
        let key = match (self.wrapped, self.master_version) {
            (Some(wrapped), Some(version)) => Some(vault.unwrap(&WrappedKey {
                owner: self.id,
                wrapped,
                version,
            })?),
            _ => None,
        };
        let mark = self.answers.as_deref().map(DraftMark::of);
        let answers = match (&key, self.answers) {
            (Some(key), Some(sealed)) => Some(key.open("drafts", "answers", self.id, &sealed)?),
            _ => None,
        };
        Ok(Draft {
            id: self.id,
            submission_key: self.submission_key,
            answers,
            referral: self.referral_id,
            saved_at: self.saved_at.to_jiff(),
            expires_at: self.expires_at.to_jiff(),
            mark,
            own: self.own,
            key,
        })
    }
}

/// Drafts of one form whose time is not over, whatever finds them. `$3` is what they are found by.
macro_rules! drafts_where {
    ($condition:literal, $now:expr, $kind:expr, $value:expr) => {
        sqlx::query_as!(
            Row,
            r#"SELECT d.id, d.submission_key, d.answers, d.referral_id, d.saved_at, d.expires_at, k.wrapped AS "wrapped?",
                      k.master_version AS "master_version?", d.token_hash = $3 AS "own!"
               FROM drafts d LEFT JOIN data_keys k ON k.owner = d.id
               WHERE d.expires_at > $1 AND d.kind = $2 AND "# + $condition,
            $now.to_sqlx() as _,
            $kind.code(),
            $value
        )
    };
}

/// Finds the draft of a token, unless it has expired or is of another form.
pub async fn find_draft<A: DraftAnswers>(
    conn: &mut PgConnection,
    vault: &Vault,
    token: &Token,
    now: Timestamp,
) -> Result<Option<Draft<A>>, DbError> {
    let row = drafts_where!(
        "d.id IN (SELECT id FROM drafts WHERE token_hash = $3 UNION ALL SELECT draft_id FROM draft_browsers WHERE token_hash = $3)",
        now,
        A::KIND,
        token.hash()
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.open(vault)).transpose()
}

/// Finds the unsent drafts of a code; hardly ever more than one.
pub async fn list_by_code<A: DraftAnswers>(
    conn: &mut PgConnection,
    vault: &Vault,
    code: &ResumeCode,
    now: Timestamp,
) -> Result<Vec<Draft<A>>, DbError> {
    let condition = vault.resume_hash(code);
    let rows = drafts_where!(
        "d.id IN (SELECT draft_id FROM draft_codes WHERE resume_hash = $3) AND d.referral_id IS NULL",
        now,
        A::KIND,
        condition
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| row.open(vault)).collect()
}

/// Lets another browser hold a draft, by a token of its own.
pub async fn insert_browser(
    conn: &mut PgConnection,
    draft: Uuid,
    token: &Token,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO draft_browsers (token_hash, draft_id) VALUES ($1, $2)",
        token.hash(),
        draft
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Finds the draft of a token and keeps others from changing it until the transaction ends.
pub async fn lock_draft<A: DraftAnswers>(
    conn: &mut PgConnection,
    vault: &Vault,
    token: &Token,
    now: Timestamp,
) -> Result<Option<Draft<A>>, DbError> {
    sqlx::query_scalar!(
        "SELECT id FROM drafts WHERE id IN (
             SELECT id FROM drafts WHERE token_hash = $1 UNION ALL SELECT draft_id FROM draft_browsers WHERE token_hash = $1
         ) FOR UPDATE",
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
        "WITH draft AS (
             INSERT INTO drafts (id, token_hash, submission_key, language, answers, saved_at, expires_at, kind)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id
         )
         INSERT INTO draft_codes (draft_id, resume_hash) SELECT id, $9::bytea FROM draft WHERE $9 IS NOT NULL",
        new.id,
        new.token.hash(),
        new.submission_key,
        new.language,
        key.seal("drafts", "answers", new.id, answers)?,
        now.to_sqlx() as _,
        new.expires_at.to_sqlx() as _,
        A::KIND.code(),
        resume_hash(vault, new.id),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A draft whose code cannot be made has none, and is resumed on its own device alone.
fn resume_hash(vault: &Vault, draft: Uuid) -> Option<Vec<u8>> {
    let code = vault.resume_code(draft)?;
    Some(vault.resume_hash(&code))
}

/// Saves what was typed, and moves the reminders that wait. A draft that was sent stays as it was sent.
pub async fn update_answers<A: DraftAnswers>(
    conn: &mut PgConnection,
    vault: &Vault,
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
        r#"WITH saved AS (
               UPDATE drafts SET answers = $2, language = $3, saved_at = $4, expires_at = $5
               WHERE id = $1 AND referral_id IS NULL RETURNING id
           ), code AS (
               INSERT INTO draft_codes (draft_id, resume_hash) SELECT id, $6::bytea FROM saved WHERE $6 IS NOT NULL
               ON CONFLICT (draft_id) DO NOTHING
           ), reminders AS (
               UPDATE draft_mails SET due_at = $4::timestamptz + make_interval(hours => 24 * days),
                   wanted_at = $4::timestamptz + make_interval(hours => 24 * days), language = $3
               WHERE draft_id IN (SELECT id FROM saved) AND days IS NOT NULL AND status = 'waiting'
           )
           SELECT count(*) AS "saved!" FROM saved"#,
        draft.id,
        key.seal("drafts", "answers", draft.id, answers)?,
        language,
        now.to_sqlx() as _,
        expires_at.to_sqlx() as _,
        resume_hash(vault, draft.id)
    )
    .fetch_one(conn)
    .await?;
    ensure_one(u64::try_from(done.saved).unwrap_or_default())
}

/// Tells whether the draft of a token became this case, by this very browser.
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

/// Forgets one browser's draft or way back, with its key. What another browser has sent stays there.
pub async fn delete_draft(conn: &mut PgConnection, token: &Token) -> Result<(), DbError> {
    sqlx::query!(
        "WITH held AS (DELETE FROM draft_browsers WHERE token_hash = $1 RETURNING draft_id),
              gone AS (DELETE FROM drafts WHERE token_hash = $1 OR (referral_id IS NULL AND id IN (SELECT draft_id FROM held)) RETURNING id)
         DELETE FROM data_keys WHERE owner IN (SELECT id FROM gone)",
        token.hash()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends every browser's way back to a request that was sent by a form: the phone it was sent from was lost.
pub async fn delete_ways_back(
    conn: &mut PgConnection,
    referral: Uuid,
    kind: DraftKind,
) -> Result<(), DbError> {
    sqlx::query!(
        "WITH gone AS (DELETE FROM drafts WHERE referral_id = $1 AND kind = $2 RETURNING id)
         DELETE FROM data_keys WHERE owner IN (SELECT id FROM gone)",
        referral,
        kind.code()
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
