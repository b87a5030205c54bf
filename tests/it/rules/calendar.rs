//! The calendar as versions: clocks that start later are counted on the new one, in every process, and what was
//! promised is never moved.

use intake_desk::domain::calendar::{CalendarPlan, OpenHours};
use intake_desk::usecases::rules::RulesError;
use intake_desk::usecases::rules::save_calendar::NewCalendar;
use jiff::civil::{Date, DateTime, date, datetime, time};

use crate::support::app::{App, local};
use crate::support::builders::{STAFF_WORDS, a_family};
use crate::support::history;

const fn at(month: i8, day: i8, hour: i8) -> DateTime {
    datetime(2026, month, day, hour, 0, 0, 0)
}

/// The calendar in force, edited, with the version it stands on.
pub async fn edited(app: &App, edit: impl FnOnce(&mut CalendarPlan)) -> NewCalendar {
    let seen = app.desk.view_calendar(&app.actor("admin")).await.unwrap();
    let mut plan = seen.calendar.plan();
    edit(&mut plan);
    NewCalendar {
        upon: seen.calendar.version(),
        plan,
        back_to: None,
    }
}

/// Closes a day.
pub async fn close(app: &App, day: Date) -> i32 {
    let new = edited(app, |plan| {
        plan.exceptions.insert(day, None);
    })
    .await;
    let admin = app.actor("admin");
    app.desk.save_calendar(&admin, &new).await.unwrap()
}

#[tokio::test]
async fn a_promise_stays_as_told_and_the_next_one_follows_the_new_calendar() {
    let app = App::start().await;
    app.set_clock(at(3, 2, 10));
    let before = a_family().sent(&app).await;
    assert_eq!(close(&app, date(2026, 3, 3)).await, 2);
    let after = a_family().sent(&app).await;
    let due = |day| local(&app.settings, at(3, day, 17));
    assert_eq!(app.case_moment(&before, "due_at").await, due(3));
    assert_eq!(app.case_moment(&after, "due_at").await, due(4));
    let told = history::tell_every_clock_again(&app).await;
    assert_eq!(told.calendars, 2);
}

#[tokio::test]
async fn another_process_follows_at_its_next_look_without_a_restart() {
    let app = App::start().await;
    let second = app.second_desk();
    second
        .set_up("demo", &app.settings.routing.rules)
        .await
        .unwrap();
    assert!(!second.follow_calendar().await.unwrap(), "nothing is new");
    close(&app, date(2026, 3, 3)).await;
    let open = |desk: &intake_desk::usecases::Desk| {
        desk.rules().calendar.is_business_day(date(2026, 3, 3))
    };
    assert!(!open(&app.desk), "at once where it was saved");
    assert!(open(&second));
    assert!(second.follow_calendar().await.unwrap());
    assert!(!open(&second));
    assert_eq!(second.rules().calendar.version(), 2);
    // The next start takes the row and not the settings.
    let third = app.second_desk();
    third
        .set_up("demo", &app.settings.routing.rules)
        .await
        .unwrap();
    assert!(!open(&third));
    assert_eq!(app.rows.count("calendar_versions").await, 2);
}

/// The calendar changes while a review stands still, and again before it goes on.
#[tokio::test]
async fn every_clock_can_be_told_again_over_changes_of_the_calendar() {
    let app = App::start().await;
    app.set_clock(at(3, 2, 9));
    let case = a_family().sent(&app).await;
    let (mut intake, mut reviewer) = (app.sign_in("intake").await, app.sign_in("reviewer").await);
    let page = case.page();
    intake.act(&page, "assignments", &[("staff", "me")]).await;
    let wait: &[(&str, &str)] = &[("text", "two reports"), ("waiting_on", "insurer")];
    let mut closed = date(2026, 3, 3);
    for (doctor, to, said) in [
        (false, "in_intake", &[][..]),
        (false, "ready_for_review", &[]),
        (true, "in_review", &[]),
        (true, "awaiting_information", wait),
        (false, "ready_for_review", &[]),
        (true, "in_review", &[]),
    ] {
        app.tick(4);
        let hand = if doctor { &mut reviewer } else { &mut intake };
        let fields: Vec<_> = [("to", to)].iter().chain(said).copied().collect();
        let moved = hand.act(&page, "status-changes", &fields).await;
        assert_eq!(moved.status, 303, "{to}: {}", moved.text);
        let call = [
            ("with", "family"),
            ("result", "reached"),
            ("said", STAFF_WORDS),
        ];
        intake.act(&page, "calls", &call).await;
        close(&app, closed).await;
        closed = closed.tomorrow().unwrap();
    }
    let told = history::tell_every_clock_again(&app).await;
    assert_eq!((told.calendars, told.most_pauses), (7, 1));
    let versions = "SELECT count(DISTINCT calendar_version)::text FROM clocks";
    assert!(app.rows.text(versions).await.parse::<i64>().unwrap() >= 3);
}

