//! The loop that empties the outbox: claim a few, send several at once with no transaction open, settle.
//!
//! One slow mail holds nobody up, and one that cannot be written counts as a failed attempt. While mails are on their way
//! their leases are renewed; a database that is away is waited for. Told to stop, it finishes what it has begun and gives
//! the rest back. Delivery is at least once: only a crash between the relay's answer and the settling sends twice,
//! under one Message-ID. `queue` is the outbox, `carrier` one mail, `lanes` those on their way, `ledger` the
//! settling, `held` the leases.

mod carrier;
mod held;
mod lanes;
mod ledger;
mod queue;

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::compose::Composer;
use super::transport::Transport;
use crate::support::clock::Clock;
use crate::support::ids::random_id;
use crate::usecases::{ClaimedMail, Desk};
use carrier::{Carrier, Ended};
use held::Held;
use lanes::Lanes;
use ledger::Ledger;
pub use queue::Queue;

/// Mails on their way at the same time, where nobody says otherwise.
const AT_ONCE: usize = 4;
/// Mails that are claimed together, for each that may be on its way.
const AHEAD: usize = 4;
/// How often the outbox is looked at when nobody says that something came.
const LOOK_EVERY: Duration = Duration::from_secs(2);
/// How long nothing new is taken after the relay was out of reach: an outage must not use up the attempts of mails.
const REST: Duration = Duration::from_secs(15);
/// How often leases are renewed and the worker is heard of.
const BEAT: Duration = Duration::from_secs(15);
/// A loop that has not come round for so long is stuck, and nobody says that it is at work.
const STUCK: Duration = Duration::from_mins(1);

/// Sends what the outbox holds.
pub struct Worker<Q = Desk> {
    carrier: Arc<Carrier<Q>>,
    at_once: usize,
    paused: bool,
}

impl<Q: Queue> Worker<Q> {
    /// Makes a worker that has not started.
    pub fn new(queue: Q, composer: Composer, transport: Transport, clock: Clock) -> Self {
        Self {
            carrier: Arc::new(Carrier {
                queue: Arc::new(queue),
                composer,
                transport,
                clock,
                held: Held::default(),
            }),
            at_once: AT_ONCE,
            paused: false,
        }
    }

    /// Sends so many mails at the same time.
    #[must_use]
    pub fn sending_at_once(self, at_once: usize) -> Self {
        Self {
            at_once: at_once.max(1),
            ..self
        }
    }

    /// Sends nothing where mail is held, and is heard of all the same.
    #[must_use]
    pub fn paused(self, paused: bool) -> Self {
        Self { paused, ..self }
    }

    /// Sends until it is told to stop, then finishes what it has begun.
    pub async fn run(self, stop: CancellationToken) {
        let rounds = Arc::new(AtomicU64::new(0));
        let heard = CancellationToken::new();
        let beating = tokio::spawn(beat(
            Arc::clone(&self.carrier),
            Arc::clone(&rounds),
            heard.clone(),
        ));
        if self.paused {
            tracing::warn!("mail is held: nothing is sent until mail.paused is false");
            while !stop.is_cancelled() {
                rounds.fetch_add(1, Ordering::Relaxed);
                let _ = tokio::time::timeout(REST, stop.cancelled()).await;
            }
        } else {
            self.send_until(&stop, &rounds).await;
        }
        heard.cancel();
        let _ = beating.await;
        tracing::info!("the mail worker has stopped");
    }

    async fn send_until(&self, stop: &CancellationToken, rounds: &AtomicU64) {
        let ledger = Ledger::open(Arc::clone(&self.carrier.queue), stop.clone());
        let mut ready: VecDeque<ClaimedMail> = VecDeque::new();
        let mut lanes = Lanes::new(self.at_once);
        while !stop.is_cancelled() {
            rounds.fetch_add(1, Ordering::Relaxed);
            let woken = self.carrier.queue.wake().notified();
            tokio::pin!(woken);
            woken.as_mut().enable();
            let mut free = lanes.free(Instant::now());
            if ready.is_empty() && free > 0 {
                let taken = self.carrier.take(self.at_once * AHEAD).await;
                ready.extend(taken.unwrap_or_default());
            }
            while free > 0
                && let Some(mail) = ready.pop_front()
            {
                lanes.send_off(Arc::clone(&self.carrier).deliver(mail, ledger.clone()));
                free -= 1;
            }
            let look = lanes.next_free(Instant::now()).filter(|_| free == 0);
            let relay_is_away = tokio::select! {
                () = stop.cancelled() => false,
                ended = lanes.ended() => ended.is_some_and(|ended| ended.relay_is_away),
                () = woken, if free > 0 => false,
                () = tokio::time::sleep(look.unwrap_or(LOOK_EVERY)) => false,
            };
            if relay_is_away {
                self.give_back(ready.drain(..), "the relay was away", &ledger)
                    .await;
                let _ = tokio::time::timeout(REST, stop.cancelled()).await;
            }
        }
        self.give_back(ready.drain(..), "the worker was stopped", &ledger)
            .await;
        lanes.finish().await;
    }

    async fn give_back(
        &self,
        mails: impl Iterator<Item = ClaimedMail> + Send,
        why: &'static str,
        ledger: &Ledger,
    ) {
        let giving: JoinSet<()> = mails
            .map(|mail| Arc::clone(&self.carrier).give_back(mail, why, ledger.clone()))
            .collect();
        giving.join_all().await;
    }

    /// Sends what is due now and returns how many mails were settled, for tests and commands.
    pub async fn run_once(&self) -> Result<usize, Q::Error> {
        let never = CancellationToken::new();
        let ledger = Ledger::open(Arc::clone(&self.carrier.queue), never);
        let mut settled = 0;
        loop {
            let mails = self.carrier.take(self.at_once).await?;
            if mails.is_empty() {
                return Ok(settled);
            }
            let on_their_way: JoinSet<Ended> = mails
                .into_iter()
                .map(|mail| Arc::clone(&self.carrier).deliver(mail, ledger.clone()))
                .collect();
            let ended = on_their_way.join_all().await;
            settled += ended.into_iter().filter(|ended| ended.settled).count();
        }
    }
}

/// Renews the leases of what is on its way and says that the worker is at work, until told to stop.
async fn beat<Q: Queue>(carrier: Arc<Carrier<Q>>, rounds: Arc<AtomicU64>, stop: CancellationToken) {
    let id: Uuid = random_id();
    let mut every = tokio::time::interval(BEAT);
    every.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let (mut seen, mut moved) = (0, Instant::now());
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            _ = every.tick() => {}
        }
        renew(&carrier).await;
        let now = rounds.load(Ordering::Relaxed);
        if now != seen {
            (seen, moved) = (now, Instant::now());
        }
        if moved.elapsed() < STUCK
            && let Err(error) = carrier.queue.beat(id).await
        {
            tracing::debug!(
                error = &error as &dyn std::error::Error,
                "nobody heard the worker"
            );
        }
    }
    let _ = carrier.queue.end_beat(id).await;
}

async fn renew<Q: Queue>(carrier: &Carrier<Q>) {
    let held = carrier.held.leases();
    if held.is_empty() {
        return;
    }
    let asked = Instant::now();
    match carrier.queue.renew(&held).await {
        Ok(ours) => carrier.held.renewed(&held, &ours, asked),
        Err(error) => tracing::warn!(
            error = &error as &dyn std::error::Error,
            "leases of mails could not be renewed; trying again soon"
        ),
    }
}
