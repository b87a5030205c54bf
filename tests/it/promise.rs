//! The promise: one moment, the same wherever it is read, kept over evenings, weekends, holidays and clock changes;
//! and what happens when it is missed.

use jiff::Timestamp;
use jiff::civil::{DateTime, datetime};

use crate::support::app::{App, local};
use crate::support::builders::{EMAIL, STAFF_WORDS, SentRequest, a_family};
use crate::support::client::Browser;
use crate::support::history;

const fn at(year: i16, month: i8, day: i8, hour: i8, minute: i8) -> DateTime {
    datetime(year, month, day, hour, minute, 0, 0)
}

/// The promise in every place where somebody reads it.
async fn read_everywhere(app: &App, intake: &mut Browser, case: &SentRequest) -> Vec<Timestamp> {
    let confirmation = app.browser_of(case).get("/en/family/sent").await;
    let list = intake.get("/staff/cases").await;
    let row = list.all("tbody tr", |row| {
        let html = row.html();
        html.contains(case.reference.as_str()).then_some(html)
    });
    let row = row.into_iter().flatten().next().expect("a row");
    let page = intake.get(&case.page()).await;
    let moment = |text: &str| text.parse::<Timestamp>().unwrap();
    let in_row = row.split("datetime=\"").nth(1).unwrap();
    vec![
        app.case_moment(case, "due_at").await,
        moment(&confirmation.moment(".promise")),
        moment(in_row.split('"').next().unwrap()),
        moment(&page.moment(".identity .facts")),
    ]
}

#[tokio::test]
async fn the_same_moment_is_read_everywhere_whenever_a_request_comes() {
    let app = App::start().await;
    for (sent, due, words) in [
        (
            at(2026, 3, 2, 8, 0),
            at(2026, 3, 3, 17, 0),
            "Tuesday, March 3, by 5 pm",
        ),
        (
            at(2026, 3, 2, 16, 59),
            at(2026, 3, 3, 17, 0),
            "Tuesday, March 3, by 5 pm",
        ),
        (
            at(2026, 3, 2, 17, 0),
            at(2026, 3, 4, 17, 0),
            "Wednesday, March 4, by 5 pm",
        ),
        (
            at(2026, 3, 2, 17, 1),
            at(2026, 3, 4, 17, 0),
            "Wednesday, March 4, by 5 pm",
        ),
        // Over the weekend in which the clocks go forward.
        (
            at(2026, 3, 6, 16, 59),
            at(2026, 3, 9, 17, 0),
            "Monday, March 9, by 5 pm",
        ),
        (
            at(2026, 3, 7, 12, 0),
            at(2026, 3, 10, 17, 0),
            "Tuesday, March 10, by 5 pm",
        ),
        (
            at(2026, 3, 8, 1, 59),
            at(2026, 3, 10, 17, 0),
            "Tuesday, March 10, by 5 pm",
        ),
        (
            at(2026, 3, 8, 3, 1),
            at(2026, 3, 10, 17, 0),
            "Tuesday, March 10, by 5 pm",
        ),
        // Before Memorial Day.
        (
            at(2026, 5, 22, 10, 0),
            at(2026, 5, 26, 17, 0),
            "Tuesday, May 26, by 5 pm",
        ),
        (
            at(2026, 5, 25, 10, 0),
            at(2026, 5, 27, 17, 0),
            "Wednesday, May 27, by 5 pm",
        ),
        // Over the night in which the clocks go back.
        (
            at(2026, 10, 30, 10, 0),
            at(2026, 11, 2, 17, 0),
            "Monday, November 2, by 5 pm",
        ),
        // A half day ends at noon, a holiday does not count.
        (
            at(2026, 12, 23, 10, 0),
            at(2026, 12, 24, 12, 0),
            "Thursday, December 24, by 12 noon",
        ),
    ] {
        app.set_clock(sent);
        let case = a_family().sent(&app).await;
        // Signed in anew each time: a session does not last from March to December.
        let mut intake = app.sign_in("intake").await;
        let expected = local(&app.settings, due);
        for read in read_everywhere(&app, &mut intake, &case).await {
            assert_eq!(read, expected, "sent {sent}");
        }
        app.deliver_mail().await;
        let receipt = app.mail.to(EMAIL).pop().unwrap();
        assert!(receipt.text.contains(case.reference.as_str()));
        assert!(receipt.text.contains(words), "{words}: {}", receipt.text);
    }
}

#[tokio::test]
async fn an_urgent_request_is_promised_within_two_hours_by_day_and_by_night() {
    let app = App::start().await;
    for (sent, due) in [
        (at(2026, 3, 2, 23, 30), at(2026, 3, 3, 1, 30)),
        // Two hours later by the clock on the wall it is four.
        (at(2026, 3, 8, 1, 0), at(2026, 3, 8, 4, 0)),
    ] {
        app.set_clock(sent);
        let case = a_family().in_intensive_care().sent(&app).await;
        let expected = local(&app.settings, due);
        assert_eq!(app.case_moment(&case, "due_at").await, expected, "{sent}");
    }
}

