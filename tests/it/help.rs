//! Help that families asked for: it stands on the list of those who work on it until somebody has brought it to an end.

use futures_util::future::join_all;
use intake_desk::domain::help::HelpState;
use intake_desk::domain::request::HelpKind;
use intake_desk::domain::staff::Role;

use crate::support::app::App;
use crate::support::builders::{CHILD_GIVEN, STAFF_WORDS, SentRequest, a_family};
use crate::support::client::{Browser, Page};

const ALL_KINDS: [HelpKind; 2] = [HelpKind::Travel, HelpKind::Insurance];

fn page_of(case: &SentRequest, kind: &str) -> String {
    format!("/staff/help/{}/{kind}", case.reference)
}

/// Sends a form of a piece of help as its page is now.
async fn act(browser: &mut Browser, page: &str, action: &str, fields: &[(&str, &str)]) -> Page {
    let now = browser.get(page).await;
    let version = now.attr("input[name=version]", "value");
    browser.act_upon(page, &version, action, fields).await
}

fn looking() -> [(&'static str, &'static str); 3] {
    [
        ("state", "looking"),
        ("next_on", "2026-03-06"),
        ("note", STAFF_WORDS),
    ]
}

#[tokio::test]
async fn what_is_asked_is_on_the_list_of_those_who_work_on_it_and_of_nobody_else() {
    let app = App::start().await;
    let case = a_family().asking_for(&ALL_KINDS).sent(&app).await;
    for (account, sees) in [
        ("social", vec!["Travel"]),
        ("insurance", vec!["Insurance"]),
        ("finance", vec![]),
        ("intake", vec!["Travel", "Insurance"]),
        ("supervisor", vec!["Travel", "Insurance"]),
    ] {
        let list = app.sign_in(account).await.get("/staff/help").await;
        assert_eq!(list.status, 200, "{account}");
        let mut kinds = list.texts("td[data-label=Help] a");
        for kind in &mut kinds {
            let first = kind.split_whitespace().next().unwrap_or_default();
            *kind = first.to_owned();
        }
        kinds.sort_unstable();
        let mut expected = sees.clone();
        expected.sort_unstable();
        assert_eq!(kinds, expected, "{account}");
        assert_eq!(list.text.contains(CHILD_GIVEN), !sees.is_empty());
    }
    let seen = "audit_events WHERE kind = 'list_seen' AND details ->> 'list' = 'help'";
    assert_eq!(app.rows.count(seen).await, 5, "each look is on the record");
    let mut insurance = app.sign_in("insurance").await;
    let other = insurance.get(&page_of(&case, "travel")).await;
    assert_eq!(other.status, 404, "another role's kind is not found");
}

#[tokio::test]
async fn a_social_worker_takes_it_and_says_how_far_it_is() {
    let app = App::start().await;
    let case = a_family().asking_for(&ALL_KINDS).sent(&app).await;
    let mut social = app.sign_in("social").await;
    let page = page_of(&case, "travel");
    let taken = act(&mut social, &page, "takings", &[]).await;
    let taken = social.follow(&taken).await;
    assert!(taken.words(".notice.ok").contains("You have it now"));
    assert!(taken.words(".facts").contains("Tomorrow"), "a next date");
    let saved = act(&mut social, &page, "states", &looking()).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let row =
        "SELECT state || ' ' || next_on || ' ' || version FROM help_requests WHERE kind = 'travel'";
    assert_eq!(app.rows.text(row).await, "looking 2026-03-06 3");

    let colleague = app.sign_in("social2").await.get(&page).await;
    assert_eq!(colleague.value("textarea[name=note]"), STAFF_WORDS);
    let mut intake = app.sign_in("intake").await;
    let looks = intake.get(&page).await;
    assert!(!looks.has("main form") && !looks.text.contains(STAFF_WORDS));
    let on_case = intake.get(&case.page()).await;
    let help = on_case.words("#help + ul");
    assert!(
        help.contains("Looking") && help.contains("Friday"),
        "{help}"
    );
    assert!(on_case.words(".timeline").contains("Travel: looking"));
    for (table, rows) in app.rows.dump().await {
        assert!(!rows.contains("heron whispered"), "{table} holds the note");
    }
}

#[tokio::test]
async fn who_may_not_work_on_help_is_refused_on_the_record() {
    let app = App::start().await;
    let case = a_family().asking_for(&ALL_KINDS).sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    for (action, fields) in [("takings", vec![]), ("states", looking().to_vec())] {
        let page = page_of(&case, "travel");
        let refused = intake.act_upon(&page, "1", action, &fields).await;
        assert_eq!(refused.status, 403, "{action}");
    }
    assert_eq!(
        app.rows
            .count("audit_events WHERE kind = 'access_denied'")
            .await,
        2
    );
    assert_eq!(app.rows.count("help_requests WHERE version > 1").await, 0);
}

