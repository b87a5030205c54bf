//! The mail queue: what was given up raises an alarm and is sent again by a person, under the same Message-ID.

use intake_desk::usecases::{ClaimedMail, SendOutcome};

use crate::support::app::App;
use crate::support::builders::{EMAIL, SENTINELS, a_family};
use crate::support::client::Browser;

const QUEUE: &str = "/staff/admin/mail";

/// Gives the family's receipt up; every other mail is out of the way.
async fn a_dead_receipt(app: &App) -> ClaimedMail {
    a_family().sent(app).await;
    let others = "DELETE FROM outbox WHERE notice <> 'family_receipt'";
    app.rows.run(others).await.unwrap();
    let mail = app.desk.claim_mail(1).await.unwrap().remove(0);
    let reply = format!("550 5.1.1 <{EMAIL}>: no such user");
    let refused = SendOutcome::Permanent { reply };
    app.desk.settle_mail(&mail, refused).await.unwrap();
    mail
}

async fn status(app: &App) -> String {
    let sql = "SELECT status || ' ' || attempts || ' ' || failures FROM outbox";
    app.rows.text(sql).await
}

#[tokio::test]
async fn a_mail_that_was_given_up_alarms_and_is_sent_again_under_the_same_id() {
    let app = App::start().await;
    let dead = a_dead_receipt(&app).await;
    for (account, alarmed) in [
        ("admin", true),
        ("intake", true),
        ("social", false),
        ("reviewer", false),
    ] {
        let today = app.sign_in(account).await.get("/staff").await;
        assert_eq!(today.has(".mail-alarm"), alarmed, "{account}");
    }
    let mut admin = app.sign_in("admin").await;
    let queue = admin.get(QUEUE).await;
    let row = queue.words("tbody tr");
    for part in ["Receipt", "RL-", "Family", "Given up", "550 5.1.1", "once"] {
        assert!(row.contains(part), "{part}: {row}");
    }
    for word in SENTINELS {
        assert!(
            !queue.text.contains(word),
            "the page names somebody: {word}"
        );
    }
    let again = admin
        .answer_form(&queue, "form[action$='/resendings']", &[])
        .await;
    let again = admin.follow(&again).await;
    assert!(again.words(".notice.ok").contains("tried again"));
    assert_eq!(status(&app).await, "waiting 1 0");
    app.deliver_mail().await;
    let sent = app.mail.to(EMAIL);
    assert_eq!(
        (sent.len(), sent[0].id),
        (1, dead.id),
        "the same Message-ID"
    );
    assert_eq!(status(&app).await, "sent 2 0");
    let event = "SELECT staff_id::text FROM audit_events WHERE kind = 'mail_resent'";
    assert_eq!(app.rows.text(event).await, app.staff("admin").0.to_string());
    assert!(!admin.get("/staff").await.has(".mail-alarm"));
    let late = admin
        .answer_form(&queue, "form[action$='/resendings']", &[])
        .await;
    assert_eq!(late.status, 409, "it has been sent since");
    assert_eq!(app.mail.to(EMAIL).len(), 1, "once");
}

#[tokio::test]
async fn a_mail_that_had_its_three_days_gets_three_new_ones() {
    let app = App::start().await;
    a_dead_receipt(&app).await;
    app.tick(60 * 24 * 4);
    let mut admin = app.sign_in("admin").await;
    let queue = admin.get(QUEUE).await;
    admin
        .answer_form(&queue, "form[action$='/resendings']", &[])
        .await;
    let mail = app.desk.claim_mail(1).await.unwrap().remove(0);
    let reply = "451 4.7.1 come back".to_owned();
    app.desk
        .settle_mail(&mail, SendOutcome::Transient { reply })
        .await
        .unwrap();
    assert_eq!(status(&app).await, "waiting 2 1");
}

#[tokio::test]
async fn a_mail_in_the_hands_of_a_worker_is_left_to_it() {
    let app = App::start().await;
    a_family().sent(&app).await;
    let mut admin = app.sign_in("admin").await;
    let queue = admin.get(QUEUE).await;
    let held = app.desk.claim_mail(100).await.unwrap();
    assert!(!held.is_empty());
    let before = app
        .rows
        .text("SELECT string_agg(o::text, '' ORDER BY id) FROM outbox o")
        .await;
    for mail in &held {
        let page = format!("{QUEUE}/{}/resendings", mail.id);
        for attempts in ["0", "1"] {
            let refused = admin.post(&page, &[("attempts", attempts)]).await;
            assert_eq!(refused.status, 409);
        }
    }
    let after = app
        .rows
        .text("SELECT string_agg(o::text, '' ORDER BY id) FROM outbox o")
        .await;
    assert_eq!(before, after);
    assert_eq!(queue.status, 200);
    let gone = format!("{QUEUE}/00000000-0000-4000-8000-000000000000/resendings");
    assert_eq!(admin.post(&gone, &[("attempts", "0")]).await.status, 404);
}

