//! The two pages as their people use them: an edit travels in the form, is tried, and only then saved.

use crate::support::app::App;
use crate::support::builders::a_family;
use crate::support::client::{Browser, Page};
use jiff::civil::datetime;

const ROUTING: &str = "/staff/admin/routing";
const CALENDAR: &str = "/staff/admin/calendar";

/// The form that saves the rules, on the page of an edit.
const SAVES: &str = "form[action='/staff/admin/routing#main']";
/// The form around the list.
const LIST: &str = "form[action='/staff/admin/routing/edits#rules']";

async fn steps(browser: &mut Browser, mut page: Page, acts: &[&str]) -> Page {
    for act in acts {
        page = browser.answer_form(&page, LIST, &[("act", act)]).await;
        assert_eq!(page.status, 200, "{act}: {}", page.text);
    }
    page
}

#[tokio::test]
async fn a_rule_is_switched_off_tried_and_saved() {
    let app = App::start().await;
    let urgent = a_family().in_intensive_care().sent(&app).await;
    let mut admin = app.sign_in("admin").await;
    let page = admin.get(ROUTING).await;
    let rules = page.texts("ol.lines > li");
    assert_eq!(rules.len(), 5);
    let on_call =
        "When urgency is Emergency or Urgent to everybody on call (2 people today): Urgent request";
    assert!(rules[2].starts_with(on_call), "{}", rules[2]);
    assert!(!page.has(SAVES), "nothing is edited");
    let edited = steps(&mut admin, page, &["off:2", "up:4"]).await;
    assert!(
        edited.words("#trial ~ p").contains("1 request"),
        "{}",
        edited.text
    );
    assert!(edited.text.contains(urgent.reference.as_str()));
    assert!(
        !edited.has("a[href^='/staff/cases/']"),
        "no link for who sees no case"
    );
    assert!(
        edited
            .words(".notice.warn")
            .contains("on-call list of an emergency")
    );
    assert_eq!(
        app.rows.count("routing_versions").await,
        1,
        "nothing is stored"
    );
    let saved = admin.answer_form(&edited, SAVES, &[]).await;
    let page = admin.follow(&saved).await;
    assert!(page.words(".notice.ok").contains("Saved"));
    let rules = page.texts("ol.lines > li");
    assert!(rules[2].contains(" Off "), "{}", rules[2]);
    assert!(rules[3].contains("help-insurance"), "{}", rules[3]);
    // And back again.
    let back = admin.answer_form(&page, LIST, &[("act", "back:1")]).await;
    let saved = admin.answer_form(&back, SAVES, &[]).await;
    let page = admin.follow(&saved).await;
    assert!(page.text.contains("brought back version 1"));
    assert!(
        page.text.contains("Alex") || page.texts("bdi").len() > 1,
        "who it was"
    );
    let mut supervisor = app.sign_in("supervisor").await;
    let page = supervisor.get(ROUTING).await;
    let edited = steps(&mut supervisor, page, &["off:2"]).await;
    assert!(
        edited.has(&format!("a[href='{}']", urgent.page())),
        "who lists cases has links"
    );
}

#[tokio::test]
async fn a_rule_is_added_by_its_form_and_a_bad_name_is_said_at_once() {
    let app = App::start().await;
    let mut admin = app.sign_in("admin").await;
    let page = admin.get(ROUTING).await;
    let open = steps(&mut admin, page, &["add"]).await;
    let form = "section.next form";
    let fields = |name| {
        [
            ("act", "put"),
            ("rule_name", name),
            ("languages", "es"),
            ("sources", "call_me"),
            ("send_to", "role:coordinator"),
            ("notice", "intake_new_request"),
        ]
    };
    let wrong = admin
        .answer_form(&open, form, &fields("Spanish calls"))
        .await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.words("#errors").contains("small letters"));
    assert_eq!(
        wrong.value("#rule_name"),
        "Spanish calls",
        "what was typed stays"
    );
    let put = admin
        .answer_form(&wrong, form, &fields("spanish-calls"))
        .await;
    assert_eq!(put.status, 200);
    let rule = put.texts("ol.lines > li").pop().unwrap();
    let words = "When the family speaks Spanish, and it came by Call-me form to everybody with the role Meeting coordinator";
    assert!(rule.starts_with(words), "{rule}");
    let saved = admin.answer_form(&put, SAVES, &[]).await;
    assert_eq!(saved.status, 303);
    let stored = "routing_rules WHERE version = 2 AND languages = '{es}' AND sources = '{call_me}'";
    assert_eq!(app.rows.count(stored).await, 1);
}

