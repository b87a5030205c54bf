//! The administrator has a mail tried again, or sets aside one that could not be delivered.
//!
//! It stays the same row and so the same Message-ID: a server that has it already can tell. A mail in the hands of a
//! worker is left to that worker.

use uuid::Uuid;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::mail::queue;
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::permission::{Action, may};
use crate::domain::staff::Actor;
use crate::usecases::Desk;

/// Which mail, as it was seen.
#[derive(Debug, Clone, Copy)]
pub struct SeenMail {
    /// Row id.
    pub id: Uuid,
    /// How often it had been tried by then.
    pub attempts: i32,
}

/// Why a mail was left as it is.
#[derive(Debug, thiserror::Error)]
pub enum ResendMailError {
    /// The role may not.
    #[error("not allowed")]
    Forbidden,
    /// There is no such mail.
    #[error("no such mail")]
    NotFound,
    /// It has been tried, settled or taken up since it was seen.
    #[error("the mail is not as it was seen")]
    Stale,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for ResendMailError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Desk {
    /// Has a mail that waits, or was given up, tried at once.
    pub async fn resend_mail(&self, actor: &Actor, seen: SeenMail) -> Result<(), ResendMailError> {
        let now = self.now();
        let (mut tx, event) = self
            .take_up_mail(actor, seen, EventKind::MailResent, &["dead", "waiting"])
            .await?;
        queue::update_again(&mut tx, seen.id, now).await?;
        insert_event(&mut tx, &event).await?;
        tx.commit().await?;
        self.mail_wake.notify_one();
        Ok(())
    }

    /// Sets a mail aside that was given up: it raises no alarm any more.
    pub async fn set_mail_aside(
        &self,
        actor: &Actor,
        seen: SeenMail,
    ) -> Result<(), ResendMailError> {
        let now = self.now();
        let (mut tx, event) = self
            .take_up_mail(actor, seen, EventKind::MailSetAside, &["dead"])
            .await?;
        queue::update_set_aside(&mut tx, seen.id, now).await?;
        insert_event(&mut tx, &event).await?;
        Ok(tx.commit().await?)
    }

    /// Begins a change of one mail: the right, the row as it was seen, and the event for its case.
    async fn take_up_mail(
        &self,
        actor: &Actor,
        seen: SeenMail,
        kind: EventKind,
        status: &[&str],
    ) -> Result<(sqlx::Transaction<'static, sqlx::Postgres>, Event), ResendMailError> {
        let now = self.now();
        let doer = Doer::staff(actor);
        let mut tx = self.begin().await?;
        if !may(actor.role, Action::ResendMail) {
            let denied = Event::of_desk(doer, EventKind::AccessDenied, now)
                .with("action", Action::ResendMail.code());
            insert_event(&mut tx, &denied).await?;
            tx.commit().await?;
            return Err(ResendMailError::Forbidden);
        }
        let status: Vec<String> = status.iter().map(|code| (*code).to_owned()).collect();
        let Some((referral, notice)) =
            queue::lock_seen(&mut tx, seen.id, seen.attempts, &status).await?
        else {
            return Err(if queue::exists(&mut tx, seen.id).await? {
                ResendMailError::Stale
            } else {
                ResendMailError::NotFound
            });
        };
        let event = Event::of_case(referral, doer, kind, now)
            .with("mail", seen.id.to_string())
            .with("notice", notice);
        Ok((tx, event))
    }
}
