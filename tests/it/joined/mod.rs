//! Family and doctor write about the same child: staff see it, join the two cases in one press, and part them again.

mod invited;
mod likely;
mod outside;

use futures_util::future::join_all;

use crate::doctor::{all, case_of, sends};
use crate::support::app::App;
use crate::support::builders::{CHILD_FAMILY, SentRequest, a_family};
use crate::support::client::{Browser, Page};

/// A family's case, and a minute later the doctor's case of the same child, both as pages of the desk.
pub async fn both_came(app: &App) -> (SentRequest, String) {
    let family = a_family().sent(app).await;
    app.tick(1);
    let sent = sends(&mut app.browser(), all()).await;
    (family, case_of(&sent))
}

/// Presses the one button that joins, on the page of a case.
pub async fn joins(browser: &mut Browser, case: &str) {
    let page = browser.get(case).await;
    let joined = browser.answer_form(&page, JOIN, &[]).await;
    assert_eq!(joined.status, 303, "{}", joined.text);
}

const JOIN: &str = "form[action$='/join']";
const PART: &str = "form[action$='/part']";

fn reference_of(case: &str) -> &str {
    case.rsplit('/').next().unwrap()
}

/// How many rows the worklist has.
async fn listed(browser: &mut Browser) -> usize {
    browser.get("/staff/cases").await.texts("tbody tr").len()
}

async fn searched(browser: &mut Browser, terms: &str) -> Page {
    let answer = browser.post("/staff/searches", &[("terms", terms)]).await;
    browser.get(&answer.location).await
}

#[tokio::test]
async fn two_cases_become_one_in_one_press_and_two_again() {
    let app = App::start().await;
    let (family, doctor) = both_came(&app).await;
    let (family, doctors) = (family.page(), reference_of(&doctor).to_owned());
    let mut intake = app.sign_in("intake").await;
    assert_eq!(listed(&mut intake).await, 2);
    let page = intake.get(&family).await;
    assert!(page.words("#likely + ul").contains(&doctors));
    for _ in 0..2 {
        let joined = intake.answer_form(&page, JOIN, &[]).await;
        assert_eq!(joined.status, 303, "two presses are one: {}", joined.text);
    }
    let joined = "audit_events WHERE kind = 'cases_joined'";
    assert_eq!(app.rows.count(joined).await, 2, "once on each record");
    assert_eq!(listed(&mut intake).await, 1);
    let kept = intake.get(&family).await;
    assert!(kept.words("#joined + ul").contains(&doctors) && !kept.has("#likely"));
    assert!(kept.words(".timeline").contains("was joined into"));
    let found = searched(&mut intake, CHILD_FAMILY).await;
    assert_eq!(found.texts("tbody tr").len(), 2, "a search finds both");
    let says = format!("Joined into {}", reference_of(&family));
    assert!(found.text.contains(&says));
    goes_on_elsewhere(&mut intake, &doctor, &says).await;
    // Back again: each has its own promise and its own row.
    let page = intake.get(&doctor).await;
    for _ in 0..2 {
        let parted = intake.answer_form(&page, PART, &[]).await;
        assert_eq!(parted.status, 303, "{}", parted.text);
    }
    let parted = "audit_events WHERE kind = 'cases_parted'";
    assert_eq!(app.rows.count(parted).await, 2);
    assert_eq!(listed(&mut intake).await, 2);
    assert!(intake.get(&doctor).await.has("#likely"));
}

/// What is the kept case's is refused on the joined one, and what came with it is still there.
async fn goes_on_elsewhere(intake: &mut Browser, case: &str, says: &str) {
    let page = intake.get(case).await;
    assert_eq!(page.words("#joined-into"), says);
    assert!(!page.has("#call") && !page.has("#priority") && page.has("#note"));
    assert!(page.has("#contacts + ul li") && page.has("#messages + ul li"));
    let call = [("with", "doctor"), ("result", "reached"), ("said", "Well.")];
    for (act, fields) in [
        ("calls", &call[..]),
        ("status-changes", &[("to", "in_intake")]),
        ("assignments", &[("duty", "owner"), ("staff", "me")]),
        (
            "priority-changes",
            &[("priority", "urgent"), ("reason", "x")],
        ),
        ("no-referral-proposals", &[]),
    ] {
        let refused = intake.act(case, act, fields).await;
        assert_eq!(refused.status, 409, "{act}");
        assert!(
            refused.text.contains("his case is joined into RL-"),
            "{act}"
        );
    }
    let note = intake.act(case, "notes", &[("body", "a word")]).await;
    assert_eq!(note.status, 303);
}