#[tokio::test]
async fn twenty_take_it_at_once_and_one_has_it() {
    let app = App::start().await;
    let case = a_family().asking_for(&ALL_KINDS).sent(&app).await;
    let desks = [app.sign_in("social").await, app.sign_in("social2").await];
    let page = page_of(&case, "travel");
    let takes = (0..20).map(|n| {
        let (mut browser, page) = (desks[n % 2].clone(), page.clone());
        async move { browser.act_upon(&page, "1", "takings", &[]).await }
    });
    let answers = join_all(takes).await;
    let won = answers.iter().filter(|page| page.status == 303).count();
    let lost: Vec<_> = answers.iter().filter(|page| page.status == 409).collect();
    assert_eq!((won, lost.len()), (1, 19));
    assert!(lost[0].has(".notice.warn") && !lost[0].words(".facts").contains("Nobody has it"));
    let on_record = "audit_events WHERE kind = 'help_taken'";
    assert_eq!(app.rows.count(on_record).await, 1);
}

#[tokio::test]
async fn a_save_that_came_too_late_keeps_what_was_written() {
    let app = App::start().await;
    let case = a_family().asking_for(&ALL_KINDS).sent(&app).await;
    let page = page_of(&case, "travel");
    let mut first = app.sign_in("social").await;
    act(&mut first, &page, "takings", &[]).await;
    let mut second = app.sign_in("social2").await;
    let late = second.act_upon(&page, "1", "states", &looking()).await;
    assert_eq!(late.status, 409);
    assert_eq!(late.value("textarea[name=note]"), STAFF_WORDS);
    assert_eq!(late.attr("input[name=version]", "value"), "2");
    let again = second
        .answer_form(&late, "form[action*='/states']", &looking())
        .await;
    assert_eq!(again.status, 303, "saved upon what stands now");
}

#[tokio::test]
async fn open_help_without_a_day_that_can_be_kept_is_not_saved() {
    let app = App::start().await;
    let case = a_family().asking_for(&ALL_KINDS).sent(&app).await;
    let page = page_of(&case, "travel");
    let mut social = app.sign_in("social").await;
    for (state, day, wrong) in [
        ("looking", "", "next_on"),
        ("looking", "2026-03-01", "next_on"),
        ("looking", "9999-12-31", "next_on"),
        ("looking", "soon", "next_on"),
        ("lost", "2026-03-06", "state"),
    ] {
        let fields = [("state", state), ("next_on", day), ("note", STAFF_WORDS)];
        let refused = act(&mut social, &page, "states", &fields).await;
        assert_eq!(refused.status, 422, "{state} {day}");
        assert!(
            refused.has(&format!("#help-{wrong}-error")),
            "{state} {day}"
        );
        assert_eq!(refused.value("textarea[name=note]"), STAFF_WORDS);
    }
    let done = act(&mut social, &page, "states", &[("state", "not_needed")]).await;
    assert_eq!(done.status, 303, "finished help needs no day");
    let list = social.get("/staff/help").await;
    assert!(list.words(".empty-list").contains("No family waits"));
}

#[tokio::test]
async fn what_nobody_has_stands_on_top_however_long_the_list_is() {
    let app = App::start().await;
    let mut social = app.sign_in("social").await;
    let mut first = Vec::new();
    for n in 0..55 {
        let case = a_family().asking_for(&[HelpKind::Travel]).sent(&app).await;
        if n < 3 {
            let page = page_of(&case, "travel");
            act(&mut social, &page, "takings", &[]).await;
        }
        first.push(case.reference.to_string());
        app.tick(1);
    }
    let mut social = app.sign_in("social").await;
    let (mut order, mut path) = (Vec::new(), "/staff/help".to_owned());
    loop {
        let page = social.get(&path).await;
        assert!(page.text.contains("55 open"));
        order.extend(
            page.texts("tbody th a.ref")
                .iter()
                .map(|text| text[..11].to_owned()),
        );
        if !page.has("a[rel=next]") {
            break;
        }
        path = page.attr("a[rel=next]", "href");
    }
    let expected: Vec<_> = first[3..].iter().chain(&first[..3]).cloned().collect();
    assert_eq!(order, expected);
    let mine = social.get("/staff/help?view=mine").await;
    assert_eq!(mine.texts("tbody tr").len(), 3);
    let none = social.get("/staff/help?view=mine&kind=lodging").await;
    assert!(none.words(".empty-list").contains("lodging"));
    app.tick(60 * 24 * 3);
    let mut social = app.sign_in("social").await;
    let late = social.get("/staff/help?view=nobody").await;
    assert!(late.words("tbody tr.late").contains("Waits 3 days"));
}

#[tokio::test]
async fn the_help_of_a_case_that_has_ended_leaves_the_list() {
    let app = App::start().await;
    let case = a_family().asking_for(&ALL_KINDS).sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    intake.act(&case.page(), "deaths", &[]).await;
    let mut social = app.sign_in("social").await;
    assert!(social.get("/staff/help").await.has(".empty-list"));
}

#[tokio::test]
async fn the_database_knows_the_same_kinds_for_each_role() {
    let app = App::start().await;
    for role in Role::ALL {
        for kind in HelpKind::ALL {
            let sql = format!("SELECT sees_help('{role}', '{kind}')::text");
            let expected = role.sees_help().contains(kind).to_string();
            assert_eq!(app.rows.text(&sql).await, expected, "{role} {kind}");
        }
    }
    for state in HelpState::ALL {
        let open =
            format!("SELECT ('{state}' IN ('in_place', 'not_available', 'not_needed'))::text");
        assert_eq!(app.rows.text(&open).await, (!state.is_open()).to_string());
    }
}
