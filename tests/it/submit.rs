//! A family sends: what is stored, what it sees, what it is written, and that no press of a button makes two cases.

use futures_util::future::join_all;
use intake_desk::domain::request::{CONSENT_VERSION, HelpKind};
use intake_desk::support::words::Language;

use crate::support::app::App;
use crate::support::builders::{CHILD_GIVEN, EMAIL, PHONE, WORDS, a_call, a_family, sent_call};
use crate::support::client::{Browser, Page};

const CONSENT: (&str, &str) = ("consent", CONSENT_VERSION);
const PROMISE: &str = "Tuesday, March 3, by 5 pm Eastern time";

async fn call_me(browser: &mut Browser, page: &Page) -> Page {
    let fields = [("name", "Marigold Thistlewood"), ("phone", PHONE)];
    browser.answer(page, &fields).await
}

/// Everything one request leaves behind, counted.
async fn stored(app: &App) -> [i64; 7] {
    let mut counts = [0; 7];
    let tables = [
        "referrals",
        "submissions",
        "contacts",
        "data_keys WHERE owner IN (SELECT id FROM referrals)",
        "clocks",
        "audit_events WHERE kind = 'request_received'",
        "outbox WHERE notice = 'family_receipt'",
    ];
    for (count, table) in counts.iter_mut().zip(tables) {
        *count = app.rows.count(table).await;
    }
    counts
}

#[tokio::test]
async fn just_call_me_takes_a_name_and_a_number() {
    let app = App::start().await;
    let mut browser = app.browser();
    let page = browser.get("/en/call-me").await;
    let sent = call_me(&mut browser, &page).await;
    let confirmation = browser.follow(&sent).await;
    assert_eq!(confirmation.words("h1"), "We have your request");
    assert_eq!(confirmation.words(".promise .when"), PROMISE);
    let reference = confirmation.words(".ref");
    assert_eq!(
        app.rows.text("SELECT reference FROM referrals").await,
        reference
    );
    assert_eq!(
        app.rows.text("SELECT source FROM referrals").await,
        "call_me"
    );
    assert_eq!(
        stored(&app).await,
        [1, 1, 1, 1, 1, 1, 0],
        "no address, no receipt"
    );
}

#[tokio::test]
async fn a_request_is_stored_whole_and_told_by_mail() {
    let app = App::start().await;
    let mut browser = app.browser();
    let family = a_family().asking_for(&[HelpKind::Travel, HelpKind::Lodging]);
    let confirmation = family.walks_and_sends(&mut browser).await;
    let reference = confirmation.words(".ref");
    assert_eq!(stored(&app).await, [1; 7]);
    let row = "SELECT concat_ws(' ', status, priority, waiting_on, next_action, language, help, disease_status, version, owner_id) FROM referrals";
    assert_eq!(
        app.rows.text(row).await,
        "received standard us first_contact en {travel,lodging} came_back_once 1"
    );
    let fallback = app
        .rows
        .text("SELECT fallback_owner_id::text FROM referrals");
    assert_eq!(fallback.await, app.staff("supervisor").0.to_string());
    assert_eq!(
        app.rows
            .text("SELECT consent_version FROM submissions")
            .await,
        CONSENT_VERSION
    );
    app.deliver_mail().await;
    let receipts = app.mail.to(EMAIL);
    assert_eq!(receipts.len(), 1);
    let receipt = &receipts[0];
    assert!(receipt.text.contains(&reference) && receipt.text.contains(PROMISE));
    assert!(receipt.html.contains(&reference) && receipt.html.contains(PROMISE));
}

#[tokio::test]
async fn in_spanish_the_receipt_is_spanish_too() {
    let app = App::start().await;
    let mut browser = app.browser();
    let confirmation = a_family().in_spanish().walks_and_sends(&mut browser).await;
    let promise = "martes 3 de marzo, antes de las 5 pm, hora del Este";
    assert_eq!(confirmation.words("h1"), "Tenemos su solicitud");
    assert_eq!(confirmation.words(".promise .when"), promise);
    app.deliver_mail().await;
    let receipt = &app.mail.to(EMAIL)[0];
    assert!(receipt.text.contains(promise), "{}", receipt.text);
    assert!(receipt.html.contains("lang=\"es\""));
    for table in ["submissions", "contacts"] {
        let language = format!("SELECT language FROM {table}");
        assert_eq!(app.rows.text(&language).await, "es", "{table}");
    }
}

#[tokio::test]
async fn a_family_that_reads_another_language_than_the_page_is_written_in_its_own() {
    let app = App::start().await;
    let mut family = a_family();
    family.answers.language.written = "es".to_owned();
    family.sent(&app).await;
    app.deliver_mail().await;
    assert!(app.mail.to(EMAIL)[0].html.contains("lang=\"es\""));
}

#[tokio::test]
async fn the_case_page_shows_what_was_sent_unchanged() {
    let app = App::start().await;
    let mut family = a_family();
    family.answers.child.birth_month = "marzo".to_owned();
    family.answers.reach.name = "  Marigold  Thistlewood ".to_owned();
    let sent = family.sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    let page = intake.get(&sent.page()).await;
    assert!(
        page.words("h1").starts_with(CHILD_GIVEN),
        "{}",
        page.words("h1")
    );
    let given = page.texts(".summary dd");
    for answer in [CHILD_GIVEN, EMAIL, WORDS] {
        assert!(
            given.iter().any(|text| text.contains(answer)),
            "{answer}: {given:?}"
        );
    }
    // Moving the case on never touches it.
    let before = app.rows.text("SELECT md5(answers) FROM submissions").await;
    intake
        .act(&sent.page(), "assignments", &[("staff", "me")])
        .await;
    intake
        .act(&sent.page(), "status-changes", &[("to", "in_intake")])
        .await;
    assert_eq!(app.case(&sent, "status").await, "in_intake");
    assert_eq!(
        app.rows.text("SELECT md5(answers) FROM submissions").await,
        before
    );
}

