//! Deadlines at the moments that go wrong: evenings, weekends, holidays, clock changes, and any moment at all.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot build its calendar should stop"
)]

use jiff::civil::{Date, date, time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::{BusinessCalendar, CalendarError, OpenHours, Span};

fn nine_to_five() -> OpenHours {
    OpenHours::new(time(9, 0, 0, 0), time(17, 0, 0, 0)).unwrap()
}

fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap()
}

fn new_york(exceptions: &[(Date, Option<OpenHours>)]) -> BusinessCalendar {
    let week = [Some(nine_to_five()); 5]
        .into_iter()
        .chain([None, None])
        .collect::<Vec<_>>();
    BusinessCalendar::new(
        zone("America/New_York"),
        week.try_into().unwrap(),
        exceptions.iter().copied(),
    )
    .unwrap()
}

fn at(calendar: &BusinessCalendar, wall: &str) -> Timestamp {
    let wall: jiff::civil::DateTime = wall.parse().unwrap();
    wall.to_zoned(calendar.zone().clone()).unwrap().timestamp()
}

fn told(calendar: &BusinessCalendar, at: Timestamp) -> String {
    at.to_zoned(calendar.zone().clone())
        .strftime("%a %Y-%m-%d %H:%M")
        .to_string()
}

fn business_days(calendar: &BusinessCalendar, from: &str, days: u32) -> String {
    told(
        calendar,
        calendar.due(at(calendar, from), Span::BusinessDays(days)),
    )
}

fn working(calendar: &BusinessCalendar, from: &str, minutes: u32) -> String {
    told(
        calendar,
        calendar.due(at(calendar, from), Span::WorkingMinutes(minutes)),
    )
}

fn noon(calendar: &BusinessCalendar, from: &str) -> String {
    told(
        calendar,
        calendar.noon_of_next_business_day(at(calendar, from)),
    )
}

#[test]
fn a_request_counts_for_its_day_until_the_close() {
    let calendar = new_york(&[]);
    assert_eq!(
        business_days(&calendar, "2026-03-02T16:59", 1),
        "Tue 2026-03-03 17:00"
    );
    assert_eq!(
        business_days(&calendar, "2026-03-02T17:00", 1),
        "Wed 2026-03-04 17:00"
    );
    assert_eq!(
        business_days(&calendar, "2026-03-02T17:01", 1),
        "Wed 2026-03-04 17:00"
    );
    assert_eq!(
        business_days(&calendar, "2026-03-02T06:00", 1),
        "Tue 2026-03-03 17:00"
    );
    assert_eq!(
        business_days(&calendar, "2026-03-02T06:00", 0),
        "Mon 2026-03-02 17:00"
    );
}

#[test]
fn a_weekend_request_counts_for_monday() {
    let calendar = new_york(&[]);
    assert_eq!(
        business_days(&calendar, "2026-02-27T18:30", 1),
        "Tue 2026-03-03 17:00"
    );
    assert_eq!(
        business_days(&calendar, "2026-02-27T16:59", 1),
        "Mon 2026-03-02 17:00"
    );
    assert_eq!(
        business_days(&calendar, "2026-02-28T00:00", 0),
        "Mon 2026-03-02 17:00"
    );
    assert_eq!(
        business_days(&calendar, "2026-03-01T23:59", 2),
        "Wed 2026-03-04 17:00"
    );
}

