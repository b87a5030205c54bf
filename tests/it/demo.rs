//! The demo programme: loaded once, whole, at any hour, and finished where a start was cut off.

use crate::support::database::{TestDatabase, fresh_database};
use intake_desk::config::{self, Surroundings};
use intake_desk::db::Vault;
use intake_desk::db::help::list::HelpFilter;
use intake_desk::demo;
use intake_desk::domain::help::HelpState;
use intake_desk::domain::person::{EmailAddress, PersonName};
use intake_desk::domain::staff::{Actor, Role, Strength};
use intake_desk::domain::status::Status;
use intake_desk::support::clock::Clock;
use intake_desk::support::ids::random_id;
use intake_desk::support::seal::{Key, Keyring};
use intake_desk::support::store::Store;
use intake_desk::usecases::account::manage_staff::NewStaff;
use intake_desk::usecases::case::view_today::TodayList;
use intake_desk::usecases::{Desk, DeskSettings};
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::time::Duration;

/// Monday, November 23, 2026, 10:25 in the morning in New York.
const MORNING: &str = "2026-11-23T15:25:00Z";
/// The night from Saturday to Sunday on which the clocks go back.
const NIGHT: &str = "2026-11-01T05:40:00Z";

async fn desk_at(database: &TestDatabase, now: &str) -> Desk {
    let settings = config::load(&Surroundings::default()).unwrap();
    let keyring = Keyring::new(BTreeMap::from([(1, Key::fresh())]), Key::fresh()).unwrap();
    let desk_settings = DeskSettings {
        reference_prefix: settings.programme.reference_prefix.clone(),
        draft_days: 30,
        session_idle: SignedDuration::from_mins(15),
        session_total: SignedDuration::from_hours(12),
        sessions_most: 5,
        context_words: Vec::new(),
    };
    let desk = Desk::new(
        database.pool().clone(),
        Clock::manual(now.parse().unwrap()),
        Vault::new(keyring),
        settings.clock_rules().unwrap(),
        desk_settings,
        Store::memory(),
    );
    desk.set_up("demo", &settings.routing.rules).await.unwrap();
    desk
}

async fn staff(desk: &Desk, email: &str) -> Actor {
    let everybody = desk.list_staff().await.unwrap();
    let member = everybody
        .into_iter()
        .find(|member| member.person.email.expose() == email)
        .unwrap();
    Actor {
        id: member.facts.id,
        role: member.facts.role,
        name: member.person.name,
        strength: Strength::Password,
        session: random_id(),
        address: None,
    }
}

#[expect(clippy::disallowed_methods, reason = "counts what no page counts")]
async fn count(database: &TestDatabase, what: &'static str) -> i64 {
    sqlx::query_scalar(what)
        .fetch_one(database.pool())
        .await
        .unwrap()
}

async fn cases(database: &TestDatabase) -> i64 {
    count(database, "SELECT count(*) FROM referrals").await
}

/// What must hold in every demo, and in every programme.
async fn is_whole(desk: &Desk, database: &TestDatabase) {
    let nobody = "SELECT count(*) FROM referrals WHERE status NOT IN ('closed', 'not_a_referral')
         AND (next_action IS NULL OR due_at IS NULL OR fallback_owner_id IS NULL)";
    assert_eq!(count(database, nobody).await, 0, "without a next step");
    let unheard = "SELECT count(*) FROM referrals r WHERE overdue_since IS NOT NULL AND NOT EXISTS
         (SELECT FROM outbox o JOIN staff s ON s.id = o.staff_id
          WHERE o.referral_id = r.id AND o.notice = 'supervisor_overdue' AND s.role = 'supervisor')";
    assert_eq!(count(database, unheard).await, 0, "late and not heard of");
    assert_eq!(
        desk.raise_overdue().await.unwrap(),
        0,
        "late and not raised"
    );
    assert!(desk.verify_audit().await.unwrap().holes.is_empty());
    for status in Status::ALL {
        assert!(
            standing(database, status.code()).await > 0,
            "none is {status}"
        );
    }
    let late = late(database).await;
    assert!((5..=14).contains(&late), "{late} are late");
    let nobodys = "SELECT count(*) FROM referrals WHERE status NOT IN ('closed', 'not_a_referral') AND owner_id IS NULL";
    assert!(count(database, nobodys).await >= 5);
}

async fn mail_is_on_time(desk: &Desk) {
    let health = desk.health().await.unwrap().mail;
    assert!(!health.is_late(desk.now()), "mail seems late: {health:?}");
    assert!(
        health.waiting > 0,
        "the last minutes are left to the worker"
    );
}

async fn late(database: &TestDatabase) -> i64 {
    count(
        database,
        "SELECT count(*) FROM referrals WHERE overdue_since IS NOT NULL",
    )
    .await
}

