//! What docs/data-retention.md promises to forget is forgotten then, not before, and nothing else with it.

use intake_desk::domain::referral::MoveDetails;
use intake_desk::domain::status::Status;
use intake_desk::usecases::case::CaseEdit;

use crate::support::app::App;
use crate::support::builders::{SentRequest, a_family};

const DAY: i64 = 24 * 60;

async fn purge(app: &App) -> u64 {
    app.desk.purge_expired().await.unwrap()
}

fn edit(case: &SentRequest, version: i32) -> CaseEdit {
    CaseEdit {
        reference: case.reference.clone(),
        version,
    }
}

/// Somebody proposes that it is no referral, and a second person agrees.
async fn put_away(app: &App, case: &SentRequest) {
    app.desk
        .propose_no_referral(&app.actor("intake"), &edit(case, 1))
        .await
        .unwrap();
    let details = MoveDetails::default();
    app.desk
        .move_status(
            &app.actor("supervisor"),
            &edit(case, 2),
            Status::NotAReferral,
            details,
        )
        .await
        .unwrap();
}

#[tokio::test]
async fn a_kind_that_cannot_be_forgotten_holds_up_no_other() {
    let app = App::start().await;
    a_family().sent(&app).await;
    let stuck = "CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stuck'; END $$;
        CREATE TRIGGER stuck BEFORE DELETE ON drafts FOR EACH ROW EXECUTE FUNCTION stuck();";
    app.rows.run(stuck).await.unwrap();
    app.sign_in("intake").await;
    app.tick(DAY * 120);
    assert!(app.desk.purge_expired().await.is_err(), "it is told");
    assert_eq!(app.rows.count("drafts").await, 1, "what is stuck");
    assert_eq!(app.rows.count("sessions").await, 0, "what comes after it");
}

#[tokio::test]
async fn what_was_no_referral_is_forgotten_whole_after_thirty_days() {
    let app = App::start().await;
    let spam = a_family().sent(&app).await;
    let real = a_family().sent(&app).await;
    let back = a_family().sent(&app).await;
    put_away(&app, &spam).await;
    put_away(&app, &back).await;
    let id = app.case(&spam, "id").await;
    app.tick(DAY * 30 - 1);
    purge(&app).await;
    assert_eq!(app.case(&spam, "status").await, "not_a_referral");
    app.desk
        .move_status(
            &app.actor("supervisor"),
            &edit(&back, 3),
            Status::Received,
            MoveDetails::default(),
        )
        .await
        .unwrap();
    app.tick(1);
    assert!(purge(&app).await >= 1);
    let left = app
        .rows
        .texts("SELECT reference FROM referrals ORDER BY received_at, id")
        .await;
    assert_eq!(left, [real.reference.as_str(), back.reference.as_str()]);
    for table in ["submissions", "contacts", "clocks", "outbox", "drafts"] {
        let of = format!("{table} WHERE referral_id = '{id}'");
        assert_eq!(app.rows.count(&of).await, 0, "{table}");
    }
    let key = format!("data_keys WHERE owner = '{id}'");
    assert_eq!(app.rows.count(&key).await, 0, "every copy is unreadable");
    let said = format!("audit_events WHERE kind = 'case_forgotten' AND referral_id = '{id}'");
    assert_eq!(app.rows.count(&said).await, 1);
    let report = app.desk.verify_audit().await.unwrap();
    assert!(report.holes.is_empty(), "the record stays whole");
    let mut intake = app.sign_in("intake").await;
    assert_eq!(intake.get(&spam.page()).await.status, 404);
    assert_eq!(intake.get(&real.page()).await.status, 200);
}

#[tokio::test]
async fn a_mail_that_left_is_forgotten_after_ninety_days_and_one_that_could_not_stays() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    app.deliver_mail().await;
    let sent = app.rows.count("outbox WHERE status = 'sent'").await;
    assert!(sent >= 2, "{sent}");
    let (dead, skipped) = (
        "SELECT id FROM outbox ORDER BY id LIMIT 1",
        "SELECT id FROM outbox ORDER BY id OFFSET 1 LIMIT 1",
    );
    for (id, status) in [(dead, "dead"), (skipped, "skipped")] {
        let settle = format!("UPDATE outbox SET status = '{status}' WHERE id = ({id})");
        assert_eq!(app.rows.run(&settle).await.unwrap(), 1);
    }
    let wait = format!(
        "INSERT INTO outbox (id, referral_id, notice, contact_id, reason, language, due_at, wanted_at, created_at)
         SELECT gen_random_uuid(), referral_id, 'family_update', id, 'a test', 'en', created_at, created_at, created_at
         FROM contacts WHERE referral_id = '{}' LIMIT 1",
        app.case(&case, "id").await
    );
    assert_eq!(app.rows.run(&wait).await.unwrap(), 1);
    app.tick(DAY * 90 - 1);
    purge(&app).await;
    assert_eq!(app.rows.count("outbox").await, sent + 1);
    app.tick(1);
    purge(&app).await;
    let left = app.rows.texts("SELECT status FROM outbox ORDER BY 1").await;
    assert_eq!(left, ["dead", "waiting"]);
    let mut intake = app.sign_in("intake").await;
    assert_eq!(intake.get(&case.page()).await.status, 200);
}

#[tokio::test]
async fn a_long_list_is_forgotten_in_small_steps_and_to_its_end() {
    let app = App::start().await;
    let fill = "INSERT INTO sign_in_attempts SELECT decode(md5(n::text), 'hex'), '2026-02-01', 1 FROM generate_series(1, 1200) n";
    app.rows.run(fill).await.unwrap();
    let drafts = "INSERT INTO drafts (id, token_hash, submission_key, language, saved_at, expires_at)
         SELECT gen_random_uuid(), decode(md5(n::text), 'hex'), gen_random_uuid(), 'en', '2026-01-01', '2026-02-01' FROM generate_series(1, 1000) n";
    app.rows.run(drafts).await.unwrap();
    assert_eq!(purge(&app).await, 2200);
    assert_eq!(app.rows.count("sign_in_attempts").await, 0);
    assert_eq!(app.rows.count("drafts").await, 0);
    assert_eq!(purge(&app).await, 0);
}
