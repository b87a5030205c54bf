//! The ways out of the house: a relay, the demo's mailbox page, or a list in memory for tests.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::BoxFuture;
use uuid::Uuid;

use super::compose::Composed;
use super::smtp::SmtpTransport;

/// Says whether a mail that did not go may go later.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Nobody takes any mail now: the relay is away, or refuses our sign-in. Says nothing about this mail.
    #[error("out of reach: {0}")]
    Unreachable(String),
    /// The relay does not take this mail now.
    #[error("not now: {0}")]
    Transient(String),
    /// This mail will never be taken.
    #[error("refused: {0}")]
    Permanent(String),
}

/// What may go wrong while a mailbox keeps a mail.
pub type SinkError = Box<dyn std::error::Error + Send + Sync>;

/// Keeps raw messages where people can look at them instead of sending them.
pub trait MailboxSink: Send + Sync {
    /// Keeps one message under the id of its outbox row; the same id again replaces it.
    fn keep(&self, id: Uuid, raw: Vec<u8>) -> BoxFuture<'_, Result<(), SinkError>>;
}

/// Holds a mail that a test can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentMail {
    /// The outbox row.
    pub id: Uuid,
    /// The recipient's address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The whole message as it would go over the line.
    pub raw: Vec<u8>,
}

/// The way mails leave.
#[derive(Clone)]
pub enum Transport {
    /// Through a relay.
    Smtp(SmtpTransport),
    /// Into the demo's mailbox page.
    Mailbox(Arc<dyn MailboxSink>),
    /// Into a list, for tests.
    Memory(Arc<Mutex<Vec<SentMail>>>),
}

impl Transport {
    /// Makes an empty list and a way into it.
    pub fn memory() -> (Self, Arc<Mutex<Vec<SentMail>>>) {
        let list = Arc::new(Mutex::new(Vec::new()));
        (Self::Memory(Arc::clone(&list)), list)
    }

    /// Tells whether mails that leave this way reach people.
    pub fn reaches_people(&self) -> bool {
        matches!(self, Self::Smtp(_))
    }

    /// Hands over one mail and returns what the other side said.
    pub async fn send(&self, mail: &Composed) -> Result<String, SendError> {
        match self {
            Self::Smtp(relay) => relay.send(mail).await,
            Self::Mailbox(mailbox) => match mailbox.keep(mail.id, mail.message.formatted()).await {
                Ok(()) => Ok("kept in the mailbox".to_owned()),
                Err(error) => {
                    tracing::warn!(mail = %mail.id, %error, "the mailbox did not take a mail");
                    Err(SendError::Unreachable(
                        "the mailbox could not keep it".to_owned(),
                    ))
                }
            },
            Self::Memory(list) => {
                list.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(sent(mail));
                Ok("kept in memory".to_owned())
            }
        }
    }
}

fn sent(mail: &Composed) -> SentMail {
    SentMail {
        id: mail.id,
        to: mail.to.clone(),
        subject: mail.subject.clone(),
        text: mail.text.clone(),
        html: mail.html.clone(),
        raw: mail.message.formatted(),
    }
}
