//! The first start: routing rules and calendar of the settings become rows, and the keys are tried against what is
//! stored. Every start takes the calendar in force from its row.

use crate::db::{DbError, calendar, insert_or_find_fact, routing};
use crate::domain::routing::RoutingRule;
use crate::usecases::Desk;

/// Why this database is not for this start.
#[derive(Debug, thiserror::Error)]
pub enum SetUpError {
    /// A demo's database in production, or the other way round.
    #[error("this database belongs to another environment (demo or production)")]
    OtherEnvironment,
    /// Sign-in and search would find nothing.
    #[error("the key of blind tokens is not the one of this database")]
    OtherBlindKey,
    /// The database failed, or the master key does not open what is there.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Desk {
    /// Stores the first routing rules and calendar, takes up the calendar in force, and proves that this database is of this environment and that the configured keys
    /// are its own. Safe to run at each start.
    pub async fn set_up(&self, environment: &str, rules: &[RoutingRule]) -> Result<(), SetUpError> {
        // Fails here, before anything is written, where the master key does not open what is there.
        self.desk_key().await?;
        let hash = self.vault.keyed_hash("proof", b"the key of blind tokens");
        let proof: String = hash
            .iter()
            .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        let mut tx = self.begin().await?;
        if insert_or_find_fact(&mut tx, "environment", environment).await? != environment {
            return Err(SetUpError::OtherEnvironment);
        }
        if insert_or_find_fact(&mut tx, "blind_proof", &proof).await? != proof {
            return Err(SetUpError::OtherBlindKey);
        }
        let now = self.now();
        routing::insert_first_rules(&mut tx, rules, now).await?;
        let of_settings = &self.rules().calendar;
        let in_force = calendar::insert_first_calendar(&mut tx, of_settings, now).await?;
        tx.commit().await.map_err(DbError::from)?;
        self.use_calendar(&in_force);
        Ok(())
    }
}