#[tokio::test]
async fn the_more_urgent_of_the_two_counts_and_the_one_that_was_begun_is_kept() {
    let app = App::start().await;
    let family = a_family().in_intensive_care().sent(&app).await;
    app.tick(1);
    let doctor = case_of(&sends(&mut app.browser(), all()).await);
    let mut intake = app.sign_in("intake").await;
    intake.act(&doctor, "assignments", &[("staff", "me")]).await;
    intake
        .act(&doctor, "status-changes", &[("to", "in_intake")])
        .await;
    app.deliver_mail().await;
    let urgency = app.case(&family, "priority").await;
    assert_ne!(urgency, "standard");
    joins(&mut intake, &family.page()).await;
    let kept = reference_of(&doctor);
    let of_kept = format!("SELECT priority FROM referrals WHERE reference = '{kept}'");
    assert_eq!(app.rows.text(&of_kept).await, urgency);
    let into = "(SELECT reference FROM referrals k WHERE k.id = referrals.joined_into)";
    assert_eq!(app.case(&family, into).await, kept);
    let chain = [("other", kept), ("other_version", "1")];
    let third = a_family().sent(&app).await;
    let into_joined = [("other", reference_of(&family.page()).to_owned())];
    let version = app.case(&family, "version").await;
    let refused = intake
        .act(
            &third.page(),
            "join",
            &[("other", &into_joined[0].1), ("other_version", &version)],
        )
        .await;
    assert_eq!(refused.status, 409, "no chains: {}", refused.text);
    assert!(refused.text.contains("is joined with another case already"));
    let stale = intake.act(&third.page(), "join", &chain).await;
    assert_eq!(stale.status, 409);
    joins(&mut intake, &third.page()).await;
    assert_eq!(app.case(&third, into).await, kept, "one keeps several");
    let away = intake
        .act(&doctor, "status-changes", &[("to", "not_a_referral")])
        .await;
    assert_eq!(away.status, 409);
}

#[tokio::test]
async fn whoever_does_not_move_cases_joins_none() {
    let app = App::start().await;
    let (family, doctor) = both_came(&app).await;
    let mut intake = app.sign_in("intake").await;
    let arranging = "UPDATE referrals SET help = '{travel}'";
    app.rows.run(arranging).await.unwrap();
    let mut social = app.sign_in("social").await;
    let page = social.get(&family.page()).await;
    assert!(page.has("#likely") && !page.has(JOIN), "{}", page.text);
    let other = [("other", reference_of(&doctor)), ("other_version", "1")];
    let refused = social.act_upon(&family.page(), "1", "join", &other).await;
    assert_eq!(refused.status, 403);
    let denied = "audit_events WHERE kind = 'access_denied'";
    assert_eq!(app.rows.count(denied).await, 1);
    let mut research = app.sign_in("research").await;
    let hidden = research.act_upon(&family.page(), "1", "join", &other).await;
    assert_eq!(hidden.status, 404);
    // A doctor of review sees neither: their reference alone joins nothing.
    let mut reviewer = app.sign_in("reviewer").await;
    let hidden = reviewer.act_upon(&family.page(), "1", "join", &other).await;
    assert_eq!(hidden.status, 404);
    joins(&mut intake, &family.page()).await;
    assert!(!social.get(&doctor).await.has(PART));
    let refused = social.act_upon(&doctor, "2", "part", &[]).await;
    assert_eq!(refused.status, 403);
}

#[tokio::test]
async fn of_two_people_at_once_one_reads_that_the_other_was_first() {
    let app = App::start().await;
    let (family, doctor) = both_came(&app).await;
    let pages = [family.page(), doctor];
    let desks = [app.sign_in("intake").await, app.sign_in("supervisor").await];
    let presses = desks
        .into_iter()
        .zip(pages)
        .map(|(mut browser, case)| async move {
            let page = browser.get(&case).await;
            (browser, page)
        });
    let ready = join_all(presses).await;
    let presses = ready.into_iter().map(|(mut browser, page)| async move {
        let answer = browser.answer_form(&page, JOIN, &[]).await;
        answer.status.as_u16()
    });
    let mut statuses = join_all(presses).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [303, 409]);
    let joined = "audit_events WHERE kind = 'cases_joined'";
    assert_eq!(app.rows.count(joined).await, 2);
    assert_eq!(
        app.rows
            .count("referrals WHERE joined_into IS NOT NULL")
            .await,
        1
    );
}
