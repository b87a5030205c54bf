//! The shape of the settings, section by section, and the domain values made of them.

use std::collections::BTreeMap;
use std::net::IpAddr;

use jiff::civil;
use jiff::tz::TimeZone;
use secrecy::SecretString;
use serde::Deserialize;

use super::files::FileSettings;
use super::running::{ConnectionSettings, LogSettings, MetricsSettings};
use crate::domain::calendar::{BusinessCalendar, OpenHours, Span};
use crate::domain::clock::{ClockKind, ClockPolicy, ClockRules};
use crate::domain::priority::Priority;
use crate::domain::routing::RoutingRule;

/// All settings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Demo or production.
    pub environment: EnvironmentName,
    /// The web server.
    pub http: HttpSettings,
    /// PostgreSQL.
    pub database: DatabaseSettings,
    /// The state folder.
    pub state: StateSettings,
    /// The keys.
    pub keys: KeySettings,
    /// The programme.
    pub programme: ProgrammeSettings,
    /// Opening hours and holidays.
    pub calendar: CalendarSettings,
    /// How long clocks run.
    pub clocks: ClockSettings,
    /// Mail.
    pub mail: MailSection,
    /// Staff sessions.
    pub staff: StaffSettings,
    /// Limits.
    pub limits: LimitSettings,
    /// Connections of the site.
    pub connections: ConnectionSettings,
    /// The file store and the scanner.
    pub files: FileSettings,
    /// Figures for machines.
    pub metrics: MetricsSettings,
    /// Logs.
    pub log: LogSettings,
    /// Routing of new requests.
    pub routing: RoutingSettings,
}

/// Where the program runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EnvironmentName {
    /// Loopback only, demo staff, mailbox page.
    Demo,
    /// Real.
    Production,
}

/// The web server.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HttpSettings {
    /// Address to bind.
    pub address: IpAddr,
    /// Port to bind; 0 takes a free one.
    pub port: u16,
    /// Where people find the site; empty means address and port.
    pub base_url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
}

/// PostgreSQL.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DatabaseSettings {
    /// An outside server; empty means the private one.
    pub url: SecretString,
    /// Folder of the programs for the private one.
    pub bin_dir: String,
    /// Account of the private one under root.
    pub account: String,
    /// Connections at most.
    pub connections: u32,
}

/// The state folder.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateSettings {
    /// Its path; empty means the default.
    pub dir: String,
}

/// The keys.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeySettings {
    /// File with the keys; empty means made in the state folder (demo only).
    pub file: String,
}

/// The programme.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeSettings {
    /// Its name on pages and in mails.
    pub name: String,
    /// Its phone as people read it.
    pub phone: String,
    /// Its phone as a link.
    pub phone_href: String,
    /// The phone for doctors with a child who cannot wait.
    pub physician_phone: String,
    /// The same as a link.
    pub physician_phone_href: String,
    /// Its address.
    pub email: String,
    /// IANA time zone.
    pub zone: String,
    /// Prefix of references.
    pub reference_prefix: String,
    /// When somebody answers, by language code.
    pub hours: BTreeMap<String, String>,
    /// Who answers at other hours, by language code: a sentence.
    pub out_of_hours: BTreeMap<String, String>,
    /// What a family needs to know to come.
    pub visit: VisitSettings,
}

/// What a family needs to know to come for a visit.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisitSettings {
    /// Where it is: one line, as on an envelope.
    pub address: String,
    /// Door and parking, by language code.
    pub way: BTreeMap<String, String>,
    /// What to bring, by language code.
    pub bring: BTreeMap<String, String>,
}

/// Opening hours and holidays.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the days of the week")]
pub struct CalendarSettings {
    pub monday: String,
    pub tuesday: String,
    pub wednesday: String,
    pub thursday: String,
    pub friday: String,
    pub saturday: String,
    pub sunday: String,
    /// Days on which nobody works.
    pub holidays: Vec<civil::Date>,
    /// Days with other hours.
    pub half_days: Vec<String>,
}

/// How long clocks run.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockSettings {
    /// The first contact, by priority.
    pub first_contact: BTreeMap<Priority, Span>,
    /// The others.
    pub spans: BTreeMap<ClockKind, Span>,
}

