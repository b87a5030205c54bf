//! What stands in the database, read from outside as text: stories look at rows without the program's own eyes.

use sqlx::{AssertSqlSafe, Error, PgPool};

/// The rows of a story's database.
#[derive(Clone)]
pub struct Rows {
    pool: PgPool,
}

impl Rows {
    /// Looks through this pool.
    pub fn of(pool: &PgPool) -> Self {
        Self { pool: pool.clone() }
    }

    /// The first column of every row; the statement casts it to text. Absent values are left out.
    #[expect(
        clippy::disallowed_methods,
        reason = "stories ask what the program would not"
    )]
    pub async fn texts(&self, sql: &str) -> Vec<String> {
        let rows: Vec<Option<String>> = sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
            .fetch_all(&self.pool)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        rows.into_iter().flatten().collect()
    }

    /// The one text that a statement finds.
    pub async fn text(&self, sql: &str) -> String {
        let mut found = self.texts(sql).await;
        assert_eq!(found.len(), 1, "{sql}: {found:?}");
        found.remove(0)
    }

    /// How many rows of a table fit a condition: `count("referrals WHERE status = 'received'")`.
    pub async fn count(&self, what: &str) -> i64 {
        let sql = format!("SELECT count(*)::text FROM {what}");
        self.text(&sql).await.parse().unwrap()
    }

    /// Runs a statement and returns how many rows it changed.
    #[expect(
        clippy::disallowed_methods,
        reason = "stories do what the program would not"
    )]
    pub async fn run(&self, sql: &str) -> Result<u64, Error> {
        let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&self.pool)
            .await?;
        Ok(done.rows_affected())
    }

    /// Every row of every table as text, bytes shown as the letters they might be.
    #[expect(
        clippy::disallowed_methods,
        reason = "reads what a thief of the database would"
    )]
    pub async fn dump(&self) -> Vec<(String, String)> {
        let mut connection = self.pool.acquire().await.unwrap();
        let tables = "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";
        let tables: Vec<String> = sqlx::query_scalar(tables)
            .fetch_all(&mut *connection)
            .await
            .unwrap();
        let show = "SET bytea_output = 'escape'";
        sqlx::raw_sql(show).execute(&mut *connection).await.unwrap();
        let mut dump = Vec::new();
        for table in tables {
            let rows =
                format!("SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM \"{table}\" t");
            let rows = sqlx::query_scalar(AssertSqlSafe(rows));
            let text: String = rows.fetch_one(&mut *connection).await.unwrap();
            dump.push((table, text));
        }
        // A connection with another way of showing bytes does not go back among the others.
        connection.close_on_drop();
        dump
    }

    /// The name of the constraint or the code with which the database refuses a statement.
    pub async fn refused(&self, sql: &str) -> String {
        let error = self.run(sql).await.expect_err(sql);
        let error = error.into_database_error().expect("the database's word");
        let constraint = error.constraint().map(str::to_owned);
        constraint.unwrap_or_else(|| error.code().unwrap_or_default().into_owned())
    }
}
