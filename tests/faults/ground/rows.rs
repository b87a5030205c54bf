//! What stands in the database, asked from outside, and what must be true of every case whatever broke.

use std::time::Duration;

use intake_desk::db::MIGRATOR;
use sqlx::migrate::Migrator;
use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, Error};

/// The rows of a trial's database.
#[derive(Clone)]
pub struct Rows {
    pool: PgPool,
}

/// A case that lacks a part: whatever happened, there must be none.
const HALF_CASES: &str = "SELECT r.reference FROM referrals r WHERE NOT EXISTS (SELECT FROM submissions s WHERE s.referral_id = r.id)
    OR NOT EXISTS (SELECT FROM contacts c WHERE c.referral_id = r.id)
    OR NOT EXISTS (SELECT FROM clocks c WHERE c.referral_id = r.id)
    OR NOT EXISTS (SELECT FROM outbox o WHERE o.referral_id = r.id)
    OR NOT EXISTS (SELECT FROM data_keys k WHERE k.owner = r.id)
    OR 1 <> (SELECT count(*) FROM audit_events e WHERE e.referral_id = r.id AND e.kind = 'request_received')";

/// A stream of events with a hole: one that was counted is not there.
const HOLES: &str = "SELECT s.stream::text FROM audit_streams s
    WHERE s.last_n <> (SELECT count(*) FROM audit_events e WHERE e.stream = s.stream)
       OR s.last_n <> (SELECT max(n) FROM audit_events e WHERE e.stream = s.stream)";

impl Rows {
    /// Looks through connections of its own; connects when first asked.
    pub fn of(url: &str) -> Self {
        let pool = PgPoolOptions::new()
            .max_connections(4)
            .acquire_timeout(Duration::from_secs(30))
            .connect_lazy(url);
        Self {
            pool: pool.unwrap(),
        }
    }

    /// The first column of every row, as text.
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let found = self.try_texts(sql).await;
        found.unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// The same, where the database may be away.
    #[expect(
        clippy::disallowed_methods,
        reason = "a trial asks what the program would not"
    )]
    pub async fn try_texts(&self, sql: &str) -> Result<Vec<String>, Error> {
        let asked = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()));
        let rows: Vec<Option<String>> = asked.fetch_all(&self.pool).await?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// The one text that a statement finds; empty where it finds none.
    pub async fn text(&self, sql: &str) -> String {
        self.texts(sql).await.into_iter().next().unwrap_or_default()
    }

    /// How many rows of a table fit a condition: `count("outbox WHERE status = 'sent'")`.
    pub async fn count(&self, what: &str) -> usize {
        let sql = format!("SELECT count(*)::text FROM {what}");
        self.text(&sql).await.parse().unwrap()
    }

    /// Runs a statement and returns how many rows it changed.
    #[expect(
        clippy::disallowed_methods,
        reason = "a trial does what the program would not"
    )]
    pub async fn run(&self, sql: &str) -> u64 {
        let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&self.pool)
            .await;
        done.unwrap_or_else(|error| panic!("{sql}: {error}"))
            .rows_affected()
    }

    /// Holds a lock on its own connection until it is released.
    #[expect(
        clippy::disallowed_methods,
        reason = "a trial does what the program would not"
    )]
    pub async fn lock(&self, sql: &str) -> Held {
        let mut held = self.pool.begin().await.unwrap();
        let locked = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&mut *held)
            .await;
        locked.unwrap_or_else(|error| panic!("{sql}: {error}"));
        Held(held)
    }

    /// Brings a new database as far as the first migration only.
    pub async fn migrate_first(&self) {
        let first = MIGRATOR.iter().next().unwrap().clone();
        let only = Migrator::with_migrations(vec![first]);
        only.run(&self.pool).await.unwrap();
    }

    /// Panics where a case lacks a part or a stream of events has a hole.
    pub async fn assert_whole(&self) {
        let half = self.texts(HALF_CASES).await;
        assert!(half.is_empty(), "half cases: {half:?}");
        let holes = self.texts(HOLES).await;
        assert!(holes.is_empty(), "streams of events with holes: {holes:?}");
    }
}

/// A lock that is held.
pub struct Held(sqlx::Transaction<'static, sqlx::Postgres>);

impl Held {
    /// Lets go.
    pub async fn release(self) {
        self.0.rollback().await.unwrap();
    }
}
