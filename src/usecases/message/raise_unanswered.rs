//! The clock tells staff of answers that are late: whoever answers for the case and the supervisors, once for each wait.

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::mail::outbox;
use crate::db::message::{self, LateAnswer};
use crate::db::referral::read;
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::notice::{Mail, Notice};
use crate::domain::routing::mail_to;
use crate::usecases::Desk;
use crate::usecases::roster::load_directory;

/// How many threads one round takes.
const ROUND: i64 = 200;

impl Desk {
    /// Raises answers that are late; returns how many.
    pub async fn raise_unanswered(&self) -> Result<usize, DbError> {
        let mut conn = self.acquire().await?;
        let late = message::list_late(&mut conn, self.now(), ROUND).await?;
        drop(conn);
        let mut raised = 0;
        for answer in late {
            match self.raise_answer(answer).await {
                Ok(true) => raised += 1,
                Ok(false) => {}
                Err(error) if error.is_outage() => return Err(error),
                // One case that cannot be read must not silence all others.
                Err(error) => {
                    tracing::error!(case = %answer.referral, %error, "a late answer could not be raised");
                }
            }
        }
        if raised > 0 {
            self.mail_wake.notify_one();
        }
        Ok(raised)
    }

    async fn raise_answer(&self, answer: LateAnswer) -> Result<bool, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some(directory) = load_directory(&mut tx).await? else {
            tracing::error!("nobody is set to answer: a late answer cannot be raised");
            return Ok(false);
        };
        let Some(case) = read::lock_unless_busy(&mut tx, &self.vault, answer.referral).await?
        else {
            return Ok(false);
        };
        if !message::update_late_told(&mut tx, answer.contact, now).await? {
            return Ok(false);
        }
        let event = Event::of_case(answer.referral, Doer::Clock, EventKind::AnswerLate, now)
            .with("contact", answer.contact.to_string());
        insert_event(&mut tx, &event).await?;
        let told = directory.supervisors_and(case.referral.responsible(&directory));
        let mail = |staff| {
            mail_to(
                staff,
                Notice::StaffAnswerLate,
                "answer_late".to_owned(),
                now,
            )
        };
        let mails: Vec<Mail> = told.into_iter().map(mail).collect();
        outbox::insert_mails(&mut tx, answer.referral, &mails, now).await?;
        tx.commit().await?;
        Ok(true)
    }
}
