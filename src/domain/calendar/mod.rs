//! The programme's business calendar: opening hours, holidays, half days, and one time zone.
//!
//! Owns every computation of a promise or deadline ([`BusinessCalendar::due`]) and nothing else: it reads no clock
//! and knows no case. All arithmetic runs on the instants at which days open and close, so a clock change can
//! neither lose nor double a deadline. The arithmetic is in `due`, the configured lengths in `span`, what staff write down
//! in `plan`, and what a new calendar takes away from an older one in `difference`.

mod difference;
mod due;
mod hours;
mod plan;
mod span;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};

pub use difference::Loss;
pub use hours::OpenHours;
pub use plan::{CalendarPlan, PlanError};
pub use span::Span;

/// Limits the exceptions so that some day within the search horizon is always open.
const MOST_EXCEPTIONS: usize = 1_000;

/// Says why a calendar cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The day would close before, or exactly when, it opens.
    #[error("the opening time must be before the closing time")]
    ClosesBeforeOpening,
    /// No weekday is open, so no deadline could ever be computed.
    #[error("at least one weekday must have opening hours")]
    NeverOpen,
    /// More holidays and half days than any programme has.
    #[error("at most {MOST_EXCEPTIONS} holidays and half days can be configured")]
    TooManyExceptions,
}

/// Knows when the programme works, in its own time zone.
#[derive(Debug, Clone)]
pub struct BusinessCalendar {
    zone: TimeZone,
    week: [Option<OpenHours>; 7],
    exceptions: BTreeMap<Date, Option<OpenHours>>,
    version: i32,
}

/// The number of a calendar that was never changed.
const FIRST_VERSION: i32 = 1;

impl BusinessCalendar {
    /// Builds a calendar from the hours of a usual week (Monday first) and the days that differ from it:
    /// `None` closes a day, `Some` gives it other hours.
    pub fn new(
        zone: TimeZone,
        week: [Option<OpenHours>; 7],
        exceptions: impl IntoIterator<Item = (Date, Option<OpenHours>)>,
    ) -> Result<Self, CalendarError> {
        if week.iter().all(Option::is_none) {
            return Err(CalendarError::NeverOpen);
        }
        let exceptions: BTreeMap<_, _> = exceptions.into_iter().take(MOST_EXCEPTIONS + 1).collect();
        if exceptions.len() > MOST_EXCEPTIONS {
            return Err(CalendarError::TooManyExceptions);
        }
        Ok(Self {
            zone,
            week,
            exceptions,
            version: FIRST_VERSION,
        })
    }

    /// Returns the same calendar under the number it is stored with.
    #[must_use]
    pub fn numbered(self, version: i32) -> Self {
        Self { version, ..self }
    }

    /// Returns the number it is stored with: each clock keeps it, so that its due moment can be told again.
    pub fn version(&self) -> i32 {
        self.version
    }

    /// Returns the calendar as it is written down.
    pub fn plan(&self) -> CalendarPlan {
        CalendarPlan {
            zone: self.zone.iana_name().unwrap_or("UTC").to_owned(),
            week: self.week,
            exceptions: self.exceptions.clone(),
        }
    }

    /// Returns the zone in which opening hours are meant and moments are told.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// Tells whether somebody is at work at this moment; the closing moment itself is outside.
    pub fn is_open_at(&self, at: Timestamp) -> bool {
        self.window(self.day_of(at))
            .is_some_and(|window| window.contains(&at))
    }

    /// Tells whether the programme works at all on this day.
    pub fn is_business_day(&self, day: Date) -> bool {
        self.window(day).is_some()
    }

    /// Returns the calendar day that people at the programme call this moment.
    pub fn day_of(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// Returns the instants between which this day is open, or nothing on a closed day.
    fn window(&self, day: Date) -> Option<Range<Timestamp>> {
        let hours = self.hours_on(day)?;
        let opens = self.instant(day.to_datetime(hours.open()))?;
        let closes = self.instant(day.to_datetime(hours.close()))?;
        (opens < closes).then_some(opens..closes)
    }

    fn hours_on(&self, day: Date) -> Option<OpenHours> {
        match self.exceptions.get(&day) {
            Some(hours) => *hours,
            None => self.week[usize::from(day.weekday().to_monday_zero_offset().unsigned_abs())],
        }
    }

    /// Finds the instant of a wall-clock time so that later wall-clock times never give earlier instants:
    /// a time that happens twice means the first, a time that is skipped means the moment of the skip.
    fn instant(&self, wall: DateTime) -> Option<Timestamp> {
        let ambiguous = self.zone.to_ambiguous_timestamp(wall);
        match ambiguous.offset() {
            AmbiguousOffset::Gap { after, .. } => {
                let before_the_gap = after.to_timestamp(wall).ok()?;
                self.zone
                    .following(before_the_gap)
                    .next()
                    .map(|skip| skip.timestamp())
            }
            AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => {
                ambiguous.earlier().ok()
            }
        }
    }
}

impl BusinessCalendar {
    /// Computes the moment at which something that starts now is due.
    pub fn due(&self, from: Timestamp, span: Span) -> Timestamp {
        match span {
            Span::Minutes(minutes) => from
                .saturating_add(minutes_long(minutes))
                .unwrap_or(Timestamp::MAX),
            Span::WorkingMinutes(minutes) => self.add_working_time(from, minutes_long(minutes)),
            Span::BusinessDays(days) => self.end_of_business_day(from, days),
            Span::CalendarDays(days) => self.same_time_after(from, days),
        }
    }
}

fn minutes_long(minutes: u32) -> SignedDuration {
    SignedDuration::from_mins(i64::from(minutes))
}
