//! Floor 2: one file = one thing a person or the clock can do = one transaction.
//!
//! [`Desk`] is what they share: pool, clock, vault and rules. `intake` is what families do, `link` how they come back, `letter` what the doctor reads, `case`, `help` and `account`
//! what staff do, `rules` how they change what the desk is run by, `mail` the outbox, `message` what people outside and staff write to each other, `paper` what families add, `person` who they are, `upkeep` what the clock and the
//! operator do. Nothing slow happens inside a transaction.

pub mod account;
pub mod case;
pub mod help;
pub mod intake;
pub mod letter;
pub mod link;
pub mod mail;
pub mod message;
pub mod paper;
pub mod person;
mod roster;
pub mod rules;
mod tell;
pub mod upkeep;
mod window;

use std::sync::Arc;

use arc_swap::ArcSwap;
use jiff::{SignedDuration, Timestamp};
use sqlx::PgPool;
use tokio::sync::{Notify, OnceCell};

use crate::db::vault::DataKey;
use crate::db::{DbError, Vault};
use crate::domain::clock::ClockRules;
use crate::support::clock::Clock;
use crate::support::password::Passwords;
use crate::support::store::Store;

pub use crate::db::mail::outbox::QueueHealth;
pub use crate::usecases::upkeep::health::Health;
pub use mail::claim_mail::{ClaimedMail, UnfinishedForm};
pub use mail::settle_mail::SendOutcome;

/// What the use cases are configured with.
#[derive(Debug, Clone)]
pub struct DeskSettings {
    /// Prefix of references, two to four letters.
    pub reference_prefix: String,
    /// How long an unfinished form is kept, in days.
    pub draft_days: i64,
    /// How long a session may rest.
    pub session_idle: SignedDuration,
    /// How long a session may last in all.
    pub session_total: SignedDuration,
    /// How many sessions a person may have at once.
    pub sessions_most: i64,
    /// Words that a guesser of passwords would try first.
    pub context_words: Vec<String>,
}

/// What every use case shares.
#[derive(Debug, Clone)]
pub struct Desk {
    pool: PgPool,
    clock: Clock,
    vault: Vault,
    rules: Arc<ArcSwap<ClockRules>>,
    passwords: Passwords,
    settings: Arc<DeskSettings>,
    mail_wake: Arc<Notify>,
    paper_wake: Arc<Notify>,
    store: Store,
    own_key: Arc<OnceCell<DataKey>>,
    roster: Arc<roster::KeptRoster>,
}

/// Does something in a transaction of its own; where two met and ours gave way with nothing stored, the same again, once.
async fn at_most_twice<T, E, F>(act: impl Fn() -> F, gave_way: impl Fn(&E) -> bool) -> Result<T, E>
where
    F: Future<Output = Result<T, E>>,
{
    match act().await {
        Err(error) if gave_way(&error) => act().await,
        done => done,
    }
}

impl Desk {
    /// Builds a desk.
    pub fn new(
        pool: PgPool,
        clock: Clock,
        vault: Vault,
        rules: ClockRules,
        settings: DeskSettings,
        store: Store,
    ) -> Self {
        Self {
            pool,
            clock,
            vault,
            rules: Arc::new(ArcSwap::from_pointee(rules)),
            passwords: Passwords::new(2),
            settings: Arc::new(settings),
            mail_wake: Arc::new(Notify::new()),
            paper_wake: Arc::new(Notify::new()),
            store,
            own_key: Arc::new(OnceCell::new()),
            roster: Arc::default(),
        }
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The clock itself, for whoever waits on it.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The calendar and the spans of this moment. A use case takes them once, so that no transaction mixes two calendars.
    pub fn rules(&self) -> Arc<ClockRules> {
        self.rules.load_full()
    }

    /// Rings when a change has written mail: the worker of this process need not wait for its next look.
    pub fn mail_wake(&self) -> &Notify {
        &self.mail_wake
    }

    /// What the use cases are configured with.
    pub fn settings(&self) -> &DeskSettings {
        &self.settings
    }

    /// The pool, for the upkeep of the process (health, closing); use cases begin their own transactions.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    async fn begin(&self) -> Result<sqlx::Transaction<'static, sqlx::Postgres>, DbError> {
        waited_for(self.pool.begin()).await
    }

    /// Begins a transaction whose statements keep their plans.
    async fn begin_planned(&self) -> Result<sqlx::Transaction<'static, sqlx::Postgres>, DbError> {
        waited_for(self.pool.begin_with(crate::db::BEGIN_PLANNED)).await
    }

    async fn acquire(&self) -> Result<sqlx::pool::PoolConnection<sqlx::Postgres>, DbError> {
        waited_for(self.pool.acquire()).await
    }

    /// The desk's own data key, unwrapped once per process.
    async fn desk_key(&self) -> Result<&DataKey, DbError> {
        self.own_key
            .get_or_try_init(|| async {
                let mut conn = self.pool.acquire().await?;
                crate::db::vault::desk_key(&mut conn, &self.vault, self.now()).await
            })
            .await
    }
}

impl Desk {
    /// The same desk at another time: for the demo, which tells its cases from the past, and for tests.
    #[must_use]
    pub fn with_clock(&self, clock: Clock) -> Self {
        Self {
            clock,
            ..self.clone()
        }
    }
}

/// Writes down how long a connection was waited for.
async fn waited_for<T>(asked: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, DbError> {
    let started = std::time::Instant::now();
    let got = asked.await;
    metrics::histogram!("intake_pool_wait_seconds").record(started.elapsed());
    if matches!(got, Err(sqlx::Error::PoolTimedOut)) {
        metrics::counter!("intake_pool_timeouts_total").increment(1);
    }
    Ok(got?)
}
