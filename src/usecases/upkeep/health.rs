//! How the desk is: for probes and figures. And the beat by which workers are heard of, and the time all agree on.

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::db::health::{self, Workers};
use crate::db::mail::outbox;
use crate::db::{DbError, ping, upgrade};
use crate::usecases::{Desk, QueueHealth};

/// A measurement over a slower line than this tells nothing about clocks.
const NEAR: Duration = Duration::from_secs(1);

/// How the desk is at a moment.
#[derive(Debug, Clone)]
pub struct Health {
    /// The moment.
    pub at: Timestamp,
    /// How long the database took to answer the shortest question, a connection included.
    pub latency: Duration,
    /// How many migrations of this program the database has not had.
    pub missing_migrations: usize,
    /// The mail queue.
    pub mail: QueueHealth,
    /// The workers of all processes.
    pub workers: Workers,
    /// How far this machine's clock is ahead of the database's.
    pub clock_ahead: SignedDuration,
}

impl Health {
    /// How long the oldest mail has waited past its time.
    pub fn oldest_mail_seconds(&self) -> i64 {
        let waited = self.mail.oldest_due.map(|at| self.at.duration_since(at));
        waited.map_or(0, |waited| waited.as_secs().max(0))
    }
}

impl Desk {
    /// Proves that the database answers and reads how everything is.
    pub async fn health(&self) -> Result<Health, DbError> {
        let asked = Instant::now();
        ping(&self.pool).await?;
        let latency = asked.elapsed();
        let now = self.now();
        let mut conn = self.acquire().await?;
        let real = health::find_time(&mut conn).await?;
        let ahead = self.clock.machine_ahead() + self.now().duration_since(real);
        Ok(Health {
            at: now,
            latency,
            missing_migrations: upgrade::list_missing(&mut conn).await?.len(),
            mail: outbox::find_health(&mut conn, now).await?,
            workers: health::find_workers(&mut conn).await?,
            clock_ahead: ahead,
        })
    }

    /// Moves this process to the time of the database, where its machine has another.
    pub async fn agree_on_time(&self) -> Result<(), DbError> {
        let mut conn = self.acquire().await?;
        let asked = Instant::now();
        let real = health::find_time(&mut conn).await?;
        let way = asked.elapsed();
        if way < NEAR {
            let half = SignedDuration::try_from(way / 2).unwrap_or_default();
            let off = self.clock.agree(real + half);
            if off.abs() > SignedDuration::from_secs(2) {
                tracing::warn!(
                    seconds = off.as_secs(),
                    "this machine's clock is off; the database's is used"
                );
            }
        }
        Ok(())
    }

    /// Says that a worker is at work.
    pub async fn beat(&self, worker: Uuid) -> Result<(), DbError> {
        let mut conn = self.acquire().await?;
        health::insert_or_update_beat(&mut conn, worker, env!("CARGO_PKG_VERSION")).await
    }

    /// Says that a worker has stopped.
    pub async fn end_beat(&self, worker: Uuid) -> Result<(), DbError> {
        let mut conn = self.acquire().await?;
        health::delete_worker(&mut conn, worker).await
    }
}
