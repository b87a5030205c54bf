//! Every migration runs on a database that is in use: each is followed by rows of its time
//! (`tests/data/migrations`), and all later ones must cope with them.

use crate::support::database::empty_database;
use intake_desk::db::MIGRATOR;
use sqlx::AssertSqlSafe;
use std::path::Path;

#[expect(
    clippy::disallowed_methods,
    reason = "runs whole files, which no checked query can"
)]
#[tokio::test]
async fn each_migration_runs_on_rows_of_its_time() {
    let database = empty_database().await;
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/migrations");
    for migration in MIGRATOR.iter() {
        let what = format!("{} {}", migration.version, migration.description);
        let mut connection = database.pool().acquire().await.unwrap();
        sqlx::raw_sql(migration.sql.clone())
            .execute(&mut *connection)
            .await
            .unwrap_or_else(|error| panic!("{what} does not run: {error}"));
        let name = format!(
            "{}_{}.sql",
            migration.version,
            migration.description.replace(' ', "_")
        );
        let sample = std::fs::read_to_string(samples.join(name)).unwrap_or_default();
        sqlx::raw_sql(AssertSqlSafe(sample))
            .execute(&mut *connection)
            .await
            .unwrap_or_else(|error| panic!("the rows of {what} do not fit: {error}"));
    }
}
