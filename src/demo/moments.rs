//! Turns "three business days ago" into a moment of the programme's calendar.

use jiff::{SignedDuration, Timestamp, civil};

use super::story::{Ago, Sent};
use crate::domain::calendar::BusinessCalendar;

/// How far back the demo reaches, in days; the oldest story begins about six weeks ago.
const HORIZON: i64 = 60;
/// Working minutes of a usual day.
const DAY: i64 = 510;

/// The programme's calendar, seen from the moment at which the demo is loaded.
#[derive(Debug, Clone, Copy)]
pub struct Moments<'a> {
    calendar: &'a BusinessCalendar,
    now: Timestamp,
    origin: Timestamp,
    worked: SignedDuration,
}

impl<'a> Moments<'a> {
    /// Looks back from `now`.
    pub fn before(now: Timestamp, calendar: &'a BusinessCalendar) -> Self {
        let origin = now - SignedDuration::from_hours(24 * HORIZON);
        Self {
            calendar,
            now,
            origin,
            worked: calendar.working_time_between(origin, now),
        }
    }

    /// The moment at which the demo is loaded.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The moment at which the story of the desk begins: staff get their accounts.
    pub fn origin(&self) -> Timestamp {
        self.origin
    }

    /// The working moment so long ago.
    pub fn ago(&self, ago: Ago) -> Timestamp {
        let back = i64::from(ago.days) * DAY + i64::from(ago.minutes);
        let worked = self.worked - SignedDuration::from_mins(back);
        self.calendar.add_working_time(self.origin, worked)
    }

    /// When a family sent its form.
    pub fn sent(&self, sent: Sent) -> Timestamp {
        match sent {
            Sent::ByDay(ago) => self.ago(ago),
            Sent::ByNight(ago) => self.evening_before(self.ago(ago)),
            Sent::JustNow(minutes) => self.now - SignedDuration::from_mins(i64::from(minutes)),
        }
    }

    /// Half past ten on the evening before, more or less, as people are.
    fn evening_before(&self, day: Timestamp) -> Timestamp {
        let minute = i8::try_from((day.as_second() / 3_600).rem_euclid(50)).unwrap_or_default();
        let evening = self.calendar.day_of(day).yesterday().map(|day| {
            let wall = day.at(22, 5 + minute, 0, 0);
            self.calendar.zone().to_ambiguous_timestamp(wall)
        });
        evening
            .and_then(jiff::tz::AmbiguousTimestamp::compatible)
            .unwrap_or(day)
    }

    /// The business day so many business days after a moment.
    pub fn day_ahead(&self, from: Timestamp, days: u16) -> civil::Date {
        let ahead = SignedDuration::from_mins(i64::from(days) * DAY);
        self.calendar
            .day_of(self.calendar.add_working_time(from, ahead))
    }

    /// Half past nine in the morning of a day.
    pub fn morning_of(&self, day: civil::Date) -> Option<Timestamp> {
        let wall = self
            .calendar
            .zone()
            .to_ambiguous_timestamp(day.at(9, 30, 0, 0));
        wall.compatible().ok()
    }

    /// The moments at which the clock looked for missed promises: noon and the close of every business day so far.
    pub fn rounds(&self) -> impl Iterator<Item = Timestamp> {
        let first = self.calendar.day_of(self.origin);
        let today = self.calendar.day_of(self.now);
        first
            .series(jiff::Span::new().days(1))
            .take_while(move |day| *day <= today)
            .filter(|day| self.calendar.is_business_day(*day))
            .flat_map(|day| {
                let close = self.calendar.end_of_day_after(day, 0);
                [close - SignedDuration::from_hours(5), close]
            })
            .filter(|moment| *moment < self.now)
    }
}
