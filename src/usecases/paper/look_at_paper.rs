//! A worker takes a paper that nobody has looked at, and writes down what came of it. Only that makes it open.

use jiff::SignedDuration;
use uuid::Uuid;

use super::open_paper::ReadablePaper;
use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::paper::ask as paper_ask;
use crate::db::paper::{self, Content, OpenPaper, look};
use crate::db::referral::read;
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::notice::Notice;
use crate::domain::paper::{PART_BYTES, PaperState};
use crate::support::store::StoreError;
use crate::usecases::Desk;

/// How long a worker has a paper before another may take it.
const HELD: SignedDuration = SignedDuration::from_mins(2);
/// How often somebody begins to look at a paper before it is given up.
const LOOKS_MOST: i16 = 5;

/// A paper that a worker looks at.
#[derive(Debug, Clone)]
pub struct TakenPaper {
    /// What was sent.
    pub original: ReadablePaper,
    open: OpenPaper,
    attempts: i16,
}

/// What came of it.
#[derive(Debug)]
pub enum Verdict {
    /// Nothing was found; with the copy of a picture.
    Clean(Option<Vec<u8>>),
    /// Nobody looked, and this is a demo; with the copy of a picture.
    Unscanned(Option<Vec<u8>>),
    /// Something was found.
    Infected,
    /// It is not what it says it is.
    Unreadable,
}

/// Why a verdict could not be written.
#[derive(Debug, thiserror::Error)]
pub enum SettlePaperError {
    /// The file store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Desk {
    /// Takes the paper that was not tried for longest; none where none waits. The look is counted before anything of the
    /// paper is touched: one that ends the process counts too.
    pub async fn take_paper(&self) -> Result<Option<TakenPaper>, DbError> {
        loop {
            let now = self.now();
            let mut tx = self.begin().await?;
            let leased = look::update_leased(&mut tx, now + HELD, now).await?;
            tx.commit().await?;
            let Some(leased) = leased else {
                return Ok(None);
            };
            let mut conn = self.acquire().await?;
            match paper::find(&mut conn, &self.vault, leased.referral, leased.id).await {
                Ok(Some(open)) => return Ok(Some(self.taken(open, leased.attempts))),
                // It was given up meanwhile.
                Ok(None) => {}
                Err(error) if error.is_outage() => return Err(error),
                // A key that is not there is no fault of the paper: it waits, and holds up no other.
                Err(error) => {
                    tracing::error!(paper = %leased.id, %error, "the row of a paper does not open");
                    look::update_not_looked_at(&mut conn, leased.id).await?;
                }
            }
        }
    }

    fn taken(&self, open: OpenPaper, attempts: i16) -> TakenPaper {
        TakenPaper {
            original: ReadablePaper::of(open.clone(), Content::Original, self.store.clone()),
            open,
            attempts,
        }
    }

    /// Gives back a paper that nobody could look at because something else was out of reach: the look does not count.
    pub async fn give_back_paper(&self, taken: &TakenPaper) -> Result<(), DbError> {
        look::update_not_looked_at(&mut *self.acquire().await?, taken.id()).await
    }

    /// Writes down what came of the look. The copy of a picture lies in the store before it counts.
    pub async fn settle_paper(
        &self,
        taken: &TakenPaper,
        verdict: Verdict,
    ) -> Result<(), SettlePaperError> {
        let (state, copy) = match verdict {
            Verdict::Clean(copy) => (PaperState::Clean, copy),
            Verdict::Unscanned(copy) => (PaperState::Unscanned, copy),
            Verdict::Infected => (PaperState::Infected, None),
            Verdict::Unreadable => (PaperState::Unreadable, None),
        };
        let id = taken.open.paper.id;
        let copy_bytes = match &copy {
            Some(copy) => Some(self.store_copy(taken, copy).await?),
            None => None,
        };
        let now = self.now();
        let mut tx = self.begin().await.map_err(SettlePaperError::Db)?;
        match look::update_looked_at(&mut tx, id, state, copy_bytes, now).await {
            // Another worker was faster.
            Err(DbError::RowCount { .. }) => return Ok(()),
            done => done?,
        }
        if state.opens() {
            // Only now is it here: one that stays shut is as good as missing.
            paper_ask::update_came(&mut tx, id, false, now).await?;
        }
        if state.is_refused() {
            let event = Event::of_case(
                taken.open.referral,
                Doer::Clock,
                EventKind::PaperRefused,
                now,
            )
            .with("paper", id.to_string())
            .with("state", state.code());
            insert_event(&mut tx, &event).await?;
            self.tell_refused(&mut tx, taken.open.referral).await?;
        }
        tx.commit().await.map_err(DbError::from)?;
        if state.is_refused() {
            self.mail_wake.notify_one();
            self.remove_parts(id).await;
        }
        Ok(())
    }

    async fn tell_refused(
        &self,
        conn: &mut sqlx::PgConnection,
        referral: Uuid,
    ) -> Result<(), DbError> {
        let case = match read::find(conn, &self.vault, referral).await {
            Ok(Some(case)) => case,
            Ok(None) => return Ok(()),
            Err(error) if error.is_outage() => return Err(error),
            // The refusal counts for more than the word of it.
            Err(error) => {
                tracing::error!(case = %referral, %error, "nobody is told of a refused paper");
                return Ok(());
            }
        };
        let notice = Notice::StaffPaperRefused;
        self.tell_owner_once(conn, &case.referral, notice, "paper_refused", None, None)
            .await
    }

    async fn store_copy(&self, taken: &TakenPaper, copy: &[u8]) -> Result<u64, SettlePaperError> {
        for (number, part) in (0_i32..).zip(copy.chunks(PART_BYTES)) {
            let sealed = taken.open.key.seal(Content::Copy, number, part)?;
            let name = Content::Copy.name(taken.open.paper.id, number);
            self.store.put(&name, sealed).await?;
        }
        Ok(u64::try_from(copy.len()).unwrap_or(u64::MAX))
    }

    /// Rings when a paper has come whole: the worker of this process need not wait for its next look.
    pub fn paper_wake(&self) -> &tokio::sync::Notify {
        &self.paper_wake
    }
}

impl TakenPaper {
    /// Its id, for logs.
    pub fn id(&self) -> Uuid {
        self.open.paper.id
    }

    /// True where looking at it has failed as often as it may, this time too.
    pub fn is_last_look(&self) -> bool {
        self.attempts >= LOOKS_MOST
    }

    /// True where all looks were begun before, and none came to an end.
    pub fn is_given_up(&self) -> bool {
        self.attempts > LOOKS_MOST
    }
}
