//! Somebody who finishes later has the code of the form sent to the address in it, or asks to be reminded. What they are
//! told depends on nothing that happens to the mail.

use jiff::{SignedDuration, Timestamp};
use sqlx::PgConnection;
use uuid::Uuid;

use super::DraftToken;
use crate::db::DbError;
use crate::db::draft::{self, Draft};
use crate::db::mail::of_draft;
use crate::db::staff::attempts;
use crate::domain::person::EmailAddress;
use crate::domain::request::DraftAnswers;
use crate::support::words::Language;
use crate::usecases::Desk;
use crate::usecases::window::Window;

/// A code that was asked for so long ago is not sent once more.
const ONCE_IN: SignedDuration = SignedDuration::from_mins(10);
/// A day.
const DAY: SignedDuration = SignedDuration::from_hours(24);
/// Mails with a code that a form gets in a day.
const MOST_CODES: i64 = 3;
/// Times in a day that an address is written to because a form says that it is theirs: whoever types may be somebody else.
const MOST_TO_ADDRESS: i32 = 10;
/// Reminders leave so many days after the last save, or after they were asked for.
const REMINDED_AFTER_DAYS: [i32; 2] = [1, 3];

impl Desk {
    /// Sends the code of a browser's form to the address in it, where there is one: once in ten minutes, three times in
    /// a day.
    pub async fn mail_code<A: DraftAnswers>(
        &self,
        token: &DraftToken,
        language: Language,
    ) -> Result<(), DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some((form, email)) = self.reachable::<A>(&mut tx, token, now).await? else {
            return Ok(());
        };
        let (asked, last) = of_draft::count_codes(&mut tx, form.id, now - DAY).await?;
        let just_sent = last.is_some_and(|last| now.duration_since(last) < ONCE_IN);
        if just_sent || asked >= MOST_CODES || !self.may_write_to(&mut tx, &email, now).await? {
            return Ok(());
        }
        of_draft::insert_code(&mut tx, form.id, language.code(), now).await?;
        tx.commit().await?;
        self.mail_wake.notify_one();
        Ok(())
    }

    /// Reminds whoever fills in a browser's form, where it has an address and they are not reminded yet.
    pub async fn ask_reminders<A: DraftAnswers>(
        &self,
        token: &DraftToken,
        language: Language,
    ) -> Result<(), DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some((form, email)) = self.reachable::<A>(&mut tx, token, now).await? else {
            return Ok(());
        };
        let asked = of_draft::list_reminders(&mut tx, token, A::KIND).await?;
        if !asked.is_empty() || !self.may_write_to(&mut tx, &email, now).await? {
            return Ok(());
        }
        let due = REMINDED_AFTER_DAYS.map(|days| (days, now + DAY * days));
        let due: Vec<(i32, Timestamp)> = due
            .into_iter()
            .filter(|(_, due)| *due < form.expires_at)
            .collect();
        of_draft::insert_reminders(&mut tx, form.id, language.code(), &due, now).await?;
        Ok(tx.commit().await?)
    }

    /// Lists when a browser's form is still reminded of.
    pub async fn list_reminders<A: DraftAnswers>(
        &self,
        token: &DraftToken,
    ) -> Result<Vec<Timestamp>, DbError> {
        let mut conn = self.acquire().await?;
        of_draft::list_reminders(&mut conn, token, A::KIND).await
    }

    /// Reminds no more of a browser's form.
    pub async fn end_reminders(&self, token: &DraftToken) -> Result<(), DbError> {
        let mut tx = self.begin().await?;
        of_draft::update_reminders_ended(&mut tx, token, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Reminds no more of the form that a reminder is of. Its id stands in the mail; nothing else can be done with it, and
    /// one that is not known is no error.
    pub async fn end_reminders_by(&self, reminder: Uuid) -> Result<(), DbError> {
        let mut tx = self.begin().await?;
        of_draft::update_reminders_ended_by(&mut tx, reminder, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Locks a browser's unsent form that has an e-mail address.
    async fn reachable<A: DraftAnswers>(
        &self,
        conn: &mut PgConnection,
        token: &DraftToken,
        now: Timestamp,
    ) -> Result<Option<(Draft<A>, EmailAddress)>, DbError> {
        let found = draft::lock_draft::<A>(conn, &self.vault, token, now).await?;
        Ok(found.and_then(|form| {
            let [_, email] = form.answers.as_ref()?.means();
            let email = EmailAddress::parse(email).ok()?;
            form.referral.is_none().then_some((form, email))
        }))
    }

    async fn may_write_to(
        &self,
        conn: &mut PgConnection,
        email: &EmailAddress,
        now: Timestamp,
    ) -> Result<bool, DbError> {
        let window = Window::around(now, DAY.as_secs());
        let address = email.expose_comparable();
        let bucket = self.vault.keyed_hash("draft-mails", address.as_bytes());
        let asked = attempts::insert_attempt(conn, &bucket, window.start).await?;
        Ok(asked <= MOST_TO_ADDRESS)
    }
}
