//! Several workers on one outbox: what is held stays held while its holder lives, what cannot be read holds nobody up,
//! and whoever works is heard of.

use std::time::Duration;

use intake_desk::mail::Transport;
use intake_desk::usecases::SendOutcome;
use jiff::SignedDuration;
use tokio_util::sync::CancellationToken;

use crate::support::app::App;
use crate::support::builders::a_family;
use crate::support::mailbox::worker;

#[tokio::test]
async fn a_renewed_lease_keeps_others_away_and_a_lost_one_is_not_renewed() {
    let app = App::start().await;
    a_family().sent(&app).await;
    let held = app.desk.claim_mail(100).await.unwrap();
    let nearly = "UPDATE outbox SET lease_until = now() + interval '1 second'";
    app.rows.run(nearly).await.unwrap();
    let leases: Vec<_> = held.iter().map(|mail| (mail.id, mail.lease)).collect();
    let renewed = app.desk.renew_mail(&leases).await.unwrap();
    assert_eq!(renewed.len(), held.len());
    let far = "outbox WHERE lease_until > now() + interval '50 seconds'";
    assert_eq!(
        app.rows.count(far).await,
        i64::try_from(held.len()).unwrap()
    );
    // The worker was frozen, and another took everything over.
    let over = "UPDATE outbox SET lease_until = now() - interval '1 second'";
    app.rows.run(over).await.unwrap();
    let second = app.second_desk();
    let taken = second.claim_mail(100).await.unwrap();
    assert_eq!(taken.len(), held.len());
    assert!(app.desk.renew_mail(&leases).await.unwrap().is_empty());
    let late: Vec<_> = held
        .into_iter()
        .map(|mail| (mail, SendOutcome::Skipped { why: "late" }))
        .collect();
    app.desk.settle_mails(&late).await.unwrap();
    assert_eq!(app.rows.count("outbox WHERE status <> 'sending'").await, 0);
}

#[tokio::test]
async fn a_mail_nobody_can_read_holds_nobody_up_and_is_given_up_after_five_tries() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let all = app.rows.count("outbox").await;
    let strange = "UPDATE outbox SET notice = 'of_a_later_release' WHERE notice = 'family_receipt'";
    assert_eq!(app.rows.run(strange).await.unwrap(), 1);
    app.deliver_mail().await;
    assert_eq!(
        app.rows.count("outbox WHERE status = 'sent'").await,
        all - 1
    );
    let state = "SELECT status || ' ' || failures FROM outbox WHERE notice = 'of_a_later_release'";
    assert_eq!(app.rows.text(state).await, "waiting 1");
    for _ in 0..4 {
        app.tick(60);
        app.deliver_mail().await;
    }
    assert_eq!(app.rows.text(state).await, "dead 5");
    let phone = "audit_events WHERE kind = 'mail_refused'";
    assert_eq!(app.rows.count(phone).await, 1);
    let id = format!(
        "(SELECT id FROM referrals WHERE reference = '{}')",
        case.reference
    );
    app.rows.run(&format!("UPDATE outbox SET notice = 'family_receipt' WHERE referral_id = {id} AND status = 'dead'")).await.unwrap();
    let mut intake = app.sign_in("intake").await;
    let page = intake.get(&case.page()).await;
    assert!(page.words(".notice.error").contains("Phone them"));
}

#[tokio::test]
async fn mail_to_staff_that_was_given_up_raises_the_alarm() {
    let app = App::start().await;
    a_family().sent(&app).await;
    let dead =
        "UPDATE outbox SET status = 'dead', settled_at = created_at WHERE staff_id IS NOT NULL";
    let dead = app.rows.run(dead).await.unwrap();
    app.deliver_mail().await;
    let mut staff = app.sign_in("supervisor").await;
    let today = staff.get("/staff").await;
    assert!(
        today
            .words(".mail-alarm")
            .starts_with(&format!("{dead} mails to staff could not be delivered"))
    );
    let ready = app.browser().get("/health/ready").await;
    assert_eq!(ready.status, 200);
    assert!(
        ready.text.contains("mail to staff was given up"),
        "{}",
        ready.text
    );
    app.clock.advance(SignedDuration::from_hours(24 * 8));
    let ready = app.browser().get("/health/ready").await;
    assert!(
        ready.text.contains("\"dead_to_staff\":0"),
        "a week later: {}",
        ready.text
    );
}

#[tokio::test]
async fn held_mail_waits_until_it_is_released_and_the_worker_is_heard_of() {
    let app = App::start().await;
    a_family().sent(&app).await;
    let all = app.rows.count("outbox").await;
    let (transport, sent) = Transport::memory();
    let stop = CancellationToken::new();
    let held = worker(&app.desk, &app.settings, transport.clone()).paused(true);
    let running = tokio::spawn(held.run(stop.clone()));
    for _ in 0..100 {
        if app.rows.count("workers").await == 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let ready = app.browser().get("/health/ready").await;
    assert!(ready.text.contains("\"alive\":1"), "{}", ready.text);
    assert!(ready.text.contains("\"status\":\"ok\""), "{}", ready.text);
    assert_eq!(app.rows.count("outbox WHERE status = 'waiting'").await, all);
    stop.cancel();
    running.await.unwrap();
    assert_eq!(app.rows.count("workers").await, 0, "it said good-bye");
    let ready = app.browser().get("/health/ready").await;
    assert_eq!(ready.status, 200, "requests are kept all the same");
    assert!(
        ready.text.contains("no worker is at work"),
        "{}",
        ready.text
    );
    worker(&app.desk, &app.settings, transport)
        .run_once()
        .await
        .unwrap();
    assert_eq!(i64::try_from(sent.lock().unwrap().len()).unwrap(), all);
}
