//! What every command stands on: PostgreSQL (private or outside), brought up to date, and the desk upon it.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use jiff::SignedDuration;
use secrecy::ExposeSecret as _;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{Connection as _, PgConnection, PgPool};

use crate::config::{Settings, StoreName, load_keyring};
use crate::db::{Vault, upgrade};
use crate::support::clock::Clock;
use crate::support::postgres::PrivatePostgres;
use crate::support::store::Store;
use crate::usecases::{Desk, DeskSettings};

/// How long connections may take to finish what they are at.
const CLOSING: Duration = Duration::from_secs(5);
/// After this long a connection is tried before it is used.
const RESTED: Duration = Duration::from_secs(1);

/// The pause before a migration asks for a table again, in which everybody else goes on …
const LOCK_PAUSE: Duration = Duration::from_millis(500);
/// … and for how long it asks.
const MIGRATE_FOR: Duration = Duration::from_mins(10);

/// PostgreSQL and the desk.
pub struct Ground {
    /// The use cases.
    pub desk: Desk,
    /// The private server; none where an outside one is used.
    pub postgres: Option<PrivatePostgres>,
}

impl Ground {
    /// Opens the database, brings it up to date, and proves that the keys fit.
    pub async fn open(settings: &Settings) -> anyhow::Result<Self> {
        let private = super::private_settings(settings)?;
        let url = settings.database.url.expose_secret();
        let (postgres, options) = if url.is_empty() {
            let postgres = PrivatePostgres::start(&private).await?;
            let options = postgres.connect_options();
            (Some(postgres), options)
        } else {
            (
                None,
                url.parse::<PgConnectOptions>()
                    .map_err(|_| anyhow::anyhow!("DATABASE_URL is not a PostgreSQL address"))?,
            )
        };
        match Self::stand_on(settings, &private.state_dir, options).await {
            Ok(desk) => Ok(Self { desk, postgres }),
            Err(error) => {
                if let Some(postgres) = postgres {
                    postgres.stop().await?;
                }
                Err(error)
            }
        }
    }

    async fn stand_on(
        settings: &Settings,
        state_dir: &std::path::Path,
        options: PgConnectOptions,
    ) -> anyhow::Result<Desk> {
        std::fs::create_dir_all(state_dir)
            .with_context(|| format!("cannot make {}", state_dir.display()))?;
        let keyring = load_keyring(settings, state_dir)?;
        migrate(&options).await?;
        let pool = open_pool(options, settings.database.connections).await?;
        let store = open_store(settings, state_dir)?;
        let desk = desk_on(pool, settings, Vault::new(keyring), Clock::shared(), store)?;
        desk.agree_on_time()
            .await
            .context("the database cannot be reached")?;
        let environment = if settings.is_production() {
            "production"
        } else {
            "demo"
        };
        desk.set_up(environment, &settings.routing.rules)
            .await
            .context("this database cannot be used with these settings")?;
        Ok(desk)
    }

    /// Closes the pool, then stops the private server.
    pub async fn close(self) -> anyhow::Result<()> {
        if tokio::time::timeout(CLOSING, self.desk.pool().close())
            .await
            .is_err()
        {
            tracing::warn!("a database connection was still in use and is cut off");
        }
        if let Some(postgres) = self.postgres {
            postgres.stop().await?;
        }
        Ok(())
    }
}

/// Brings the database up to date, on a connection without a limit for statements: an index on a large table takes its
/// time. Waiting for a lock is another thing: everybody who comes after waits as well, so we step back and try again, as
/// long as another program is at it, or for ten minutes without getting on.
async fn migrate(options: &PgConnectOptions) -> anyhow::Result<()> {
    let (mut since, mut left, mut told) = (Instant::now(), usize::MAX, "");
    loop {
        let mut conn = PgConnection::connect_with(options)
            .await
            .context("the database cannot be reached")?;
        let why = if upgrade::claim(&mut conn).await? {
            match upgrade::run(&mut conn).await {
                Err(error) if upgrade::gave_way(&error) => {
                    let missing = upgrade::list_missing(&mut conn).await?.len();
                    if missing < left {
                        (since, left) = (Instant::now(), missing);
                    }
                    if since.elapsed() > MIGRATE_FOR {
                        return Err(error).context("the database could not be brought up to date");
                    }
                    "somebody uses a table that is to be changed"
                }
                done => {
                    let _ = conn.close().await;
                    return done.context("the database could not be brought up to date");
                }
            }
        } else {
            "another program brings the database up to date"
        };
        let _ = conn.close().await;
        if told != why {
            tracing::warn!(why, "the database is not up to date yet; trying again");
            told = why;
        }
        tokio::time::sleep(LOCK_PAUSE).await;
    }
}

/// Opens a pool with the limits every connection has.
async fn open_pool(options: PgConnectOptions, connections: u32) -> anyhow::Result<PgPool> {
    let limits = [
        ("statement_timeout", "5000"),
        ("lock_timeout", "2000"),
        ("idle_in_transaction_session_timeout", "10000"),
        ("timezone", "UTC"),
    ];
    let options = options.application_name("intake-desk").options(limits);
    PgPoolOptions::new()
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(2))
        // A connection that was busy a moment ago is not asked first whether it still lives: that is a round trip of its own.
        .test_before_acquire(false)
        .before_acquire(|conn, meta| {
            Box::pin(async move {
                if meta.idle_for > RESTED {
                    conn.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_with(options)
        .await
        .context("the database cannot be reached")
}

/// Opens the file store.
fn open_store(settings: &Settings, state_dir: &std::path::Path) -> anyhow::Result<Store> {
    let files = &settings.files;
    let folder = if files.folder.is_empty() {
        state_dir.join("files")
    } else {
        files.folder.clone().into()
    };
    let store = match files.store {
        StoreName::Folder => Store::folder(&folder),
        StoreName::S3 => Store::s3(&files.s3()),
    };
    store.context("the file store cannot be opened")
}

/// Puts a desk on a pool, as the settings say.
pub fn desk_on(
    pool: PgPool,
    settings: &Settings,
    vault: Vault,
    clock: Clock,
    store: Store,
) -> anyhow::Result<Desk> {
    let rules = settings.clock_rules().map_err(anyhow::Error::msg)?;
    let words = [
        "intake", "desk", "referral", "leukemia", "oncology", "hospital",
    ];
    let context_words = words
        .into_iter()
        .map(str::to_owned)
        .chain(
            settings
                .programme
                .name
                .split_whitespace()
                .map(str::to_lowercase),
        )
        .collect();
    let desk_settings = DeskSettings {
        reference_prefix: settings.programme.reference_prefix.clone(),
        draft_days: i64::from(settings.limits.draft_days),
        session_idle: SignedDuration::from_mins(i64::from(settings.staff.session_idle_minutes)),
        session_total: SignedDuration::from_hours(i64::from(settings.staff.session_total_hours)),
        sessions_most: i64::from(settings.staff.sessions_most),
        context_words,
    };
    Ok(Desk::new(pool, clock, vault, rules, desk_settings, store))
}
