//! A family or a doctor sends a request: one statement stores the submission, the case, its contacts, its first
//! clocks, its event and its outbox rows, or nothing. The same send twice, at once or after a crash, is one case and the
//! same confirmation.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use sqlx::PgConnection;
use uuid::Uuid;

use super::DraftToken;
use crate::db::draft::{self, Draft, DraftMark, NewDraft};
use crate::db::referral::Sent;
use crate::db::referral::insert::{Stored, WayBack, insert};
use crate::db::referral::record::find_by_key;
use crate::db::{DbError, link};
use crate::domain::reference::Reference;
use crate::domain::referral::{NewCase, Referral, Setting, SubmissionContent};
use crate::domain::request::doctor::DoctorAnswers;
use crate::domain::request::{Answers, DraftAnswers, DraftKind};
use crate::support::ids::fresh_id;
use crate::support::words::Language;
use crate::usecases::Desk;
use crate::usecases::roster::Roster;

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
    /// Another browser that held the same draft has sent it: this one is not led there.
    #[error("sent from another browser")]
    SentElsewhere,
    /// The key is not the one of this draft.
    #[error("the form's key is not the draft's")]
    WrongKey,
    /// No fallback owner is set, so a case would have nobody.
    #[error("no fallback owner is set")]
    NobodyAnswers,
    /// Staff or rules changed again and again while this was stored.
    #[error("staff or routing rules kept changing")]
    RosterRestless,
    /// The database failed; nothing was stored.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for SubmitRequestError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// How often a send is built anew because staff or rules changed under it.
const ROSTER_TRIES: usize = 5;

/// The browser's way back, as it will be stored with the case.
enum Back {
    Draft(DraftToken, DraftMark),
    Receipt(DraftToken),
}

impl Desk {
    /// Stores a request.
    pub async fn submit_request(
        &self,
        submission: Submission,
    ) -> Result<Submitted, SubmitRequestError> {
        let content_hash = self.content_hash(&submission)?;
        let Some(back) = self.way_back(&submission).await? else {
            return self.answer_again(&submission, &content_hash).await;
        };
        let first = self.store(&submission, &content_hash, &back).await;
        let stored = match first {
            // Two random references met, or two transactions did and ours gave way, with nothing stored: again, once.
            Err(SubmitRequestError::Db(error))
                if error.is_constraint("referrals_reference_is_unique") || error.gave_way() =>
            {
                self.store(&submission, &content_hash, &back).await
            }
            other => other,
        };
        match stored {
            Err(SubmitRequestError::Db(error))
                if error.is_constraint("submissions_key_is_unique") =>
            {
                let found = self.sent_before(&submission, &content_hash).await?;
                found.unwrap_or(Err(SubmitRequestError::Db(error)))
            }
            // The draft is not as it was read: the same press was faster, or another window saved a page.
            Err(SubmitRequestError::WrongKey) => {
                self.answer_again(&submission, &content_hash).await
            }
            other => other,
        }
    }

    /// Builds the change on this process's roster and stores it, again where the roster was old.
    async fn store(
        &self,
        submission: &Submission,
        content_hash: &[u8],
        back: &Back,
    ) -> Result<Submitted, SubmitRequestError> {
        for _ in 0..ROSTER_TRIES {
            let roster = self.roster().await?;
            let (stored, reference) = self
                .store_by(&roster, submission, content_hash, back)
                .await?;
            match stored {
                Stored::RosterIsOld => self.roster.forget(),
                Stored::DraftHasChanged => return Err(SubmitRequestError::WrongKey),
                Stored::Yes => {
                    self.mail_wake.notify_one();
                    let (Back::Draft(receipt, _) | Back::Receipt(receipt)) = back;
                    return Ok(Submitted {
                        reference,
                        receipt: receipt.clone(),
                        again: false,
                    });
                }
            }
        }
        Err(SubmitRequestError::RosterRestless)
    }

    async fn store_by(
        &self,
        roster: &Roster,
        submission: &Submission,
        content_hash: &[u8],
        back: &Back,
    ) -> Result<(Stored, Reference), SubmitRequestError> {
        let now = self.now();
        let directory = roster
            .directory
            .as_ref()
            .ok_or(SubmitRequestError::NobodyAnswers)?;
        let clock_rules = self.rules();
        let setting = Setting {
            now,
            rules: &clock_rules,
            directory,
        };
        let new = NewCase::of(
            Reference::fresh(&self.settings.reference_prefix),
            &submission.content,
            submission.language,
        );
        let change = Referral::receive(new, &roster.rules, &setting);
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
        let receipt;
        let way_back = match back {
            Back::Draft(token, mark) => WayBack::Draft(token, mark, self.way_back_ends(now)),
            Back::Receipt(token) => {
                receipt = self.new_receipt(submission, token, now);
                WayBack::Receipt(&receipt, kind_of(&submission.content))
            }
        };
        let mut conn = self.pool.acquire().await?;
        let version = roster.version;
        let stored = insert(
            &mut conn,
            &self.vault,
            &change,
            &sent,
            &way_back,
            version,
            now,
        )
        .await?;
        Ok((stored, change.after().reference.clone()))
    }

