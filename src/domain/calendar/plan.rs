//! A calendar as staff write it down: a usual week, and the days that differ from it. Says what is wrong with one, all
//! at once, before it may be used; the arithmetic stands on the `BusinessCalendar` made from it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span as Length, Timestamp};
use serde::{Deserialize, Serialize};

use super::due::days_from;
use super::{BusinessCalendar, CalendarError, OpenHours};

/// A calendar that opens for nobody within so many days is a slip of the hand.
const OPEN_WITHIN_DAYS: i32 = 30;
/// Hours and holidays are planned so many years ahead at most: a later year is a slip of the hand.
const MOST_YEARS_AHEAD: i16 = 5;
/// The days in which hours are tried against the changes of the clock.
const TRIED_DAYS: usize = 800;

/// Holds what is stored of a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarPlan {
    /// The IANA name of the programme's time zone.
    pub zone: String,
    /// The hours of a usual week, Monday first; `None` is closed.
    pub week: [Option<OpenHours>; 7],
    /// The days that differ: closed, or with other hours.
    pub exceptions: BTreeMap<Date, Option<OpenHours>>,
}

/// Says what is wrong with a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The week or the exceptions do not make a calendar.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// There is no such zone on this machine.
    #[error("there is no time zone {0:?}")]
    NoSuchZone(String),
    /// Every day of the coming month is closed.
    #[error("no day within the next {OPEN_WITHIN_DAYS} days is open")]
    NotOpenSoon,
    /// A day too many years ahead.
    #[error("{0} is more than {MOST_YEARS_AHEAD} years ahead")]
    TooFar(Date),
    /// The clocks go forward and skip these hours.
    #[error("on {0} the clocks change and those hours do not exist")]
    HoursSkipped(Date),
}

impl CalendarPlan {
    /// Makes the calendar of a stored plan.
    pub fn calendar(&self) -> Result<BusinessCalendar, PlanError> {
        let zone =
            TimeZone::get(&self.zone).map_err(|_| PlanError::NoSuchZone(self.zone.clone()))?;
        let exceptions = self.exceptions.iter().map(|(day, hours)| (*day, *hours));
        Ok(BusinessCalendar::new(zone, self.week, exceptions)?)
    }

