//! Staff read the threads of a case, write to one person, or say that a message needs no answer.

use jiff::Timestamp;
use uuid::Uuid;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::mail::outbox;
use crate::db::message::{self, NewMessage, Thread};
use crate::db::referral::Viewer;
use crate::db::referral::read::{self, OpenCase};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::message::{Message, Unreachable, answer_due, may_write_to};
use crate::domain::notice::{Mail, Notice, Recipient};
use crate::domain::permission::Action;
use crate::domain::person::FreeText;
use crate::domain::reference::Reference;
use crate::domain::referral::{CaseFacts, ContactKind, Referral};
use crate::domain::staff::Actor;
use crate::support::ids::fresh_id;
use crate::usecases::Desk;
use crate::usecases::case::view_case::{StaffNames, names};

/// The thread of one person, for staff.
#[derive(Debug, Clone)]
pub struct ThreadView {
    /// The case.
    pub referral: Referral,
    /// The child's facts.
    pub facts: CaseFacts,
    /// Who it is with.
    pub thread: Thread,
    /// Oldest first.
    pub messages: Vec<Message>,
    /// What this staff member has begun to write.
    pub draft: String,
    /// Why nothing can be written now.
    pub unreachable: Option<Unreachable>,
    /// Names of staff.
    pub names: StaffNames,
    /// When the page was made.
    pub as_of: Timestamp,
}

/// An answer as its form says it.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// The page's key.
    pub send_key: Uuid,
    /// The last message that the page showed.
    pub seen: Option<Uuid>,
    /// What it says.
    pub body: &'a FreeText,
}

/// What became of the wait for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// Nobody waited.
    Nothing,
    /// All that waited.
    All,
    /// What was shown; something newer waits on.
    Older,
    /// None of it: all that waits came later than what was shown.
    Unseen,
}

impl Answered {
    /// True where something waits that was not shown.
    pub fn is_more(self) -> bool {
        matches!(self, Self::Older | Self::Unseen)
    }
}

/// Why a thread was not read, or nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ThreadError {
    /// There is no such case or person for this staff member.
    #[error("no such thread")]
    NotFound,
    /// The role may see the case but not write to this person.
    #[error("not allowed")]
    Forbidden,
    /// Nothing can be written to them now.
    #[error("they cannot be written to now")]
    Unreachable(Unreachable),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What came of a save while an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftKept {
    /// It is kept, behind this answer of ours.
    After(Option<Uuid>),
    /// The same form was sent: nothing is kept.
    SentBefore,
}

impl From<sqlx::Error> for ThreadError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Desk {
    /// Opens the thread of a person of a case. The look is on the record.
    pub async fn view_thread(
        &self,
        actor: &Actor,
        reference: &Reference,
        contact: Uuid,
    ) -> Result<ThreadView, ThreadError> {
        let done = self.open_thread(actor, reference, contact).await;
        self.on_record(actor, reference, done).await
    }

    async fn open_thread(
        &self,
        actor: &Actor,
        reference: &Reference,
        contact: Uuid,
    ) -> Result<ThreadView, ThreadError> {
        let roster = self.roster().await?;
        let now = self.now();
        let mut tx = self.begin().await?;
        let case = read::find_for(&mut tx, &self.vault, Viewer::from(actor), reference)
            .await?
            .ok_or(ThreadError::NotFound)?;
        let thread = self.thread_of(&mut tx, actor, &case, contact).await?;
        let messages = message::list_of_contact(&mut tx, &case.key, contact).await?;
        let draft = message::draft::find(&mut tx, &case.key, contact, actor.id).await?;
        let doer = Doer::staff(actor);
        let seen = Event::of_case(case.referral.id, doer, EventKind::MessagesSeen, now)
            .with("contact", contact.to_string());
        insert_event(&mut tx, &seen).await?;
        tx.commit().await?;
        Ok(ThreadView {
            unreachable: unreachable(&case.referral, &thread),
            referral: case.referral,
            facts: case.facts,
            thread,
            messages,
            draft: draft.unwrap_or_default(),
            names: names(&roster.staff),
            as_of: now,
        })
    }

    /// Writes to a person. It stands on their page at once; a mail without any of it says that it is there. The same form
    /// sent twice brings one. It answers what the page showed, and nothing that came later.
    pub async fn send_message(
        &self,
        actor: &Actor,
        reference: &Reference,
        contact: Uuid,
        answer: &Answer<'_>,
    ) -> Result<Answered, ThreadError> {
        let done = self.try_send(actor, reference, contact, answer).await;
        self.on_record(actor, reference, done).await
    }

