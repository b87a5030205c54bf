//! How we reach the private server, and the making of its database on first start.

use super::cluster::ROLE;
use super::error::PostgresError;
use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgSslMode};
use sqlx::{AssertSqlSafe, Connection};
use std::path::Path;

pub(super) const PORT: u16 = 5432;

/// Returns connect options with every field set: sqlx otherwise reads `PGHOST`, `PGUSER` and their kin.
pub(super) fn options(socket_dir: &Path, database: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .host("localhost")
        .port(PORT)
        .socket(socket_dir)
        .username(ROLE)
        .password("")
        .database(database)
        .ssl_mode(PgSslMode::Disable)
        .application_name("intake-desk")
}

/// Returns the same as a URL that psql and sqlx both take.
pub(super) fn url(socket_dir: &Path, database: &str) -> String {
    let host = percent(socket_dir.as_os_str().as_encoded_bytes());
    let database = percent(database.as_bytes());
    format!("postgres://{ROLE}@localhost:{PORT}/{database}?host={host}&sslmode=disable")
}

fn percent(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

/// Creates the database unless it is there.
#[expect(
    clippy::disallowed_methods,
    reason = "runs before there is a schema that a checked query could be checked against"
)]
pub(super) async fn create_database(
    socket_dir: &Path,
    database: &str,
) -> Result<(), PostgresError> {
    let wrap = |source| PostgresError::Database {
        database: database.to_owned(),
        source,
    };
    let mut connection = options(socket_dir, "postgres")
        .connect()
        .await
        .map_err(wrap)?;
    let there: Option<i32> = sqlx::query_scalar("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(database)
        .fetch_optional(&mut connection)
        .await
        .map_err(wrap)?;
    if there.is_none() {
        let statement = format!("CREATE DATABASE \"{}\"", database.replace('"', "\"\""));
        sqlx::raw_sql(AssertSqlSafe(statement))
            .execute(&mut connection)
            .await
            .map_err(wrap)?;
    }
    connection.close().await.map_err(wrap)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_says_the_same_as_the_options() {
        let url = url(Path::new("/srv/a b/run"), "intake_desk");
        assert_eq!(
            url,
            "postgres://intake_desk@localhost:5432/intake_desk?host=%2Fsrv%2Fa%20b%2Frun&sslmode=disable"
        );
        let parsed: PgConnectOptions = url.parse().expect("a URL that sqlx reads");
        let direct = options(Path::new("/srv/a b/run"), "intake_desk");
        assert_eq!(parsed.get_socket(), direct.get_socket());
        assert_eq!(parsed.get_username(), direct.get_username());
        assert_eq!(parsed.get_database(), direct.get_database());
    }
}
