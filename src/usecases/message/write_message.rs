//! A person outside writes to us. Whoever answers for the case hears of it, and the answer has its time.

use uuid::Uuid;

use crate::db::audit::insert_event;
use crate::db::message::{self, NewMessage};
use crate::db::referral::read;
use crate::db::{DbError, link};
use crate::domain::event::{Event, EventKind};
use crate::domain::message::{Message, answer_due};
use crate::domain::notice::Notice;
use crate::domain::person::FreeText;
use crate::domain::referral::ContactKind;
use crate::support::ids::fresh_id;
use crate::usecases::Desk;
use crate::usecases::link::LinkToken;

impl Desk {
    /// Takes a message from whoever this browser is. The same page sent twice brings one. Returns false where the browser
    /// is not in, or the family wants to be left alone.
    pub async fn write_message(
        &self,
        session: &LinkToken,
        send_key: Uuid,
        body: &FreeText,
    ) -> Result<bool, DbError> {
        self.write_with(session, send_key, body, None).await
    }

    /// Takes a message that says something more, for the record.
    pub(in crate::usecases) async fn write_with(
        &self,
        session: &LinkToken,
        send_key: Uuid,
        body: &FreeText,
        also: Option<EventKind>,
    ) -> Result<bool, DbError> {
        let now = self.now();
        let due_at = answer_due(&self.rules().calendar, now);
        let mut tx = self.begin().await?;
        let Some(link) = link::find_by_session(&mut tx, &self.vault, session, now).await? else {
            return Ok(false);
        };
        let Some(case) = read::lock(&mut tx, &self.vault, link.referral).await? else {
            return Ok(false);
        };
        if case.referral.is_silent() && link.kind != ContactKind::Doctor {
            return Ok(false);
        }
        let message = Message {
            id: fresh_id(),
            staff: None,
            body: body.expose().to_owned(),
            written_at: now,
        };
        let new = NewMessage {
            referral: link.referral,
            contact: link.contact,
            message: &message,
            send_key,
        };
        if !message::insert(&mut tx, &case.key, &new).await? {
            return Ok(true);
        }
        let since = message::update_asked(&mut tx, link.contact, now, due_at).await?;
        let doer = link.kind.doer();
        let event = Event::of_case(link.referral, doer.clone(), EventKind::MessageReceived, now)
            .with("message", message.id.to_string())
            .with("contact", link.contact.to_string());
        insert_event(&mut tx, &event).await?;
        if let Some(also) = also {
            let event = Event::of_case(link.referral, doer, also, now)
                .with("contact", link.contact.to_string());
            insert_event(&mut tx, &event).await?;
        }
        let notice = Notice::StaffMessageCame;
        self.tell_owner_once(
            &mut tx,
            &case.referral,
            notice,
            "message_came",
            Some(since),
            None,
        )
        .await?;
        tx.commit().await?;
        self.mail_wake.notify_one();
        Ok(true)
    }
}
