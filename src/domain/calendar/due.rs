//! Deadline arithmetic: walks open days forward from a moment. Every walk ends after [`HORIZON_DAYS`];
//! a longer span saturates at the last closing time before it, which no real clock comes near.

use std::ops::Range;

use jiff::civil::{Date, time};
use jiff::{SignedDuration, Span as Length, Timestamp};

use super::BusinessCalendar;

/// Bounds every search: about ten years of days.
const HORIZON_DAYS: usize = 3_660;

impl BusinessCalendar {
    /// Adds a length that passes only while the programme is open. The result is inside opening hours or exactly
    /// at a close; a length of zero gives the first open moment.
    pub fn add_working_time(&self, from: Timestamp, working: SignedDuration) -> Timestamp {
        let mut left = working.max(SignedDuration::ZERO);
        let mut reached = Timestamp::MAX;
        for (_, window) in self.open_days_after(from) {
            let start = window.start.max(from);
            let available = start.duration_until(window.end);
            if left <= available {
                return start.saturating_add(left).unwrap_or(window.end);
            }
            left -= available;
            reached = window.end;
        }
        reached
    }

    /// Returns the close of the n-th business day after the day the request counts for. A request at or after the
    /// close, or on a closed day, counts for the next business day; one before opening counts for that same day.
    pub fn end_of_business_day(&self, from: Timestamp, days: u32) -> Timestamp {
        let wanted = usize::try_from(days).unwrap_or(usize::MAX);
        let mut reached = Timestamp::MAX;
        for (count, (_, window)) in self.open_days_after(from).enumerate() {
            reached = window.end;
            if count == wanted {
                break;
            }
        }
        reached
    }

    /// Returns the close of the n-th business day after `day`; 0 means `day` itself, or the next business day where it
    /// is not one. The day is the programme's own and passes through no time zone.
    pub fn end_of_day_after(&self, day: Date, days: u32) -> Timestamp {
        let wanted = usize::try_from(days).unwrap_or(usize::MAX);
        let mut closes = self.open_days_from(day).map(|(_, window)| window.end);
        closes.nth(wanted).unwrap_or(Timestamp::MAX)
    }

    /// Returns noon of the next business day after today, or its close when noon is outside the hours:
    /// the new date given with an apology ("We will call by Wednesday noon").
    pub fn noon_of_next_business_day(&self, from: Timestamp) -> Timestamp {
        let today = self.day_of(from);
        let next = self.open_days_after(from).find(|(day, _)| *day > today);
        next.map_or(Timestamp::MAX, |(day, window)| {
            let noon = self.instant(day.to_datetime(time(12, 0, 0, 0)));
            noon.filter(|noon| window.contains(noon))
                .unwrap_or(window.end)
        })
    }

    /// Measures how long the programme was open between two moments; nothing when they are in the wrong order.
    pub fn working_time_between(&self, start: Timestamp, end: Timestamp) -> SignedDuration {
        self.open_days_after(start)
            .map(|(_, window)| window.start.max(start)..window.end.min(end))
            .take_while(|part| part.start < part.end)
            .map(|part| part.start.duration_until(part.end))
            .fold(SignedDuration::ZERO, SignedDuration::saturating_add)
    }

    /// Returns the same wall-clock time so many days later; a time skipped by a clock change becomes its end.
    pub(super) fn same_time_after(&self, from: Timestamp, days: u32) -> Timestamp {
        if days == 0 {
            return from;
        }
        let wall = self.zone().to_datetime(from);
        let later = Length::new()
            .try_days(i64::from(days))
            .and_then(|length| wall.checked_add(length));
        later
            .ok()
            .and_then(|wall| self.instant(wall))
            .unwrap_or(Timestamp::MAX)
    }

    /// Walks the open days whose close is still ahead, nearest first.
    fn open_days_after(&self, from: Timestamp) -> impl Iterator<Item = (Date, Range<Timestamp>)> {
        self.open_days_from(self.day_of(from))
            .filter(move |(_, window)| from < window.end)
    }

    /// Walks the open days from a day on, nearest first.
    fn open_days_from(&self, day: Date) -> impl Iterator<Item = (Date, Range<Timestamp>)> {
        days_from(day).filter_map(|day| Some((day, self.window(day)?)))
    }
}

/// Walks all days from a day on, as far as any search goes.
pub(super) fn days_from(day: Date) -> impl Iterator<Item = Date> {
    day.series(Length::new().days(1)).take(HORIZON_DAYS)
}
