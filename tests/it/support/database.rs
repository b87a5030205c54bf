//! A migrated database for each story: a copy of a template that is made once per set of migrations.
//!
//! `DATABASE_URL`, where given, names the server to use. Otherwise a throw-away cluster runs (`keeper`). The copy is
//! dropped when the story succeeds; after a failure it stays, and its name is told.

use super::keeper;
use intake_desk::db::MIGRATOR;
use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection};
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::sync::OnceCell;

/// A database of one's own.
pub struct TestDatabase {
    pool: PgPool,
    options: PgConnectOptions,
    server: PgConnectOptions,
    name: String,
}

impl TestDatabase {
    /// A pool of five connections.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// How to connect, for those who bring their own pool.
    pub fn options(&self) -> PgConnectOptions {
        self.options.clone()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        if std::thread::panicking() {
            eprintln!(
                "the database {name} was kept: {}",
                server.database(&name).to_url_lossy()
            );
            return;
        }
        // The story's own runtime is busy ending; the drop runs on one of its own.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                let mut connection = server.connect().await.expect("the test server");
                run(
                    &mut connection,
                    format!("DROP DATABASE \"{name}\" WITH (FORCE)"),
                )
                .await;
            });
        });
        let _ = dropping.join();
    }
}

/// Returns a migrated database without rows.
pub async fn fresh_database() -> TestDatabase {
    create(Some(template().await)).await
}

/// Returns a database without tables.
pub async fn empty_database() -> TestDatabase {
    create(None).await
}

async fn create(template: Option<&str>) -> TestDatabase {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("story_{}_{number}", std::process::id());
    let server = server().await.clone();
    let mut connection = server.connect().await.expect("the test server");
    // Left over from a process that had the same number and was killed.
    run(
        &mut connection,
        format!("DROP DATABASE IF EXISTS \"{name}\""),
    )
    .await;
    let copy = match template {
        None => " TEMPLATE template0".to_owned(),
        Some(template) if connection.server_version_num().unwrap_or(0) >= 150_000 => {
            format!(" TEMPLATE \"{template}\" STRATEGY FILE_COPY")
        }
        Some(template) => format!(" TEMPLATE \"{template}\""),
    };
    run(&mut connection, format!("CREATE DATABASE \"{name}\"{copy}")).await;
    connection.close().await.expect("the test server");
    let options = server.clone().database(&name);
    TestDatabase {
        pool: PgPoolOptions::new()
            .max_connections(5)
            .connect_lazy_with(options.clone()),
        options,
        server,
        name,
    }
}

async fn server() -> &'static PgConnectOptions {
    static SERVER: OnceCell<PgConnectOptions> = OnceCell::const_new();
    SERVER
        .get_or_init(async || {
            let url = match std::env::var_os("DATABASE_URL") {
                Some(url) => url.into_string().expect("DATABASE_URL is text"),
                None => tokio::task::spawn_blocking(|| {
                    let _turn = keeper::one_at_a_time();
                    keeper::cluster_url()
                })
                .await
                .expect("the test cluster"),
            };
            url.parse().expect("a database URL")
        })
        .await
}

/// Returns the name of the migrated template, making it if this set of migrations has none yet.
async fn template() -> &'static str {
    static NAME: OnceCell<String> = OnceCell::const_new();
    NAME.get_or_init(async || {
        let server = server().await;
        let turn = tokio::task::spawn_blocking(keeper::one_at_a_time)
            .await
            .expect("our turn");
        let name = template_name();
        let mut connection = server.connect().await.expect("the test server");
        if !exists(&mut connection, &name).await {
            make_template(&mut connection, server, &name).await;
        }
        connection.close().await.expect("the test server");
        drop(turn);
        name
    })
    .await
}

fn template_name() -> String {
    let mut hash = Sha256::new();
    for migration in MIGRATOR.iter() {
        hash.update(migration.version.to_be_bytes());
        hash.update(&migration.checksum);
    }
    let hash = hash.finalize();
    let start = u64::from_be_bytes(hash[..8].try_into().expect("eight bytes"));
    format!("template_{start:016x}")
}

/// Made under a working name, so that one that was cut off is never copied.
async fn make_template(connection: &mut PgConnection, server: &PgConnectOptions, name: &str) {
    let working = format!("{name}_unfinished");
    run(
        connection,
        format!("DROP DATABASE IF EXISTS \"{working}\" WITH (FORCE)"),
    )
    .await;
    run(
        connection,
        format!("CREATE DATABASE \"{working}\" TEMPLATE template0"),
    )
    .await;
    let mut inside = server
        .clone()
        .database(&working)
        .connect()
        .await
        .expect("the new template");
    MIGRATOR
        .run_direct(None, &mut inside, false)
        .await
        .expect("the migrations run");
    inside.close().await.expect("the new template");
    run(
        connection,
        format!("ALTER DATABASE \"{working}\" RENAME TO \"{name}\""),
    )
    .await;
}

#[expect(
    clippy::disallowed_methods,
    reason = "asks the server about itself, not the schema"
)]
async fn exists(connection: &mut PgConnection, name: &str) -> bool {
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)")
        .bind(name)
        .fetch_one(connection)
        .await
        .expect("the list of databases")
}

#[expect(
    clippy::disallowed_methods,
    reason = "databases themselves are not part of the schema"
)]
async fn run(connection: &mut PgConnection, statement: String) {
    sqlx::raw_sql(AssertSqlSafe(statement.clone()))
        .execute(connection)
        .await
        .unwrap_or_else(|error| panic!("{statement}: {error}"));
}

mod tests {
    use super::*;

    #[expect(clippy::disallowed_methods, reason = "looks at the server's own lists")]
    async fn tables(database: &TestDatabase) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
            .fetch_one(database.pool())
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn each_story_gets_a_migrated_database_and_leaves_nothing() {
        let (one, two) = (fresh_database().await, fresh_database().await);
        assert_ne!(one.options().get_database(), two.options().get_database());
        assert!(tables(&one).await > 0);
        let (name, server) = (one.name.clone(), one.server.clone());
        drop(one);
        let mut connection = server.connect().await.unwrap();
        assert!(!exists(&mut connection, &name).await);
        assert!(tables(&two).await > 0);
    }
}
