//! Lines to the relay: opened, signed in, kept for the next mail. Each stage of the talk has a limit of its own.
//!
//! The wait after the final dot is long on purpose (RFC 5321, 4.5.3.2): whoever hangs up there sends a mail twice. The
//! worker renews its lease meanwhile. Everything before the dot is short; there, hanging up costs nothing.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::Response;
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::mail::settings::SmtpTls;

/// How long each stage of the talk may take.
#[derive(Debug, Clone, Copy)]
pub struct SmtpLimits {
    /// Until the relay takes the connection.
    pub connect: Duration,
    /// Until it has answered one command; the greeting counts as one.
    pub command: Duration,
    /// Until it has answered the final dot.
    pub final_dot: Duration,
}

impl Default for SmtpLimits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            command: Duration::from_secs(30),
            final_dot: Duration::from_mins(10),
        }
    }
}

/// An unused line is trusted for this long; most relays hang up later.
const FRESH: Duration = Duration::from_secs(30);

/// What went wrong on a line.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The relay said no, or the line broke.
    Smtp(Error),
    /// There was no line at all.
    NoLine(std::io::Error),
    /// The relay did not answer in time.
    TooSlow,
    /// This relay has no words for the mail's address.
    NoWords,
}

impl Trouble {
    /// True where the relay has spoken: the line is sound.
    fn is_an_answer(&self) -> bool {
        matches!(self, Self::Smtp(error) if error.status().is_some())
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::NoLine(error)
    }
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Smtp(error)
    }
}

/// How lines are opened, and those that wait for the next mail.
#[derive(Clone)]
pub(super) struct Lines {
    pub host: String,
    pub port: u16,
    pub tls: SmtpTls,
    pub parameters: Option<TlsParameters>,
    pub credentials: Option<Credentials>,
    pub limits: SmtpLimits,
    pub waiting: Arc<Mutex<Vec<(AsyncSmtpConnection, Instant)>>>,
}

impl Lines {
    /// Hands over one mail and returns the relay's last word.
    pub async fn deliver(&self, envelope: &Envelope, message: &[u8]) -> Result<Response, Trouble> {
        if let Some(mut line) = self.take() {
            let begun = self.announce(&mut line, envelope, message).await;
            // A line that broke while it waited says nothing about the relay: nothing was sent yet.
            if begun.as_ref().map_or_else(Trouble::is_an_answer, |()| true) {
                return self.finish(line, begun, message).await;
            }
        }
        let mut line = self.open().await?;
        let begun = self.announce(&mut line, envelope, message).await;
        self.finish(line, begun, message).await
    }

    /// Opens a line and lets it go again: is anybody there who takes mail from us?
    pub async fn probe(&self) -> bool {
        let Ok(mut line) = self.open().await else {
            return false;
        };
        let _ = self.in_time(line.quit()).await;
        true
    }

    /// Sender, recipients, and the word that the message comes.
    async fn announce(
        &self,
        line: &mut AsyncSmtpConnection,
        envelope: &Envelope,
        message: &[u8],
    ) -> Result<(), Trouble> {
        let mut parameters = Vec::new();
        let mut addresses = envelope.to().iter().chain(envelope.from());
        if addresses.any(|address| !AsRef::<str>::as_ref(address).is_ascii()) {
            if !line.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Trouble::NoWords);
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        if !message.is_ascii() {
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let sender = Mail::new(envelope.from().cloned(), parameters);
        self.in_time(line.command(sender)).await?;
        for address in envelope.to() {
            let recipient = Rcpt::new(address.clone(), Vec::new());
            self.in_time(line.command(recipient)).await?;
        }
        self.in_time(line.command(Data)).await?;
        Ok(())
    }

    /// The message itself; then the line waits for the next one, if it is sound.
    async fn finish(
        &self,
        mut line: AsyncSmtpConnection,
        begun: Result<(), Trouble>,
        message: &[u8],
    ) -> Result<Response, Trouble> {
        let sent = match begun {
            Ok(()) => match timeout(self.limits.final_dot, line.message(message)).await {
                Ok(answer) => answer.map_err(Trouble::from),
                Err(_) => Err(Trouble::TooSlow),
            },
            Err(refused) => {
                // Half a mail may stand there: the next one begins anew.
                if refused.is_an_answer() && self.in_time(line.command(Rset)).await.is_ok() {
                    self.keep(line);
                }
                return Err(refused);
            }
        };
        if sent.as_ref().map_or_else(Trouble::is_an_answer, |_| true) {
            self.keep(line);
        }
        sent
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, Trouble> {
        let hello = ClientId::default();
        let wrapped = self
            .parameters
            .clone()
            .filter(|_| self.tls == SmtpTls::Required);
        let address = (self.host.as_str(), self.port);
        let mut line = if wrapped.is_some() {
            let limit = self.limits.connect;
            let connecting =
                AsyncSmtpConnection::connect_tokio1(address, Some(limit), &hello, wrapped, None);
            timeout(limit + self.limits.command, connecting)
                .await
                .map_err(|_| Trouble::TooSlow)??
        } else {
            let stream = timeout(self.limits.connect, TcpStream::connect(address))
                .await
                .map_err(|_| Trouble::TooSlow)??;
            // The final dot is a small piece by itself, which TCP would hold back until the relay has acknowledged the
            // message: 40 ms for each mail.
            stream.set_nodelay(true)?;
            let greeted = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello);
            self.in_time(greeted).await?
        };
        if self.tls == SmtpTls::Starttls
            && let Some(parameters) = self.parameters.clone()
        {
            self.in_time(line.starttls(parameters, &hello)).await?;
        }
        if let Some(credentials) = &self.credentials {
            self.in_time(line.auth(DEFAULT_MECHANISMS, credentials))
                .await?;
        }
        Ok(line)
    }

    async fn in_time<T>(
        &self,
        answer: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Trouble> {
        match timeout(self.limits.command, answer).await {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(Trouble::TooSlow),
        }
    }

    fn take(&self) -> Option<AsyncSmtpConnection> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|(line, since)| since.elapsed() < FRESH && !line.has_broken());
        waiting.pop().map(|(line, _)| line)
    }

    fn keep(&self, line: AsyncSmtpConnection) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.push((line, Instant::now()));
    }
}
