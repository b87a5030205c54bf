//! Moments in the few English words that staff scan for: "Overdue 2 h", "Today 4:00 pm", "Mar 12, 5:00 pm".
//! Always in the programme's time zone, always with the exact moment beside them.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::MomentView;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Returns when something is due, as seen at `now`.
pub fn due(due_at: Timestamp, now: Timestamp, zone: &TimeZone) -> MomentView {
    let at = due_at.to_zoned(zone.clone());
    let today = now.to_zoned(zone.clone()).date();
    let (words, class) = if due_at < now {
        (
            format!("Overdue {}", span(now.as_second() - due_at.as_second())),
            "due-late",
        )
    } else if at.date() == today {
        (near(&at, &now.to_zoned(zone.clone())), "due-soon")
    } else {
        (near(&at, &now.to_zoned(zone.clone())), "")
    };
    MomentView {
        words,
        class,
        ..exact(due_at, zone)
    }
}

/// Returns a past moment as a timeline shows it.
pub fn past(at: Timestamp, now: Timestamp, zone: &TimeZone) -> MomentView {
    let words = near(&at.to_zoned(zone.clone()), &now.to_zoned(zone.clone()));
    MomentView {
        words,
        ..exact(at, zone)
    }
}

/// Returns the moment in full.
pub fn exact(at: Timestamp, zone: &TimeZone) -> MomentView {
    let exact = at
        .to_zoned(zone.clone())
        .strftime("%a, %b %-d, %-I:%M %P")
        .to_string();
    MomentView {
        words: exact.clone(),
        exact,
        at: at.to_string(),
        class: "",
    }
}

/// Returns the time of day: "2:14 pm".
pub fn time_of_day(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%-I:%M %P").to_string()
}

/// Returns the day: "Tuesday, March 3".
pub fn day(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%A, %B %-d").to_string()
}

/// Returns how long something has lasted: "20 min", "2 h", "3 days".
pub fn lasted(since: Timestamp, now: Timestamp) -> String {
    span(now.as_second() - since.as_second())
}

/// Returns a calendar day on which something is due, as seen from today: "Overdue 2 days", "Today", "Friday", "Mar 12".
pub fn due_day(day: Date, today: Date) -> MomentView {
    let days = today.until(day).map_or(0, |span| span.get_days());
    let (words, class) = match days {
        ..=-2 => (format!("Overdue {} days", -days), "due-late"),
        -1 => ("Overdue 1 day".to_owned(), "due-late"),
        0 => ("Today".to_owned(), "due-soon"),
        1 => ("Tomorrow".to_owned(), ""),
        2..=6 => (day.strftime("%A").to_string(), ""),
        _ if day.year() == today.year() => (day.strftime("%b %-d").to_string(), ""),
        _ => (day.strftime("%b %-d, %Y").to_string(), ""),
    };
    MomentView {
        words,
        exact: day.strftime("%a, %b %-d").to_string(),
        at: day.to_string(),
        class,
    }
}

fn near(at: &Zoned, now: &Zoned) -> String {
    let days = now
        .date()
        .until(at.date())
        .map_or(0, |span| span.get_days());
    let time = at.strftime("%-I:%M %P");
    match days {
        0 => format!("Today {time}"),
        1 => format!("Tomorrow {time}"),
        -1 => format!("Yesterday {time}"),
        2..=6 => format!("{} {time}", at.strftime("%A")),
        _ if at.year() == now.year() => format!("{}, {time}", at.strftime("%b %-d")),
        _ => format!("{}, {time}", at.strftime("%b %-d, %Y")),
    }
}

/// Returns a length of time in one unit, rounded down: "20 min", "2 h", "3 days".
fn span(seconds: i64) -> String {
    match seconds {
        ..MINUTE => "just now".to_owned(),
        MINUTE..HOUR => format!("{} min", seconds / MINUTE),
        HOUR..DAY => format!("{} h", seconds / HOUR),
        DAY.. => match seconds / DAY {
            1 => "1 day".to_owned(),
            days => format!("{days} days"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(due_at: &str) -> (String, &'static str) {
        let zone =
            TimeZone::get("America/New_York").expect("the zone is in the time zone database");
        let now: Timestamp = "2026-03-03T19:14:00Z".parse().expect("a moment");
        let view = due(due_at.parse().expect("a moment"), now, &zone);
        (view.words, view.class)
    }

    #[test]
    fn what_is_late_says_by_how_much() {
        assert_eq!(
            words("2026-03-03T19:13:30Z"),
            ("Overdue just now".into(), "due-late")
        );
        assert_eq!(
            words("2026-03-03T18:54:00Z"),
            ("Overdue 20 min".into(), "due-late")
        );
        assert_eq!(
            words("2026-03-03T17:00:00Z"),
            ("Overdue 2 h".into(), "due-late")
        );
        assert_eq!(
            words("2026-03-02T17:00:00Z"),
            ("Overdue 1 day".into(), "due-late")
        );
        assert_eq!(
            words("2026-02-20T17:00:00Z"),
            ("Overdue 11 days".into(), "due-late")
        );
    }

    #[test]
    fn what_comes_is_said_from_today() {
        assert_eq!(
            words("2026-03-03T21:00:00Z"),
            ("Today 4:00 pm".into(), "due-soon")
        );
        assert_eq!(
            words("2026-03-04T22:00:00Z"),
            ("Tomorrow 5:00 pm".into(), "")
        );
        assert_eq!(words("2026-03-06T22:00:00Z"), ("Friday 5:00 pm".into(), ""));
        assert_eq!(
            words("2026-03-12T21:00:00Z"),
            ("Mar 12, 5:00 pm".into(), "")
        );
        assert_eq!(
            words("2027-03-12T22:00:00Z"),
            ("Mar 12, 2027, 5:00 pm".into(), "")
        );
    }

    #[test]
    fn a_day_passes_through_no_time_zone() {
        let today = jiff::civil::date(2026, 3, 3);
        let words = |day: i8, month: i8| {
            let view = due_day(jiff::civil::date(2026, month, day), today);
            (view.words, view.class)
        };
        assert_eq!(words(1, 3), ("Overdue 2 days".into(), "due-late"));
        assert_eq!(words(3, 3), ("Today".into(), "due-soon"));
        assert_eq!(words(6, 3), ("Friday".into(), ""));
        assert_eq!(words(12, 4), ("Apr 12".into(), ""));
    }

    #[test]
    fn midnight_belongs_to_the_programmes_day() {
        assert_eq!(
            words("2026-03-04T04:59:00Z"),
            ("Today 11:59 pm".into(), "due-soon")
        );
        assert_eq!(
            words("2026-03-04T05:00:00Z"),
            ("Tomorrow 12:00 am".into(), "")
        );
    }
}
