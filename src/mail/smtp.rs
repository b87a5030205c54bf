//! SMTP through a relay, and what its answers mean: a refused mail is permanent, a refused *us* is not.
//! Refuses an unprotected line in production.

use std::error::Error as _;
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{Error, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use secrecy::ExposeSecret;

use super::compose::Composed;
use super::reply::without_addresses;
use super::settings::{SmtpSettings, SmtpTls};
use super::transport::SendError;

const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// A relay that has not taken a mail by then is left. With the probe after it this stays below the lease of an outbox
/// row, or a second worker would send the same mail.
const SEND_LIMIT: Duration = Duration::from_secs(35);
const IDLE_LIMIT: Duration = Duration::from_mins(1);
const MOST_CONNECTIONS: u32 = 4;
/// Replies by which a relay refuses our sign-in, not the mail (RFC 4954).
const SIGN_IN_REFUSED: [u16; 4] = [530, 534, 535, 538];
/// The reply of a relay that closes its doors (RFC 5321).
const NOT_AVAILABLE: u16 = 421;

/// Says why a relay cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SmtpRefused {
    /// Mail in production must not travel in the open.
    #[error("the mail relay must be reached with TLS in production")]
    PlainTextInProduction,
    /// An account without a password, or the other way round.
    #[error("the mail relay needs both an account and its password, or neither")]
    HalfAnAccount,
    /// The relay's name cannot be a TLS name.
    #[error("the mail relay's name cannot be used for TLS")]
    Tls(#[from] Error),
}

/// Sends through one relay, with a small pool of connections.
#[derive(Clone)]
pub struct SmtpTransport {
    relay: AsyncSmtpTransport<Tokio1Executor>,
    send_limit: Duration,
}

impl SmtpTransport {
    /// Prepares the relay; connects only when there is something to send.
    pub fn new(settings: &SmtpSettings, production: bool) -> Result<Self, SmtpRefused> {
        if production && settings.tls == SmtpTls::None {
            return Err(SmtpRefused::PlainTextInProduction);
        }
        let (tls, usual_port) = match settings.tls {
            SmtpTls::Required => (
                Tls::Wrapper(TlsParameters::new(settings.host.clone())?),
                465,
            ),
            SmtpTls::Starttls => (
                Tls::Required(TlsParameters::new(settings.host.clone())?),
                587,
            ),
            SmtpTls::None => (Tls::None, 25),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port.unwrap_or(usual_port))
            .tls(tls)
            .timeout(Some(CONNECT_LIMIT))
            .pool_config(
                PoolConfig::new()
                    .max_size(MOST_CONNECTIONS)
                    .idle_timeout(IDLE_LIMIT),
            );
        match (&settings.username, &settings.password) {
            (Some(name), Some(password)) => {
                builder = builder.credentials(Credentials::new(
                    name.clone(),
                    password.expose_secret().to_owned(),
                ));
            }
            (None, None) => {}
            _ => return Err(SmtpRefused::HalfAnAccount),
        }
        Ok(Self {
            relay: builder.build(),
            send_limit: SEND_LIMIT,
        })
    }

    /// Gives a slow relay less or more time, for tests.
    #[must_use]
    pub fn with_send_limit(self, send_limit: Duration) -> Self {
        Self { send_limit, ..self }
    }

    /// Hands one mail to the relay and returns the relay's answer.
    pub(super) async fn send(&self, mail: &Composed) -> Result<String, SendError> {
        let sent =
            tokio::time::timeout(self.send_limit, self.relay.send(mail.message.clone())).await;
        match sent {
            Ok(Ok(response)) => {
                let words: Vec<&str> = response.message().collect();
                Ok(without_addresses(
                    &format!("{} {}", response.code(), words.join(" ")),
                    &mail.to,
                ))
            }
            Ok(Err(error)) => Err(self.refusal(&error, &mail.to).await),
            Err(_) => Err(self.broken_off("the relay took too long".to_owned()).await),
        }
    }

    /// Tells a refused mail from a relay that takes none.
    async fn refusal(&self, error: &Error, to: &str) -> SendError {
        let words = error
            .source()
            .map_or_else(|| error.to_string(), ToString::to_string);
        let code = error.status().map(u16::from);
        let reply = without_addresses(
            &code.map_or(words.clone(), |code| format!("{code} {words}")),
            to,
        );
        match code {
            Some(NOT_AVAILABLE) => SendError::Unreachable(reply),
            Some(code) if SIGN_IN_REFUSED.contains(&code) => SendError::Unreachable(reply),
            Some(_) if error.is_permanent() => SendError::Permanent(reply),
            Some(_) => SendError::Transient(reply),
            // An address outside ASCII that this relay has no words for stays impossible, however often it is tried.
            None if error.is_client() && !to.is_ascii() => SendError::Permanent(reply),
            None => self.broken_off(reply).await,
        }
    }

    /// After a line that broke, asks whether the relay is there at all: if it is, the mail may be the reason.
    async fn broken_off(&self, reply: String) -> SendError {
        let probe = tokio::time::timeout(CONNECT_LIMIT, self.relay.test_connection()).await;
        if matches!(probe, Ok(Ok(true))) {
            SendError::Transient(reply)
        } else {
            SendError::Unreachable(reply)
        }
    }
}