#[tokio::test]
async fn a_missed_promise_is_raised_once_with_an_apology_and_a_new_date() {
    let app = App::start().await;
    let missed = a_family().sent(&app).await;
    app.set_clock(at(2026, 3, 3, 9, 0));
    let later = a_family().without_email().sent(&app).await;
    app.deliver_mail().await;
    app.set_clock(at(2026, 3, 3, 17, 0));
    assert_eq!(app.raise_overdue().await, 1);
    assert_eq!(app.raise_overdue().await, 0, "once per miss");
    let noon = local(&app.settings, at(2026, 3, 4, 12, 0));
    assert_eq!(app.case_moment(&missed, "due_at").await, noon);
    app.deliver_mail().await;
    let supervisor = app.mail.to("supervisor@riverside.example.org");
    let told = supervisor
        .iter()
        .filter(|mail| mail.text.contains(missed.reference.as_str()));
    assert_eq!(told.count(), 2, "the request, and the miss");
    let apology = app.mail.to(EMAIL).pop().unwrap();
    assert!(
        apology.text.contains("Wednesday, March 4, by 12 noon"),
        "{}",
        apology.text
    );
    let family = app.browser_of(&missed).get("/en/family/sent").await;
    let late = family.words(".notice.warn");
    assert!(late.contains("Tuesday, March 3, by 5 pm"), "{late}");
    assert_eq!(
        family.moment(".promise").parse::<Timestamp>().unwrap(),
        noon
    );
    app.tick(1);
    let mut intake = app.sign_in("intake").await;
    let list = intake.get("/staff/cases").await;
    let order = list.texts("tbody .ref");
    assert_eq!(
        order,
        [missed.reference.as_str(), later.reference.as_str()],
        "late first"
    );
    let overdue = intake
        .get("/staff/cases?due=overdue")
        .await
        .texts("tbody .ref");
    assert_eq!(overdue, [missed.reference.as_str()]);
    let today = intake.get("/staff").await;
    assert!(
        today.words("ul.counts li").starts_with("1 Overdue"),
        "{}",
        today.words("ul.counts")
    );
}

#[tokio::test]
async fn two_processes_raise_a_miss_once() {
    let app = App::start().await;
    a_family().sent(&app).await;
    app.set_clock(at(2026, 3, 5, 9, 0));
    let second = app.second_desk();
    let (one, two) = tokio::join!(app.desk.raise_overdue(), second.raise_overdue());
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    let missed = "audit_events WHERE kind = 'promise_missed'";
    assert_eq!(app.rows.count(missed).await, 1);
    assert_eq!(
        app.rows
            .count("outbox WHERE notice = 'family_promise_missed'")
            .await,
        1
    );
}

#[tokio::test]
async fn an_urgent_case_that_nobody_takes_climbs_after_half_an_hour() {
    let app = App::start().await;
    let case = a_family().in_intensive_care().sent(&app).await;
    app.tick(29);
    assert_eq!(app.raise_overdue().await, 0);
    app.tick(2);
    assert_eq!(app.raise_overdue().await, 1);
    assert_eq!(
        app.case(&case, "overdue_since").await,
        "",
        "the promise itself still holds"
    );
    let told = "outbox WHERE notice = 'supervisor_overdue'";
    assert_eq!(app.rows.count(told).await, 1);
    let taken = a_family().in_intensive_care().sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    intake
        .act(&taken.page(), "assignments", &[("staff", "me")])
        .await;
    app.tick(31);
    assert_eq!(app.raise_overdue().await, 0, "somebody has it");
}

/// Reads every clock back and computes its due moment from nothing but its start, length and pauses.
#[tokio::test]
async fn every_stored_clock_can_be_told_again_from_its_history() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let (mut intake, mut reviewer) = (app.sign_in("intake").await, app.sign_in("reviewer").await);
    let page = case.page();
    intake.act(&page, "assignments", &[("staff", "me")]).await;
    let wait: &[(&str, &str)] = &[("text", "two reports"), ("waiting_on", "insurer")];
    for (doctor, to, said) in [
        (false, "in_intake", &[][..]),
        (false, "ready_for_review", &[]),
        (true, "in_review", &[]),
        (true, "awaiting_information", wait),
        (false, "ready_for_review", &[]),
        (true, "in_review", &[]),
        (true, "awaiting_information", wait),
        (false, "ready_for_review", &[]),
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
    }
    let told = history::tell_every_clock_again(&app).await;
    assert_eq!(told.most_pauses, 2, "the review stood still twice");
    assert!(told.clocks > 10, "{told:?}");
}
