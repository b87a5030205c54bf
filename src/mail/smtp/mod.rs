//! SMTP through a relay, and what its answers mean: a refused mail is permanent, a refused *us* is not.
//! Refuses an unprotected line in production. The talk itself is in `lines`.

mod lines;

use std::error::Error as _;
use std::path::PathBuf;
use std::sync::Arc;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, TlsParameters};
use secrecy::ExposeSecret;

use super::compose::Composed;
use super::reply::without_addresses;
use super::settings::{SmtpSettings, SmtpTls};
use super::transport::SendError;
pub use lines::SmtpLimits;
use lines::{Lines, Trouble};

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
    /// The file with our own authorities.
    #[error("mail.smtp.ca_file: {} holds no certificate that can be read", .0.display())]
    Authorities(PathBuf),
}

/// Sends through one relay, over lines that are kept for the next mail.
#[derive(Clone)]
pub struct SmtpTransport {
    lines: Lines,
}

impl SmtpTransport {
    /// Prepares the relay; connects only when there is something to send.
    pub fn new(settings: &SmtpSettings, production: bool) -> Result<Self, SmtpRefused> {
        if production && settings.tls == SmtpTls::None {
            return Err(SmtpRefused::PlainTextInProduction);
        }
        let usual_port = match settings.tls {
            SmtpTls::Required => 465,
            SmtpTls::Starttls => 587,
            SmtpTls::None => 25,
        };
        let parameters = match settings.tls {
            SmtpTls::None => None,
            SmtpTls::Required | SmtpTls::Starttls => Some(tls(settings)?),
        };
        let credentials = match (&settings.username, &settings.password) {
            (Some(name), Some(password)) => Some(Credentials::new(
                name.clone(),
                password.expose_secret().to_owned(),
            )),
            (None, None) => None,
            _ => return Err(SmtpRefused::HalfAnAccount),
        };
        Ok(Self {
            lines: Lines {
                host: settings.host.clone(),
                port: settings.port.unwrap_or(usual_port),
                tls: settings.tls,
                parameters,
                credentials,
                limits: SmtpLimits::default(),
                waiting: Arc::default(),
            },
        })
    }

    /// Gives a slow relay less or more time, for tests.
    #[must_use]
    pub fn with_limits(mut self, limits: SmtpLimits) -> Self {
        self.lines.limits = limits;
        self
    }

    /// Hands one mail to the relay and returns the relay's answer.
    pub(super) async fn send(&self, mail: &Composed) -> Result<String, SendError> {
        let message = mail.message.formatted();
        match self.lines.deliver(mail.message.envelope(), &message).await {
            Ok(response) => {
                let words: Vec<&str> = response.message().collect();
                Ok(without_addresses(
                    &format!("{} {}", response.code(), words.join(" ")),
                    &mail.to,
                ))
            }
            Err(Trouble::Smtp(error)) => Err(self.refusal(&error, &mail.to).await),
            Err(Trouble::NoLine(error)) => Err(self.broken_off(error.to_string()).await),
            Err(Trouble::TooSlow) => {
                Err(self.broken_off("the relay took too long".to_owned()).await)
            }
            // However often it is tried, this relay cannot write the address.
            Err(Trouble::NoWords) => {
                count_failure("no_words");
                Err(SendError::Permanent(
                    "the relay takes no addresses outside ASCII".to_owned(),
                ))
            }
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
            Some(NOT_AVAILABLE) => {
                count_failure("closing");
                SendError::Unreachable(reply)
            }
            Some(code) if SIGN_IN_REFUSED.contains(&code) => {
                count_failure("sign_in");
                SendError::Unreachable(reply)
            }
            Some(_) if error.is_permanent() => {
                count_failure("5xx");
                SendError::Permanent(reply)
            }
            Some(_) => {
                count_failure("4xx");
                SendError::Transient(reply)
            }
            None => self.broken_off(reply).await,
        }
    }

    /// After a line that broke, asks whether the relay is there at all: if it is, the mail may be the reason.
    async fn broken_off(&self, reply: String) -> SendError {
        if self.lines.probe().await {
            count_failure("broken_off");
            SendError::Transient(reply)
        } else {
            count_failure("unreachable");
            SendError::Unreachable(reply)
        }
    }
}

fn count_failure(class: &'static str) {
    metrics::counter!("intake_mail_failures_total", "class" => class).increment(1);
}

/// TLS to the relay: vouched for by the system's authorities, or by our own and no others.
fn tls(settings: &SmtpSettings) -> Result<TlsParameters, SmtpRefused> {
    let Some(file) = &settings.ca_file else {
        return Ok(TlsParameters::new(settings.host.clone())?);
    };
    let unreadable = || SmtpRefused::Authorities(file.clone());
    let pem = std::fs::read(file).map_err(|_| unreadable())?;
    if !pem
        .windows(27)
        .any(|part| part == b"-----BEGIN CERTIFICATE-----")
    {
        return Err(unreadable());
    }
    let authorities = Certificate::from_pem(&pem).map_err(|_| unreadable())?;
    TlsParameters::builder(settings.host.clone())
        .certificate_store(CertificateStore::None)
        .add_root_certificate(authorities)
        .build()
        .map_err(|_| unreadable())
}
