//! A family sends a request: one transaction stores the submission, the case, its contacts, its first clocks, its event
//! and its outbox rows. The same send twice, at once or after a crash, is one case and the same confirmation.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use sqlx::PgConnection;
use uuid::Uuid;

use super::DraftToken;
use crate::db::draft::{self, NewDraft};
use crate::db::referral::apply::{self, Sent};
use crate::db::referral::record::find_by_key;
use crate::db::{DbError, routing, staff};
use crate::domain::reference::Reference;
use crate::domain::referral::{
    Change, ContactFacts, NewCase, Referral, Setting, SubmissionContent,
};
use crate::domain::routing::Directory;
use crate::support::ids::fresh_id;
use crate::support::words::Language;
use crate::usecases::Desk;

/// What is sent.
#[derive(Debug, Clone)]
pub struct Submission {
    /// The form's key, minted with the page that sends.
    pub key: Uuid,
    /// The page's language.
    pub language: Language,
    /// The form, as typed and as understood.
    pub content: SubmissionContent,
    /// The browser's draft, where it has one.
    pub draft: Option<DraftToken>,
    /// The sender's address; only its keyed hash is stored.
    pub address: Option<IpAddr>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct Submitted {
    /// What people see and say.
    pub reference: Reference,
    /// The browser's way back to it.
    pub receipt: DraftToken,
    /// True where this very send had been stored before.
    pub again: bool,
}

/// Why nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum SubmitRequestError {
    /// The same key was sent before, with other content.
    #[error("already sent, with other content")]
    AlreadySentDifferent {
        /// The browser's way back to what was sent.
        receipt: DraftToken,
    },
    /// The key is not the one of this draft.
    #[error("the form's key is not the draft's")]
    WrongKey,
    /// No fallback owner is set, so a case would have nobody.
    #[error("no fallback owner is set")]
    NobodyAnswers,
    /// The database failed; nothing was stored.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for SubmitRequestError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Desk {
    /// Stores a request.
    pub async fn submit_request(
        &self,
        submission: Submission,
    ) -> Result<Submitted, SubmitRequestError> {
        let content_hash = self.content_hash(&submission)?;
        if let Some(found) = self.sent_before(&submission, &content_hash).await? {
            return found;
        }
        match self.store(&submission, &content_hash).await {
            Err(SubmitRequestError::Db(error))
                if error.is_constraint("submissions_key_is_unique") =>
            {
                let found = self.sent_before(&submission, &content_hash).await?;
                found.unwrap_or(Err(SubmitRequestError::Db(error)))
            }
            // Two random references met: draw again, once.
            Err(SubmitRequestError::Db(error))
                if error.is_constraint("referrals_reference_is_unique") =>
            {
                self.store(&submission, &content_hash).await
            }
            // Two transactions met and ours gave way with nothing stored: the same again, once.
            Err(SubmitRequestError::Db(error)) if error.gave_way() => {
                self.store(&submission, &content_hash).await
            }
            other => other,
        }
    }

