//! Somebody has lost their private link. What they type decides whether a mail leaves; what they are told does not.

use jiff::Timestamp;
use sqlx::PgConnection;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::link::{self, FoundLink};
use crate::db::mail::outbox;
use crate::db::staff::attempts;
use crate::domain::event::{Event, EventKind};
use crate::domain::notice::{ASKED_FOR, Mail, Notice, Recipient};
use crate::domain::person::{EmailAddress, Phone};
use crate::domain::reference::Reference;
use crate::domain::referral::ContactKind;
use crate::usecases::Desk;
use crate::usecases::window::Window;

/// Mails with a link that one case gets within an hour, whoever asks.
pub(super) const MOST: i32 = 3;
pub(super) const WITHIN_SECONDS: i64 = 3_600;

/// What somebody types who has lost the link.
#[derive(Clone)]
pub struct LostLink {
    /// The reference of the request.
    pub reference: Reference,
    /// The phone number or the e-mail address they gave us, as typed.
    pub means: String,
}

crate::domain::person::masked_debug!(LostLink);

impl Desk {
    /// Writes the link once more to the address on file of whoever asks. Nothing of it is told here: a case that is not
    /// known, a phone that is not theirs and a family without an address all end the same.
    pub async fn ask_link(&self, lost: &LostLink) -> Result<(), DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let window = Window::around(now, WITHIN_SECONDS);
        let bucket = self
            .vault
            .keyed_hash("link-asked", lost.reference.as_str().as_bytes());
        let asked = attempts::insert_attempt(&mut tx, &bucket, window.start).await?;
        if asked > MOST {
            return Ok(tx.commit().await?);
        }
        let links = link::list_of_case(&mut tx, &self.vault, &lost.reference, now).await?;
        let fitting = links.iter().filter(|link| is_theirs(link, &lost.means));
        let fitting: Vec<&FoundLink> = fitting.collect();
        for link in &fitting {
            let notice = if link.kind == ContactKind::Doctor {
                Notice::DoctorLink
            } else {
                Notice::FamilyLink
            };
            write_link(&mut tx, link, notice, now).await?;
        }
        tx.commit().await?;
        if !fitting.is_empty() {
            self.mail_wake.notify_one();
        }
        Ok(())
    }
}

/// Has a link sent to the address on file of whoever asked for it, and puts that on the record.
pub(super) async fn write_link(
    conn: &mut PgConnection,
    link: &FoundLink,
    notice: Notice,
    now: Timestamp,
) -> Result<(), DbError> {
    let mail = Mail {
        notice,
        to: Recipient::Contact(link.contact),
        language: link.language.clone(),
        reason: ASKED_FOR.to_owned(),
        due_at: now,
    };
    outbox::insert_mails(conn, link.referral, &[mail], now).await?;
    let event = Event::of_case(link.referral, link.kind.doer(), EventKind::LinkAsked, now)
        .with("contact", link.contact.to_string());
    insert_event(conn, &event).await
}

/// True where they gave us this phone or this address, and there is an address to write to.
fn is_theirs(link: &FoundLink, means: &str) -> bool {
    let Some(email) = &link.person.email else {
        return false;
    };
    let by_email = EmailAddress::parse(means)
        .is_ok_and(|typed| typed.expose_comparable() == email.expose_comparable());
    let by_phone = Phone::parse(means).is_ok_and(|typed| {
        let known = link.person.phone.as_ref();
        known.is_some_and(|known| known.expose_e164() == typed.expose_e164())
    });
    by_email || by_phone
}
