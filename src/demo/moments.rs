//! Turns "three business days ago" into a moment of the programme's calendar.

use jiff::{SignedDuration, Timestamp, civil};

use super::story::{Ago, Sent, Story};
use crate::domain::calendar::BusinessCalendar;

/// How far back the demo reaches, in days; the oldest story begins about six weeks ago.
const HORIZON: i64 = 60;
/// Working minutes of a usual day.
const DAY: i64 = 510;

/// The least time between two acts of a story.
const BREATH: SignedDuration = SignedDuration::from_mins(2);

/// The programme's calendar, seen from the moment at which the demo is loaded.
///
/// Today is the present business day, or the next one where work is over: so what is late and what is due today does
/// not depend on the hour.
#[derive(Debug, Clone, Copy)]
pub struct Moments<'a> {
    calendar: &'a BusinessCalendar,
    now: Timestamp,
    origin: Timestamp,
    today: civil::Date,
}

impl<'a> Moments<'a> {
    /// Looks back from `now`.
    pub fn before(now: Timestamp, calendar: &'a BusinessCalendar) -> Self {
        let next_close = calendar.end_of_business_day(now, 0);
        Self {
            calendar,
            now,
            origin: now - SignedDuration::from_hours(24 * HORIZON),
            today: calendar.day_of(next_close),
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

    /// The moments of a story: of its form, then of each act. Each follows the one before.
    pub fn of(&self, story: &Story) -> Vec<Timestamp> {
        let mut moments = vec![self.sent(story.sent)];
        for beat in story.then {
            let before = moments.last().map_or(self.origin, |last| *last + BREATH);
            moments.push(self.ago(beat.at).max(before));
        }
        moments
    }

    fn sent(&self, sent: Sent) -> Timestamp {
        match sent {
            Sent::ByDay(ago) => self.ago(ago),
            Sent::ByNight(ago) => self.evening_before(self.ago(ago)),
            Sent::JustNow(minutes) => self.now - SignedDuration::from_mins(i64::from(minutes)),
        }
    }

    fn ago(&self, ago: Ago) -> Timestamp {
        let minutes = i64::from(ago.minutes);
        if ago.days == 0 {
            self.working_minutes_ago(minutes)
        } else {
            self.before_the_close(ago.days, minutes)
        }
    }

    /// So many working minutes ago; early in the morning that is yesterday afternoon.
    fn working_minutes_ago(&self, minutes: i64) -> Timestamp {
        let worked = self.calendar.working_time_between(self.origin, self.now);
        let then = worked - SignedDuration::from_mins(minutes);
        self.calendar.add_working_time(self.origin, then)
    }

    /// So many minutes before the close of an earlier business day; on half a day, half as many.
    fn before_the_close(&self, days: u16, minutes: i64) -> Timestamp {
        let day = self
            .today
            .series(jiff::Span::new().days(-1))
            .filter(|day| self.calendar.is_business_day(*day))
            .nth(usize::from(days))
            .unwrap_or(self.today);
        let close = self.calendar.end_of_day_after(day, 0);
        let full_day_before = close - SignedDuration::from_hours(24);
        let length = self.calendar.working_time_between(full_day_before, close);
        close - SignedDuration::from_secs(length.as_secs() * minutes / DAY)
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
