//! The loop that empties the outbox: claim, write, send with no transaction open, settle.
//!
//! A few mails are on their way at once, so one slow mail holds nobody up. A mail that cannot be written counts as a
//! failed attempt; a database that is away is waited for. Told to stop, it finishes what it holds.
//! Delivery is at least once: only a crash between the relay's answer and the settling sends twice, under one
//! Message-ID.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::compose::{ComposeError, Composer};
use super::transport::{SendError, Transport};
use crate::db::DbError;
use crate::support::clock::Clock;
use crate::usecases::{ClaimedMail, Desk, SendOutcome};

/// Mails on their way at the same time.
const AT_ONCE: usize = 4;
/// How often the outbox is looked at when nobody says that something came.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long nothing new is taken after the relay was out of reach: an outage must not use up the attempts of mails.
const REST: Duration = Duration::from_secs(15);
/// Waits between attempts to settle while the database is away; together they stay below the lease.
const SETTLE_WAITS: [Duration; 4] = [
    Duration::from_millis(100),
    Duration::from_millis(400),
    Duration::from_secs(1),
    Duration::from_secs(3),
];

/// What the worker needs of the outbox. The desk is the one of the product; tests bring a small one.
pub trait Queue: Send + Sync + 'static {
    /// Why the outbox could not be reached.
    type Error: std::error::Error + Send + 'static;
    /// Takes up to `limit` mails that are due, under a lease.
    fn claim(
        &self,
        limit: i64,
    ) -> impl Future<Output = Result<Vec<ClaimedMail>, Self::Error>> + Send;
    /// Writes down what became of a claimed mail.
    fn settle(
        &self,
        mail: &ClaimedMail,
        outcome: SendOutcome,
    ) -> impl Future<Output = Result<(), Self::Error>> + Send;
    /// Says when something new may be there.
    fn wake(&self) -> &Notify;
}

impl Queue for Desk {
    type Error = DbError;

    async fn claim(&self, limit: i64) -> Result<Vec<ClaimedMail>, DbError> {
        self.claim_mail(limit).await
    }

    async fn settle(&self, mail: &ClaimedMail, outcome: SendOutcome) -> Result<(), DbError> {
        self.settle_mail(mail, outcome).await
    }

    fn wake(&self) -> &Notify {
        self.mail_wake()
    }
}

/// Sends what the outbox holds.
pub struct Worker<Q = Desk> {
    carrier: Arc<Carrier<Q>>,
}

struct Carrier<Q> {
    queue: Q,
    composer: Composer,
    transport: Transport,
    clock: Clock,
}

impl<Q: Queue> Worker<Q> {
    /// Makes a worker that has not started.
    pub fn new(queue: Q, composer: Composer, transport: Transport, clock: Clock) -> Self {
        Self {
            carrier: Arc::new(Carrier {
                queue,
                composer,
                transport,
                clock,
            }),
        }
    }

    /// Sends until it is told to stop, then finishes what it holds.
    pub async fn run(self, stop: CancellationToken) {
        let mut on_their_way = JoinSet::new();
        while !stop.is_cancelled() {
            let woken = self.carrier.queue.wake().notified();
            tokio::pin!(woken);
            woken.as_mut().enable();
            let free = AT_ONCE.saturating_sub(on_their_way.len());
            for mail in self.carrier.take(free).await.unwrap_or_default() {
                on_their_way.spawn(Arc::clone(&self.carrier).deliver(mail));
            }
            let relay_is_away = tokio::select! {
                () = stop.cancelled() => false,
                Some(ended) = on_their_way.join_next() => ended.is_ok_and(|ended| ended.relay_is_away),
                () = woken, if free > 0 => false,
                () = tokio::time::sleep(LOOK_EVERY) => false,
            };
            if relay_is_away {
                let _ = tokio::time::timeout(REST, stop.cancelled()).await;
            }
        }
        while on_their_way.join_next().await.is_some() {}
    }

