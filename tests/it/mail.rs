//! The outbox on a real PostgreSQL: nothing is lost while the relay is away, nothing goes twice, nothing goes that is
//! no longer wanted, and what can never go becomes a phone call.

use intake_desk::mail::{SmtpSettings, SmtpTls, SmtpTransport, Transport};
use intake_desk::usecases::SendOutcome;

use crate::support::app::App;
use crate::support::builders::{EMAIL, PARENT, a_family};
use crate::support::mailbox::worker;

/// A relay that nobody answers at.
fn no_relay() -> Transport {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    let settings = SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port: Some(port),
        tls: SmtpTls::None,
        username: None,
        password: None,
        ca_file: None,
    };
    Transport::Smtp(SmtpTransport::new(&settings, false).unwrap())
}

fn sent() -> SendOutcome {
    SendOutcome::Sent {
        reply: "250 taken".to_owned(),
    }
}

async fn status_of_receipt(app: &App) -> String {
    let status = "SELECT status FROM outbox WHERE notice = 'family_receipt'";
    app.rows.text(status).await
}

/// Leaves only the family's receipt in the outbox.
async fn only_the_receipt(app: &App) {
    let others = "DELETE FROM outbox WHERE notice <> 'family_receipt'";
    app.rows.run(others).await.unwrap();
}

#[tokio::test]
async fn while_the_relay_is_away_requests_are_safe_and_the_wait_is_seen() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let waiting = app.rows.count("outbox WHERE status = 'waiting'").await;
    let away = worker(&app.desk, &app.settings, no_relay());
    let mut staff = app.sign_in("supervisor").await;
    for _ in 0..11 {
        away.run_once().await.unwrap();
        assert_eq!(
            app.rows.count("outbox WHERE status = 'waiting'").await,
            waiting
        );
        app.tick(1);
        staff.get("/staff/account").await;
    }
    let ready = app.browser().get("/health/ready").await;
    assert_eq!(ready.status, 200, "the site itself can store requests");
    assert!(ready.text.contains("mail is late"), "{}", ready.text);
    assert!(staff.get("/staff").await.has(".mail-alarm"));
    // Just after an attempt every mail waits for its next one. It is late all the same.
    away.run_once().await.unwrap();
    let ready = app.browser().get("/health/ready").await;
    assert!(ready.text.contains("mail is late"), "{}", ready.text);
    assert!(staff.get("/staff").await.has(".mail-alarm"));
    let page = staff.get(&case.page()).await;
    assert!(
        page.words("#told + details").contains("Waiting"),
        "{}",
        page.words("#told + details")
    );

    app.tick(1);
    app.deliver_mail().await;
    assert_eq!(app.mail.to(EMAIL).len(), 1, "once");
    assert_eq!(app.rows.count("outbox WHERE status <> 'sent'").await, 0);
    let ready = app.browser().get("/health/ready").await;
    assert!(!ready.text.contains("late"), "{}", ready.text);
    assert!(!staff.get("/staff").await.has(".mail-alarm"));
}

#[tokio::test]
async fn a_reminder_that_is_due_at_last_is_not_late() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    let page = case.page();
    intake.act(&page, "assignments", &[("staff", "me")]).await;
    intake
        .act(&page, "status-changes", &[("to", "in_intake")])
        .await;
    let wait = [
        ("to", "awaiting_information"),
        ("what", "reports"),
        ("waiting_on", "family"),
    ];
    intake.act(&page, "status-changes", &wait).await;
    app.deliver_mail().await;
    let reminder = app
        .rows
        .text("SELECT min(due_at)::text FROM outbox WHERE status = 'waiting'")
        .await;
    let due: jiff::Timestamp = reminder.replace(' ', "T").parse().unwrap();
    app.clock.set(due);
    app.tick(1);
    let health = app.desk.health().await.unwrap().mail;
    assert!(
        !health.is_late(app.desk.now()),
        "written days ago, due a minute ago"
    );
    app.tick(10);
    let health = app.desk.health().await.unwrap().mail;
    assert!(health.is_late(app.desk.now()), "due eleven minutes ago");
}

