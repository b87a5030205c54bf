//! Which migrations the database has not had, and how long each may wait for a table.

use std::collections::HashSet;

use sqlx::PgConnection;
use sqlx::migrate::{Migrate as _, MigrateError, Migration};

use super::MIGRATOR;
use super::error::{DbError, collided};

/// The longest that a migration waits for a lock: whoever comes after it waits as well.
const LOCK_WAIT: &str = "2s";

/// Lists the migrations of this program that the database has not had.
pub async fn list_missing(conn: &mut PgConnection) -> Result<Vec<&'static Migration>, DbError> {
    let applied = conn
        .list_applied_migrations(&MIGRATOR.table_name)
        .await
        .map_err(|_| DbError::corrupt("_sqlx_migrations", "version", "any"))?;
    let applied: HashSet<i64> = applied.iter().map(|migration| migration.version).collect();
    let missing = MIGRATOR
        .iter()
        .filter(|one| !applied.contains(&one.version));
    Ok(missing.collect())
}

/// Bounds the wait for locks on the connection that migrates. An index that is built beside the others' work waits for
/// them and keeps nobody waiting; cut off, it would lie there broken: with one of those to come there is no bound.
pub async fn bound_lock_waits(conn: &mut PgConnection) -> Result<(), DbError> {
    // A database that never had one has nobody who waits.
    let missing = list_missing(conn).await.unwrap_or_default();
    let wait = if missing.iter().any(|migration| migration.no_tx) {
        "0"
    } else {
        LOCK_WAIT
    };
    sqlx::query_scalar!("SELECT set_config('lock_timeout', $1, false)", wait)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// True where a lock was not to be had in time, or two who waited for each other met: nothing was changed, and the same
/// again passes once they are done.
pub fn gave_way(error: &MigrateError) -> bool {
    matches!(
        error,
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) if collided(error)
    )
}
