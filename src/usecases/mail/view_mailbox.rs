//! The demo's mailbox: where mails land instead of leaving.

use jiff::Timestamp;
use uuid::Uuid;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::mail::demo;
use crate::domain::event::{Doer, Event, EventKind};
use crate::usecases::Desk;

/// How many mails the list shows.
const SHOWN: i64 = 200;

/// A message as it would have left.
#[derive(Debug, Clone)]
pub struct DemoMail {
    /// Its id, the same as the outbox row's.
    pub id: Uuid,
    /// The raw message.
    pub raw: String,
    /// When.
    pub at: Timestamp,
}

impl Desk {
    /// Keeps a message in the demo's mailbox.
    pub async fn keep_demo_mail(&self, id: Uuid, raw: &str) -> Result<(), DbError> {
        let key = self.desk_key().await?.clone();
        let mut conn = self.pool.acquire().await?;
        demo::insert_mail(&mut conn, &key, id, raw, self.now()).await
    }

    /// Lists the demo's mails, newest first.
    pub async fn list_demo_mails(&self) -> Result<Vec<DemoMail>, DbError> {
        let key = self.desk_key().await?.clone();
        let mut conn = self.pool.acquire().await?;
        let mails = demo::list_mails(&mut conn, &key, SHOWN).await?;
        Ok(mails
            .into_iter()
            .map(|(id, raw, at)| DemoMail { id, raw, at })
            .collect())
    }

    /// Opens one of the demo's mails.
    pub async fn view_demo_mail(&self, id: Uuid) -> Result<Option<DemoMail>, DbError> {
        let key = self.desk_key().await?.clone();
        let mut tx = self.begin().await?;
        let Some((raw, at)) = demo::find_mail(&mut tx, &key, id).await? else {
            return Ok(None);
        };
        insert_event(
            &mut tx,
            &Event::of_desk(Doer::Nobody(None), EventKind::MailSeen, self.now())
                .with("mail", id.to_string()),
        )
        .await?;
        tx.commit().await?;
        Ok(Some(DemoMail { id, raw, at }))
    }
}