#[tokio::test]
async fn the_same_press_fifty_times_at_once_is_one_case() {
    let app = App::start().await;
    let mut browser = app.browser();
    let check = a_family().walks_to_check(&mut browser).await;
    let presses = (0..50).map(|_| {
        let (mut tab, check) = (browser.clone(), &check);
        async move {
            let sent = tab.answer(check, &[CONSENT]).await;
            assert_eq!(sent.status, 303, "{}", sent.text);
            tab.follow(&sent).await.words(".ref")
        }
    });
    let mut references = join_all(presses).await;
    references.dedup();
    assert_eq!(references.len(), 1, "{references:?}");
    assert_eq!(stored(&app).await, [1; 7]);
    assert_eq!(
        app.deliver_mail().await,
        4,
        "receipt, two specialists, fallback owner"
    );
}

#[tokio::test]
async fn just_call_me_fifty_times_at_once_is_one_case() {
    let app = App::start().await;
    let mut browser = app.browser();
    let page = browser.get("/es/call-me").await;
    let presses = (0..50).map(|_| {
        let (mut tab, page) = (browser.clone(), &page);
        async move {
            let sent = call_me(&mut tab, page).await;
            tab.follow(&sent).await.words(".ref")
        }
    });
    let mut references = join_all(presses).await;
    references.dedup();
    assert_eq!(references.len(), 1, "{references:?}");
    assert_eq!(stored(&app).await, [1, 1, 1, 1, 1, 1, 0]);
}

#[tokio::test]
async fn a_retry_after_a_lost_answer_shows_the_same_confirmation() {
    let app = App::start().await;
    let mut browser = app.browser();
    let check = a_family().walks_to_check(&mut browser).await;
    // The answer, and with it the cookie, never arrives.
    let lost = browser.clone().answer(&check, &[CONSENT]).await;
    assert_eq!(lost.status, 303);
    app.tick(60 * 24);
    let sent = browser.answer(&check, &[CONSENT]).await;
    let confirmation = browser.follow(&sent).await;
    let stored_reference = app.rows.text("SELECT reference FROM referrals").await;
    assert_eq!(confirmation.words(".ref"), stored_reference);
    assert_eq!(stored(&app).await, [1; 7]);
}

#[tokio::test]
async fn two_processes_at_once_store_one_case() {
    let app = App::start().await;
    let desks = [app.desk.clone(), app.second_desk()];
    let submission = a_family().submission();
    let sends = (0..20).map(|n| {
        let (desk, submission) = (&desks[n % 2], submission.clone());
        async move { desk.submit_request(submission).await.unwrap() }
    });
    let sent = join_all(sends).await;
    assert_eq!(sent.iter().filter(|sent| !sent.again).count(), 1);
    assert!(sent.iter().all(|one| one.reference == sent[0].reference));
    assert_eq!(stored(&app).await, [1; 7]);
}

#[tokio::test]
async fn other_content_under_a_used_key_is_shown_and_not_stored() {
    let app = App::start().await;
    let mut browser = app.browser();
    let page = browser.get("/en/call-me").await;
    let first = call_me(&mut browser, &page).await;
    let reference = browser.follow(&first).await.words(".ref");
    let other = [("name", "Marigold T. Thistlewood"), ("phone", PHONE)];
    let again = browser.answer(&page, &other).await;
    assert_eq!(again.status, 409);
    assert_eq!(again.words("h1"), "You already sent this");
    assert!(again.text.contains("Marigold T. Thistlewood") && again.text.contains(&reference));
    assert_eq!(app.rows.count("referrals").await, 1);
}

#[tokio::test]
async fn a_key_that_is_not_the_forms_own_stores_nothing() {
    let app = App::start().await;
    let mut browser = app.browser();
    a_family().walks_to_check(&mut browser).await;
    for key in ["", "x", "00000000-0000-4000-8000-000000000000", "🌻"] {
        let fields = [("submission_key", key), CONSENT];
        let refused = browser.post("/en/family/check", &fields).await;
        assert_eq!(refused.status, 422, "{key}: {}", refused.text);
        assert!(
            refused.text.contains(CHILD_GIVEN),
            "the answers are still there"
        );
    }
    assert_eq!(app.rows.count("referrals").await, 0);
}

#[tokio::test]
async fn a_confirmation_is_for_the_browser_that_sent_it() {
    let app = App::start().await;
    let sent = sent_call(&app, a_call(), Language::En).await;
    let mut own = app.browser_of(&sent);
    assert_eq!(own.get("/en/family/sent").await.status, 200);
    let mut stranger = app.browser();
    let nothing = stranger.get("/en/family/sent").await;
    assert_eq!(nothing.status, 404);
    assert!(!nothing.text.contains(sent.reference.as_str()));
    for token in ["", "x", &"A".repeat(43)] {
        stranger
            .cookies
            .insert("intake-receipt".to_owned(), token.to_owned());
        assert_eq!(stranger.get("/en/family/sent").await.status, 404, "{token}");
    }
}

#[tokio::test]
async fn without_anybody_to_answer_for_it_nothing_is_half_stored() {
    let app = App::start().await;
    let nobody = "UPDATE staff SET is_fallback_owner = false";
    app.rows.run(nobody).await.unwrap();
    let mut browser = app.browser();
    let page = browser.get("/en/call-me").await;
    let failed = call_me(&mut browser, &page).await;
    assert_eq!(failed.status, 500);
    assert!(
        failed.text.contains("215-555-0100"),
        "the phone number helps"
    );
    assert_eq!(stored(&app).await, [0; 7]);
}
