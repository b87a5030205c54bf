//! Mails of unfinished forms: the code that was asked for, and reminders. They know their draft and no address, and go
//! with it. The worker claims them after the mails of cases and settles both alike.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use serde::de::DeserializeOwned;
use sqlx::PgConnection;
use uuid::Uuid;

use super::settle::claimed_in;
use crate::db::error::DbError;
use crate::db::vault::{DataKey, Vault, WrappedKey};
use crate::domain::notice::Notice;
use crate::domain::request::doctor::DoctorAnswers;
use crate::domain::request::{Answers, DraftAnswers, DraftKind};
use crate::support::ids::{Token, fresh_id, random_id};

/// Has the code of a draft sent at once.
pub async fn insert_code(
    conn: &mut PgConnection,
    draft: Uuid,
    language: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO draft_mails (id, draft_id, notice, language, due_at, wanted_at, created_at) VALUES ($1, $2, $3, $4, $5, $5, $5)",
        fresh_id(),
        draft,
        Notice::DraftCode.code(),
        language,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets reminders of a draft wait, each for its day; `due` are the days after the last save, and the moments.
pub async fn insert_reminders(
    conn: &mut PgConnection,
    draft: Uuid,
    language: &str,
    due: &[(i32, Timestamp)],
    now: Timestamp,
) -> Result<(), DbError> {
    let ids: Vec<Uuid> = due.iter().map(|_| fresh_id()).collect();
    let days: Vec<i32> = due.iter().map(|(days, _)| *days).collect();
    let moments: Vec<jiff_sqlx::Timestamp> = due.iter().map(|(_, due)| due.to_sqlx()).collect();
    sqlx::query!(
        "INSERT INTO draft_mails (id, draft_id, notice, days, language, due_at, wanted_at, created_at)
         SELECT m.id, $1, $2, m.days, $3, m.due_at, m.due_at, $7
         FROM unnest($4::uuid[], $5::int[], $6::timestamptz[]) AS m (id, days, due_at)",
        draft,
        Notice::DraftReminder.code(),
        language,
        &ids,
        &days,
        &moments as _,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How often the code of a draft was asked for since a moment, and when last.
pub async fn count_codes(
    conn: &mut PgConnection,
    draft: Uuid,
    since: Timestamp,
) -> Result<(i64, Option<Timestamp>), DbError> {
    let row = sqlx::query!(
        r#"SELECT count(*) AS "asked!", max(created_at) AS last FROM draft_mails WHERE draft_id = $1 AND days IS NULL AND created_at > $2"#,
        draft,
        since.to_sqlx() as _
    )
    .fetch_one(conn)
    .await?;
    Ok((row.asked, row.last.map(jiff_sqlx::Timestamp::to_jiff)))
}

/// When the reminders of a browser's draft leave that have not left yet.
pub async fn list_reminders(
    conn: &mut PgConnection,
    token: &Token,
    kind: DraftKind,
) -> Result<Vec<Timestamp>, DbError> {
    let rows = sqlx::query_scalar!(
        "SELECT m.wanted_at FROM draft_mails m JOIN drafts d ON d.id = m.draft_id
         WHERE d.id IN (SELECT id FROM drafts WHERE token_hash = $1 UNION ALL SELECT draft_id FROM draft_browsers WHERE token_hash = $1)
           AND d.kind = $2 AND d.referral_id IS NULL AND m.days IS NOT NULL AND m.status IN ('waiting', 'sending')
         ORDER BY m.wanted_at",
        token.hash(),
        kind.code()
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(jiff_sqlx::Timestamp::to_jiff)
        .collect())
}

/// Ends the reminders that wait, of the draft that a condition finds.
macro_rules! reminders_ended_where {
    ($draft:literal, $value:expr, $now:expr) => {
        sqlx::query!(
            "UPDATE draft_mails SET status = 'skipped', settled_at = $2, last_reply = 'no reminder is wanted', lease = NULL, lease_until = NULL
             WHERE days IS NOT NULL AND status IN ('waiting', 'sending') AND draft_id IN " + $draft,
            $value,
            $now.to_sqlx() as _
        )
    };
}

/// Ends the reminders of a browser's draft.
pub async fn update_reminders_ended(
    conn: &mut PgConnection,
    token: &Token,
    now: Timestamp,
) -> Result<(), DbError> {
    reminders_ended_where!(
        "(SELECT id FROM drafts WHERE token_hash = $1 UNION ALL SELECT draft_id FROM draft_browsers WHERE token_hash = $1)",
        token.hash(),
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends the reminders of the draft that a reminder is of.
pub async fn update_reminders_ended_by(
    conn: &mut PgConnection,
    reminder: Uuid,
    now: Timestamp,
) -> Result<(), DbError> {
    reminders_ended_where!(
        "(SELECT draft_id FROM draft_mails WHERE id = $1 AND days IS NOT NULL)",
        reminder,
        now
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A mail of an unfinished form that is being sent.
#[derive(Debug, Clone)]
pub struct ClaimedOfDraft {
    /// Row id.
    pub id: Uuid,
    /// The fence: only who holds it may settle.
    pub lease: Uuid,
    /// How often it was tried, this time included.
    pub attempt: i32,
    /// How often the other side refused it.
    pub failures: i32,
    /// What it is about; none where a newer program wrote a code that this one does not know.
    pub notice: Option<Notice>,
    /// The draft.
    pub draft: Uuid,
    /// In which language.
    pub language: String,
    /// When it should have left first.
    pub wanted_at: Timestamp,
}

/// Claims mails that are due, and those whose worker died, as the outbox does.
pub async fn update_claimed(
    conn: &mut PgConnection,
    lease: SignedDuration,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<ClaimedOfDraft>, DbError> {
    let token = random_id();
    let rows = claimed_in!("draft_mails", "o.draft_id", now, limit, token, lease)
        .fetch_all(conn)
        .await?;
    let claimed = rows.into_iter().map(|row| ClaimedOfDraft {
        id: row.id,
        lease: token,
        attempt: row.attempts,
        failures: row.failures,
        notice: Notice::from_code(&row.notice),
        draft: row.draft_id,
        language: row.language,
        wanted_at: row.wanted_at.to_jiff(),
    });
    Ok(claimed.collect())
}

/// What a mail needs of an unfinished form.
#[derive(Clone)]
pub struct UnsentForm {
    /// The e-mail address, as typed.
    pub email: String,
    /// When the form is forgotten.
    pub until: Timestamp,
}

crate::domain::person::masked_debug!(UnsentForm);

/// Reads what the mails of some drafts need; a draft that was sent, or is to be forgotten, is not among them.
pub async fn list_forms(
    conn: &mut PgConnection,
    vault: &Vault,
    drafts: &[Uuid],
    now: Timestamp,
) -> Result<HashMap<Uuid, Result<UnsentForm, DbError>>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT d.id, d.kind, d.answers AS "answers!", d.expires_at, k.wrapped, k.master_version
           FROM drafts d JOIN data_keys k ON k.owner = d.id
           WHERE d.id = ANY($1) AND d.referral_id IS NULL AND d.answers IS NOT NULL AND d.expires_at > $2"#,
        drafts,
        now.to_sqlx() as _
    )
    .fetch_all(conn)
    .await?;
    let forms = rows.into_iter().map(|row| {
        let stored = WrappedKey {
            owner: row.id,
            wrapped: row.wrapped,
            version: row.master_version,
        };
        let email = vault.unwrap(&stored).and_then(|key| {
            if row.kind == DraftKind::Doctor.code() {
                email_of::<DoctorAnswers>(&key, row.id, &row.answers)
            } else {
                email_of::<Answers>(&key, row.id, &row.answers)
            }
        });
        let form = email.map(|email| UnsentForm {
            email,
            until: row.expires_at.to_jiff(),
        });
        (row.id, form)
    });
    Ok(forms.collect())
}

fn email_of<A: DraftAnswers + DeserializeOwned>(
    key: &DataKey,
    draft: Uuid,
    sealed: &[u8],
) -> Result<String, DbError> {
    let answers: A = key.open("drafts", "answers", draft, sealed)?;
    let [_, email] = answers.means();
    Ok(email.trim().to_owned())
}
