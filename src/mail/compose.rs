//! Makes the message that goes over the line: one recipient, text and HTML, and headers by which a duplicate can be
//! recognised and no machine answers. Refuses addresses that are not one address; headers are typed, so nothing
//! that a person wrote can become a header.

use std::time::SystemTime;

use askama::Template;
use jiff::Timestamp;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};
use uuid::Uuid;

use super::letter::{Letter, LetterHtml, LetterText};
use super::settings::MailSettings;
use crate::usecases::ClaimedMail;

/// Says why a mail could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ComposeError {
    /// The configured sender is no address.
    #[error("the sender's address is not an e-mail address")]
    Sender,
    /// What is on file for the recipient is no address.
    #[error("the recipient's address is not an e-mail address")]
    Recipient,
    /// A template failed, which is a mistake of ours.
    #[error("the template failed")]
    Template(#[from] askama::Error),
    /// The parts do not make a message, which is a mistake of ours.
    #[error("the message could not be put together")]
    Message(#[from] lettre::error::Error),
}

/// Holds one finished mail.
#[derive(Clone)]
pub struct Composed {
    /// The outbox row it was made from; its Message-ID is made of it.
    pub id: Uuid,
    /// The one recipient's address.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text part.
    pub text: String,
    /// The HTML part.
    pub html: String,
    /// The whole message.
    pub message: Message,
}

impl std::fmt::Debug for Composed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Composed({})", self.id)
    }
}

/// Writes mails for one programme.
#[derive(Debug, Clone)]
pub struct Composer {
    settings: MailSettings,
    sender: Mailbox,
}

impl Composer {
    /// Takes the programme's facts; refuses a sender that is no address.
    pub fn new(settings: MailSettings) -> Result<Self, ComposeError> {
        let address: Address = settings
            .from_address
            .parse()
            .map_err(|_| ComposeError::Sender)?;
        let sender = Mailbox::new(Some(settings.from_name.clone()), address);
        Ok(Self { settings, sender })
    }

    /// Writes a claimed mail in its reader's language.
    pub fn compose(&self, mail: &ClaimedMail, now: Timestamp) -> Result<Composed, ComposeError> {
        let recipient: Address = mail
            .to_address
            .parse()
            .map_err(|_| ComposeError::Recipient)?;
        let letter = Letter::write(mail, &self.settings);
        let text = LetterText { letter: &letter }.render()?;
        let html = LetterHtml { letter: &letter }.render()?;
        let message = Message::builder()
            .from(self.sender.clone())
            .to(Mailbox::new(None, recipient.clone()))
            .subject(letter.subject.clone())
            .date(SystemTime::from(now))
            .message_id(Some(format!(
                "<{}@{}>",
                mail.id,
                self.sender.email.domain()
            )))
            .header(AutoSubmitted)
            .header(NoAutomaticAnswers)
            .multipart(MultiPart::alternative_plain_html(
                text.clone(),
                html.clone(),
            ))?;
        Ok(Composed {
            id: mail.id,
            to: recipient.to_string(),
            subject: letter.subject,
            text,
            html,
            message,
        })
    }
}

/// `Auto-Submitted: auto-generated` (RFC 3834): holiday answers stay away.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// `X-Auto-Response-Suppress: All`: the same for Exchange, which does not know the other.
#[derive(Clone)]
struct NoAutomaticAnswers;

impl Header for NoAutomaticAnswers {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("X-Auto-Response-Suppress")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "All".to_owned())
    }
}
