//! The first start: routing rules of the settings become rows, and the keys are tried against what is stored.

use crate::db::{DbError, routing};
use crate::domain::routing::RoutingRule;
use crate::usecases::Desk;

impl Desk {
    /// Stores the first routing rules and proves that the configured keys open this database. Safe to run at each start.
    pub async fn set_up(&self, rules: &[RoutingRule]) -> Result<(), DbError> {
        // Fails here, before anything is written, where the keys are not those of this database.
        self.desk_key().await?;
        let mut tx = self.begin().await?;
        routing::insert_first_rules(&mut tx, rules).await?;
        Ok(tx.commit().await?)
    }

    /// Proves that the database answers; for the readiness probe.
    pub async fn ping(&self) -> Result<(), DbError> {
        crate::db::ping(&self.pool).await
    }

    /// Reads how the mail queue is; for the readiness probe.
    pub async fn mail_health(&self) -> Result<crate::usecases::QueueHealth, DbError> {
        let mut conn = self.pool.acquire().await?;
        crate::db::mail::outbox::find_health(&mut conn, self.now()).await
    }
}