#[test]
fn holidays_in_a_row_and_the_turn_of_the_year_are_skipped() {
    let half = OpenHours::new(time(9, 0, 0, 0), time(11, 30, 0, 0)).unwrap();
    let calendar = new_york(&[
        (date(2026, 12, 24), Some(half)),
        (date(2026, 12, 25), None),
        (date(2026, 12, 28), None),
        (date(2027, 1, 1), None),
    ]);
    assert_eq!(
        business_days(&calendar, "2026-12-23T12:00", 1),
        "Thu 2026-12-24 11:30"
    );
    assert_eq!(
        business_days(&calendar, "2026-12-24T11:29", 1),
        "Tue 2026-12-29 17:00"
    );
    assert_eq!(
        business_days(&calendar, "2026-12-24T11:30", 1),
        "Wed 2026-12-30 17:00"
    );
    assert_eq!(
        business_days(&calendar, "2026-12-31T17:00", 1),
        "Tue 2027-01-05 17:00"
    );
    assert_eq!(
        working(&calendar, "2026-12-24T11:00", 60),
        "Tue 2026-12-29 09:30"
    );
    assert!(!calendar.is_business_day(date(2026, 12, 25)));
    assert!(calendar.is_business_day(date(2026, 12, 24)));
}

#[test]
fn working_time_passes_only_while_open() {
    let calendar = new_york(&[]);
    assert_eq!(
        working(&calendar, "2026-03-02T10:15", 240),
        "Mon 2026-03-02 14:15"
    );
    assert_eq!(
        working(&calendar, "2026-03-02T16:30", 240),
        "Tue 2026-03-03 12:30"
    );
    assert_eq!(
        working(&calendar, "2026-03-02T09:00", 480),
        "Mon 2026-03-02 17:00"
    );
    assert_eq!(
        working(&calendar, "2026-03-02T09:00", 481),
        "Tue 2026-03-03 09:01"
    );
    assert_eq!(
        working(&calendar, "2026-02-28T12:00", 0),
        "Mon 2026-03-02 09:00"
    );
    let weekend = calendar.working_time_between(
        at(&calendar, "2026-02-27T16:00"),
        at(&calendar, "2026-03-02T10:00"),
    );
    assert_eq!(weekend, SignedDuration::from_hours(2));
    let backwards = calendar.working_time_between(
        at(&calendar, "2026-03-02T10:00"),
        at(&calendar, "2026-02-27T16:00"),
    );
    assert_eq!(backwards, SignedDuration::ZERO);
}

#[test]
fn an_apology_names_noon_of_the_next_business_day() {
    let half = OpenHours::new(time(9, 0, 0, 0), time(11, 30, 0, 0)).unwrap();
    let calendar = new_york(&[(date(2026, 3, 6), Some(half))]);
    assert_eq!(noon(&calendar, "2026-03-03T17:00"), "Wed 2026-03-04 12:00");
    assert_eq!(noon(&calendar, "2026-03-03T09:30"), "Wed 2026-03-04 12:00");
    assert_eq!(noon(&calendar, "2026-03-05T17:05"), "Fri 2026-03-06 11:30");
    assert_eq!(noon(&calendar, "2026-03-06T17:05"), "Mon 2026-03-09 12:00");
}

#[test]
fn clock_changes_move_no_deadline_on_the_wall_clock() {
    let calendar = new_york(&[]);
    assert_eq!(
        business_days(&calendar, "2026-03-06T16:59", 1),
        "Mon 2026-03-09 17:00"
    );
    assert_eq!(
        business_days(&calendar, "2026-10-30T16:59", 1),
        "Mon 2026-11-02 17:00"
    );
    assert_eq!(
        working(&calendar, "2026-03-06T16:00", 120),
        "Mon 2026-03-09 10:00"
    );
    assert_eq!(
        working(&calendar, "2026-10-30T16:00", 120),
        "Mon 2026-11-02 10:00"
    );
    let tomorrow = |from: &str| {
        told(
            &calendar,
            calendar.due(at(&calendar, from), Span::CalendarDays(1)),
        )
    };
    assert_eq!(tomorrow("2026-03-07T02:30"), "Sun 2026-03-08 03:00");
    assert_eq!(tomorrow("2026-03-07T12:00"), "Sun 2026-03-08 12:00");
    assert_eq!(tomorrow("2026-10-31T12:00"), "Sun 2026-11-01 12:00");
    let night = calendar.due(at(&calendar, "2026-03-07T12:00"), Span::Minutes(24 * 60));
    assert_eq!(told(&calendar, night), "Sun 2026-03-08 13:00");
}

