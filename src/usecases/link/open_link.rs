//! Somebody opens a private link: one question, a few tries, then this browser is in for half a day.
//!
//! A link that is not known, was replaced or has expired asks and refuses exactly like one that is good.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};
use sqlx::PgConnection;

use super::LinkToken;
use crate::db::audit::insert_event;
use crate::db::link::{self, By, FoundLink};
use crate::db::staff::attempts;
use crate::db::{DbError, Vault};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::link::{LinkAnswer, Question, SESSION, TRIES, TRIES_WITHIN};
use crate::usecases::Desk;
use crate::usecases::window::Window;

/// Why a link stayed shut.
#[derive(Debug, thiserror::Error)]
pub enum OpenLinkError {
    /// The answer is not the right one, or the link is no longer good.
    #[error("the answer does not fit")]
    DoesNotFit,
    /// Too many tries; the window ends then.
    #[error("too many tries")]
    TooMany {
        /// When the next try counts anew.
        until: Timestamp,
    },
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for OpenLinkError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Desk {
    /// Returns what a link asks. One that leads nowhere asks what most ask.
    pub async fn link_question(&self, token: &LinkToken) -> Result<Question, DbError> {
        let mut conn = self.acquire().await?;
        let found = link::find_by_token(&mut conn, &self.vault, token, self.now()).await?;
        Ok(found.map_or(Question::Birth, |link| question(&link)))
    }

    /// Returns whether a browser is in by this very link.
    pub async fn has_opened(
        &self,
        session: &LinkToken,
        token: &LinkToken,
    ) -> Result<bool, DbError> {
        let (mut conn, now) = (self.acquire().await?, self.now());
        let opened = link::find_by_session(&mut conn, &self.vault, session, now).await?;
        let asked = link::find_by_token(&mut conn, &self.vault, token, now).await?;
        Ok(opened
            .zip(asked)
            .is_some_and(|(opened, asked)| opened.contact == asked.contact))
    }

    /// Opens a link where the answer fits, and returns what the browser must hold. The try is counted before anything is
    /// looked at; one that fits gives its tries back.
    pub async fn open_link(
        &self,
        token: &LinkToken,
        answer: &LinkAnswer,
        address: Option<IpAddr>,
    ) -> Result<LinkToken, OpenLinkError> {
        let now = self.now();
        let bucket = bucket(&self.vault, token);
        self.count_link_try(&bucket, now).await?;
        let mut tx = self.begin().await?;
        let found = link::find_by_token(&mut tx, &self.vault, token, now).await?;
        let Some(link) = found else {
            return Err(OpenLinkError::DoesNotFit);
        };
        if !question(&link).fits(answer, &link.facts, &link.person) {
            refuse(&mut tx, &link, address, now).await?;
            tx.commit().await?;
            return Err(OpenLinkError::DoesNotFit);
        }
        let session = let_in(&mut tx, &link, By::Link, SESSION, now).await?;
        attempts::delete_attempts(&mut tx, &bucket).await?;
        tx.commit().await?;
        Ok(session)
    }

    /// Counts a try to open a link before anything is looked at; refuses where there were too many.
    pub(super) async fn count_link_try(
        &self,
        bucket: &[u8],
        now: Timestamp,
    ) -> Result<(), OpenLinkError> {
        let window = Window::around(now, TRIES_WITHIN.as_secs());
        let mut tx = self.begin().await?;
        let tried = attempts::insert_attempt(&mut tx, bucket, window.start).await?;
        tx.commit().await?;
        if tried > TRIES {
            return Err(OpenLinkError::TooMany {
                until: window.until,
            });
        }
        Ok(())
    }

    /// Lets a browser in no more. A token that is not known is no error: it is out.
    pub async fn close_link(&self, session: &LinkToken) -> Result<(), DbError> {
        let mut tx = self.begin().await?;
        link::delete_session(&mut tx, session).await?;
        Ok(tx.commit().await?)
    }
}

/// Lets a browser in for that long, puts it on the record, and returns what the browser must hold.
pub(super) async fn let_in(
    conn: &mut PgConnection,
    link: &FoundLink,
    by: By,
    long: SignedDuration,
    now: Timestamp,
) -> Result<LinkToken, DbError> {
    let session = LinkToken::fresh();
    link::insert_session(conn, &session, link, by, now + long, now).await?;
    let opened = Event::of_case(link.referral, link.kind.doer(), EventKind::LinkOpened, now)
        .with("contact", link.contact.to_string());
    insert_event(conn, &opened).await?;
    Ok(session)
}

/// Puts a wrong answer on the record.
pub(super) async fn refuse(
    conn: &mut PgConnection,
    link: &FoundLink,
    address: Option<IpAddr>,
    now: Timestamp,
) -> Result<(), DbError> {
    let doer = Doer::Nobody(address);
    let refused = Event::of_case(link.referral, doer, EventKind::LinkRefused, now)
        .with("contact", link.contact.to_string());
    insert_event(conn, &refused).await
}

fn question(link: &FoundLink) -> Question {
    Question::of(&link.facts, &link.person)
}

fn bucket(vault: &Vault, token: &LinkToken) -> Vec<u8> {
    vault.keyed_hash("link-tries", token.expose().as_bytes())
}
