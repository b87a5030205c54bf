//! The list of cases: every filter, every way to search, every page, and for each role only what it may see.

use std::collections::BTreeSet;

use intake_desk::domain::request::HelpKind;
use intake_desk::support::words::Language;

use crate::support::app::App;
use crate::support::builders::{CHILD_FAMILY, PHONE, SentRequest, a_call, a_family, sent_call};
use crate::support::client::{Browser, Page};

mod search;

fn references(page: &Page) -> Vec<String> {
    assert_eq!(page.status, 200, "{}", page.text);
    page.texts("tbody .ref")
}

fn of(cases: &[&SentRequest]) -> BTreeSet<String> {
    cases
        .iter()
        .map(|case| case.reference.to_string())
        .collect()
}

async fn listed(browser: &mut Browser, query: &str) -> BTreeSet<String> {
    let page = browser.get(&format!("/staff/cases?{query}")).await;
    let found = references(&page);
    let unique: BTreeSet<_> = found.iter().cloned().collect();
    assert_eq!(unique.len(), found.len(), "{query}: a case stands twice");
    unique
}

async fn search(browser: &mut Browser, terms: &str) -> Page {
    let kept = browser.post("/staff/searches", &[("terms", terms)]).await;
    assert_eq!(kept.status, 303, "{terms}: {}", kept.text);
    browser.get(&kept.location).await
}

async fn moved(browser: &mut Browser, case: &SentRequest, fields: &[(&str, &str)]) {
    let done = browser.act(&case.page(), "status-changes", fields).await;
    assert_eq!(done.status, 303, "{fields:?}: {}", done.text);
}

async fn taken(browser: &mut Browser, case: &SentRequest) {
    let done = browser
        .act(&case.page(), "assignments", &[("staff", "me")])
        .await;
    assert_eq!(done.status, 303, "{}", done.text);
}

#[tokio::test]
async fn every_filter_finds_its_cases_and_no_others() {
    let app = App::start().await;
    let mut intake = app.sign_in("intake").await;
    let plain = a_family().sent(&app).await;
    let spanish = a_family()
        .in_spanish()
        .asking_for(&[HelpKind::Travel])
        .sent(&app)
        .await;
    let urgent = a_family().in_intensive_care().sent(&app).await;
    let call = sent_call(&app, a_call(), Language::En).await;
    let mine = a_family()
        .asking_for(&[HelpKind::Insurance])
        .sent(&app)
        .await;
    taken(&mut intake, &mine).await;
    moved(&mut intake, &mine, &[("to", "in_intake")]).await;
    let waiting = a_family().sent(&app).await;
    taken(&mut intake, &waiting).await;
    moved(&mut intake, &waiting, &[("to", "in_intake")]).await;
    let wait = [
        ("to", "awaiting_information"),
        ("what", "reports"),
        ("waiting_on", "doctor"),
    ];
    moved(&mut intake, &waiting, &wait).await;
    let closed = a_family().sent(&app).await;
    taken(&mut intake, &closed).await;
    moved(&mut intake, &closed, &[("to", "in_intake")]).await;
    moved(
        &mut intake,
        &closed,
        &[("to", "closed"), ("outcome", "duplicate")],
    )
    .await;
    let me = app.staff("intake").0.to_string();
    for (query, expected) in [
        ("", of(&[&plain, &spanish, &urgent, &call, &mine, &waiting])),
        ("status=received", of(&[&plain, &spanish, &urgent, &call])),
        ("status=in_intake", of(&[&mine])),
        ("status=closed", of(&[&closed])),
        ("owner=me", of(&[&mine, &waiting])),
        (&format!("owner={me}"), of(&[&mine, &waiting])),
        ("owner=nobody", of(&[&plain, &spanish, &urgent, &call])),
        ("source=call_me", of(&[&call])),
        ("language=es", of(&[&spanish])),
        ("help=travel", of(&[&spanish])),
        ("help=insurance", of(&[&mine])),
        ("urgency=urgent", of(&[&urgent])),
        ("waiting=doctor", of(&[&waiting])),
        ("due=overdue", of(&[])),
        ("due=today", of(&[&urgent])),
        (
            "due=week",
            of(&[&plain, &spanish, &urgent, &call, &mine, &waiting]),
        ),
        ("status=received&language=es&help=travel", of(&[&spanish])),
        ("status=received&help=insurance", of(&[])),
    ] {
        assert_eq!(listed(&mut intake, query).await, expected, "{query}");
    }
    let count = intake.get("/staff/cases?owner=nobody").await;
    assert!(count.text.contains("4 cases, soonest due first"));
    app.tick(60 * 24 * 4);
    app.raise_overdue().await;
    let mut intake = app.sign_in("intake").await;
    let overdue = listed(&mut intake, "due=overdue").await;
    assert!(
        overdue.contains(plain.reference.as_str()) && !overdue.contains(closed.reference.as_str())
    );
}