#[expect(clippy::disallowed_methods, reason = "counts what no page counts")]
async fn standing(database: &TestDatabase, status: &str) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM referrals WHERE status = $1")
        .bind(status)
        .fetch_one(database.pool())
        .await
        .unwrap()
}

#[tokio::test]
async fn the_demo_is_loaded_once_and_looks_like_a_working_morning() {
    let database = fresh_database().await;
    let desk = desk_at(&database, MORNING).await;
    assert!(demo::load(&desk).await.unwrap());
    is_whole(&desk, &database).await;
    mail_is_on_time(&desk).await;
    let (before, events) = (cases(&database).await, events(&database).await);
    assert!((38..=55).contains(&before), "{before} cases");
    assert!(!demo::load(&desk).await.unwrap(), "loaded twice");
    assert_eq!(
        (cases(&database).await, self::events(&database).await),
        (before, events)
    );
    let supervisor = staff(&desk, "supervisor@riverside.example.org").await;
    let today = desk.view_today(&supervisor).await.unwrap();
    assert!(
        today.list(TodayList::Overdue).total >= 4,
        "{} late",
        today.list(TodayList::Overdue).total
    );
    assert!(
        today.list(TodayList::DueToday).total >= 3,
        "{} today",
        today.list(TodayList::DueToday).total
    );
    assert!(
        today.list(TodayList::Unassigned).total >= 5,
        "{} nobody's",
        today.list(TodayList::Unassigned).total
    );
    assert!(!today.mail_alarm);
    assert_eq!(today.undelivered, 1, "the one that came back");
    let help = desk.list_help(&supervisor, HelpFilter::default(), None);
    let help = help.await.unwrap().unwrap().rows;
    let nobodys = help.iter().filter(|row| row.owner.is_none()).count();
    assert!((5..=30).contains(&nobodys), "{nobodys} that nobody has");
    for state in HelpState::ALL.iter().filter(|state| state.is_open()) {
        assert!(help.iter().any(|row| row.state == *state), "{state}");
    }
}

/// Late in the evening, and on a holiday.
#[tokio::test]
async fn the_demo_looks_the_same_at_other_hours() {
    for now in ["2026-11-24T03:40:00Z", "2026-12-25T18:00:00Z"] {
        let database = fresh_database().await;
        let desk = desk_at(&database, now).await;
        assert!(demo::load(&desk).await.unwrap());
        is_whole(&desk, &database).await;
        mail_is_on_time(&desk).await;
    }
}

#[tokio::test]
async fn the_demo_can_be_loaded_at_night_and_over_a_clock_change() {
    let database = fresh_database().await;
    let desk = desk_at(&database, NIGHT).await;
    assert!(demo::load(&desk).await.unwrap());
    is_whole(&desk, &database).await;
}

/// The program is killed again and again while it loads; what the last start leaves is one whole demo.
#[tokio::test]
async fn a_load_that_was_cut_off_is_finished_by_the_next_start() {
    let database = fresh_database().await;
    let desk = desk_at(&database, MORNING).await;
    for told in [0, 7, 20, 41] {
        let cut = async {
            while cases(&database).await <= told {
                tokio::time::sleep(Duration::from_millis(3)).await;
            }
        };
        tokio::select! {
            loaded = demo::load(&desk) => panic!("not cut off: {loaded:?}"),
            () = cut => {}
        }
    }
    let half = cases(&database).await;
    while !demo::load(&desk).await.unwrap() {}
    is_whole(&desk, &database).await;
    assert!(
        half > 0 && half < cases(&database).await,
        "{half} were told before"
    );
    let whole = fresh_database().await;
    let other = desk_at(&whole, MORNING).await;
    demo::load(&other).await.unwrap();
    assert_eq!(cases(&database).await, cases(&whole).await);
    assert_eq!(changes(&database).await, changes(&whole).await);
}

async fn events(database: &TestDatabase) -> i64 {
    count(database, "SELECT count(*) FROM audit_events").await
}

/// What staff have done; looks are not counted, a second start looks once more.
async fn changes(database: &TestDatabase) -> i64 {
    count(
        database,
        "SELECT count(*) FROM audit_events WHERE referral_id IS NOT NULL AND kind <> 'case_seen'",
    )
    .await
}

/// A programme with people of its own keeps no demo.
#[tokio::test]
async fn where_somebody_works_already_nothing_is_loaded() {
    let database = fresh_database().await;
    let desk = desk_at(&database, MORNING).await;
    let own = NewStaff {
        name: PersonName::parse("Own Person").unwrap(),
        email: EmailAddress::parse("own@example.org").unwrap(),
        role: Role::Intake,
        speaks: Vec::new(),
        on_call: false,
        fallback_owner: true,
    };
    desk.add_staff(&own).await.unwrap();
    assert!(!demo::load(&desk).await.unwrap());
    assert_eq!(cases(&database).await, 0);
}
