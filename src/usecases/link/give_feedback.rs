//! An adult of the family answers two questions after the visit.

use super::LinkToken;
use crate::db::audit::insert_event;
use crate::db::feedback::{self, Feedback};
use crate::db::referral::read::{self, OpenCase};
use crate::db::{DbError, link};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::feedback::{Knew, is_asked};
use crate::domain::referral::ContactKind;
use crate::usecases::Desk;

impl Desk {
    /// Returns whether this browser is in, and its family is asked.
    pub async fn may_give_feedback(&self, session: &LinkToken) -> Result<bool, DbError> {
        let mut conn = self.acquire().await?;
        Ok(self.asked_for_feedback(&mut conn, session).await?.is_some())
    }

    /// Takes the answers; a later answer takes the place of an earlier one. Returns false where nobody is asked.
    pub async fn give_feedback(
        &self,
        session: &LinkToken,
        knew: Knew,
        words: &str,
    ) -> Result<bool, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some((contact, case)) = self.asked_for_feedback(&mut tx, session).await? else {
            return Ok(false);
        };
        let id = case.referral.id;
        let given = Feedback {
            contact,
            knew,
            words: words.to_owned(),
            given_at: now,
        };
        feedback::upsert(&mut tx, &case.key, id, &given).await?;
        let event = Event::of_case(id, Doer::Family, EventKind::FeedbackGiven, now)
            .with("contact", contact.to_string());
        insert_event(&mut tx, &event).await?;
        tx.commit().await?;
        Ok(true)
    }

    async fn asked_for_feedback(
        &self,
        conn: &mut sqlx::PgConnection,
        session: &LinkToken,
    ) -> Result<Option<(uuid::Uuid, OpenCase)>, DbError> {
        let found = link::find_by_session(conn, &self.vault, session, self.now()).await?;
        let Some(link) = found.filter(|link| link.kind != ContactKind::Doctor) else {
            return Ok(None);
        };
        let case = read::find(conn, &self.vault, link.referral).await?;
        let case = case.filter(|case| is_asked(&case.referral));
        Ok(case.map(|case| (link.contact, case)))
    }
}
