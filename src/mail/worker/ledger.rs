//! Writes down what became of mails, several in one transaction: while one commit is on its way the next ones gather,
//! so a fast relay is not held up by the disk. A mail counts as on its way until it is written down, so a worker that
//! is killed repeats no more mails than it sends at once.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::queue::Queue;
use crate::usecases::{ClaimedMail, SendOutcome};

/// The most that are written down together.
const TOGETHER: usize = 64;
/// Waits between attempts while the database is away. The leases are renewed meanwhile where that is possible.
const WAITS: [Duration; 6] = [
    Duration::from_millis(100),
    Duration::from_millis(400),
    Duration::from_secs(1),
    Duration::from_secs(3),
    Duration::from_secs(10),
    Duration::from_secs(30),
];

struct Line {
    mail: ClaimedMail,
    outcome: SendOutcome,
    written: oneshot::Sender<bool>,
}

/// The way to the ledger; it ends when the last of these is dropped.
#[derive(Clone)]
pub(super) struct Ledger(mpsc::Sender<Line>);

impl Ledger {
    /// Opens the ledger of a queue.
    pub fn open<Q: Queue>(queue: Arc<Q>) -> Self {
        let (lines, coming) = mpsc::channel(TOGETHER);
        tokio::spawn(keep(queue, coming));
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

async fn keep<Q: Queue>(queue: Arc<Q>, mut coming: mpsc::Receiver<Line>) {
    let mut lines = Vec::with_capacity(TOGETHER);
    while coming.recv_many(&mut lines, TOGETHER).await > 0 {
        let (ended, answers): (Vec<_>, Vec<_>) = lines
            .drain(..)
            .map(|line| ((line.mail, line.outcome), line.written))
            .unzip();
        let done = write_down(&*queue, &ended).await;
        for (answer, done) in answers.into_iter().zip(done) {
            let _ = answer.send(done);
        }
    }
}

/// Writes a batch, through an absence of the database too. Where a batch will not go, each goes by itself: one that
/// cannot be written down must not take the others with it.
async fn write_down<Q: Queue>(queue: &Q, ended: &[(ClaimedMail, SendOutcome)]) -> Vec<bool> {
    for wait in WAITS {
        let Err(error) = queue.settle(ended).await else {
            return vec![true; ended.len()];
        };
        tracing::warn!(
            mails = ended.len(),
            error = &error as &dyn std::error::Error,
            "mails could not be settled"
        );
        tokio::time::sleep(wait).await;
    }
    let mut done = Vec::with_capacity(ended.len());
    for one in ended {
        done.push(queue.settle(std::slice::from_ref(one)).await.is_ok());
    }
    done
}