/// Mail.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSection {
    /// Where mails go.
    pub transport: MailTransport,
    /// The sender's name.
    pub from_name: String,
    /// The sender's address.
    pub from_address: String,
    /// True holds all mail until it is released.
    pub paused: bool,
    /// Mails of one process on their way at the same time.
    pub at_once: usize,
    /// The relay.
    pub smtp: SmtpSection,
}

/// Where mails go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailTransport {
    /// Into the demo's mailbox page.
    Mailbox,
    /// To a relay.
    Smtp,
}

/// The relay.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpSection {
    /// Its name.
    pub host: String,
    /// Its port; 0 means the usual one.
    pub port: u16,
    /// How the line is protected.
    pub tls: SmtpTlsName,
    /// File with the authorities that may vouch for it; empty means the system's.
    pub ca_file: String,
    /// Account, where it wants one.
    pub username: String,
    /// Its password.
    pub password: SecretString,
}

/// How the line to the relay is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmtpTlsName {
    /// TLS at once.
    Required,
    /// TLS or nothing.
    Starttls,
    /// Plain text.
    None,
}

/// Staff sessions.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StaffSettings {
    /// Minutes a session may rest.
    pub session_idle_minutes: u32,
    /// Hours a session may last.
    pub session_total_hours: u32,
    /// Sessions at once.
    pub sessions_most: u16,
}

/// Limits.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitSettings {
    /// Days an unfinished form is kept.
    pub draft_days: u16,
    /// Form posts of one address in a minute.
    pub posts_per_minute: u32,
    /// Requests of one address in an hour.
    pub requests_per_hour: u32,
    /// Bytes of one form post.
    pub form_bytes: usize,
}

/// Routing of new requests.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoutingSettings {
    /// The rules, in order.
    pub rules: Vec<RoutingRule>,
}

impl Settings {
    /// True in production.
    pub fn is_production(&self) -> bool {
        self.environment == EnvironmentName::Production
    }

    /// Where people find the site, without a slash at the end.
    pub fn base_url(&self) -> String {
        if self.http.base_url.is_empty() {
            format!("http://{}:{}", self.http.address, self.http.port)
        } else {
            self.http.base_url.clone()
        }
    }

    /// The programme's time zone.
    pub fn zone(&self) -> Result<TimeZone, String> {
        TimeZone::get(&self.programme.zone).map_err(|_| {
            format!(
                "programme.zone: there is no time zone {:?}",
                self.programme.zone
            )
        })
    }

    /// The calendar and the spans.
    pub fn clock_rules(&self) -> Result<ClockRules, String> {
        Ok(ClockRules {
            calendar: self.calendar.calendar(self.zone()?)?,
            policy: ClockPolicy {
                first_contact: self.clocks.first_contact.clone(),
                spans: self.clocks.spans.clone(),
            },
        })
    }
}

impl CalendarSettings {
    fn calendar(&self, zone: TimeZone) -> Result<BusinessCalendar, String> {
        let days = [
            &self.monday,
            &self.tuesday,
            &self.wednesday,
            &self.thursday,
            &self.friday,
            &self.saturday,
            &self.sunday,
        ];
        let mut week = [None; 7];
        for (hours, text) in week.iter_mut().zip(days) {
            *hours = open_hours(text)?;
        }
        let mut exceptions: Vec<(civil::Date, Option<OpenHours>)> =
            self.holidays.iter().map(|day| (*day, None)).collect();
        for text in &self.half_days {
            let problem =
                || format!("calendar.half_days: {text:?} must be like \"2026-12-24 08:30-12:00\"");
            let (day, hours) = text.split_once(' ').ok_or_else(problem)?;
            exceptions.push((day.parse().map_err(|_| problem())?, open_hours(hours)?));
        }
        BusinessCalendar::new(zone, week, exceptions).map_err(|error| format!("calendar: {error}"))
    }
}

fn open_hours(text: &str) -> Result<Option<OpenHours>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let problem = || format!("calendar: {text:?} must be like \"08:30-17:00\", or empty");
    let (open, close) = text.split_once('-').ok_or_else(problem)?;
    let time = |text: &str| text.parse::<civil::Time>().map_err(|_| problem());
    OpenHours::new(time(open)?, time(close)?)
        .map(Some)
        .map_err(|error| format!("calendar: {text:?}: {error}"))
}
