//! Floor 1: all SQL. Free functions over a connection, so that they cannot leave the caller's transaction.
//!
//! Verbs: `insert_`, `find_`, `list_`, `lock_`, `update_`, `delete_`, `count_`. What identifies a person is sealed and
//! opened here and nowhere else (`vault`). The words of the house name the folders: `referral`, `staff`, `mail`, `audit`.

pub mod audit;
pub mod draft;
pub mod error;
pub mod mail;
pub mod referral;
pub mod routing;
pub mod search;
pub mod staff;
pub mod vault;

pub use error::DbError;
pub use vault::Vault;

/// Every migration, embedded.
pub static MIGRATOR: sqlx::migrate::Migrator = sqlx::migrate!("./migrations");

/// Proves that the database answers.
pub async fn ping(pool: &sqlx::PgPool) -> Result<(), DbError> {
    sqlx::query_scalar!(r#"SELECT 1 AS "one!""#)
        .fetch_one(pool)
        .await?;
    Ok(())
}
