//! Staff ask for papers, one by one, and say how far each is; the doctor says which were sent. Whoever is to send one hears that
//! there is news, once for all that is asked at a time.

use uuid::Uuid;

use crate::db::DbError;
use crate::db::audit::{insert_event, insert_events};
use crate::db::mail::outbox;
use crate::db::paper::ask as paper_ask;
use crate::db::referral::Viewer;
use crate::db::referral::read::{self, OpenCase};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::notice::{Mail, Notice, Recipient};
use crate::domain::paper::{AskState, AskedPapers, PaperAsk, PaperSender, PaperWish, ask_for};
use crate::domain::permission::{Action, may};
use crate::domain::person::FreeText;
use crate::domain::reference::Reference;
use crate::domain::referral::{ContactFacts, ContactKind, Referral, asked_events};
use crate::domain::staff::Actor;
use crate::usecases::Desk;
use crate::usecases::link::LinkToken;

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
    /// Why a paper is not needed was not said.
    #[error("why it is not needed is missing")]
    NoReason,
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
        wishes: &[PaperWish],
    ) -> Result<(), AskPapersError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let case = self.case_for_papers(&mut tx, actor, reference).await?;
        let (referral, key) = (case.referral, case.key);
        if !referral.status.is_open() {
            return Err(AskPapersError::Ended);
        }
        let id = referral.id;
        let asks = ask_for(&referral.asks, wishes, now);
        if asks.is_empty() {
            return Ok(());
        }
        insert_events(&mut tx, &asked_events(id, &asks, actor, now)).await?;
        let mails: Vec<Mail> = told(&referral, &asks)
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
        let asked = AskedPapers { by: actor.id, asks };
        paper_ask::upsert(&mut tx, &key, id, &asked).await?;
        outbox::insert_mails(&mut tx, id, &mails, now).await?;
        tx.commit().await?;
        self.mail_wake.notify_one();
        Ok(())
    }

    /// Says how far a paper is that was asked for; one that is not needed, with the reason. The same word again changes nothing.
    pub async fn settle_paper_ask(
        &self,
        actor: &Actor,
        reference: &Reference,
        ask: Uuid,
        state: AskState,
        reason: Option<&FreeText>,
    ) -> Result<(), AskPapersError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let case = self.case_for_papers(&mut tx, actor, reference).await?;
        let reason = reason.filter(|_| state == AskState::NotNeeded);
        if state == AskState::NotNeeded && reason.is_none() {
            return Err(AskPapersError::NoReason);
        }
        let id = case.referral.id;
        if paper_ask::update_state(&mut tx, &case.key, id, ask, (state, reason), now).await? {
            let event = Event::of_case(id, Doer::staff(actor), EventKind::PaperAskSettled, now)
                .with("ask", ask.to_string())
                .with("state", state.code());
            insert_event(&mut tx, &event).await?;
        }
        Ok(tx.commit().await?)
    }

    /// The doctor says that a paper that is asked of them was sent, by fax, by post or by an exchange. It is missing until we have
    /// it. The same word again changes nothing; false where the browser is not in, or nothing of the kind is asked of them.
    pub async fn say_paper_sent(&self, session: &LinkToken, ask: Uuid) -> Result<bool, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some((link, case)) = self.as_doctor(&mut tx, session).await? else {
            return Ok(false);
        };
        let stands = read::find_standing(&mut tx, &self.vault, &case.referral).await?;
        for referral in [&case.referral, &stands] {
            let Some(asked) = referral.asks.iter().find(|one| one.id == ask) else {
                continue;
            };
            if asked.sender != PaperSender::Doctor || !referral.status.is_open() {
                return Ok(false);
            }
            if paper_ask::update_said_sent(&mut tx, ask, now).await? {
                let said = EventKind::PaperSaidSent;
                let event = Event::of_case(referral.id, Doer::Doctor, said, now)
                    .with("contact", link.contact.to_string())
                    .with("ask", ask.to_string())
                    .with("kind", asked.kind.code());
                insert_event(&mut tx, &event).await?;
            }
            tx.commit().await?;
            return Ok(true);
        }
        Ok(false)
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

/// Who hears that papers are asked for: whoever is to send some, where they may be written to, of joined cases too.
fn told<'a>(case: &'a Referral, asks: &'a [PaperAsk]) -> impl Iterator<Item = &'a ContactFacts> {
    let silent = case.is_silent();
    let aware = case.family_aware;
    let of = |sender| asks.iter().any(|ask| ask.sender == sender);
    let (family, doctor) = (of(PaperSender::Family), of(PaperSender::Doctor));
    let also = case.joined.others.iter().flat_map(|other| &other.contacts);
    case.contacts.iter().chain(also).filter(move |contact| {
        let theirs = (family && contact.follows() && aware)
            || (doctor && contact.kind == ContactKind::Doctor);
        theirs && !silent && contact.has_email && !contact.stopped
    })
}
