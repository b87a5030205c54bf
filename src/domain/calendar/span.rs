//! The lengths a clock can be configured with, as settings write them: `{ business_days = 1 }`.

use serde::{Deserialize, Serialize};

/// Says how long something may take, and which hours count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Minutes by day and by night.
    Minutes(u32),
    /// Minutes of opening hours only.
    WorkingMinutes(u32),
    /// Until the close of that business day, counted from the day the request counts for.
    BusinessDays(u32),
    /// The same wall-clock time that many days later, open or not.
    CalendarDays(u32),
}
