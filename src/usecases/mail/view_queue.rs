//! The administrator opens the mail queue. Nobody is named in it, and still the look is on the record: it shows
//! which cases there are.

use jiff::Timestamp;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::mail::queue::{self, QueueCounts, QueueFilter, QueuedMail};
use crate::domain::event::{Doer, Event, EventKind, codes};
use crate::domain::permission::{Action, may};
use crate::domain::staff::Actor;
use crate::usecases::Desk;
use crate::usecases::case::view_today::MAIL_ALARM;

/// Rows of one page.
const PAGE: i64 = 50;

/// A page of the queue.
#[derive(Debug, Clone)]
pub struct QueuePage {
    /// How many there are of each.
    pub counts: QueueCounts,
    /// The rows, newest first.
    pub rows: Vec<QueuedMail>,
    /// True where there are more.
    pub more: bool,
    /// When the page was made.
    pub as_of: Timestamp,
}

impl Desk {
    /// Lists a page of the queue; none where the role may not.
    pub async fn view_queue(
        &self,
        actor: &Actor,
        filter: QueueFilter,
    ) -> Result<Option<QueuePage>, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        if !may(actor.role, Action::SeeMailQueue) {
            let denied = Event::of_desk(Doer::staff(actor), EventKind::AccessDenied, now)
                .with("action", Action::SeeMailQueue.code());
            insert_event(&mut tx, &denied).await?;
            tx.commit().await?;
            return Ok(None);
        }
        let mut rows = queue::list_page(&mut tx, filter, MAIL_ALARM, PAGE + 1, now).await?;
        let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > most;
        rows.truncate(most);
        let counts = queue::count_parts(&mut tx, MAIL_ALARM, now).await?;
        let seen = Event::of_desk(Doer::staff(actor), EventKind::MailQueueSeen, now)
            .with("mails", codes(rows.iter().map(|row| row.id)));
        insert_event(&mut tx, &seen).await?;
        tx.commit().await?;
        Ok(Some(QueuePage {
            counts,
            rows,
            more,
            as_of: now,
        }))
    }
}
