//! The hours of one open day. Refuses a day that closes before it opens, also when read from a settings file.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};

use super::CalendarError;

/// Holds the wall-clock times between which a day is open; the closing time itself is outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "RawHours")]
pub struct OpenHours {
    open: Time,
    close: Time,
}

impl OpenHours {
    /// Accepts hours only in their order.
    pub fn new(open: Time, close: Time) -> Result<Self, CalendarError> {
        if open < close {
            Ok(Self { open, close })
        } else {
            Err(CalendarError::ClosesBeforeOpening)
        }
    }

    /// Returns when the day opens.
    pub fn open(self) -> Time {
        self.open
    }

    /// Returns when the day closes.
    pub fn close(self) -> Time {
        self.close
    }

    /// Tells whether this wall-clock time lies within the hours.
    pub fn contains(self, time: Time) -> bool {
        (self.open..self.close).contains(&time)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHours {
    open: Time,
    close: Time,
}

impl TryFrom<RawHours> for OpenHours {
    type Error = CalendarError;

    fn try_from(raw: RawHours) -> Result<Self, Self::Error> {
        Self::new(raw.open, raw.close)
    }
}