#[tokio::test]
async fn what_an_address_asks_for_in_vain_is_left_out_and_said() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    for query in [
        "status=moon",
        "colour=red",
        "owner=%00",
        "after=x",
        "due=today%27--",
    ] {
        let page = intake.get(&format!("/staff/cases?{query}")).await;
        assert_eq!(references(&page), [case.reference.as_str()], "{query}");
        let said = page.has(".notice.warn");
        assert_eq!(said, !query.starts_with("after"), "{query}");
    }
}

#[tokio::test]
async fn a_hundred_and_twenty_cases_are_read_page_by_page_without_gap_or_repeat() {
    let app = App::start().await;
    let mut all = BTreeSet::new();
    for n in 0..120 {
        // Twelve at a time have the same moment: the order must not hang on it alone.
        if n % 12 == 0 {
            app.tick(7);
        }
        let family = if n % 40 == 0 {
            a_family().in_intensive_care()
        } else {
            a_family()
        };
        all.insert(family.sent(&app).await.reference.to_string());
    }
    let mut intake = app.sign_in("intake").await;
    let mut next = "/staff/cases".to_owned();
    let (mut read, mut sizes) = (Vec::new(), Vec::new());
    loop {
        let page = intake.get(&next).await;
        assert!(page.text.contains("120 cases, soonest due first"));
        let found = references(&page);
        sizes.push(found.len());
        read.extend(found);
        if !page.has("a[rel=next]") {
            break;
        }
        next = page.attr("a[rel=next]", "href");
    }
    assert_eq!(sizes, [50, 50, 20]);
    assert_eq!(read.iter().cloned().collect::<BTreeSet<_>>(), all);
    assert_eq!(read.len(), 120, "no case stands on two pages");
    let due = app
        .rows
        .texts("SELECT reference FROM referrals ORDER BY sort_due_at, id")
        .await;
    assert_eq!(read, due, "soonest due first");
}

#[tokio::test]
async fn what_comes_or_goes_while_somebody_reads_moves_no_other_case() {
    let app = App::start().await;
    let mut all = BTreeSet::new();
    for _ in 0..60 {
        all.insert(a_family().sent(&app).await.reference.to_string());
    }
    let mut intake = app.sign_in("intake").await;
    let first = intake.get("/staff/cases").await;
    let next = first.attr("a[rel=next]", "href");
    let newcomer = a_family().in_intensive_care().sent(&app).await;
    let second = intake.get(&next).await;
    let mut read: BTreeSet<_> = references(&first).into_iter().collect();
    read.extend(references(&second));
    assert_eq!(read, all, "none is missed and none is repeated");
    assert!(
        !read.contains(newcomer.reference.as_str()),
        "it stands before"
    );
}

#[tokio::test]
async fn each_role_sees_its_own_cases_and_no_others() {
    let app = App::start().await;
    let mut intake = app.sign_in("intake").await;
    let fresh = a_family().sent(&app).await;
    let travel = a_family().asking_for(&[HelpKind::Travel]).sent(&app).await;
    let insured = a_family()
        .asking_for(&[HelpKind::Insurance])
        .sent(&app)
        .await;
    let money = a_family().asking_for(&[HelpKind::Funding]).sent(&app).await;
    let ready = a_family().sent(&app).await;
    taken(&mut intake, &ready).await;
    moved(&mut intake, &ready, &[("to", "in_intake")]).await;
    moved(&mut intake, &ready, &[("to", "ready_for_review")]).await;
    let given = a_family().sent(&app).await;
    let social = app.staff("social").0.to_string();
    let to_social = [("duty", "social_worker"), ("staff", social.as_str())];
    intake.act(&given.page(), "assignments", &to_social).await;
    let everything = of(&[&fresh, &travel, &insured, &money, &ready, &given]);
    for (account, sees) in [
        ("intake", everything.clone()),
        ("supervisor", everything.clone()),
        ("reviewer", of(&[&ready])),
        ("coordinator", of(&[&ready])),
        ("social", of(&[&travel, &money, &given])),
        ("social2", of(&[&travel, &money])),
        ("insurance", of(&[&insured])),
        ("finance", of(&[&money])),
    ] {
        let mut browser = app.sign_in(account).await;
        assert_eq!(listed(&mut browser, "").await, sees, "{account}");
        for case in [&fresh, &travel, &insured, &money, &ready, &given] {
            let status = browser.get(&case.page()).await.status;
            let expected = if sees.contains(case.reference.as_str()) {
                200
            } else {
                404
            };
            assert_eq!(status, expected, "{account}: {}", case.reference);
        }
        let found = search(&mut browser, CHILD_FAMILY).await;
        let found: BTreeSet<_> = references(&found).into_iter().collect();
        assert_eq!(found, sees, "{account} searches");
    }
}

