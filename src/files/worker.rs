//! Takes one paper after the other. A scanner that is away is waited for: the paper stays shut, and is taken again.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::clamd::{Found, ScanError, look_at};
use super::picture::redraw;
use crate::config::ScannerPlace;
use crate::db::DbError;
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
    /// The scanner.
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

    /// Looks at all papers that wait; returns how many.
    ///
    /// # Errors
    /// Where the scanner, the store or the database is out of reach. What was not settled is taken again later.
    pub async fn run_once(&self) -> Result<usize, LookError> {
        let mut count = 0;
        while let Some(taken) = self.desk.take_paper().await? {
            let verdict = self.look_at(&taken).await?;
            let outcome = match &verdict {
                Verdict::Clean(_) => "clean",
                Verdict::Unscanned(_) => "unscanned",
                Verdict::Infected => "infected",
                Verdict::Unreadable => "unreadable",
            };
            self.desk.settle_paper(&taken, verdict).await?;
            metrics::counter!("intake_papers_total", "outcome" => outcome).increment(1);
            tracing::info!(paper = %taken.id(), outcome, "a paper was looked at");
            count += 1;
        }
        Ok(count)
    }

    async fn look_at(&self, taken: &TakenPaper) -> Result<Verdict, ScanError> {
        let found = match look_at(&self.scanner, &taken.original).await {
            // It lies there, and what lies there is not what was stored.
            Err(ScanError::Read(ReadPaperError::Db(error))) => {
                tracing::error!(paper = %taken.id(), %error, "a paper does not open");
                return Ok(Verdict::Unreadable);
            }
            found => found?,
        };
        if found == Some(Found::Something) {
            return Ok(Verdict::Infected);
        }
        let copy = if taken.original.paper.media.is_redrawn() {
            let bytes = whole(&taken.original).await?;
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

async fn whole(paper: &ReadablePaper) -> Result<Vec<u8>, ReadPaperError> {
    let mut bytes = Vec::with_capacity(usize::try_from(paper.length).unwrap_or_default());
    for number in 0..paper.parts() {
        bytes.extend_from_slice(&paper.part(number).await?);
    }
    Ok(bytes)
}