#[tokio::test]
async fn who_comes_second_sees_both_and_loses_nothing() {
    let app = App::start().await;
    let (mut admin, mut supervisor) = (app.sign_in("admin").await, app.sign_in("supervisor").await);
    let (one, two) = (admin.get(ROUTING).await, supervisor.get(ROUTING).await);
    let one = steps(&mut admin, one, &["off:0"]).await;
    let two = steps(&mut supervisor, two, &["off:1"]).await;
    assert_eq!(admin.answer_form(&one, SAVES, &[]).await.status, 303);
    let late = supervisor.answer_form(&two, SAVES, &[]).await;
    assert_eq!(late.status, 409);
    assert!(
        late.words(".notice.warn").contains("saved version 2"),
        "{}",
        late.text
    );
    let (mine, theirs) = (late.texts("ol.lines > li"), late.texts("#theirs ~ ol > li"));
    assert!(mine[1].contains(" Off ") && !mine[0].contains(" Off "));
    assert!(theirs[0].contains(" Off ") && !theirs[1].contains(" Off "));
    assert_eq!(supervisor.answer_form(&late, SAVES, &[]).await.status, 303);
    assert_eq!(app.rows.count("routing_versions").await, 3);
}

const WEEK: [(&str, &str); 14] = [
    ("opens", "08:30"),
    ("closes", "17:00"),
    ("opens", "08:30"),
    ("closes", "17:00"),
    ("opens", "08:30"),
    ("closes", "17:00"),
    ("opens", "08:30"),
    ("closes", "17:00"),
    ("opens", "08:30"),
    ("closes", "17:00"),
    ("opens", ""),
    ("closes", ""),
    ("opens", ""),
    ("closes", ""),
];

/// Fills the calendar's form: the usual week with one change, and what a step needs.
fn typed<'a>(monday_closes: &'a str, step: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = WEEK.to_vec();
    fields[1].1 = monday_closes;
    fields.extend_from_slice(step);
    fields
}

/// Presses Save: the same form, sent elsewhere.
async fn save(browser: &mut Browser, page: &Page, fields: &[(&str, &str)]) -> Page {
    let hidden = page.all("main form input[type=hidden]", |input| {
        let own = |name| input.attr(name).unwrap_or_default().to_owned();
        (own("name"), own("value"))
    });
    let hidden = hidden.iter().map(|(name, value)| (&**name, &**value));
    let all: Vec<_> = hidden.chain(fields.iter().copied()).collect();
    browser.post(CALENDAR, &all).await
}

