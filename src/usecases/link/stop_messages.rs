//! An adult of a family, or the doctor, asks us to write no more, or to write again. The request goes on either way.

use super::LinkToken;
use crate::db::audit::insert_event;
use crate::db::mail::outbox;
use crate::db::{DbError, link};
use crate::domain::event::{Event, EventKind};
use crate::usecases::Desk;

impl Desk {
    /// Stops every automatic message to the person whose link this browser has opened, or lets them come again. What
    /// waits for them is dropped. The same wish again changes nothing.
    pub async fn stop_messages(&self, session: &LinkToken, stop: bool) -> Result<(), DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some(found) = link::find_by_session(&mut tx, &self.vault, session, now).await? else {
            return Ok(());
        };
        if !link::update_stopped(&mut tx, found.contact, stop, now).await? {
            return Ok(());
        }
        if stop {
            outbox::update_contact_dropped(&mut tx, found.contact, now).await?;
        }
        let kind = if stop {
            EventKind::MessagesStopped
        } else {
            EventKind::MessagesResumed
        };
        let event = Event::of_case(found.referral, found.kind.doer(), kind, now)
            .with("contact", found.contact.to_string());
        insert_event(&mut tx, &event).await?;
        Ok(tx.commit().await?)
    }
}
