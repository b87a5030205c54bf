//! What staff write: kept while it is written, sent once, and only by those who may.

use super::{FEAR, thread_of, writes};
use crate::link::{comes_back, family_inside};
use crate::support::app::App;
use crate::support::builders::a_family;

#[tokio::test]
async fn what_is_being_written_is_kept_for_whoever_writes_it_alone() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family().in_spanish()).await;
    phone
        .post(
            "/es/status/talk",
            &[
                ("key", "018f4d5e-0000-7000-8000-000000000000"),
                ("text", FEAR),
            ],
        )
        .await;
    let mut intake = app.sign_in("intake").await;
    let path = thread_of(&mut intake, &sent.page()).await;
    let thread = intake.get(&path).await;
    assert!(thread.text.contains("Reads Spanish: write in Spanish"));
    let key = thread.attr("#write ~ form input[name=key]", "value");
    let draft = [("key", key.as_str()), ("body", "Le llamamos…")];
    let kept = intake.post(&format!("{path}/drafts"), &draft).await;
    let seen = thread.attr("form[data-typing]", "data-seen");
    assert_eq!(
        (kept.status.as_u16(), kept.header("x-saved")),
        (200, seen.as_str())
    );
    // Another browser of the same person, after the first has lost its session.
    let mut elsewhere = app.sign_in("intake").await;
    assert_eq!(elsewhere.get(&path).await.value("textarea"), "Le llamamos…");
    let mut colleague = app.sign_in("supervisor").await;
    assert_eq!(colleague.get(&path).await.value("textarea"), "");
    for (table, rows) in app.rows.dump().await {
        assert!(!rows.contains("Le llamamos"), "{table}");
    }
    let long = "x".repeat(4_001);
    let refused = intake.post(&path, &[("key", &key), ("body", &long)]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.value("textarea"), long);
    let hello = [("key", key.as_str()), ("body", "Le llamamos hoy.")];
    for _ in 0..2 {
        assert_eq!(intake.post(&path, &hello).await.status, 303);
    }
    assert_eq!(app.rows.count("messages").await, 2);
    // A save that was under way when the message was sent comes late, and what a browser kept before is of another page.
    let late = intake.post(&format!("{path}/drafts"), &draft).await;
    assert_eq!((late.status.as_u16(), late.header("x-saved")), (409, ""));
    assert_eq!(app.rows.count("message_drafts").await, 0);
    let thread = intake.get(&path).await;
    assert_eq!(thread.value("textarea"), "");
    assert_ne!(thread.attr("form[data-typing]", "data-seen"), seen);
    let said = phone.get("/es/status").await;
    assert!(said.text.contains("Tiene un mensaje nuevo"));
}

#[tokio::test]
async fn the_case_says_above_everything_that_somebody_waits_for_an_answer() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    assert!(!intake.get(&sent.page()).await.has(".notice a"));
    writes(&mut phone, FEAR).await;
    let page = intake.get(&sent.page()).await;
    assert!(
        page.words(".notice")
            .contains("wrote and waits for an answer")
    );
    let path = thread_of(&mut intake, &sent.page()).await;
    assert_eq!(page.attr(".notice a", "href"), path);
    let mut research = app.sign_in("coordinator").await;
    assert!(!research.get(&sent.page()).await.text.contains(&path));
}

#[tokio::test]
async fn who_may_not_write_reads_nothing_either() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    writes(&mut phone, FEAR).await;
    let mut intake = app.sign_in("intake").await;
    let path = thread_of(&mut intake, &sent.page()).await;
    let hello = [
        ("key", "018f4d5e-0000-7000-8000-000000000000"),
        ("body", "Hello"),
    ];
    for (account, status) in [("admin", 404), ("research", 404), ("coordinator", 404)] {
        let mut staff = app.sign_in(account).await;
        assert_eq!(staff.get(&path).await.status, status, "{account}");
        assert_eq!(staff.post(&path, &hello).await.status, status, "{account}");
    }
    for status in ["in_intake", "ready_for_review", "in_review", "conference"] {
        let step = format!("UPDATE referrals SET status = '{status}'");
        app.rows.run(&step).await.unwrap();
    }
    let ready = "UPDATE referrals SET ready_at = received_at";
    app.rows.run(ready).await.unwrap();
    let mut coordinator = app.sign_in("coordinator").await;
    let case = coordinator.get(&sent.page()).await;
    assert_eq!(case.status, 200);
    assert!(!case.has("#messages"), "the role writes to doctors only");
    let today = coordinator.get("/staff").await;
    assert_eq!(
        today.words("#unanswered"),
        "They wrote 0",
        "not to this role"
    );
    for (path, fields) in [
        (path.clone(), hello.to_vec()),
        (format!("{path}/drafts"), hello.to_vec()),
        (format!("{path}/no-answers"), vec![]),
    ] {
        assert_eq!(coordinator.post(&path, &fields).await.status, 403, "{path}");
    }
    assert_eq!(coordinator.get(&path).await.status, 403);
    let denied = "audit_events WHERE kind = 'access_denied'";
    assert!(app.rows.count(denied).await >= 4);
    assert_eq!(app.rows.count("messages").await, 1);
    // Another case's person is not found by this case's address.
    let other = a_family().with_child("Ana", "Ruiz").sent(&app).await;
    let contact = path.rsplit('/').next().unwrap();
    let crossed = format!("{}/messages/{contact}", other.page());
    assert_eq!(intake.get(&crossed).await.status, 404);
    assert_eq!(intake.post(&crossed, &hello).await.status, 404);
}

