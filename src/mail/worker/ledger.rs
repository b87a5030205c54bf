//! Writes down what became of mails, several in one transaction: while one commit is on its way the next ones gather,
//! so a fast relay is not held up by the disk. A mail counts as on its way until it is written down, so a worker that
//! is killed repeats no more mails than it sends at once.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::queue::Queue;
use crate::usecases::{ClaimedMail, SendOutcome};

/// The most that are written down together.
const TOGETHER: usize = 64;
/// Waits before the second and third attempt to write several together.
const WAITS: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(400)];
/// The wait between attempts to write one by itself …
const WAIT: Duration = Duration::from_secs(3);
/// … and for how long: a mail that is not written down will be sent again.
const PATIENCE: Duration = Duration::from_hours(1);
/// The same once the worker is told to stop: a database that is away must not keep the process.
const PATIENCE_AT_STOP: Duration = Duration::from_secs(5);

struct Line {
    mail: ClaimedMail,
    outcome: SendOutcome,
    written: oneshot::Sender<bool>,
}

impl Line {
    fn entry(&self) -> (ClaimedMail, SendOutcome) {
        (self.mail.clone(), self.outcome.clone())
    }
}

/// The way to the ledger; it ends when the last of these is dropped.
#[derive(Clone)]
pub(super) struct Ledger(mpsc::Sender<Line>);

impl Ledger {
    /// Opens the ledger of a queue.
    pub fn open<Q: Queue>(queue: Arc<Q>, stop: CancellationToken) -> Self {
        let (lines, coming) = mpsc::channel(TOGETHER);
        tokio::spawn(keep(queue, coming, stop));
        Self(lines)
    }

    /// Writes down what became of a mail; true once it is.
    pub async fn write(&self, mail: ClaimedMail, outcome: SendOutcome) -> bool {
        let (written, answer) = oneshot::channel();
        let line = Line {
            mail,
            outcome,
            written,
        };
        self.0.send(line).await.is_ok() && answer.await.unwrap_or(false)
    }
}

async fn keep<Q: Queue>(queue: Arc<Q>, mut coming: mpsc::Receiver<Line>, stop: CancellationToken) {
    let mut lines = Vec::with_capacity(TOGETHER);
    while coming.recv_many(&mut lines, TOGETHER).await > 0 {
        let together: Vec<_> = lines.iter().map(Line::entry).collect();
        let done = write_together(&*queue, &together).await;
        for line in lines.drain(..) {
            if done {
                let _ = line.written.send(true);
            } else {
                // Each by itself: one that will not go, or a database that is away, must not hold up those that come.
                tokio::spawn(write_alone(Arc::clone(&queue), line, stop.clone()));
            }
        }
    }
}

async fn write_together<Q: Queue>(queue: &Q, entries: &[(ClaimedMail, SendOutcome)]) -> bool {
    for wait in WAITS {
        let Err(error) = queue.settle(entries).await else {
            return true;
        };
        tracing::warn!(
            mails = entries.len(),
            error = &error as &dyn std::error::Error,
            "mails could not be settled; trying again"
        );
        tokio::time::sleep(wait).await;
    }
    queue.settle(entries).await.is_ok()
}

async fn write_alone<Q: Queue>(queue: Arc<Q>, line: Line, stop: CancellationToken) {
    let begun = Instant::now();
    let mut told = None;
    let entry = [line.entry()];
    loop {
        let Err(error) = queue.settle(&entry).await else {
            let _ = line.written.send(true);
            return;
        };
        if stop.is_cancelled() {
            told.get_or_insert_with(Instant::now);
        }
        let at_stop = told.is_some_and(|told| told.elapsed() > PATIENCE_AT_STOP);
        if at_stop || begun.elapsed() > PATIENCE {
            tracing::error!(mail = %line.mail.id, error = &error as &dyn std::error::Error, "a mail could not be settled and will go again");
            return;
        }
        let wait = if told.is_some() { WAITS[1] } else { WAIT };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = stop.cancelled(), if told.is_none() => {}
        }
    }
}