#[test]
fn hours_inside_a_clock_change_stay_in_order() {
    let night = OpenHours::new(time(1, 30, 0, 0), time(2, 30, 0, 0)).unwrap();
    let calendar = BusinessCalendar::new(zone("America/New_York"), [Some(night); 7], []).unwrap();
    assert_eq!(
        business_days(&calendar, "2026-03-07T12:00", 0),
        "Sun 2026-03-08 03:00"
    );
    let skipped = OpenHours::new(time(2, 15, 0, 0), time(2, 45, 0, 0)).unwrap();
    let calendar = BusinessCalendar::new(zone("America/New_York"), [Some(skipped); 7], []).unwrap();
    assert!(
        !calendar.is_business_day(date(2026, 3, 8)),
        "all its minutes are skipped"
    );
    assert_eq!(
        business_days(&calendar, "2026-03-07T12:00", 0),
        "Mon 2026-03-09 02:45"
    );
}

#[test]
fn a_day_whose_midnight_is_skipped_opens_at_its_first_moment() {
    let all_day = OpenHours::new(time(0, 0, 0, 0), time(23, 30, 0, 0)).unwrap();
    let calendar = BusinessCalendar::new(zone("America/Havana"), [Some(all_day); 7], []).unwrap();
    // Cuba's clocks jump from midnight to one o'clock on this Sunday.
    let first = calendar.add_working_time(at(&calendar, "2026-03-07T23:45"), SignedDuration::ZERO);
    assert_eq!(told(&calendar, first), "Sun 2026-03-08 01:00");
    assert!(calendar.is_open_at(first));
    assert!(!calendar.is_open_at(first - SignedDuration::from_secs(1)));
}

#[test]
fn a_day_that_never_happened_is_no_business_day() {
    let calendar =
        BusinessCalendar::new(zone("Pacific/Apia"), [Some(nine_to_five()); 7], []).unwrap();
    assert!(!calendar.is_business_day(date(2011, 12, 30)));
    assert_eq!(
        business_days(&calendar, "2011-12-29T12:00", 1),
        "Sat 2011-12-31 17:00"
    );
}

#[test]
fn impossible_calendars_are_refused() {
    assert_eq!(
        OpenHours::new(time(9, 0, 0, 0), time(9, 0, 0, 0)),
        Err(CalendarError::ClosesBeforeOpening)
    );
    let never = BusinessCalendar::new(
        TimeZone::UTC,
        [None; 7],
        [(date(2026, 3, 2), Some(nine_to_five()))],
    );
    assert_eq!(never.unwrap_err(), CalendarError::NeverOpen);
    let days = date(2026, 1, 1)
        .series(jiff::Span::new().days(1))
        .take(1_001)
        .map(|day| (day, None));
    let closed = BusinessCalendar::new(TimeZone::UTC, [Some(nine_to_five()); 7], days);
    assert_eq!(closed.unwrap_err(), CalendarError::TooManyExceptions);
}

#[test]
fn absurd_lengths_end_and_stay_in_the_future() {
    let calendar = new_york(&[]);
    let from = at(&calendar, "2026-03-02T10:00");
    for span in [
        Span::Minutes,
        Span::WorkingMinutes,
        Span::BusinessDays,
        Span::CalendarDays,
    ] {
        assert!(calendar.due(from, span(u32::MAX)) > from);
        assert!(calendar.due(Timestamp::MAX, span(1)) >= Timestamp::MAX);
        calendar.due(Timestamp::MIN, span(1));
    }
}

#[test]
fn spans_and_hours_are_read_as_settings_write_them() {
    #[derive(serde::Deserialize)]
    struct Settings {
        span: Span,
        hours: OpenHours,
    }
    let read: Settings = toml::from_str(
        "span = { business_days = 1 }\nhours = { open = \"09:00\", close = \"17:00\" }",
    )
    .unwrap();
    assert_eq!(read.span, Span::BusinessDays(1));
    assert_eq!(read.hours, nine_to_five());
    assert!(
        toml::from_str::<Settings>(
            "span = { minutes = 30 }\nhours = { open = \"17:00\", close = \"09:00\" }"
        )
        .is_err()
    );
}