#[tokio::test]
async fn two_workers_at_once_claim_different_mails() {
    let app = App::start().await;
    for _ in 0..5 {
        a_family().sent(&app).await;
    }
    let all = app.rows.count("outbox").await;
    let second = app.second_desk();
    let (one, two) = tokio::join!(app.desk.claim_mail(12), second.claim_mail(12));
    let mut ids: Vec<_> = one
        .unwrap()
        .into_iter()
        .chain(two.unwrap())
        .map(|mail| mail.id)
        .collect();
    let claimed = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), claimed, "a mail was claimed twice");
    assert_eq!(i64::try_from(claimed).unwrap(), all.min(24));
    assert!(
        app.desk.claim_mail(100).await.unwrap().len() < 12,
        "held mails stay held"
    );
}

#[tokio::test]
async fn what_a_dead_worker_held_is_sent_by_another_under_the_same_id() {
    let app = App::start().await;
    a_family().sent(&app).await;
    only_the_receipt(&app).await;
    let held = app.desk.claim_mail(10).await.unwrap().remove(0);
    assert_eq!(app.deliver_mail().await, 0, "somebody holds it");
    let over = "UPDATE outbox SET lease_until = now() - interval '1 second'";
    app.rows.run(over).await.unwrap();
    let rescued = app.desk.claim_mail(10).await.unwrap().remove(0);
    assert_eq!((rescued.id, rescued.attempt), (held.id, 2));
    // The first worker was only slow. It settles late and changes nothing.
    app.desk
        .settle_mail(
            &held,
            SendOutcome::Permanent {
                reply: "late".to_owned(),
            },
        )
        .await
        .unwrap();
    assert_eq!(status_of_receipt(&app).await, "sending");
    app.desk.settle_mail(&rescued, sent()).await.unwrap();
    assert_eq!(status_of_receipt(&app).await, "sent");
    app.desk.settle_mail(&held, sent()).await.unwrap();
    assert_eq!(
        app.rows
            .count("audit_events WHERE kind = 'mail_refused'")
            .await,
        0
    );
}

#[tokio::test]
async fn a_refusal_for_good_becomes_a_phone_call() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    only_the_receipt(&app).await;
    let mail = app.desk.claim_mail(1).await.unwrap().remove(0);
    let reply = format!("550 5.1.1 <{EMAIL}>: no such user");
    app.desk
        .settle_mail(&mail, SendOutcome::Permanent { reply })
        .await
        .unwrap();
    assert_eq!(status_of_receipt(&app).await, "dead");
    let kept = app.rows.text("SELECT last_reply FROM outbox").await;
    assert_eq!(kept, "550 5.1.1 <address> no such user");
    let mut intake = app.sign_in("intake").await;
    let page = intake.get(&case.page()).await;
    assert!(page.words(".notice.error").contains("Phone them"));
    assert!(
        page.words(".timeline li").to_lowercase().contains("mail"),
        "{}",
        page.words(".timeline li")
    );
    assert!(
        page.words(".notice.error").contains(PARENT),
        "and says whom"
    );
    let today = intake.get("/staff").await;
    assert_eq!(today.words(".mail-alarm a"), case.reference.as_str());
    assert_eq!(today.attr(".mail-alarm a", "href"), case.page());
    let mut admin = app.sign_in("admin").await;
    let today = admin.get("/staff").await;
    assert_eq!(today.words(".mail-alarm a"), "Mail queue");
    assert!(!today.text.contains(case.reference.as_str()));
    app.tick(60 * 24);
    assert_eq!(app.deliver_mail().await, 0, "it is not tried again");
    let mut intake = app.sign_in("intake").await;
    for (part, field) in [
        ("assignments", ("staff", "me")),
        ("status-changes", ("to", "in_intake")),
    ] {
        intake.act(&case.page(), part, &[field]).await;
    }
    let page = intake.get(&case.page()).await;
    assert!(page.text.contains("Phone them"));
    app.tick(1);
    app.deliver_mail().await;
    let page = intake.get(&case.page()).await;
    assert!(
        !page.text.contains("Phone them"),
        "a later mail went through"
    );
    assert!(!intake.get("/staff").await.has(".mail-alarm"));
}

#[tokio::test]
async fn whoever_was_reached_by_phone_needs_no_mail_any_more() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    only_the_receipt(&app).await;
    let mail = app.desk.claim_mail(1).await.unwrap().remove(0);
    let reply = "550 5.1.1 no such user".to_owned();
    let refused = SendOutcome::Permanent { reply };
    app.desk.settle_mail(&mail, refused).await.unwrap();
    let mut intake = app.sign_in("intake").await;
    for (with, result, alarmed) in [
        ("doctor", "reached", true),
        ("family", "no_answer", true),
        ("family", "reached", false),
    ] {
        let call = [("with", with), ("result", result), ("said", "x")];
        let done = intake.act(&case.page(), "calls", &call).await;
        assert_eq!(done.status, 303, "{}", done.text);
        let (today, page) = (intake.get("/staff").await, intake.get(&case.page()).await);
        let says = page.text.contains("Phone them");
        assert_eq!(
            (today.has(".mail-alarm"), says),
            (alarmed, alarmed),
            "{with} {result}"
        );
    }
}

