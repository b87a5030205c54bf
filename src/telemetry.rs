//! The log: lines for people or for machines, on standard output alone. What may stand in one is said in docs/runbook.md.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::time::SystemTime;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::{LogFormat, LogSettings};

/// Parts of others that write addresses of pages or whole mails at their finest levels. No setting wakes them.
const INDISCREET: [&str; 2] = ["tower_http::csrf=off", "lettre=off"];

/// Takes out of a filter what may never stand in a log, whatever the settings ask for.
pub fn discreet(filter: EnvFilter) -> EnvFilter {
    INDISCREET
        .iter()
        .filter_map(|directive| directive.parse().ok())
        .fold(filter, EnvFilter::add_directive)
}

/// Starts the log. A second start in one process is left alone.
pub fn start(settings: &LogSettings) -> Result<(), String> {
    let filter =
        EnvFilter::try_new(&settings.filter).map_err(|error| format!("log.filter: {error}"))?;
    let registry = tracing_subscriber::registry().with(discreet(filter));
    let done = match settings.format {
        LogFormat::Text => registry
            .with(
                tracing_subscriber::fmt::layer()
                    .with_ansi(std::io::stdout().is_terminal())
                    .with_target(false)
                    .with_timer(SystemTime),
            )
            .try_init(),
        LogFormat::Json => registry
            .with(
                tracing_subscriber::fmt::layer()
                    .json()
                    .with_timer(SystemTime),
            )
            .try_init(),
    };
    if done.is_err() {
        tracing::debug!("the log was started before");
    }
    Ok(())
}