fn any_moment() -> impl Strategy<Value = Timestamp> {
    (1_577_836_800_i64..1_893_456_000).prop_map(|second| Timestamp::from_second(second).unwrap())
}

fn any_calendar() -> impl Strategy<Value = BusinessCalendar> {
    let zones = prop::sample::select(vec![
        "America/New_York",
        "America/Havana",
        "Australia/Lord_Howe",
        "Asia/Kathmandu",
        "UTC",
    ]);
    let day = prop::option::weighted(0.7, (0_i8..23, 1_i8..24));
    (
        zones,
        prop::array::uniform7(day),
        prop::collection::vec(0_i32..3_650, 0..40),
    )
        .prop_map(|(name, week, holidays)| {
            let hours = |(open, length): (i8, i8)| {
                OpenHours::new(time(open, 0, 0, 0), time((open + length).min(23), 59, 0, 0))
                    .unwrap()
            };
            let mut week = week.map(|day| day.map(hours));
            week[2].get_or_insert(hours((9, 8)));
            let exceptions = holidays
                .into_iter()
                .map(|day| (date(2020, 1, 1) + jiff::Span::new().days(day), None));
            BusinessCalendar::new(zone(name), week, exceptions).unwrap()
        })
}

fn any_span() -> impl Strategy<Value = (fn(u32) -> Span, u32)> {
    prop_oneof![
        (0_u32..50_000).prop_map(|n| (Span::Minutes as fn(u32) -> Span, n)),
        (0_u32..5_000).prop_map(|n| (Span::WorkingMinutes as fn(u32) -> Span, n)),
        (0_u32..40).prop_map(|n| (Span::BusinessDays as fn(u32) -> Span, n)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn due_is_never_in_the_past_and_grows_with_start_and_span(
        calendar in any_calendar(), from in any_moment(), (span, length) in any_span(), later in 0_i64..200_000, more in 0_u32..50,
    ) {
        let due = calendar.due(from, span(length));
        prop_assert!(due >= from);
        prop_assert!(calendar.due(from + SignedDuration::from_secs(later), span(length)) >= due);
        prop_assert!(calendar.due(from, span(length + more)) >= due);
    }

    #[test]
    fn working_deadlines_fall_into_opening_hours(calendar in any_calendar(), from in any_moment(), minutes in 0_u32..5_000, days in 0_u32..40) {
        for span in [Span::WorkingMinutes(minutes), Span::BusinessDays(days)] {
            let due = calendar.due(from, span);
            let just_before = due - SignedDuration::from_nanos(1);
            prop_assert!(calendar.is_open_at(due) || calendar.is_open_at(just_before));
        }
        let noon = calendar.noon_of_next_business_day(from);
        prop_assert!(noon > from);
        prop_assert!(calendar.is_open_at(noon - SignedDuration::from_nanos(1)) || calendar.is_open_at(noon));
    }

    #[test]
    fn added_working_time_can_be_measured_again(calendar in any_calendar(), from in any_moment(), minutes in 0_i64..5_000) {
        let working = SignedDuration::from_mins(minutes);
        prop_assert_eq!(calendar.working_time_between(from, calendar.add_working_time(from, working)), working);
    }

    #[test]
    fn calendar_days_keep_the_wall_clock(calendar in any_calendar(), from in any_moment(), days in 0_u32..400) {
        let due = calendar.due(from, Span::CalendarDays(days));
        prop_assert!(due >= from);
        let wall = |at| calendar.zone().to_datetime(at).time();
        let shift = (wall(due) - wall(from)).total(jiff::Unit::Hour).unwrap().abs();
        prop_assert!(shift <= 1.0, "moved by {} hours", shift);
    }
}