#[tokio::test]
async fn a_role_reads_of_a_case_only_what_its_work_needs() {
    let app = App::start().await;
    let mut intake = app.sign_in("intake").await;
    let helps = [HelpKind::Travel, HelpKind::Insurance, HelpKind::Funding];
    let case = a_family().asking_for(&helps).sent(&app).await;
    taken(&mut intake, &case).await;
    moved(&mut intake, &case, &[("to", "in_intake")]).await;
    moved(&mut intake, &case, &[("to", "ready_for_review")]).await;
    let note = [("body", "a heron whispered of granite")];
    intake.act(&case.page(), "notes", &note).await;
    for (account, contacts, clinical, notes) in [
        ("intake", true, true, true),
        ("reviewer", true, true, true),
        ("coordinator", false, true, false),
        ("social", true, false, true),
        ("insurance", true, false, false),
        ("finance", true, false, false),
    ] {
        let mut browser = app.sign_in(account).await;
        let page = browser.get(&case.page()).await;
        let reach = page.text.contains("tel:+12155550187") || page.text.contains(PHONE);
        assert_eq!(reach, contacts, "{account}: contacts");
        assert_eq!(
            page.text.contains("Came back"),
            clinical,
            "{account}: what was sent"
        );
        assert!(
            page.text.contains("otter sleeps"),
            "{account}: the help that is asked for"
        );
        assert_eq!(page.text.contains("heron"), notes, "{account}: notes");
        let list = browser.get("/staff/cases").await;
        assert_eq!(
            list.words("tbody").contains("Came back"),
            clinical,
            "{account}: list"
        );
    }
}

/// Old work never hides what cannot wait: it comes first, and one's own is not cut off.
#[tokio::test]
async fn today_puts_what_presses_first_and_cuts_none_of_ones_own() {
    let app = App::start().await;
    let mut all = Vec::new();
    for _ in 0..15 {
        all.push(a_family().sent(&app).await.reference.to_string());
        app.tick(1);
    }
    app.tick(60 * 24 * 7);
    app.raise_overdue().await;
    let (me, other) = (app.staff("intake").0, app.staff("supervisor").0);
    let listed = |cases: &[String]| cases.join("', '");
    for (priority, owner, cases) in [("urgent", other, &all[3..13]), ("urgent", me, &all[13..14])] {
        let set = format!(
            "UPDATE referrals SET priority = '{priority}', owner_id = '{owner}' WHERE reference IN ('{}')",
            listed(cases)
        );
        app.rows.run(&set).await.unwrap();
    }
    let set = format!(
        "UPDATE referrals SET priority = 'emergency' WHERE reference = '{}'",
        all[14]
    );
    app.rows.run(&set).await.unwrap();
    let mut intake = app.sign_in("intake").await;
    let today = intake.get("/staff").await;
    let rows = today.texts("section[aria-labelledby=overdue] tbody .ref");
    assert_eq!(rows.len(), 11, "ten, and one's own");
    assert_eq!(rows[0], all[14], "the emergency");
    assert_eq!(rows[10], all[13], "one's own that is urgent");
    assert!(!rows.contains(&all[0]), "the oldest of the ordinary waits");
    let more = today.words("section[aria-labelledby=overdue] .pager");
    assert_eq!(more, "4 more · See all: Overdue");
    assert_eq!(
        today.texts("section[aria-labelledby=mine] tbody .ref"),
        [all[13].as_str()]
    );
    // Of a week ago and not late yet: an emergency that is due today stands above what is late.
    let due = format!(
        "UPDATE referrals SET overdue_since = NULL, due_at = '{}' WHERE reference = '{}'",
        app.desk.now() + jiff::SignedDuration::from_mins(21),
        all[14]
    );
    app.rows.run(&due).await.unwrap();
    let today = intake.get("/staff").await;
    assert_eq!(today.texts("tbody .ref")[0], all[14]);
    assert!(today.words("section.list h2").starts_with("Due today"));
}

/// A doctor's day begins with what waits for a doctor, a coordinator's with the meeting and the visits.
#[tokio::test]
async fn today_begins_with_the_work_of_the_role() {
    let app = App::start().await;
    let mut intake = app.sign_in("intake").await;
    let case = a_family().sent(&app).await;
    taken(&mut intake, &case).await;
    moved(&mut intake, &case, &[("to", "in_intake")]).await;
    moved(&mut intake, &case, &[("to", "ready_for_review")]).await;
    let reference = case.reference.as_str();
    let titles = |page: &Page| page.texts("ul.counts a");
    let mut reviewer = app.sign_in("reviewer").await;
    let today = reviewer.get("/staff").await;
    assert_eq!(
        titles(&today),
        [
            "0 Overdue",
            "0 Due today",
            "1 Ready for review",
            "0 In review",
            "0 Next meeting",
            "0 They wrote",
        ]
    );
    let waits = "section[aria-labelledby=ready-for-review] tbody .ref";
    assert_eq!(today.texts(waits), [reference]);
    let all = listed(&mut reviewer, "status=ready_for_review").await;
    assert_eq!(all, of(&[&case]), "what the tile leads to");
    moved(&mut reviewer, &case, &[("to", "in_review")]).await;
    let mut coordinator = app.sign_in("coordinator").await;
    let meet = [("to", "conference"), ("date", "2026-03-05")];
    moved(&mut coordinator, &case, &meet).await;
    let today = coordinator.get("/staff").await;
    let meeting = "section[aria-labelledby=conference] tbody .ref";
    assert_eq!(today.texts(meeting), [reference]);
    assert!(titles(&today).contains(&"0 Visits to arrange".to_owned()));
}
