//! Floor 1: all SQL. Free functions over a connection, so that they cannot leave the caller's transaction.
//!
//! Verbs: `insert_`, `find_`, `list_`, `lock_`, `update_`, `delete_`, `count_`. What identifies a person is sealed and
//! opened here and nowhere else (`vault`). The words of the house name the folders: `referral`, `staff`, `mail`, `audit`.

pub mod audit;
pub mod calendar;
pub mod draft;
pub mod error;
pub mod feedback;
pub mod health;
pub mod help;
pub mod letter;
pub mod link;
pub mod mail;
pub mod message;
pub mod paper;
pub mod referral;
pub mod routing;
pub mod search;
pub mod staff;
pub mod upgrade;
pub mod vault;

pub use error::DbError;
pub use vault::Vault;

/// Begins a transaction whose statements are planned once for each connection, by indexes: for one that is planned in as much
/// time as it takes, while no value in it leads to a better plan.
pub const BEGIN_PLANNED: &str = "BEGIN; SET LOCAL plan_cache_mode = force_generic_plan; SET LOCAL enable_seqscan = off; SET LOCAL jit = off";

/// Every migration, embedded.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// Proves that the database answers.
pub async fn ping(pool: &sqlx::PgPool) -> Result<(), DbError> {
    sqlx::query_scalar!(r#"SELECT 1 AS "one!""#)
        .fetch_one(pool)
        .await?;
    Ok(())
}

/// Keeps a fact about this database where it has none of that name yet, and returns the one it has.
pub async fn insert_or_find_fact(
    conn: &mut sqlx::PgConnection,
    name: &str,
    value: &str,
) -> Result<String, DbError> {
    sqlx::query!(
        "INSERT INTO desk_facts (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        name,
        value
    )
    .execute(&mut *conn)
    .await?;
    Ok(
        sqlx::query_scalar!("SELECT value FROM desk_facts WHERE name = $1", name)
            .fetch_one(conn)
            .await?,
    )
}

/// How often something that processes keep in memory has changed.
pub async fn find_version(conn: &mut sqlx::PgConnection, name: &str) -> Result<i64, DbError> {
    Ok(
        sqlx::query_scalar!("SELECT version FROM desk_versions WHERE name = $1", name)
            .fetch_one(conn)
            .await?,
    )
}
