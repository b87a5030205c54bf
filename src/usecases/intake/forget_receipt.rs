//! Somebody takes what they sent, and what they typed, off a phone that others use too. The request itself stays.

use super::DraftToken;
use crate::db::{DbError, draft};
use crate::usecases::Desk;

impl Desk {
    /// Ends a browser's way back, and with it an unfinished form. A token that is not known is no error: it is ended.
    pub async fn forget_receipt(&self, token: &DraftToken) -> Result<(), DbError> {
        let mut tx = self.begin().await?;
        draft::delete_draft(&mut tx, token).await?;
        Ok(tx.commit().await?)
    }
}
