//! Right after sending, papers can be added from the same browser: it shows all that was sent anyway, so nothing is
//! asked. An hour later the private link asks its question like on any other phone.

use jiff::{SignedDuration, Timestamp};

use super::LinkToken;
use super::open_link::let_in;
use crate::db::DbError;
use crate::db::link::{self, By};
use crate::domain::request::DraftAnswers;
use crate::usecases::Desk;
use crate::usecases::intake::DraftToken;

/// How long after sending nothing is asked, and how long the browser is then in.
pub const AFTER_SENDING: SignedDuration = SignedDuration::from_hours(1);

/// Returns whether something was sent just now.
pub fn is_fresh(received_at: Timestamp, now: Timestamp) -> bool {
    now < received_at + AFTER_SENDING
}

impl Desk {
    /// Opens the private link of whoever sent a form from this browser just now, and returns what the browser must hold.
    pub async fn open_by_receipt<A: DraftAnswers>(
        &self,
        receipt: &DraftToken,
    ) -> Result<Option<LinkToken>, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some(case) = self.find_sent::<A>(&mut tx, receipt).await? else {
            return Ok(None);
        };
        if case.referral.is_silent() || !is_fresh(case.referral.received_at, now) {
            return Ok(None);
        }
        let asked = case.referral.source;
        let sender = link::find_of_asker(&mut tx, case.referral.id, asked).await?;
        let Some((contact, _)) = sender else {
            return Ok(None);
        };
        let found = link::find_by_contact(&mut tx, &self.vault, contact, now).await?;
        let Some(found) = found else {
            return Ok(None);
        };
        let session = let_in(&mut tx, &found, By::Link, AFTER_SENDING, now).await?;
        tx.commit().await?;
        Ok(Some(session))
    }
}
