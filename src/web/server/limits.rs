//! How long and how much a connection may take, as plain values.

use std::net::IpAddr;
use std::time::Duration;

use super::meter::Pace;
use crate::config::Settings;

/// A body must bring this many bytes for each second of its window.
const LEAST_PER_SECOND: u64 = 1_024;
/// The smallest buffer that hyper reads into.
const SMALLEST_BUFFER: usize = 8_192;

/// What a connection may take.
#[derive(Debug, Clone)]
pub struct ServerLimits {
    /// What the port is called in figures.
    pub name: &'static str,
    /// Until the head of a request is there; also the longest rest between two requests.
    pub head: Duration,
    /// How a body must come in.
    pub(super) body: Pace,
    /// How long an answer may stay unread.
    pub unread: Duration,
    /// Bytes of a head.
    pub head_bytes: usize,
    /// Fields of a head.
    pub head_fields: usize,
    /// Connections in all.
    pub most: usize,
    /// Connections of one network.
    pub most_per_address: usize,
    /// How long requests in hand may take after the signal to stop.
    pub stop: Duration,
    /// Proxies through which everybody comes: their connections are not counted by address.
    pub trusted_proxies: Vec<IpAddr>,
}

impl ServerLimits {
    /// Reads them from the settings.
    pub fn of(settings: &Settings) -> Self {
        let section = &settings.connections;
        Self {
            name: "site",
            head: Duration::from_secs(section.head_seconds),
            body: Pace {
                silence: Duration::from_secs(section.body_silence_seconds),
                window: Duration::from_secs(section.body_window_seconds),
                least: LEAST_PER_SECOND * section.body_window_seconds,
            },
            unread: Duration::from_secs(section.unread_seconds),
            head_bytes: section.head_bytes.max(SMALLEST_BUFFER),
            head_fields: section.head_fields,
            most: section.most,
            most_per_address: section.most_per_address,
            stop: Duration::from_secs(section.stop_seconds),
            trusted_proxies: settings.http.trusted_proxies.clone(),
        }
    }

    /// The same for another port.
    #[must_use]
    pub fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }
}