#[tokio::test]
async fn thanks_need_no_answer() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    writes(&mut phone, "Thank you.").await;
    let mut intake = app.sign_in("intake").await;
    let path = thread_of(&mut intake, &sent.page()).await;
    let thread = intake.get(&path).await;
    let press = "form[action*=no-answers]";
    for _ in 0..2 {
        let done = intake.answer_form(&thread, press, &[]).await;
        assert_eq!(done.status, 303);
    }
    let thread = intake.get(&path).await;
    assert!(!thread.has(press));
    assert_eq!(
        app.rows
            .count("audit_events WHERE kind = 'message_needs_no_answer'")
            .await,
        1
    );
    app.tick(60 * 24 * 5);
    assert_eq!(app.desk.raise_unanswered().await.unwrap(), 0);
}

/// What came while staff read, wrote or thought was read by nobody: it waits on, from its own moment.
#[tokio::test]
async fn what_came_after_the_page_was_opened_waits_on() {
    const FEVER: &str = "39.5 fever since this morning";
    for how in ["no answer", "a reply"] {
        let app = App::start().await;
        let (sent, mut phone) = family_inside(&app, a_family()).await;
        writes(&mut phone, "Thank you.").await;
        let mut intake = app.sign_in("intake").await;
        let path = thread_of(&mut intake, &sent.page()).await;
        let old = intake.get(&path).await;
        app.tick(60 * 24);
        comes_back(&app, &mut phone).await;
        writes(&mut phone, FEVER).await;
        let mut intake = app.sign_in("intake").await;
        for _ in 0..2 {
            let done = if how == "a reply" {
                let reply = [("body", "You are welcome.")];
                intake.answer_form(&old, "#write ~ form", &reply).await
            } else {
                let press = "form[action*=no-answers]";
                intake.answer_form(&old, press, &[]).await
            };
            assert_eq!(done.status, 303, "{how}: {}", done.text);
            let thread = intake.follow(&done).await;
            assert!(thread.text.contains("They wait for an answer"), "{how}");
            if how == "no answer" {
                assert!(
                    thread.words(".notice.warn").contains("wrote again"),
                    "{how}"
                );
            }
        }
        let newer = "SELECT count(*)::text FROM threads t JOIN messages m ON m.written_at = t.unanswered_since
             WHERE m.staff_id IS NULL AND m.written_at = (SELECT max(written_at) FROM messages WHERE staff_id IS NULL)
               AND t.answer_due_at > t.unanswered_since + interval '1 day'";
        assert_eq!(app.rows.texts(newer).await, ["1"], "{how}");
        assert_eq!(
            intake.get("/staff").await.words("#unanswered"),
            "They wrote 1",
            "{how}"
        );
        // The page shows it now, and so it may be closed.
        let thread = intake.get(&path).await;
        assert!(thread.text.contains(FEVER));
        intake
            .answer_form(&thread, "#write ~ form", &[("body", "Come in now.")])
            .await;
        assert_eq!(
            intake.get("/staff").await.words("#unanswered"),
            "They wrote 0",
            "{how}"
        );
    }
}

/// An answer begins a new story: what is written after it is told at once, however soon.
#[tokio::test]
async fn a_message_after_an_answer_is_told_within_the_hour_too() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let told = "outbox WHERE notice = 'staff_message_came'";
    writes(&mut phone, "Thank you.").await;
    app.tick(1);
    writes(&mut phone, "And greetings.").await;
    assert_eq!(app.rows.count(told).await, 1, "once for both");
    let mut intake = app.sign_in("intake").await;
    let path = thread_of(&mut intake, &sent.page()).await;
    let thread = intake.get(&path).await;
    app.tick(1);
    intake
        .answer_form(&thread, "form[action*=no-answers]", &[])
        .await;
    app.tick(1);
    writes(&mut phone, FEAR).await;
    assert_eq!(app.rows.count(told).await, 2);
    app.tick(1);
    writes(&mut phone, "Are you there?").await;
    assert_eq!(app.rows.count(told).await, 2, "once for both");
}
