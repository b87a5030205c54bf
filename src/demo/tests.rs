//! The tables hold together: before any database is asked.

use jiff::Timestamp;
use jiff::civil::{Time, date, time};
use jiff::tz::TimeZone;

use super::cases;
use super::forms::submission;
use super::moments::Moments;
use super::story::{Beat, Sent, Wrote};
use crate::domain::calendar::{BusinessCalendar, OpenHours};
use crate::domain::request::HelpKind;

const OPEN: Time = time(8, 30, 0, 0);
const CLOSE: Time = time(17, 0, 0, 0);

fn calendar() -> BusinessCalendar {
    let hours = OpenHours::new(OPEN, CLOSE).ok();
    let week = [hours, hours, hours, hours, hours, None, None];
    let zone = TimeZone::get("America/New_York").expect("a zone");
    BusinessCalendar::new(zone, week, [(date(2026, 11, 26), None)]).expect("a calendar")
}

/// Working hours, early, late, a weekend, a holiday, and around a clock change.
fn starts() -> impl Iterator<Item = Timestamp> {
    [
        "2026-11-23T15:07:00Z",
        "2026-11-23T13:31:00Z",
        "2026-11-24T04:59:00Z",
        "2026-11-22T08:00:00Z",
        "2026-11-26T17:00:00Z",
        "2026-11-01T06:30:00Z",
        "2027-03-14T07:30:00Z",
    ]
    .into_iter()
    .map(|text| text.parse().expect("a moment"))
}

#[test]
fn every_story_goes_forward_whenever_it_is_told() {
    let calendar = calendar();
    for now in starts() {
        for (number, story) in cases::all() {
            let moments = Moments::before(now, &calendar).of(story);
            assert!(
                moments.is_sorted_by(|one, next| one < next),
                "{number}: {moments:?}"
            );
            assert!(moments.last() <= Some(&now), "{number}: not over at {now}");
            for pair in story.then.windows(2) {
                let written = |beat: &Beat| (beat.at.days, beat.at.minutes);
                assert!(written(&pair[0]) > written(&pair[1]), "{number}: {pair:?}");
            }
        }
    }
}

#[test]
fn staff_act_in_business_hours_and_nights_are_nights() {
    let calendar = calendar();
    for now in starts() {
        for (number, story) in cases::all() {
            let moments = Moments::before(now, &calendar).of(story);
            for at in &moments[1..] {
                let just_before = *at - jiff::SignedDuration::from_secs(1);
                assert!(calendar.is_open_at(just_before), "{number} at {now}: {at}");
            }
            if let Sent::ByNight(_) = story.sent {
                assert!(!calendar.is_open_at(moments[0]), "{number}");
            }
        }
    }
}

#[test]
fn every_form_is_understood_and_nobody_is_real() {
    let mut phones = std::collections::BTreeSet::new();
    for (number, story) in cases::all() {
        let sent = submission(number, &story.wrote, date(2026, 11, 23));
        assert!(sent.is_ok(), "{number}");
        let (phone, email) = match story.wrote {
            Wrote::Family(family) => (family.phone, family.email),
            Wrote::CallMe(form) => (form.phone, ""),
            Wrote::Doctor(doctor) => (doctor.phone, doctor.email),
        };
        assert!(phone.contains("-555-01"), "{number}: {phone}");
        assert!(phones.insert(phone), "{number}: {phone} stands twice");
        assert!(
            email.is_empty() || email.ends_with("@example.org"),
            "{number}"
        );
    }
}

#[test]
fn a_quarter_writes_spanish_and_every_kind_of_help_is_asked() {
    let families: Vec<_> = cases::all()
        .filter_map(|(_, story)| match story.wrote {
            Wrote::Family(family) => Some(family),
            Wrote::CallMe(_) | Wrote::Doctor(_) => None,
        })
        .collect();
    let spanish = families.iter().filter(|family| family.spoken == "es");
    let share = spanish.count() * 100 / families.len();
    assert!((20..=33).contains(&share), "{share} percent");
    for kind in HelpKind::ALL {
        assert!(
            families
                .iter()
                .any(|family| family.help.contains(&kind.code())),
            "{kind}"
        );
    }
}
