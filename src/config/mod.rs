//! Settings: the defaults inside the program, then a file, then the environment. Everything wrong is said at once.
//!
//! `sections` is their shape (`running` for what the process itself needs, `files` for papers), `check` what must hold between them, `keys` reads or makes the key file.

mod check;
mod files;
mod keys;
mod running;
mod sections;

use std::path::{Path, PathBuf};

use config::{Config, ConfigError, Environment, File, FileFormat, Source};

pub use files::{FileSettings, ScannerPlace, StoreName};
pub use keys::load_keyring;
pub use running::{ConnectionSettings, LogFormat, LogSettings, MetricsSettings};
pub use sections::{
    CalendarSettings, ClockSettings, DatabaseSettings, EnvironmentName, HttpSettings,
    LimitSettings, MailSection, MailTransport, ProgrammeSettings, RoutingSettings, Settings,
    SmtpSection, SmtpTlsName, StaffSettings,
};

const DEFAULTS: &str = include_str!("../../config/default.toml");

/// Why the settings cannot be used: every reason, one a line.
#[derive(Debug, thiserror::Error)]
#[error("the settings cannot be used:\n{}", .0.iter().map(|problem| format!("  - {problem}")).collect::<Vec<_>>().join("\n"))]
pub struct SettingsError(pub Vec<String>);

/// What the process was started with, read from the environment once.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// `INTAKE_CONFIG`.
    pub config_file: Option<PathBuf>,
    /// `INTAKE_STATE`.
    pub state: Option<PathBuf>,
    /// `PORT`.
    pub port: Option<String>,
    /// `DATABASE_URL`.
    pub database_url: Option<String>,
    /// Every `INTAKE__SECTION__KEY`.
    pub overrides: Vec<(String, String)>,
}

impl Surroundings {
    /// Reads the environment.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the environment"
    )]
    pub fn read() -> Self {
        let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            config_file: set("INTAKE_CONFIG").map(PathBuf::from),
            state: set("INTAKE_STATE").map(PathBuf::from),
            port: set("PORT"),
            database_url: set("DATABASE_URL"),
            overrides: std::env::vars()
                .filter(|(name, _)| name.starts_with("INTAKE__"))
                .collect(),
        }
    }
}

/// Reads and checks the settings.
pub fn load(surroundings: &Surroundings) -> Result<Settings, SettingsError> {
    let merged = merge(surroundings).map_err(|error| SettingsError(vec![error.to_string()]))?;
    let mut problems = unknown_keys(&merged);
    match merged.try_deserialize::<Settings>() {
        Ok(mut settings) => {
            problems.extend(settings.take_over(surroundings));
            problems.extend(check::problems(&settings));
            if problems.is_empty() {
                Ok(settings)
            } else {
                Err(SettingsError(problems))
            }
        }
        Err(error) => {
            if problems.is_empty() {
                problems.push(error.to_string());
            }
            Err(SettingsError(problems))
        }
    }
}

/// Lays the file over the defaults, and the environment over both.
fn merge(surroundings: &Surroundings) -> Result<Config, ConfigError> {
    let overrides = surroundings.overrides.iter().cloned().collect();
    let environment = Environment::with_prefix("INTAKE")
        .prefix_separator("__")
        .separator("__")
        .source(Some(overrides));
    let mut layers = vec![layer(File::from_str(DEFAULTS, FileFormat::Toml))?];
    if let Some(path) = &surroundings.config_file {
        layers.push(layer(File::from(path.as_path()).format(FileFormat::Toml))?);
    }
    layers.push(layer(environment)?);
    let mut builder = Config::builder();
    while let Some((lower, upper)) = layers.split_first() {
        let mut lower = lower.clone();
        for above in upper {
            give_way(&mut lower, above);
        }
        // As text: a `Config` made from the table itself would lose empty lists.
        let text = toml::to_string(&lower).map_err(|error| ConfigError::Foreign(error.into()))?;
        builder = builder.add_source(File::from_str(&text, FileFormat::Toml));
        layers.remove(0);
    }
    builder.build()
}

fn layer(source: impl Source + Send + Sync + 'static) -> Result<toml::Table, ConfigError> {
    Config::builder()
        .add_source(source)
        .build()?
        .try_deserialize()
}

/// A span is one value, of one kind. Tables merge, so `{ minutes = 30 }` over `{ business_days = 1 }` would be both:
/// the lower one goes altogether.
fn give_way(lower: &mut toml::Table, upper: &toml::Table) {
    for section in ["first_contact", "spans"] {
        let above = upper.get("clocks").and_then(|clocks| clocks.get(section));
        let below = lower
            .get_mut("clocks")
            .and_then(|clocks| clocks.get_mut(section));
        if let (Some(toml::Value::Table(above)), Some(toml::Value::Table(below))) = (above, below) {
            below.retain(|clock, _| !above.contains_key(clock));
        }
    }
}

/// Every key that the default file does not have: a misspelt one must not be ignored.
fn unknown_keys(merged: &Config) -> Vec<String> {
    let known: toml::Table = toml::from_str(DEFAULTS).unwrap_or_default();
    let Ok(given) = merged.clone().try_deserialize::<toml::Table>() else {
        return Vec::new();
    };
    let mut unknown = Vec::new();
    compare(&known, &given, "", &mut unknown);
    unknown
}