#[tokio::test]
async fn a_refusal_for_now_waits_longer_each_time_and_gives_up_after_three_days() {
    let app = App::start().await;
    a_family().sent(&app).await;
    only_the_receipt(&app).await;
    let mut waits = Vec::new();
    for _ in 0..5 {
        let mail = app.desk.claim_mail(1).await.unwrap().remove(0);
        let reply = "451 4.7.1 come back".to_owned();
        app.desk
            .settle_mail(&mail, SendOutcome::Transient { reply })
            .await
            .unwrap();
        let before = app.desk.now();
        let due = app
            .rows
            .text("SELECT extract(epoch FROM due_at)::bigint::text FROM outbox")
            .await;
        let due: i64 = due.parse().unwrap();
        waits.push(due - before.as_second());
        assert!(
            app.desk.claim_mail(1).await.unwrap().is_empty(),
            "not before its time"
        );
        app.tick(31);
    }
    assert!(waits.windows(2).all(|pair| pair[0] < pair[1]), "{waits:?}");
    app.tick(60 * 73);
    let mail = app.desk.claim_mail(1).await.unwrap().remove(0);
    let reply = "451 4.7.1 come back".to_owned();
    app.desk
        .settle_mail(&mail, SendOutcome::Transient { reply })
        .await
        .unwrap();
    assert_eq!(status_of_receipt(&app).await, "dead");
}

#[tokio::test]
async fn a_reminder_that_the_case_no_longer_calls_for_is_skipped() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    let page = case.page();
    intake.act(&page, "assignments", &[("staff", "me")]).await;
    intake
        .act(&page, "status-changes", &[("to", "in_intake")])
        .await;
    let wait = [
        ("to", "awaiting_information"),
        ("what", "reports"),
        ("waiting_on", "family"),
    ];
    intake.act(&page, "status-changes", &wait).await;
    app.deliver_mail().await;
    let asked = app.mail.to(EMAIL).len();
    intake
        .act(&page, "status-changes", &[("to", "in_intake")])
        .await;
    app.tick(60 * 24 * 8);
    app.deliver_mail().await;
    let reminders = "outbox WHERE notice = 'family_items_needed' AND status = ";
    assert_eq!(app.rows.count(&format!("{reminders}'skipped'")).await, 2);
    assert_eq!(app.rows.count(&format!("{reminders}'sent'")).await, 1);
    assert_eq!(app.mail.to(EMAIL).len(), asked);
}

#[tokio::test]
async fn somebody_who_has_left_is_written_to_no_more() {
    let app = App::start().await;
    a_family().sent(&app).await;
    let left = intake_desk::domain::person::EmailAddress::parse("intake@riverside.example.org");
    app.desk.disable_staff(&left.unwrap()).await.unwrap();
    app.deliver_mail().await;
    assert!(app.mail.to("intake@riverside.example.org").is_empty());
    assert_eq!(app.mail.to("intake2@riverside.example.org").len(), 1);
}

#[tokio::test]
async fn each_mail_has_one_recipient_and_headers_that_keep_machines_quiet() {
    let app = App::start().await;
    a_family().in_intensive_care().sent(&app).await;
    app.deliver_mail().await;
    assert!(app.mail.all().len() > 5);
    for mail in app.mail.all() {
        let raw = String::from_utf8(mail.raw.clone()).unwrap();
        assert_eq!(raw.matches("\r\nTo: ").count(), 1);
        assert!(!raw.contains("\r\nCc: ") && !raw.contains("\r\nBcc: "));
        assert!(raw.contains(&format!("To: {}\r\n", mail.to)), "{raw}");
        assert!(raw.contains(&format!("Message-ID: <{}@", mail.id)), "{raw}");
        assert!(raw.contains("Auto-Submitted: auto-generated\r\n"));
        assert!(
            mail.text.contains("http://127.0.0.1:8080/"),
            "{}",
            mail.text
        );
    }
}