    async fn try_send(
        &self,
        actor: &Actor,
        reference: &Reference,
        contact: Uuid,
        answer: &Answer<'_>,
    ) -> Result<Answered, ThreadError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let (case, thread) = self.lock_thread(&mut tx, actor, reference, contact).await?;
        if let Some(why) = unreachable(&case.referral, &thread) {
            return Err(ThreadError::Unreachable(why));
        }
        let message = Message {
            id: fresh_id(),
            staff: Some(actor.id),
            body: answer.body.expose().to_owned(),
            written_at: now,
        };
        let referral = case.referral.id;
        let new = NewMessage {
            referral,
            contact,
            message: &message,
            send_key: answer.send_key,
        };
        if !message::insert(&mut tx, &case.key, &new).await? {
            return Ok(Answered::Nothing);
        }
        let answered = self.end_wait(&mut tx, contact, answer.seen).await?;
        message::draft::delete(&mut tx, contact, actor.id).await?;
        let event = Event::of_case(referral, Doer::staff(actor), EventKind::MessageSent, now)
            .with("message", message.id.to_string())
            .with("contact", contact.to_string());
        insert_event(&mut tx, &event).await?;
        if thread.person.email.is_some() && !thread.stopped {
            let mail = Mail {
                notice: if thread.kind == ContactKind::Doctor {
                    Notice::DoctorMessage
                } else {
                    Notice::FamilyMessage
                },
                to: Recipient::Contact(contact),
                language: thread.language,
                reason: "message".to_owned(),
                due_at: now,
            };
            outbox::insert_mails(&mut tx, referral, &[mail], now).await?;
        }
        tx.commit().await?;
        self.mail_wake.notify_one();
        Ok(answered)
    }

    /// Says that what a person wrote, down to the last message that was shown, needs no answer.
    pub async fn need_no_answer(
        &self,
        actor: &Actor,
        reference: &Reference,
        contact: Uuid,
        seen: Option<Uuid>,
    ) -> Result<Answered, ThreadError> {
        let done = self.close_question(actor, reference, contact, seen).await;
        self.on_record(actor, reference, done).await
    }

    async fn close_question(
        &self,
        actor: &Actor,
        reference: &Reference,
        contact: Uuid,
        seen: Option<Uuid>,
    ) -> Result<Answered, ThreadError> {
        let mut tx = self.begin().await?;
        let (case, _) = self.lock_thread(&mut tx, actor, reference, contact).await?;
        let answered = self.end_wait(&mut tx, contact, seen).await?;
        if matches!(answered, Answered::All | Answered::Older) {
            let event = Event::of_case(
                case.referral.id,
                Doer::staff(actor),
                EventKind::MessageNeedsNoAnswer,
                self.now(),
            )
            .with("contact", contact.to_string());
            insert_event(&mut tx, &event).await?;
        }
        tx.commit().await?;
        Ok(answered)
    }

    /// Ends the wait for what was shown. What came later waits on, with its own time: nobody has read it.
    async fn end_wait(
        &self,
        conn: &mut sqlx::PgConnection,
        contact: Uuid,
        seen: Option<Uuid>,
    ) -> Result<Answered, DbError> {
        let Some(at) = message::find_unseen(conn, contact, seen).await? else {
            let ended = message::update_answered(conn, contact).await?;
            return Ok(if ended {
                Answered::All
            } else {
                Answered::Nothing
            });
        };
        let due_at = answer_due(&self.rules().calendar, at);
        let moved = message::update_waits_since(conn, contact, at, due_at).await?;
        Ok(if moved {
            Answered::Older
        } else {
            Answered::Unseen
        })
    }

    /// Keeps what a staff member has begun to write to a person; empty forgets it. A save that comes late, behind the press
    /// that sent the same form, keeps nothing.
    pub async fn keep_message_draft(
        &self,
        actor: &Actor,
        reference: &Reference,
        contact: Uuid,
        send_key: Uuid,
        body: &str,
    ) -> Result<DraftKept, ThreadError> {
        let done = self
            .try_keep(actor, reference, contact, send_key, body)
            .await;
        self.on_record(actor, reference, done).await
    }

    async fn try_keep(
        &self,
        actor: &Actor,
        reference: &Reference,
        contact: Uuid,
        send_key: Uuid,
        body: &str,
    ) -> Result<DraftKept, ThreadError> {
        let mut tx = self.begin().await?;
        let (case, _) = self.lock_thread(&mut tx, actor, reference, contact).await?;
        let (sent, last) = message::find_answers(&mut tx, contact, send_key).await?;
        if sent {
            return Ok(DraftKept::SentBefore);
        }
        if body.is_empty() {
            message::draft::delete(&mut tx, contact, actor.id).await?;
        } else {
            message::draft::upsert(&mut tx, &case.key, contact, actor.id, body, self.now()).await?;
        }
        tx.commit().await?;
        Ok(DraftKept::After(last))
    }

    /// Puts a refusal on the record, once what was begun is given up.
    async fn on_record<T>(
        &self,
        actor: &Actor,
        reference: &Reference,
        done: Result<T, ThreadError>,
    ) -> Result<T, ThreadError> {
        if matches!(done, Err(ThreadError::Forbidden)) {
            self.note_denial(actor, reference, Action::MessageFamily)
                .await?;
        }
        done
    }

    async fn lock_thread(
        &self,
        conn: &mut sqlx::PgConnection,
        actor: &Actor,
        reference: &Reference,
        contact: Uuid,
    ) -> Result<(OpenCase, Thread), ThreadError> {
        let case = read::lock_for(conn, &self.vault, Viewer::from(actor), reference)
            .await?
            .ok_or(ThreadError::NotFound)?;
        let thread = self.thread_of(conn, actor, &case, contact).await?;
        Ok((case, thread))
    }

    async fn thread_of(
        &self,
        conn: &mut sqlx::PgConnection,
        actor: &Actor,
        case: &OpenCase,
        contact: Uuid,
    ) -> Result<Thread, ThreadError> {
        let threads = message::list_threads(conn, &case.key, case.referral.id).await?;
        let thread = threads.into_iter().find(|thread| thread.contact == contact);
        let thread = thread.ok_or(ThreadError::NotFound)?;
        if may_write_to(actor.role, thread.kind) {
            Ok(thread)
        } else {
            Err(ThreadError::Forbidden)
        }
    }
}

/// Why nothing can be written to somebody now.
fn unreachable(case: &Referral, thread: &Thread) -> Option<Unreachable> {
    let family = thread.kind != ContactKind::Doctor;
    if family && case.is_silent() {
        Some(Unreachable::Silent)
    } else if family && !case.family_aware {
        Some(Unreachable::NotAware)
    } else if !thread.has_link {
        Some(Unreachable::NoLink)
    } else {
        None
    }
}
