//! Tries are counted in windows of time that all processes share.

use jiff::Timestamp;

/// The window a moment lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    /// Where it began.
    pub start: Timestamp,
    /// When the next one begins, and tries count anew.
    pub until: Timestamp,
}

impl Window {
    /// Finds the window of a length around a moment; windows of one length begin at whole multiples of it.
    pub fn around(now: Timestamp, seconds: i64) -> Self {
        let start = now.as_second().div_euclid(seconds) * seconds;
        Self {
            start: second(start),
            until: second(start + seconds),
        }
    }
}

fn second(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap_or(Timestamp::MAX)
}