#[tokio::test]
async fn of_two_people_who_save_at_once_one_is_told() {
    let app = App::start().await;
    let (one, two) = (app.actor("admin"), app.actor("supervisor"));
    let second = app.second_desk();
    for day in 2..=6 {
        let closed = date(2026, 7, day);
        let new = edited(&app, |plan| {
            plan.exceptions.insert(closed, None);
        })
        .await;
        let (one, two) = tokio::join!(
            app.desk.save_calendar(&one, &new),
            second.save_calendar(&two, &new)
        );
        let outcomes = [one, two];
        let saved = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
        let stale = |outcome: &&Result<i32, _>| matches!(outcome, Err(RulesError::Stale));
        assert_eq!((saved, outcomes.iter().filter(stale).count()), (1, 1));
    }
    assert_eq!(app.rows.count("calendar_versions").await, 6);
    assert_eq!(
        app.rows
            .count("audit_events WHERE kind = 'calendar_saved'")
            .await,
        5
    );
}

#[tokio::test]
async fn a_calendar_that_promises_nothing_is_refused() {
    let app = App::start().await;
    let admin = app.actor("admin");
    let never = edited(&app, |plan| plan.week = [None; 7]).await;
    let far = edited(&app, |plan| {
        plan.exceptions.insert(date(2099, 1, 1), None);
    })
    .await;
    let shut = edited(&app, |plan| {
        let days = date(2026, 3, 1).series(jiff::Span::new().days(1)).take(40);
        plan.exceptions.extend(days.map(|day| (day, None)));
    })
    .await;
    for wrong in [never, far, shut] {
        let trial = app.desk.try_calendar(&admin, &wrong.plan).await.unwrap();
        assert_eq!(trial.problems.len(), 1);
        let refused = app.desk.save_calendar(&admin, &wrong).await.unwrap_err();
        assert!(matches!(refused, RulesError::Wrong), "{refused}");
    }
    // The zone is the programme's, whatever a form says.
    let moved = edited(&app, |plan| plan.zone = "Asia/Kathmandu".to_owned()).await;
    app.desk.save_calendar(&admin, &moved).await.unwrap();
    assert_eq!(
        app.desk.rules().calendar.zone().iana_name(),
        Some("America/New_York")
    );
}

#[tokio::test]
async fn promises_in_hours_that_close_are_found_before_saving() {
    let app = App::start().await;
    app.set_clock(at(3, 2, 10));
    let late = a_family().sent(&app).await;
    app.tick(1);
    let urgent = a_family().in_intensive_care().sent(&app).await;
    let find = async |edit: fn(&mut CalendarPlan), account: &str| {
        let new = edited(&app, edit).await;
        let actor = app.actor(account);
        let trial = app.desk.try_calendar(&actor, &new.plan).await.unwrap();
        assert_eq!(trial.problems, []);
        trial
    };
    let closed = find(
        |plan| {
            plan.exceptions.insert(date(2026, 3, 3), None);
        },
        "supervisor",
    )
    .await;
    assert!(closed.may_list);
    assert_eq!((closed.promises, closed.named.len()), (1, 1));
    assert_eq!(closed.named[0].reference, late.reference);
    // Promised "by 5 pm", and open until noon alone.
    let half = |plan: &mut CalendarPlan| {
        let hours = OpenHours::new(time(8, 30, 0, 0), time(12, 0, 0, 0)).unwrap();
        plan.exceptions.insert(date(2026, 3, 3), Some(hours));
        plan.exceptions.insert(date(2026, 3, 2), None);
    };
    let half = find(half, "admin").await;
    assert!(!half.may_list);
    assert_eq!(half.promises, 2, "and the urgent one of today");
    assert_eq!(half.named[0].reference, urgent.reference, "soonest first");
    let unchanged = find(|_| {}, "admin").await;
    assert_eq!(unchanged.promises, 0);
}
