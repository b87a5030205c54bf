//! Right after sending, papers can be added from the same browser: it shows all that was sent anyway, so nothing is
//! asked. An hour later the private link asks its question like on any other phone.

use jiff::{SignedDuration, Timestamp};

use super::LinkToken;
use crate::db::audit::insert_event;
use crate::db::draft::find_draft;
use crate::db::referral::read;
use crate::db::{DbError, link};
use crate::domain::event::{Event, EventKind};
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
        let sent = find_draft::<A>(&mut tx, &self.vault, receipt, now).await?;
        let Some(referral) = sent.and_then(|draft| draft.referral) else {
            return Ok(None);
        };
        let Some(case) = read::find(&mut tx, &self.vault, referral).await? else {
            return Ok(None);
        };
        if case.referral.is_silent() || !is_fresh(case.referral.received_at, now) {
            return Ok(None);
        }
        let asked = case.referral.source;
        let Some(token) = link::find_of_asker(&mut tx, &self.vault, referral, asked).await? else {
            return Ok(None);
        };
        let Some(found) = link::find_by_token(&mut tx, &self.vault, &token, now).await? else {
            return Ok(None);
        };
        let session = LinkToken::fresh();
        link::insert_session(&mut tx, &session, &found, now + AFTER_SENDING, now).await?;
        let opened = Event::of_case(referral, found.kind.doer(), EventKind::LinkOpened, now)
            .with("contact", found.contact.to_string());
        insert_event(&mut tx, &opened).await?;
        tx.commit().await?;
        Ok(Some(session))
    }
}
