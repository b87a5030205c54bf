//! The rules of help: what must hold after any acts, and each refusal by name.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot build its case should stop"
)]

use jiff::civil::{date, time};
use jiff::tz::TimeZone;
use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::domain::calendar::OpenHours;
use crate::domain::person::PersonName;
use crate::domain::staff::{Role, Strength};
use crate::support::ids::fresh_id;

fn calendar() -> BusinessCalendar {
    let open = OpenHours::new(time(8, 30, 0, 0), time(17, 0, 0, 0)).unwrap();
    let mut week = [Some(open); 7];
    week[5] = None;
    week[6] = None;
    let zone = TimeZone::get("America/New_York").unwrap();
    BusinessCalendar::new(zone, week, []).unwrap()
}

/// Friday, March 6, 2026, 10 in the morning in New York.
fn friday() -> Timestamp {
    "2026-03-06T15:00:00Z".parse().unwrap()
}

fn somebody(role: Role) -> Actor {
    Actor {
        id: StaffId(fresh_id()),
        role,
        name: PersonName::parse("Sam Colleague").unwrap(),
        strength: Strength::Password,
        session: fresh_id(),
        address: None,
    }
}

fn asked(kind: HelpKind) -> HelpRequest {
    HelpRequest {
        id: fresh_id(),
        referral: fresh_id(),
        kind,
        state: HelpState::Asked,
        owner: None,
        next_on: None,
        asked_at: friday(),
        version: 1,
    }
}

fn to(state: HelpState, next_on: Option<Date>) -> HelpProgress {
    HelpProgress {
        state,
        next_on,
        note: None,
    }
}

#[test]
fn who_takes_it_has_it_and_looks_again_on_the_next_business_day() {
    let calendar = calendar();
    let setting = HelpSetting {
        now: friday(),
        calendar: &calendar,
    };
    let lee = somebody(Role::SocialWorker);
    let taken = asked(HelpKind::Travel).take(&lee, setting).unwrap();
    assert_eq!(taken.after().owner, Some(lee.id));
    assert_eq!(taken.after().next_on, Some(date(2026, 3, 9)), "a Monday");
    assert_eq!(taken.event().kind, EventKind::HelpTaken);
    let again = taken.after().clone().take(&lee, setting);
    assert_eq!(again.unwrap_err(), HelpError::AlreadyTheirs);
    let colleague = somebody(Role::SocialWorker);
    let over = taken.after().clone().take(&colleague, setting).unwrap();
    assert_eq!(over.event().details["from"], lee.id.0.to_string());
}

#[test]
fn open_help_needs_a_day_that_can_be_kept_and_finished_help_has_none() {
    let calendar = calendar();
    let setting = HelpSetting {
        now: friday(),
        calendar: &calendar,
    };
    let lee = somebody(Role::SocialWorker);
    let help = asked(HelpKind::Lodging);
    let say = |progress| help.clone().progress(progress, &lee, setting);
    let none = say(to(HelpState::Looking, None));
    assert_eq!(none.unwrap_err(), HelpError::NextDateMissing);
    for day in [date(2026, 3, 5), date(2027, 3, 7)] {
        let odd = say(to(HelpState::Looking, Some(day)));
        assert_eq!(odd.unwrap_err(), HelpError::NextDateOutOfRange, "{day}");
    }
    let today = say(to(HelpState::Applied, Some(date(2026, 3, 6)))).unwrap();
    assert_eq!(
        today.after().owner,
        Some(lee.id),
        "what nobody had is theirs"
    );
    let done = today.after().clone();
    let done = done.progress(
        to(HelpState::InPlace, Some(date(2026, 3, 9))),
        &lee,
        setting,
    );
    let done = done.unwrap();
    assert_eq!(done.after().next_on, None);
    let colleague = somebody(Role::SocialWorker);
    let again = to(HelpState::Looking, Some(date(2026, 3, 9)));
    let again = done.after().clone().progress(again, &colleague, setting);
    assert_eq!(
        again.unwrap().after().owner,
        Some(colleague.id),
        "who opens it again has it"
    );
    let finished = done
        .after()
        .clone()
        .take(&somebody(Role::SocialWorker), setting);
    assert_eq!(finished.unwrap_err(), HelpError::Finished);
}

#[test]
fn each_role_works_on_its_own_kinds() {
    let calendar = calendar();
    let setting = HelpSetting {
        now: friday(),
        calendar: &calendar,
    };
    for role in Role::ALL {
        for kind in HelpKind::ALL {
            let expected = match role {
                Role::Supervisor => true,
                Role::SocialWorker => *kind != HelpKind::Insurance,
                Role::Insurance => *kind == HelpKind::Insurance,
                Role::Finance => *kind == HelpKind::Funding,
                _ => false,
            };
            let took = asked(*kind).take(&somebody(*role), setting);
            assert_eq!(took.is_ok(), expected, "{role} {kind}");
        }
    }
}

proptest! {
    /// Whatever is done in whatever order: open help that somebody has always has a day, and each act has its event.
    #[test]
    fn help_never_goes_silent(acts in prop::collection::vec((0_u8..3, select(HelpState::ALL), -2_i64..400), 1..12)) {
        let calendar = calendar();
        let setting = HelpSetting { now: friday(), calendar: &calendar };
        let people = [somebody(Role::SocialWorker), somebody(Role::SocialWorker), somebody(Role::Supervisor)];
        let mut help = asked(HelpKind::Travel);
        for (act, state, days) in acts {
            let who = &people[usize::try_from(days.rem_euclid(3)).unwrap()];
            let day = calendar.day_of(friday()).saturating_add(days.days());
            let done = match act {
                0 => help.clone().take(who, setting).ok(),
                1 => help.clone().progress(to(state, (days % 5 != 0).then_some(day)), who, setting).ok(),
                _ => help.clone().release(&Doer::Operator, setting.now),
            };
            if let Some(change) = done {
                prop_assert_eq!(change.event().referral, Some(help.referral));
                help = change.after().clone();
            }
            if help.state.is_open() && help.owner.is_some() {
                prop_assert!(help.next_on.is_some(), "{:?}", help);
            }
            if !help.state.is_open() {
                prop_assert!(help.next_on.is_none() && help.owner.is_some());
            }
        }
    }
}
