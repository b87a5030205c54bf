//! The shape of the settings of the running process: connections, figures, logs.

use std::net::IpAddr;

use serde::Deserialize;

/// How many connections the site has, and how long each may dawdle.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionSettings {
    /// At most, in all.
    pub most: usize,
    /// At most, of one network address.
    pub most_per_address: usize,
    /// Seconds until the head of a request is there.
    pub head_seconds: u64,
    /// Bytes of a head.
    pub head_bytes: usize,
    /// Fields of a head.
    pub head_fields: usize,
    /// Seconds a body may be silent.
    pub body_silence_seconds: u64,
    /// Seconds over which a body must bring 1 KiB for each.
    pub body_window_seconds: u64,
    /// Seconds an answer may stay unread.
    pub unread_seconds: u64,
    /// Seconds that requests in hand may take after the signal to stop.
    pub stop_seconds: u64,
}

/// Figures for machines.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricsSettings {
    /// False: no port is opened for them.
    pub enabled: bool,
    /// Address to bind.
    pub address: IpAddr,
    /// Port to bind; 0 takes a free one.
    pub port: u16,
}

/// Logs.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    /// For people or for machines.
    pub format: LogFormat,
    /// As in `RUST_LOG`.
    pub filter: String,
}

/// The form of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}