    /// Finds how the browser will come back: by the draft it sends, else by a new receipt. None where that draft was sent.
    ///
    /// A draft's key is its own: a form with another key was tampered with, or belongs to another tab's older draft. And
    /// what is sent must be what is kept: a page saved in another window since then has to be read first.
    async fn way_back(&self, submission: &Submission) -> Result<Option<Back>, SubmitRequestError> {
        let Some(token) = &submission.draft else {
            return Ok(Some(Back::Receipt(DraftToken::fresh())));
        };
        let now = self.now();
        let mut conn = self.pool.acquire().await?;
        let kept = match &submission.content {
            SubmissionContent::Family { answers, .. } => {
                let draft =
                    draft::find_draft::<Answers>(&mut conn, &self.vault, token, now).await?;
                let sign = |kept: &mut Answers| kept.consent = answers.consent.clone();
                what_is_kept(draft, submission.key, answers, sign)
            }
            SubmissionContent::Doctor { answers, .. } => {
                let draft =
                    draft::find_draft::<DoctorAnswers>(&mut conn, &self.vault, token, now).await?;
                let sign = |kept: &mut DoctorAnswers| kept.attest = answers.attest.clone();
                what_is_kept(draft, submission.key, answers, sign)
            }
            SubmissionContent::CallMe { .. } => {
                return Ok(Some(Back::Receipt(DraftToken::fresh())));
            }
        };
        match kept {
            Kept::AsSent(mark) => Ok(Some(Back::Draft(token.clone(), mark))),
            Kept::SentBefore => Ok(None),
            Kept::Otherwise => Err(SubmitRequestError::WrongKey),
        }
    }

    /// Answers a send whose draft was sent, or has changed since it was read.
    async fn answer_again(
        &self,
        submission: &Submission,
        content_hash: &[u8],
    ) -> Result<Submitted, SubmitRequestError> {
        let found = self.sent_before(submission, content_hash).await?;
        found.unwrap_or(Err(SubmitRequestError::WrongKey))
    }

    fn new_receipt<'a>(
        &self,
        submission: &Submission,
        token: &'a DraftToken,
        now: Timestamp,
    ) -> NewDraft<'a> {
        NewDraft {
            id: fresh_id(),
            token,
            submission_key: submission.key,
            language: submission.language.code(),
            expires_at: self.way_back_ends(now),
        }
    }

    /// Until when a browser is led back to what it sends now.
    fn way_back_ends(&self, now: Timestamp) -> Timestamp {
        now + SignedDuration::from_hours(24 * self.settings.draft_days)
    }

    async fn insert_receipt(
        &self,
        conn: &mut PgConnection,
        submission: &Submission,
        referral: Uuid,
        now: Timestamp,
    ) -> Result<DraftToken, SubmitRequestError> {
        let token = DraftToken::fresh();
        let new = self.new_receipt(submission, &token, now);
        draft::insert_receipt(conn, &new, kind_of(&submission.content), referral, now).await?;
        Ok(token)
    }

    /// Looks whether this key was stored before: the same content is answered as the first time, other content is refused.
    /// A key of a draft is known to each browser that held it, so it leads back only the one that sent.
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
            Some(token) if draft::became(&mut tx, token, referral, now).await? => {
                Some(token.clone())
            }
            _ => None,
        };
        let by_family = kind_of(&submission.content) == DraftKind::Family;
        let receipt = match own {
            Some(token) => token,
            None if submission.draft.is_some() => {
                return Ok(Some(Err(SubmitRequestError::SentElsewhere)));
            }
            // The links were replaced because a phone was lost. This may be that phone: its way leads nowhere.
            None if by_family && link::was_replaced(&mut tx, referral).await? => {
                DraftToken::fresh()
            }
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

/// The form whose cookie leads back to what was sent.
fn kind_of(content: &SubmissionContent) -> DraftKind {
    match content {
        SubmissionContent::Family { .. } | SubmissionContent::CallMe { .. } => DraftKind::Family,
        SubmissionContent::Doctor { .. } => DraftKind::Doctor,
    }
}

/// What a browser's draft holds beside what it sends.
enum Kept {
    /// The very same, but for the signature; and which save that was.
    AsSent(DraftMark),
    /// Nothing any more: it was sent.
    SentBefore,
    /// No draft of this key, or other answers.
    Otherwise,
}

fn what_is_kept<A: DraftAnswers + PartialEq>(
    draft: Option<Draft<A>>,
    key: Uuid,
    answers: &A,
    sign: impl FnOnce(&mut A),
) -> Kept {
    let Some(draft) = draft.filter(|draft| draft.submission_key == key) else {
        return Kept::Otherwise;
    };
    if draft.referral.is_some() {
        return Kept::SentBefore;
    }
    let mut kept = draft.answers.unwrap_or_default();
    sign(&mut kept);
    match draft.mark {
        Some(mark) if kept == *answers => Kept::AsSent(mark),
        _ => Kept::Otherwise,
    }
}
