//! Which migrations the database has not had, and how they are run while others are at work.

use std::collections::HashSet;

use sqlx::migrate::{Migrate as _, MigrateError, Migration};
use sqlx::{AssertSqlSafe, PgConnection};

use super::MIGRATOR;
use super::error::{DbError, collided};

/// The longest that a migration waits for a lock: whoever comes after it waits as well.
const LOCK_WAIT: &str = "2s";

/// Without a bound: an index that is built beside the others' work waits for them and keeps nobody waiting.
const NO_BOUND: &str = "0";

/// Lists the migrations of this program that the database has not had.
pub async fn list_missing(conn: &mut PgConnection) -> Result<Vec<&'static Migration>, DbError> {
    let missing = find_missing(conn).await;
    missing.map_err(|_| DbError::corrupt("_sqlx_migrations", "version", "any"))
}

async fn find_missing(conn: &mut PgConnection) -> Result<Vec<&'static Migration>, MigrateError> {
    let applied = conn.list_applied_migrations(&MIGRATOR.table_name).await?;
    let applied: HashSet<i64> = applied.iter().map(|migration| migration.version).collect();
    let missing = MIGRATOR
        .iter()
        .filter(|one| !applied.contains(&one.version));
    Ok(missing.collect())
}

/// Makes this connection the one that migrates, until it is closed; false where another does. The lock that the
/// migrations take themselves is waited for inside of a statement, and an index that is built beside the others' work
/// waits for every statement: the two would wait for each other.
pub async fn claim(conn: &mut PgConnection) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT pg_try_advisory_lock(hashtext('bring the desk up to date')) AS "ours!""#
    )
    .fetch_one(conn)
    .await?)
}

/// Runs what is missing on the connection that migrates. A stretch of migrations that change tables steps back where a
/// lock is not to be had in time ([`gave_way`]); a stretch that builds indexes waits.
pub async fn run(conn: &mut PgConnection) -> Result<(), MigrateError> {
    // A database that never had one has not even the list of them.
    conn.ensure_migrations_table(&MIGRATOR.table_name).await?;
    let missing = find_missing(conn).await?;
    for stretch in missing.chunk_by(|one, next| one.no_tx == next.no_tx) {
        let last = stretch[stretch.len() - 1];
        bound_lock_waits(conn, LOCK_WAIT).await?;
        if last.no_tx {
            drop_broken_indexes(conn, stretch).await?;
            bound_lock_waits(conn, NO_BOUND).await?;
        }
        MIGRATOR.run_to(last.version, &mut *conn).await?;
    }
    // Also where nothing is missing: what was applied must be what this program knows.
    MIGRATOR.run(conn).await
}

async fn bound_lock_waits(conn: &mut PgConnection, wait: &str) -> Result<(), sqlx::Error> {
    sqlx::query_scalar!("SELECT set_config('lock_timeout', $1, false)", wait)
        .fetch_one(conn)
        .await?;
    Ok(())
}

/// Drops what is left of an index of these migrations whose building was cut off: it is kept up to date, serves nobody,
/// and stands in the way of the next attempt. What somebody else builds meanwhile is none of ours.
#[expect(
    clippy::disallowed_methods,
    reason = "a name cannot be bound; the catalogue has quoted it"
)]
async fn drop_broken_indexes(
    conn: &mut PgConnection,
    stretch: &[&Migration],
) -> Result<(), sqlx::Error> {
    let broken = sqlx::query_scalar!(
        r#"SELECT quote_ident(c.relname) AS "name!" FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
           WHERE NOT i.indisvalid AND c.relnamespace = 'public'::regnamespace"#
    )
    .fetch_all(&mut *conn)
    .await?;
    let builds = |name: &str| {
        let words = format!(" {name} ON ");
        stretch.iter().any(|one| one.sql.as_str().contains(&words))
    };
    for name in broken.iter().filter(|name| builds(name)) {
        let drop = format!("DROP INDEX IF EXISTS public.{name}");
        sqlx::raw_sql(AssertSqlSafe(drop))
            .execute(&mut *conn)
            .await?;
    }
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