    /// Sends what is due now and returns how many mails were settled, for tests and commands.
    pub async fn run_once(&self) -> Result<usize, Q::Error> {
        let mut settled = 0;
        loop {
            let mails = self.carrier.take(AT_ONCE).await?;
            if mails.is_empty() {
                return Ok(settled);
            }
            let on_their_way: JoinSet<Ended> = mails
                .into_iter()
                .map(|mail| Arc::clone(&self.carrier).deliver(mail))
                .collect();
            settled += on_their_way
                .join_all()
                .await
                .into_iter()
                .filter(|ended| ended.settled)
                .count();
        }
    }
}

/// How the worker's part of one mail ended.
struct Ended {
    settled: bool,
    relay_is_away: bool,
}

impl<Q: Queue> Carrier<Q> {
    async fn take(&self, free: usize) -> Result<Vec<ClaimedMail>, Q::Error> {
        if free == 0 {
            return Ok(Vec::new());
        }
        let claimed = self.queue.claim(i64::try_from(free).unwrap_or(1)).await;
        if let Err(error) = &claimed {
            tracing::warn!(
                error = error as &dyn std::error::Error,
                "the outbox could not be read; trying again soon"
            );
        }
        claimed
    }

    /// Brings one mail to its end.
    async fn deliver(self: Arc<Self>, mail: ClaimedMail) -> Ended {
        let outcome = self.attempt_unharmed(&mail).await;
        let relay_is_away = matches!(outcome, SendOutcome::Unreachable { .. });
        Ended {
            settled: self.settle(&mail, outcome).await,
            relay_is_away,
        }
    }

    /// Writes down what became of a mail, also through a short absence of the database.
    async fn settle(&self, mail: &ClaimedMail, outcome: SendOutcome) -> bool {
        tracing::info!(mail = %mail.id, notice = mail.notice.code(), attempt = mail.attempt, outcome = outcome_name(&outcome), "mail attempted");
        for wait in SETTLE_WAITS {
            let settled = self.queue.settle(mail, outcome.clone()).await;
            let Err(error) = settled else { return true };
            tracing::warn!(mail = %mail.id, error = &error as &dyn std::error::Error, "a mail could not be settled");
            tokio::time::sleep(wait).await;
        }
        self.queue.settle(mail, outcome).await.is_ok()
    }

    /// Attempts one mail; one that makes our own code panic must not take the others with it.
    async fn attempt_unharmed(&self, mail: &ClaimedMail) -> SendOutcome {
        let attempt = AssertUnwindSafe(self.attempt(mail)).catch_unwind().await;
        attempt.unwrap_or_else(|_| {
            tracing::error!(mail = %mail.id, "attempting a mail panicked");
            SendOutcome::Unwritable {
                why: "our own program failed at it".to_owned(),
            }
        })
    }

    async fn attempt(&self, mail: &ClaimedMail) -> SendOutcome {
        if !mail.still_wanted {
            return SendOutcome::Skipped {
                why: "the request no longer calls for it",
            };
        }
        let composed = match self.composer.compose(mail, self.clock.now()) {
            Ok(composed) => composed,
            Err(error) => return unwritable(mail, &error),
        };
        match self.transport.send(&composed).await {
            Ok(reply) => SendOutcome::Sent { reply },
            Err(SendError::Unreachable(reply)) => SendOutcome::Unreachable { reply },
            Err(SendError::Transient(reply)) => SendOutcome::Transient { reply },
            Err(SendError::Permanent(reply)) => SendOutcome::Permanent { reply },
        }
    }
}

/// Only a wrong address is for ever; our own mistakes are repaired by the next release.
fn unwritable(mail: &ClaimedMail, error: &ComposeError) -> SendOutcome {
    let reply = error.to_string();
    if matches!(error, ComposeError::Recipient) {
        return SendOutcome::Permanent { reply };
    }
    tracing::error!(mail = %mail.id, error = error as &dyn std::error::Error, "a mail could not be written");
    SendOutcome::Unwritable { why: reply }
}

fn outcome_name(outcome: &SendOutcome) -> &'static str {
    match outcome {
        SendOutcome::Sent { .. } => "sent",
        SendOutcome::Unreachable { .. } => "unreachable",
        SendOutcome::Transient { .. } => "transient",
        SendOutcome::Unwritable { .. } => "unwritable",
        SendOutcome::Permanent { .. } => "permanent",
        SendOutcome::Skipped { .. } => "skipped",
    }
}
