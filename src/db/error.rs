//! What can go wrong below the use cases.

use sqlx::error::DatabaseError;

use crate::support::seal::SealError;

/// A database failure. Its text is for the log at the edge, never for a page.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The driver or the server failed.
    #[error("the database failed")]
    Driver(#[from] sqlx::Error),
    /// A guarded write hit another number of rows.
    #[error("expected {expected} rows, found {actual}")]
    RowCount {
        /// How many rows should have changed.
        expected: u64,
        /// How many did.
        actual: u64,
    },
    /// A stored value is not what the domain knows.
    #[error("corrupt value in {table}.{column}, row {id}")]
    Corrupt {
        /// Table name.
        table: &'static str,
        /// Column name.
        column: &'static str,
        /// Row id.
        id: String,
    },
    /// A sealed value did not open.
    #[error("a sealed value failed")]
    Seal(#[from] SealError),
    /// A sealed value opened and was not the JSON it should be.
    #[error("a sealed value is not what it should be")]
    Json,
}

impl From<serde_json::Error> for DbError {
    /// The parser's own words are dropped: they repeat what it read.
    fn from(_: serde_json::Error) -> Self {
        Self::Json
    }
}

impl DbError {
    /// A corrupt value.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "ids are small, and callers stay short"
    )]
    pub fn corrupt(table: &'static str, column: &'static str, id: impl ToString) -> Self {
        Self::Corrupt {
            table,
            column,
            id: id.to_string(),
        }
    }

    /// True where this named constraint refused the write.
    pub fn is_constraint(&self, name: &str) -> bool {
        matches!(self, Self::Driver(sqlx::Error::Database(error)) if error.constraint() == Some(name))
    }

    /// True where the database's disk is full: nothing can be stored until somebody makes room.
    pub fn is_out_of_room(&self) -> bool {
        self.code().is_some_and(|code| code == "53100")
    }

    /// True where two transactions met and this one gave way at once: nothing was stored, and the same again passes.
    pub fn gave_way(&self) -> bool {
        self.code()
            .is_some_and(|code| ["40001", "40P01"].contains(&code.as_ref()))
    }

    /// True where two transactions met and this one gave way, or waited for a lock for too long. Nothing was
    /// stored, and the same again is likely to pass.
    pub fn is_collision(&self) -> bool {
        matches!(self, Self::Driver(error) if collided(error))
    }

    fn code(&self) -> Option<std::borrow::Cow<'_, str>> {
        match self {
            Self::Driver(sqlx::Error::Database(error)) => error.code(),
            _ => None,
        }
    }

    /// True where the database cannot be reached or has no connection to give: try again soon.
    pub fn is_outage(&self) -> bool {
        match self {
            Self::Driver(
                sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::Protocol(_)
                | sqlx::Error::WorkerCrashed,
            ) => true,
            // Class 57: shutting down or starting up. Class 53: out of room or connections. Class 08: connection lost.
            _ => self.code().is_some_and(|code| {
                ["57", "53", "08"]
                    .iter()
                    .any(|class| code.starts_with(class))
            }),
        }
    }
}

/// The driver's side of [`DbError::is_collision`].
pub(super) fn collided(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.is_some_and(|code| ["40001", "40P01", "55P03"].contains(&code.as_ref()))
}

/// Checks that a guarded write changed exactly one row.
pub fn ensure_one(actual: u64) -> Result<(), DbError> {
    if actual == 1 {
        Ok(())
    } else {
        Err(DbError::RowCount {
            expected: 1,
            actual,
        })
    }
}
