//! The clock forgets what has expired: unfinished forms, searches, old sessions and counted attempts.

use jiff::SignedDuration;

use crate::db::staff::{attempts, sessions};
use crate::db::{DbError, draft, health, search};
use crate::usecases::Desk;

/// Sessions are kept this long after their end, for the list of a person's sign-ins.
const SESSIONS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);

impl Desk {
    /// Forgets what has expired; returns how many unfinished forms that were.
    pub async fn purge_expired(&self) -> Result<u64, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let drafts = draft::delete_expired(&mut tx, now).await?;
        search::delete_old(&mut tx, now).await?;
        attempts::delete_old_attempts(&mut tx, now - SignedDuration::from_hours(24)).await?;
        sessions::delete_old_sessions(&mut tx, now - SESSIONS_KEPT).await?;
        health::delete_lost_workers(&mut tx).await?;
        tx.commit().await?;
        Ok(drafts)
    }
}