fn compare(known: &toml::Table, given: &toml::Table, path: &str, unknown: &mut Vec<String>) {
    for (key, value) in given {
        let here = if path.is_empty() {
            key.clone()
        } else {
            format!("{path}.{key}")
        };
        match (known.get(key), value) {
            (None, _) => unknown.push(format!("there is no setting {here}")),
            // The span of a clock may be of another kind than in the defaults.
            (Some(toml::Value::Table(_)), toml::Value::Table(_))
                if here.starts_with("clocks.") && here.matches('.').count() >= 2 => {}
            (Some(toml::Value::Table(known)), toml::Value::Table(given)) => {
                compare(known, given, &here, unknown);
            }
            _ => {}
        }
    }
}

impl Settings {
    fn take_over(&mut self, surroundings: &Surroundings) -> Vec<String> {
        let mut problems = Vec::new();
        if let Some(port) = &surroundings.port {
            match port.parse() {
                Ok(port) => self.http.port = port,
                Err(_) => problems.push(format!(
                    "PORT must be a number from 0 to 65535, not {port:?}"
                )),
            }
        }
        if let Some(url) = &surroundings.database_url {
            self.database.url = url.clone().into();
        }
        if let Some(state) = &surroundings.state {
            self.state.dir = state.to_string_lossy().into_owned();
        }
        problems
    }

    /// The configured state folder, where one is configured.
    pub fn state_dir(&self) -> Option<&Path> {
        (!self.state.dir.is_empty()).then(|| Path::new(&self.state.dir))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(overrides: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let overrides = overrides
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        load(&Surroundings {
            overrides,
            ..Surroundings::default()
        })
    }

    #[test]
    fn the_defaults_are_a_whole_demo() {
        let settings = with(&[]).expect("defaults");
        assert_eq!(settings.environment, EnvironmentName::Demo);
        assert_eq!(settings.routing.rules.len(), 5);
        settings.clock_rules().expect("calendar");
    }

    #[test]
    fn a_span_may_be_of_another_kind_than_in_the_layer_below() {
        use crate::domain::calendar::Span;
        use crate::domain::clock::ClockKind;
        use crate::domain::priority::Priority;
        let dir = tempfile::tempdir().expect("folder");
        let path = dir.path().join("intake.toml");
        let file = "[clocks.spans]\npacket = { calendar_days = 4 }\nreview = { minutes = 90 }\n\
                    [clocks.first_contact]\nstandard = { working_minutes = 240 }\n";
        std::fs::write(&path, file).expect("written");
        let review = "INTAKE__CLOCKS__SPANS__REVIEW__BUSINESS_DAYS".to_owned();
        let settings = load(&Surroundings {
            config_file: Some(path),
            overrides: vec![(review, "3".to_owned())],
            ..Surroundings::default()
        })
        .expect("settings");
        let spans = &settings.clocks.spans;
        assert_eq!(spans[&ClockKind::Packet], Span::CalendarDays(4));
        assert_eq!(spans[&ClockKind::Review], Span::BusinessDays(3));
        assert_eq!(spans[&ClockKind::Silence], Span::BusinessDays(2));
        let first = &settings.clocks.first_contact;
        assert_eq!(first[&Priority::Standard], Span::WorkingMinutes(240));
    }

    #[test]
    fn a_span_of_two_kinds_in_one_file_is_refused() {
        let packet = "INTAKE__CLOCKS__SPANS__PACKET";
        let both = [
            (format!("{packet}__MINUTES"), "3".to_owned()),
            (format!("{packet}__BUSINESS_DAYS"), "3".to_owned()),
        ];
        let refused = load(&Surroundings {
            overrides: both.to_vec(),
            ..Surroundings::default()
        });
        assert!(refused.is_err());
    }

    #[test]
    fn every_misspelt_key_is_named_at_once() {
        let error = with(&[("INTAKE__HTTP__PROT", "1"), ("INTAKE__MIAL__X", "2")])
            .expect_err("refused")
            .to_string();
        assert!(
            error.contains("http.prot") && error.contains("mial"),
            "{error}"
        );
    }

    #[test]
    fn values_arrive_as_they_were_written() {
        use secrecy::ExposeSecret as _;
        let settings = with(&[
            ("INTAKE__MAIL__SMTP__PASSWORD", "007"),
            ("INTAKE__HTTP__PORT", "9000"),
        ])
        .expect("settings");
        assert_eq!(settings.mail.smtp.password.expose_secret(), "007");
        assert_eq!(settings.http.port, 9_000);
    }

    #[test]
    fn a_demo_stays_on_this_machine() {
        let error = with(&[("INTAKE__HTTP__ADDRESS", "0.0.0.0")])
            .expect_err("refused")
            .to_string();
        assert!(error.contains("loopback"), "{error}");
    }

    #[test]
    fn production_names_everything_that_is_still_a_demo() {
        let error = with(&[("INTAKE__ENVIRONMENT", "production")])
            .expect_err("refused")
            .to_string();
        for part in [
            "programme.name",
            "mail.transport",
            "keys.file",
            "http.base_url",
            "mail.from_address",
            "programme.phone",
            "programme.out_of_hours",
            "programme.visit.address",
            "programme.visit.way",
        ] {
            assert!(error.contains(part), "{part} is missing in {error}");
        }
    }
}
