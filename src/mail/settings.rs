//! What the mail floor needs to know about the programme and the relay. Filled from the settings file by `config`.

use std::path::PathBuf;

use secrecy::SecretString;
use serde::Deserialize;

/// Holds the facts of the programme that stand in every mail.
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// The sender's name, which says nothing about an illness: it is seen on locked screens.
    pub from_name: String,
    /// The sender's address.
    pub from_address: String,
    /// The address of the site, without a slash at its end.
    pub base_url: String,
    /// The phone number as people read it.
    pub phone: String,
    /// The programme's time zone, such as `America/New_York`.
    pub zone: String,
}

/// Says how the line to the relay is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmtpTls {
    /// TLS from the first byte (usually port 465).
    #[default]
    Required,
    /// TLS after `STARTTLS`, and no mail without it (usually port 587).
    Starttls,
    /// No protection: for a relay on the same machine, refused in production.
    None,
}

/// Says which relay takes our mail.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSettings {
    /// The relay's name.
    pub host: String,
    /// The relay's port; without it the usual one of the protection.
    #[serde(default)]
    pub port: Option<u16>,
    /// How the line is protected.
    #[serde(default)]
    pub tls: SmtpTls,
    /// The account at the relay, if it wants one.
    #[serde(default)]
    pub username: Option<String>,
    /// The account's password.
    #[serde(default)]
    pub password: Option<SecretString>,
    /// File with the authorities that may vouch for the relay; without it the system's.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
}
