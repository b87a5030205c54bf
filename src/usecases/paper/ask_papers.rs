//! Staff ask for papers, one by one, and say how far each is. Whoever is to send one hears that there is news, once for all
//! that is asked at a time.

use uuid::Uuid;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::mail::outbox;
use crate::db::paper::ask as paper_ask;
use crate::db::referral::Viewer;
use crate::db::referral::read::{self, OpenCase};
use crate::domain::event::{Doer, Event, EventKind, codes};
use crate::domain::notice::{Mail, Notice, Recipient};
use crate::domain::paper::{AskState, PaperKind, PaperSender};
use crate::domain::permission::{Action, may};
use crate::domain::reference::Reference;
use crate::domain::referral::{ContactFacts, ContactKind, Referral};
use crate::domain::staff::Actor;
use crate::usecases::Desk;

/// Why papers were not asked for.
#[derive(Debug, thiserror::Error)]
pub enum AskPapersError {
    /// There is no such case for this person.
    #[error("no such case")]
    NotFound,
    /// The role may see the case but not do this.
    #[error("not allowed")]
    Forbidden,
    /// The case has ended.
    #[error("the case has ended")]
    Ended,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for AskPapersError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Desk {
    /// Asks for papers. Those that are missing already are left as they are.
    pub async fn ask_papers(
        &self,
        actor: &Actor,
        reference: &Reference,
        kinds: &[PaperKind],
        sender: PaperSender,
    ) -> Result<(), AskPapersError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let case = self.case_for_papers(&mut tx, actor, reference).await?;
        let referral = case.referral;
        if !referral.status.is_open() {
            return Err(AskPapersError::Ended);
        }
        let id = referral.id;
        if paper_ask::upsert(&mut tx, id, kinds, sender, actor.id, now).await? == 0 {
            return Ok(());
        }
        let event = Event::of_case(id, Doer::staff(actor), EventKind::PapersAsked, now)
            .with("kinds", codes(kinds))
            .with("sender", sender.code());
        insert_event(&mut tx, &event).await?;
        let mails: Vec<Mail> = told(&referral, sender)
            .map(|contact| Mail {
                notice: if contact.kind == ContactKind::Doctor {
                    Notice::DoctorUpdate
                } else {
                    Notice::FamilyUpdate
                },
                to: Recipient::Contact(contact.id),
                language: contact.language.clone(),
                reason: "papers_asked".to_owned(),
                due_at: now,
            })
            .collect();
        outbox::insert_mails(&mut tx, id, &mails, now).await?;
        tx.commit().await?;
        self.mail_wake.notify_one();
        Ok(())
    }

    /// Says how far a paper is that was asked for. The same word again changes nothing.
    pub async fn settle_paper_ask(
        &self,
        actor: &Actor,
        reference: &Reference,
        ask: Uuid,
        state: AskState,
    ) -> Result<(), AskPapersError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let case = self.case_for_papers(&mut tx, actor, reference).await?;
        let id = case.referral.id;
        if paper_ask::update_state(&mut tx, id, ask, state, now).await? {
            let event = Event::of_case(id, Doer::staff(actor), EventKind::PaperAskSettled, now)
                .with("ask", ask.to_string())
                .with("state", state.code());
            insert_event(&mut tx, &event).await?;
        }
        Ok(tx.commit().await?)
    }

    async fn case_for_papers(
        &self,
        conn: &mut sqlx::PgConnection,
        actor: &Actor,
        reference: &Reference,
    ) -> Result<OpenCase, AskPapersError> {
        let case = read::lock_for(conn, &self.vault, Viewer::from(actor), reference)
            .await?
            .ok_or(AskPapersError::NotFound)?;
        if may(actor.role, Action::AskPapers) {
            Ok(case)
        } else {
            Err(AskPapersError::Forbidden)
        }
    }
}

/// Who hears that papers are asked for: whoever is to send them, where they may be written to.
fn told(case: &Referral, sender: PaperSender) -> impl Iterator<Item = &ContactFacts> {
    let silent = case.is_silent();
    let aware = case.family_aware;
    case.contacts.iter().filter(move |contact| {
        let theirs = match sender {
            PaperSender::Family => contact.follows() && aware,
            PaperSender::Doctor => contact.kind == ContactKind::Doctor,
            PaperSender::Us => false,
        };
        theirs && !silent && contact.has_email && !contact.stopped
    })
}
