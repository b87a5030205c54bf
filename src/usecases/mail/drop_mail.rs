//! The operator drops mails that were sent before a restore and are back in the queue. The rows stay, and say why.

use jiff::Timestamp;

use crate::db::DbError;
use crate::db::mail::outbox;
use crate::usecases::Desk;

impl Desk {
    /// Drops mails that still wait and should have left before a moment; returns how many those were.
    pub async fn drop_mail(&self, wanted_before: Timestamp) -> Result<u64, DbError> {
        let mut tx = self.begin().await?;
        let dropped =
            outbox::update_dropped_before(&mut tx, wanted_before.min(self.now()), self.now())
                .await?;
        tx.commit().await?;
        Ok(dropped)
    }
}
