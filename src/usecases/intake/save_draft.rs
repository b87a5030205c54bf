//! A family or a doctor types: every page is saved before it is checked.

use jiff::{SignedDuration, Timestamp};
use sqlx::PgConnection;
use uuid::Uuid;

use super::DraftToken;
use crate::db::DbError;
use crate::db::draft::{self, Draft, NewDraft};
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
    /// True where another browser sent it: this one is not led back to what was sent.
    pub sent_elsewhere: bool,
    /// The code by which it is resumed on another device.
    pub code: Option<ResumeCode>,
    /// When it is forgotten.
    pub expires_at: Timestamp,
    /// Which of its saves this is, as pages carry it; empty once sent.
    pub seen: String,
}

/// What came of a save while somebody types.
#[derive(Debug)]
pub enum Typing {
    /// It is kept; the browser holds this token.
    Kept(DraftToken),
    /// The draft is not as the page was drawn from it; nothing was saved.
    Changed,
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
            sent_elsewhere: draft.referral.is_some() && !draft.own,
            code: self.vault.resume_code(draft.id),
            expires_at: draft.expires_at,
            seen: draft.mark.map(|mark| mark.text()).unwrap_or_default(),
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
        let mut tx = self.begin().await?;
        if let Some(token) = token
            && let Some(found) = draft::lock_draft::<A>(&mut tx, &self.vault, token, now).await?
            && found.referral.is_none()
        {
            self.save_found(&mut tx, &found, language, edit, now)
                .await?;
            tx.commit().await?;
            return Ok(token.clone());
        }
        let token = self.save_new(&mut tx, language, edit, now).await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Saves what is being typed, where the draft is still as the page was drawn from it (`seen`). A save that comes late,
    /// behind a press of Continue, must not put old letters over new ones; and a form that was sent, or taken off this
    /// browser, does not come back by it.
    pub async fn save_typing<A: DraftAnswers>(
        &self,
        token: Option<&DraftToken>,
        seen: &str,
        language: Language,
        edit: impl FnOnce(&mut A) + Send,
    ) -> Result<Typing, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let found = match token {
            Some(token) => draft::lock_draft::<A>(&mut tx, &self.vault, token, now).await?,
            None => None,
        };
        let kept = match (found, token) {
            (Some(found), Some(token)) => {
                if found.mark.as_ref().is_none_or(|mark| mark.text() != seen) {
                    return Ok(Typing::Changed);
                }
                self.save_found(&mut tx, &found, language, edit, now)
                    .await?;
                token.clone()
            }
            _ if seen.is_empty() => self.save_new(&mut tx, language, edit, now).await?,
            _ => return Ok(Typing::Changed),
        };
        tx.commit().await?;
        Ok(Typing::Kept(kept))
    }

    async fn save_found<A: DraftAnswers>(
        &self,
        conn: &mut PgConnection,
        found: &Draft<A>,
        language: Language,
        edit: impl FnOnce(&mut A) + Send,
        now: Timestamp,
    ) -> Result<(), DbError> {
        let mut answers = found.answers.clone().unwrap_or_default();
        edit(&mut answers);
        answers.cut();
        let (code, until) = (language.code(), self.draft_end(now));
        draft::update_answers(conn, &self.vault, found, code, &answers, until, now).await
    }

    async fn save_new<A: DraftAnswers>(
        &self,
        conn: &mut PgConnection,
        language: Language,
        edit: impl FnOnce(&mut A) + Send,
        now: Timestamp,
    ) -> Result<DraftToken, DbError> {
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
            expires_at: self.draft_end(now),
        };
        draft::insert_draft(conn, &self.vault, &new, &answers, now).await?;
        Ok(token)
    }

    fn draft_end(&self, now: Timestamp) -> Timestamp {
        now + SignedDuration::from_hours(24 * self.settings.draft_days)
    }
}