#[tokio::test]
async fn what_a_person_has_seen_to_raises_no_alarm_any_more() {
    let app = App::start().await;
    a_dead_receipt(&app).await;
    let mut admin = app.sign_in("admin").await;
    let queue = admin.get(QUEUE).await;
    let aside = admin
        .answer_form(&queue, "form[action$='/set-asides']", &[])
        .await;
    assert!(aside.location.contains("saved=aside"), "{}", aside.text);
    assert_eq!(status(&app).await, "skipped 1 1");
    assert!(!admin.get("/staff").await.has(".mail-alarm"));
    let event = "audit_events WHERE kind = 'mail_set_aside' AND staff_id IS NOT NULL";
    assert_eq!(app.rows.count(event).await, 1);
    let empty = admin.get(&format!("{QUEUE}?part=dead")).await;
    assert!(empty.words(".empty-list").contains("No mail was given up"));
}

#[tokio::test]
async fn a_family_that_a_mail_did_not_reach_is_to_be_phoned_until_somebody_has() {
    let app = App::start().await;
    a_dead_receipt(&app).await;
    let mut admin = app.sign_in("admin").await;
    let queue = admin.get(QUEUE).await;
    let aside = "form[action$='/set-asides']";
    admin.answer_form(&queue, aside, &[]).await;
    let mut intake = app.sign_in("intake").await;
    let reference = app.rows.text("SELECT reference FROM referrals").await;
    let case = format!("/staff/cases/{reference}");
    let still_to_phone = async |intake: &mut Browser| {
        let page = intake.get(&case).await;
        page.has(".notice.error") && page.words(".notice.error").contains("Phone them")
    };
    assert!(still_to_phone(&mut intake).await, "nobody has phoned");
    for (with, result, then) in [
        ("family", "no_answer", true),
        ("doctor", "reached", true),
        ("family", "reached", false),
    ] {
        app.tick(1);
        let call = [("with", with), ("result", result), ("said", "a call")];
        let done = intake.act(&case, "calls", &call).await;
        assert_eq!(done.status, 303, "{}", done.text);
        assert_eq!(still_to_phone(&mut intake).await, then, "{with} {result}");
    }
}

#[tokio::test]
async fn a_mail_that_only_a_newer_program_knows_breaks_no_page() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let newer = "UPDATE outbox SET notice = 'family_birthday' WHERE notice = 'family_receipt'";
    app.rows.run(newer).await.unwrap();
    let mut admin = app.sign_in("admin").await;
    assert!(admin.get(QUEUE).await.text.contains("family_birthday"));
    let mut intake = app.sign_in("intake").await;
    let page = intake.get(&case.page()).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("family_birthday"), "{}", page.text);
}

#[tokio::test]
async fn the_queue_is_read_page_by_page_and_part_by_part() {
    let app = App::start().await;
    for _ in 0..20 {
        a_family().sent(&app).await;
    }
    let all = app.rows.count("outbox").await;
    let mut admin = app.sign_in("admin").await;
    let (mut seen, mut path) = (0, QUEUE.to_owned());
    loop {
        let page = admin.get(&path).await;
        seen += page.texts("tbody tr").len();
        if !page.has("a[rel=next]") {
            break;
        }
        path = page.attr("a[rel=next]", "href");
    }
    assert_eq!(i64::try_from(seen).unwrap(), all);
    let receipts = admin
        .get(&format!("{QUEUE}?part=unsent&notice=family_receipt"))
        .await;
    assert_eq!(receipts.texts("tbody tr").len(), 20);
    app.tick(11);
    let late = admin.get(&format!("{QUEUE}?part=late")).await;
    assert!(late.has("tbody tr") && late.words(".counts .alarm").contains("Waiting too long"));
    app.deliver_mail().await;
    let odd = admin.get(&format!("{QUEUE}?part=lost&after=x")).await;
    assert_eq!(odd.status, 200);
    let seen = "audit_events WHERE kind = 'mail_queue_seen'";
    assert!(app.rows.count(seen).await > 3, "each look is on the record");
}

#[tokio::test]
async fn sending_again_writes_to_no_family_whose_child_has_died() {
    let app = App::start().await;
    let dead = a_dead_receipt(&app).await;
    let mut admin = app.sign_in("admin").await;
    let queue = admin.get(QUEUE).await;
    let case = format!("/staff/cases/{}", dead.reference);
    let mut intake = app.sign_in("intake").await;
    assert_eq!(intake.act(&case, "deaths", &[]).await.status, 303);
    let again = admin
        .answer_form(&queue, "form[action$='/resendings']", &[])
        .await;
    assert_eq!(again.status, 303);
    app.deliver_mail().await;
    assert!(app.mail.to(EMAIL).is_empty());
    assert_eq!(status(&app).await, "skipped 2 0");
}
