//! Takes one paper after the other. A scanner that is away is waited for: the paper stays shut, and is taken again. A paper
//! that cannot be looked at while all else is well is passed over, and refused after a few tries.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::clamd::{Found, ScanError, is_well, look_at};
use super::picture::redraw;
use crate::config::ScannerPlace;
use crate::db::DbError;
use crate::support::store::StoreError;
use crate::usecases::Desk;
use crate::usecases::paper::look_at_paper::{SettlePaperError, TakenPaper, Verdict};
use crate::usecases::paper::open_paper::{ReadPaperError, ReadablePaper};

/// How often papers are looked for when nobody says that one came.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How long nothing is taken after something was out of reach.
const REST: Duration = Duration::from_secs(15);

/// Why papers could not be looked at: something is out of reach. What was not settled is taken again.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// The scanner, or what it was to be shown.
    #[error("the scanner was no use: {0}")]
    Scanner(String),
    /// The file store, or the database at the end.
    #[error(transparent)]
    Settle(#[from] SettlePaperError),
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<ScanError> for LookError {
    fn from(error: ScanError) -> Self {
        Self::Scanner(error.to_string())
    }
}

/// Why there is no verdict on one paper.
enum Trouble {
    /// Something is out of reach, for every paper.
    Away(LookError),
    /// It is the paper's own.
    Paper(ScanError),
}

/// Looks at the papers of a desk.
pub struct PaperWorker {
    desk: Desk,
    scanner: ScannerPlace,
}

impl PaperWorker {
    /// Makes a worker that has not started.
    pub fn new(desk: Desk, scanner: ScannerPlace) -> Self {
        Self { desk, scanner }
    }

    /// Looks at papers until stopped. One that is not finished is taken again by whoever comes next.
    pub async fn run(self, stop: CancellationToken) {
        let work = async {
            loop {
                let woken = self.desk.paper_wake().notified();
                tokio::pin!(woken);
                woken.as_mut().enable();
                match self.run_once().await {
                    Ok(0) => {
                        let _ = tokio::time::timeout(LOOK_EVERY, woken).await;
                    }
                    Ok(_) => {}
                    Err(error) => {
                        metrics::counter!("intake_papers_put_off_total").increment(1);
                        tracing::warn!(%error, "papers could not be looked at; they wait");
                        tokio::time::sleep(REST).await;
                    }
                }
            }
        };
        let _ = stop.run_until_cancelled(Box::pin(work)).await;
        tracing::info!("the paper worker has stopped");
    }

    /// Looks at all papers that wait; returns how many it is done with. One that cannot be looked at holds up no other: it is
    /// tried again later, a few times, and then it is refused.
    ///
    /// # Errors
    /// Where the scanner, the store or the database is out of reach. What was not settled is taken again later, and no paper
    /// is blamed for it.
    pub async fn run_once(&self) -> Result<usize, LookError> {
        let mut count = 0;
        while let Some(taken) = self.desk.take_paper().await? {
            let verdict = match self.look_at(&taken).await {
                Ok(verdict) => verdict,
                Err(Trouble::Away(error)) => {
                    self.desk.give_back_paper(&taken).await?;
                    return Err(error);
                }
                Err(Trouble::Paper(error)) if taken.is_last_look() => {
                    tracing::error!(paper = %taken.id(), %error, "a paper cannot be looked at; it is refused");
                    Verdict::Unreadable
                }
                Err(Trouble::Paper(error)) => {
                    tracing::warn!(paper = %taken.id(), %error, "a paper cannot be looked at; it is tried again");
                    continue;
                }
            };
            let outcome = match &verdict {
                Verdict::Clean(_) => "clean",
                Verdict::Unscanned(_) => "unscanned",
                Verdict::Infected => "infected",
                Verdict::Unreadable => "unreadable",
            };
            if !self.settle(&taken, verdict).await? {
                continue;
            }
            metrics::counter!("intake_papers_total", "outcome" => outcome).increment(1);
            tracing::info!(paper = %taken.id(), outcome, "a paper was looked at");
            count += 1;
        }
        Ok(count)
    }

    /// Writes a verdict down; returns false where that fails for this paper alone.
    async fn settle(&self, taken: &TakenPaper, verdict: Verdict) -> Result<bool, LookError> {
        let Err(error) = self.desk.settle_paper(taken, verdict).await else {
            return Ok(true);
        };
        self.desk.give_back_paper(taken).await?;
        match error {
            SettlePaperError::Db(error) if !error.is_outage() => {
                tracing::error!(paper = %taken.id(), %error, "what came of a paper could not be written down");
                Ok(false)
            }
            error => Err(error.into()),
        }
    }

    async fn look_at(&self, taken: &TakenPaper) -> Result<Verdict, Trouble> {
        if taken.is_given_up() {
            tracing::error!(paper = %taken.id(), "no look at a paper came to an end; it is refused");
            return Ok(Verdict::Unreadable);
        }
        let found = match look_at(&self.scanner, &taken.original).await {
            Ok(found) => found,
            Err(ScanError::Read(error)) => return unread(taken, error),
            // Whose fault it is, something harmless tells.
            Err(error) if is_well(&self.scanner).await => return Err(Trouble::Paper(error)),
            Err(error) => return Err(Trouble::Away(error.into())),
        };
        if found == Some(Found::Something) {
            return Ok(Verdict::Infected);
        }
        let copy = if taken.original.paper.media.is_redrawn() {
            let bytes = match whole(&taken.original).await {
                Ok(bytes) => bytes,
                Err(error) => return unread(taken, error),
            };
            let drawn = tokio::task::spawn_blocking(move || redraw(&bytes)).await;
            match drawn.ok().flatten() {
                Some(copy) => Some(copy),
                None => return Ok(Verdict::Unreadable),
            }
        } else {
            None
        };
        Ok(match found {
            Some(_) => Verdict::Clean(copy),
            None => Verdict::Unscanned(copy),
        })
    }
}

/// What it means that the bytes of a paper could not be read.
fn unread(taken: &TakenPaper, error: ReadPaperError) -> Result<Verdict, Trouble> {
    match error {
        // It lies there, and what lies there is not what was stored.
        ReadPaperError::Db(error) => {
            tracing::error!(paper = %taken.id(), %error, "a paper does not open");
            Ok(Verdict::Unreadable)
        }
        ReadPaperError::Store(StoreError::Missing) => Err(Trouble::Paper(error.into())),
        ReadPaperError::Store(_) => Err(Trouble::Away(ScanError::from(error).into())),
    }
}

async fn whole(paper: &ReadablePaper) -> Result<Vec<u8>, ReadPaperError> {
    let mut bytes = Vec::with_capacity(usize::try_from(paper.length).unwrap_or_default());
    for number in 0..paper.parts() {
        bytes.extend_from_slice(&paper.part(number).await?);
    }
    Ok(bytes)
}