    /// Makes the calendar of a plan that is to be used from now on, or says everything that is wrong with it.
    pub fn accept(&self, now: Timestamp) -> Result<BusinessCalendar, Vec<PlanError>> {
        let calendar = self.calendar().map_err(|problem| vec![problem])?;
        let today = calendar.day_of(now);
        let mut problems = Vec::new();
        let ahead = |days| today.saturating_add(Length::new().days(days));
        let last = ahead(OPEN_WITHIN_DAYS);
        if !days_from(today)
            .take_while(|day| *day <= last)
            .any(|day| calendar.is_business_day(day))
        {
            problems.push(PlanError::NotOpenSoon);
        }
        let too_far = self
            .exceptions
            .keys()
            .filter(|day| day.year() > today.year().saturating_add(MOST_YEARS_AHEAD));
        problems.extend(too_far.map(|day| PlanError::TooFar(*day)));
        let skipped = days_from(today)
            .take(TRIED_DAYS)
            .filter(|day| calendar.hours_on(*day).is_some() && !calendar.is_business_day(*day));
        problems.extend(skipped.map(PlanError::HoursSkipped));
        if problems.is_empty() {
            Ok(calendar)
        } else {
            Err(problems)
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use jiff::civil::{date, time};
    use proptest::prelude::*;

    use super::*;
    use crate::domain::calendar::Span;

    fn hours(open: i8, close: i8) -> OpenHours {
        OpenHours::new(time(open, 30, 0, 0), time(close, 0, 0, 0)).expect("in order")
    }

    fn plan() -> CalendarPlan {
        let day = Some(hours(8, 17));
        CalendarPlan {
            zone: "America/New_York".to_owned(),
            week: [day, day, day, day, day, None, None],
            exceptions: BTreeMap::from([
                (date(2026, 11, 26), None),
                (date(2026, 12, 24), Some(hours(8, 12))),
            ]),
        }
    }

    fn now() -> Timestamp {
        "2026-11-25T15:00:00Z".parse().expect("a moment")
    }

    #[test]
    fn what_is_written_down_is_read_back() {
        let text = serde_json::to_string(&plan()).expect("written");
        let read: CalendarPlan = serde_json::from_str(&text).expect("read");
        assert_eq!(read, plan());
        assert_eq!(read.calendar().expect("a calendar").plan(), plan());
    }

    #[test]
    fn every_problem_is_said_at_once() {
        let mut wrong = plan();
        wrong.exceptions.insert(date(2099, 1, 1), None);
        for ahead in 0..=30 {
            let day = date(2026, 11, 25).saturating_add(Length::new().days(ahead));
            wrong.exceptions.insert(day, None);
        }
        let problems = wrong.accept(now()).expect_err("refused");
        assert_eq!(
            problems,
            [PlanError::NotOpenSoon, PlanError::TooFar(date(2099, 1, 1))]
        );
        let nowhere = CalendarPlan {
            zone: "America/Nowhere".to_owned(),
            ..plan()
        };
        assert_eq!(
            nowhere.accept(now()).expect_err("refused"),
            [PlanError::NoSuchZone("America/Nowhere".to_owned())]
        );
        let never = CalendarPlan {
            week: [None; 7],
            ..plan()
        };
        assert_eq!(
            never.accept(now()).expect_err("refused"),
            [PlanError::Calendar(CalendarError::NeverOpen)]
        );
    }

    #[test]
    fn hours_that_the_clocks_skip_are_named_by_their_day() {
        let mut skipped = plan();
        let night = OpenHours::new(time(2, 10, 0, 0), time(2, 50, 0, 0)).expect("in order");
        skipped.exceptions.insert(date(2027, 3, 14), Some(night));
        let problems = skipped.accept(now()).expect_err("refused");
        assert_eq!(problems, [PlanError::HoursSkipped(date(2027, 3, 14))]);
    }

    fn any_hours() -> impl Strategy<Value = Option<OpenHours>> {
        prop::option::weighted(
            0.7,
            (0_i8..23, 0_i8..60, 1_i16..1_440).prop_map(|(hour, minute, long)| {
                let open = time(hour, minute, 0, 0);
                let close = open.saturating_add(SignedDuration::from_mins(i64::from(long)));
                OpenHours::new(open, close).expect("in order")
            }),
        )
    }

    prop_compose! {
        fn any_plan()(
            week in prop::array::uniform7(any_hours()),
            days in prop::collection::btree_map(0_i32..900, any_hours(), 0..40),
            zone in prop::sample::select(vec!["America/New_York", "Europe/London", "Asia/Kathmandu", "Pacific/Apia"]),
        ) -> CalendarPlan {
            let from = date(2026, 11, 1);
            let exceptions = days.into_iter().map(|(ahead, hours)| (from.saturating_add(Length::new().days(ahead)), hours));
            CalendarPlan { zone: zone.to_owned(), week, exceptions: exceptions.collect() }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever is accepted promises something: within opening hours or at a close, and never earlier for a later start.
        #[test]
        fn an_accepted_plan_yields_a_due_moment_in_open_hours_and_in_order(
            plan in any_plan(), ahead in 0_i64..60_000, later in 0_i64..10_000, length in 0_u32..3_000,
        ) {
            let Ok(calendar) = plan.accept(now()) else { return Ok(()) };
            let from = now() + SignedDuration::from_mins(ahead);
            let then = from + SignedDuration::from_mins(later);
            for span in [Span::WorkingMinutes(length), Span::BusinessDays(length / 100)] {
                let due = calendar.due(from, span);
                prop_assert!(due >= from);
                let just_before = due - SignedDuration::from_nanos(1);
                prop_assert!(calendar.is_open_at(due) || calendar.is_open_at(just_before), "{due} is closed");
                prop_assert!(due <= calendar.due(then, span), "a later start is due earlier");
            }
        }

        #[test]
        fn hours_are_lost_only_where_they_were_open_and_are_closed(
            before in any_plan(), after in any_plan(), minutes in 0_i64..400_000,
        ) {
            let after = CalendarPlan { zone: before.zone.clone(), ..after };
            let (Ok(before), Ok(after)) = (before.accept(now()), after.accept(now())) else { return Ok(()) };
            let losses = before.hours_lost_to(&after, now());
            let at = now() + SignedDuration::from_mins(minutes) + SignedDuration::from_nanos(1);
            let lost = losses.iter().any(|loss| loss.after < at && at <= loss.until);
            prop_assert_eq!(lost, before.is_open_at(at) && !after.is_open_at(at));
        }
    }
}
