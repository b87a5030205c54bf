//! A page behind a private link was left open until its time was over, and then sent something. Its browser answers the
//! question anew, and is in again.

use std::net::IpAddr;

use super::LinkToken;
use super::open_link::OpenLinkError;
use crate::db::{DbError, link};
use crate::domain::link::{LinkAnswer, Question};
use crate::domain::referral::ContactKind;
use crate::usecases::Desk;

impl Desk {
    /// Returns what is asked of a browser whose time is over, and whose it was. Nothing where it is in, where its time has
    /// been over for a week, where it was signed out, or where the link was replaced.
    pub async fn question_of_left(
        &self,
        session: &LinkToken,
    ) -> Result<Option<(Question, ContactKind)>, DbError> {
        let mut conn = self.acquire().await?;
        let left = link::find_left(&mut conn, &self.vault, session, self.now()).await?;
        Ok(left.map(|link| (Question::of(&link.facts, &link.person), link.kind)))
    }

    /// Lets such a browser in again where the answer fits, and returns what it must hold. It is its link that is opened:
    /// tries are counted, and looks are recorded, as they are there.
    pub async fn come_back(
        &self,
        session: &LinkToken,
        answer: &LinkAnswer,
        address: Option<IpAddr>,
    ) -> Result<LinkToken, OpenLinkError> {
        let left = {
            let mut conn = self.acquire().await?;
            link::find_left(&mut conn, &self.vault, session, self.now()).await?
        };
        let Some(left) = left else {
            return Err(OpenLinkError::DoesNotFit);
        };
        let token = self.vault.link_token(left.contact, left.generation);
        self.open_link(&token, answer, address).await
    }
}