#[tokio::test]
async fn a_day_is_closed_after_looking_at_whose_promise_falls_on_it() {
    let app = App::start().await;
    app.set_clock(datetime(2026, 3, 2, 10, 0, 0, 0));
    let case = a_family().sent(&app).await;
    let mut supervisor = app.sign_in("supervisor").await;
    let page = supervisor.get(CALENDAR).await;
    assert!(page.text.contains("Monday, May 25, 2026"), "{}", page.text);
    let add = [("act", "add"), ("day", "2026-03-03"), ("kind", "closed")];
    let looked = supervisor.answer(&page, &typed("17:00", &add)).await;
    assert_eq!(looked.status, 200);
    assert_eq!(
        looked.texts("#effect ~ ul > li")[0],
        "Tuesday, March 3, 2026: closed"
    );
    assert!(
        looked
            .words(".notice.warn")
            .contains("1 family has a promise")
    );
    assert!(looked.has(&format!("a[href='{}']", case.page())));
    assert_eq!(app.rows.count("calendar_versions").await, 1);
    // Another change after the look is looked at first, too.
    let other = save(
        &mut supervisor,
        &looked,
        &typed("16:00", &[("kind", "closed")]),
    )
    .await;
    assert_eq!(other.status, 200);
    assert!(
        other.text.contains("Mondays: 8:30 am to 4:00 pm"),
        "{}",
        other.text
    );
    let saved = save(
        &mut supervisor,
        &other,
        &typed("16:00", &[("kind", "closed")]),
    )
    .await;
    let page = supervisor.follow(&saved).await;
    assert!(page.words(".notice.ok").contains("stay as they were told"));
    assert_eq!(page.value("#monday-closes"), "16:00");
    let mut admin = app.sign_in("admin").await;
    let page = admin.get(CALENDAR).await;
    let add = [("act", "add"), ("day", "2026-03-04"), ("kind", "closed")];
    let looked = admin.answer(&page, &typed("16:00", &add)).await;
    assert!(!looked.text.contains(case.reference.as_str()));
    let back = admin
        .answer(&page, &typed("16:00", &[("act", "back:1")]))
        .await;
    assert!(back.text.contains("as in a usual week"), "{}", back.text);
}

#[tokio::test]
async fn bad_hours_are_said_at_their_day_and_what_was_typed_stays() {
    let app = App::start().await;
    let mut admin = app.sign_in("admin").await;
    let page = admin.get(CALENDAR).await;
    let half = [("act", "add"), ("day", "2026-12-23"), ("kind", "hours")];
    for (monday, step, says) in [
        (
            "07:00",
            &[("act", "check")][..],
            "Monday: the opening time must be before",
        ),
        ("", &[("act", "check")], "Monday: enter both times"),
        ("noon", &[("act", "check")], "Monday: enter times as"),
        ("17:00", &half, "Enter the hours of that day"),
        (
            "17:00",
            &[("act", "add"), ("kind", "closed")],
            "Choose the day",
        ),
        (
            "17:00",
            &[("act", "add"), ("day", "2099-01-01"), ("kind", "closed")],
            "choose a day within five years",
        ),
    ] {
        let wrong = admin.answer(&page, &typed(monday, step)).await;
        assert_eq!(wrong.status, 422, "{says}");
        assert!(
            wrong.words("#errors").contains(says),
            "{says}: {}",
            wrong.words("#errors")
        );
        assert_eq!(wrong.value("#monday-closes"), monday);
    }
    for strange in ["remove:x", "back:x", "jump:1"] {
        let refused = admin
            .answer(&page, &typed("17:00", &[("act", strange)]))
            .await;
        assert_eq!(refused.status, 400, "{strange}");
    }
    assert_eq!(app.rows.count("calendar_versions").await, 1);
}

#[tokio::test]
async fn the_second_calendar_is_told_and_keeps_its_edit() {
    let app = App::start().await;
    let (mut admin, mut supervisor) = (app.sign_in("admin").await, app.sign_in("supervisor").await);
    let (one, two) = (admin.get(CALENDAR).await, supervisor.get(CALENDAR).await);
    let add = |day| [("act", "add"), ("day", day), ("kind", "closed")];
    let one = admin
        .answer(&one, &typed("17:00", &add("2026-07-02")))
        .await;
    let two = supervisor
        .answer(&two, &typed("17:00", &add("2026-07-06")))
        .await;
    let rest = typed("17:00", &[("kind", "closed")]);
    assert_eq!(save(&mut admin, &one, &rest).await.status, 303);
    let late = save(&mut supervisor, &two, &rest).await;
    assert_eq!(late.status, 409);
    let changes = late.texts("#effect ~ ul > li").join("; ");
    assert!(
        changes.contains("July 6, 2026: closed")
            && changes.contains("July 2, 2026: as in a usual week"),
        "{changes}"
    );
    assert!(late.words(".notice.warn").contains("saved version 2"));
    assert_eq!(save(&mut supervisor, &late, &rest).await.status, 303);
}