    async fn store(
        &self,
        submission: &Submission,
        content_hash: &[u8],
    ) -> Result<Submitted, SubmitRequestError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        self.check_key(&mut tx, submission, now).await?;
        let rules = routing::list_rules(&mut tx).await?;
        let directory = load_directory(&mut tx)
            .await?
            .ok_or(SubmitRequestError::NobodyAnswers)?;
        let clock_rules = self.rules();
        let setting = Setting {
            now,
            rules: &clock_rules,
            directory: &directory,
        };
        let change = Referral::receive(self.new_case(submission), &rules, &setting);
        let sent = Sent {
            key: submission.key,
            content_hash: content_hash.to_vec(),
            language: submission.language.code(),
            content: &submission.content,
            address_hash: submission.address.map(|address| {
                self.vault
                    .keyed_hash("address", address.to_string().as_bytes())
            }),
        };
        apply::insert(&mut tx, &self.vault, &change, &sent, now).await?;
        let receipt = self
            .write_receipt(&mut tx, submission, &change, now)
            .await?;
        tx.commit().await?;
        self.mail_wake.notify_one();
        Ok(Submitted {
            reference: change.after().reference.clone(),
            receipt,
            again: false,
        })
    }

    fn new_case(&self, submission: &Submission) -> NewCase {
        let contact = submission.content.contact();
        NewCase {
            reference: Reference::fresh(&self.settings.reference_prefix),
            source: submission.content.source(),
            priority: submission.content.priority(),
            spoken: contact.spoken_code(submission.language.code()),
            help: submission.content.help().iter().copied().collect(),
            contacts: vec![ContactFacts {
                id: fresh_id(),
                language: submission
                    .content
                    .mail_language(submission.language)
                    .code()
                    .to_owned(),
                has_email: contact.email.is_some(),
            }],
        }
    }

    /// A draft's key is its own: a form with another key was tampered with, or belongs to another tab's older draft.
    /// And what is sent must be what is kept: a page saved in another window since then has to be read first.
    async fn check_key(
        &self,
        conn: &mut PgConnection,
        submission: &Submission,
        now: Timestamp,
    ) -> Result<(), SubmitRequestError> {
        let (Some(token), SubmissionContent::Family { answers, .. }) =
            (&submission.draft, &submission.content)
        else {
            return Ok(());
        };
        let draft = draft::lock_draft(conn, &self.vault, token, now).await?;
        let fits = draft.is_some_and(|draft| {
            let mut kept = draft.answers.unwrap_or_default();
            kept.consent = answers.consent.clone();
            draft.submission_key == submission.key
                && (draft.referral.is_some() || kept == **answers)
        });
        if fits {
            Ok(())
        } else {
            Err(SubmitRequestError::WrongKey)
        }
    }

    async fn write_receipt(
        &self,
        conn: &mut PgConnection,
        submission: &Submission,
        change: &Change,
        now: Timestamp,
    ) -> Result<DraftToken, SubmitRequestError> {
        let referral = change.after().id;
        if let Some(token) = &submission.draft
            && matches!(submission.content, SubmissionContent::Family { .. })
            && draft::update_sent(conn, token, referral, now).await?
        {
            return Ok(token.clone());
        }
        self.insert_receipt(conn, submission, referral, now).await
    }

    async fn insert_receipt(
        &self,
        conn: &mut PgConnection,
        submission: &Submission,
        referral: Uuid,
        now: Timestamp,
    ) -> Result<DraftToken, SubmitRequestError> {
        let token = DraftToken::fresh();
        let new = NewDraft {
            id: fresh_id(),
            token: &token,
            submission_key: submission.key,
            language: submission.language.code(),
            expires_at: now + SignedDuration::from_hours(24 * self.settings.draft_days),
        };
        draft::insert_receipt(conn, &new, referral, now).await?;
        Ok(token)
    }

    /// Looks whether this key was stored before: the same content is answered as the first time, other content is refused.
    async fn sent_before(
        &self,
        submission: &Submission,
        content_hash: &[u8],
    ) -> Result<Option<Result<Submitted, SubmitRequestError>>, SubmitRequestError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some((referral, reference, hash)) = find_by_key(&mut tx, submission.key).await? else {
            return Ok(None);
        };
        let own = match &submission.draft {
            Some(token) => draft::find_draft(&mut tx, &self.vault, token, now)
                .await?
                .filter(|draft| draft.referral == Some(referral))
                .map(|_| token.clone()),
            None => None,
        };
        let receipt = match own {
            Some(token) => token,
            None => {
                self.insert_receipt(&mut tx, submission, referral, now)
                    .await?
            }
        };
        tx.commit().await?;
        if hash != content_hash {
            return Ok(Some(Err(SubmitRequestError::AlreadySentDifferent {
                receipt,
            })));
        }
        let reference = Reference::parse(&reference)
            .ok_or_else(|| DbError::corrupt("referrals", "reference", referral))?;
        Ok(Some(Ok(Submitted {
            reference,
            receipt,
            again: true,
        })))
    }

    fn content_hash(&self, submission: &Submission) -> Result<Vec<u8>, SubmitRequestError> {
        let text = serde_json::to_vec(&submission.content.sent()).map_err(DbError::from)?;
        Ok(self.vault.keyed_hash("submission", &text))
    }
}

/// Loads who can be told; none where nobody is set to answer.
pub(in crate::usecases) async fn load_directory(
    conn: &mut PgConnection,
) -> Result<Option<Directory>, DbError> {
    let (staff, fallback) = staff::list_facts(conn).await?;
    Ok(fallback.map(|fallback_owner| Directory {
        staff,
        fallback_owner,
    }))
}
