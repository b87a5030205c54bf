//! A family or a doctor types: every page is saved before it is checked.

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::DraftToken;
use crate::db::DbError;
use crate::db::draft::{self, NewDraft};
use crate::domain::request::{DraftAnswers, ResumeCode};
use crate::support::ids::{fresh_id, random_id};
use crate::support::words::Language;
use crate::usecases::Desk;

/// A draft as its browser finds it.
#[derive(Debug, Clone)]
pub struct OpenDraft<A> {
    /// What was typed; empty once sent.
    pub answers: A,
    /// The key that the send will carry.
    pub submission_key: Uuid,
    /// When it was last saved.
    pub saved_at: Timestamp,
    /// True once it was sent.
    pub sent: bool,
    /// The code by which it is resumed on another device.
    pub code: Option<ResumeCode>,
    /// When it is forgotten.
    pub expires_at: Timestamp,
}

impl Desk {
    /// Finds a browser's draft.
    pub async fn open_draft<A: DraftAnswers>(
        &self,
        token: &DraftToken,
    ) -> Result<Option<OpenDraft<A>>, DbError> {
        let mut conn = self.pool.acquire().await?;
        let found = draft::find_draft::<A>(&mut conn, &self.vault, token, self.now()).await?;
        Ok(found.map(|draft| OpenDraft {
            answers: draft.answers.unwrap_or_default(),
            submission_key: draft.submission_key,
            saved_at: draft.saved_at,
            sent: draft.referral.is_some(),
            code: self.vault.resume_code(draft.id),
            expires_at: draft.expires_at,
        }))
    }

    /// Saves what was typed on one page: `edit` puts it among the answers as they are stored now, under a lock, so
    /// that two windows saving two pages at once lose neither. Returns the browser's token: the same one, or a new one
    /// where there was no draft, it had expired, or it had been sent.
    pub async fn save_draft<A: DraftAnswers>(
        &self,
        token: Option<&DraftToken>,
        language: Language,
        edit: impl FnOnce(&mut A) + Send,
    ) -> Result<DraftToken, DbError> {
        let now = self.now();
        let expires_at = now + SignedDuration::from_hours(24 * self.settings.draft_days);
        let mut tx = self.begin().await?;
        if let Some(token) = token
            && let Some(found) = draft::lock_draft::<A>(&mut tx, &self.vault, token, now).await?
            && found.referral.is_none()
        {
            let mut answers = found.answers.clone().unwrap_or_default();
            edit(&mut answers);
            answers.cut();
            let code = language.code();
            draft::update_answers(
                &mut tx,
                &self.vault,
                &found,
                code,
                &answers,
                expires_at,
                now,
            )
            .await?;
            tx.commit().await?;
            return Ok(token.clone());
        }
        let mut answers = A::default();
        edit(&mut answers);
        answers.cut();
        let id = fresh_id();
        let token = self.vault.draft_token(id);
        let new = NewDraft {
            id,
            token: &token,
            submission_key: random_id(),
            language: language.code(),
            expires_at,
        };
        draft::insert_draft(&mut tx, &self.vault, &new, &answers, now).await?;
        tx.commit().await?;
        Ok(token)
    }
}
