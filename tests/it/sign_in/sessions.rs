//! Sessions: how long they last, what ends them, and what outlives them.

use super::{address_of, is_in};
use crate::support::app::{App, PASSWORD, sign_in_at};
use crate::support::builders::{STAFF_WORDS, a_family};

#[tokio::test]
async fn a_session_rests_at_most_fifteen_minutes() {
    let app = App::start().await;
    let mut browser = app.sign_in("intake").await;
    for _ in 0..4 {
        app.tick(14);
        assert!(is_in(&mut browser).await, "in use");
    }
    app.tick(15);
    assert!(!is_in(&mut browser).await);
}

#[tokio::test]
async fn a_session_in_use_ends_after_twelve_hours() {
    let app = App::start().await;
    let mut browser = app.sign_in("intake").await;
    for _ in 0..(12 * 6 - 1) {
        app.tick(10);
        assert!(is_in(&mut browser).await);
    }
    app.tick(10);
    assert!(!is_in(&mut browser).await);
}

#[tokio::test]
async fn signing_out_kills_the_session_for_every_copy_of_its_cookie() {
    let app = App::start().await;
    let mut browser = app.sign_in("intake").await;
    let mut copy = browser.clone();
    let out = browser.post("/staff/sign-out", &[]).await;
    assert_eq!(out.path(), "/staff/sign-in?said=signed-out");
    let left: Vec<_> = browser.cookies.keys().collect();
    assert_eq!(left, ["intake-device"], "which opens nothing");
    assert!(!is_in(&mut copy).await);
}

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let app = App::start().await;
    let mut browser = app.sign_in("intake").await;
    let mut before = browser.clone();
    assert_eq!(
        sign_in_at(&mut browser, "intake", PASSWORD).await.status,
        303
    );
    assert_ne!(browser.cookies, before.cookies, "a new token");
    assert!(is_in(&mut browser).await && !is_in(&mut before).await);
}

#[tokio::test]
async fn a_disabled_account_is_out_at_once() {
    let app = App::start().await;
    let mut browser = app.sign_in("intake").await;
    app.desk.disable_staff(&address_of("intake")).await.unwrap();
    assert!(!is_in(&mut browser).await);
    assert_eq!(
        sign_in_at(&mut browser, "intake", PASSWORD).await.status,
        422
    );
    let fallback = app.desk.disable_staff(&address_of("supervisor")).await;
    assert!(fallback.is_err(), "somebody must answer");
}

#[tokio::test]
async fn the_sixth_session_ends_the_oldest() {
    let app = App::start().await;
    let mut browsers = Vec::new();
    for _ in 0..6 {
        browsers.push(app.sign_in("intake").await);
        app.tick(1);
    }
    let mut alive = Vec::new();
    for browser in &mut browsers {
        alive.push(is_in(browser).await);
    }
    assert_eq!(alive, [false, true, true, true, true, true]);
}

#[tokio::test]
async fn one_can_end_ones_other_sessions_and_nobody_elses() {
    let app = App::start().await;
    let (mut here, mut there) = (app.sign_in("intake").await, app.sign_in("intake").await);
    let mut other = app.sign_in("social").await;
    let others = other
        .get("/staff/account")
        .await
        .value("input[name=session]");
    let refused = here
        .post("/staff/account/session-endings", &[("session", &others)])
        .await;
    assert_eq!(refused.status, 404);
    assert!(is_in(&mut other).await);
    let account = here.get("/staff/account").await;
    let ids = account.all("input[name=session]", |input| {
        input.attr("value").unwrap_or_default().to_owned()
    });
    assert_eq!(ids.len(), 2);
    for id in &ids {
        here.post("/staff/account/session-endings", &[("session", id)])
            .await;
    }
    assert!(!is_in(&mut here).await && !is_in(&mut there).await);
}

#[tokio::test]
async fn what_was_typed_outlives_the_session() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut browser = app.sign_in("intake").await;
    let page = browser.get(&case.page()).await;
    app.tick(16);
    let note = [("body", STAFF_WORDS)];
    let form = "form[action*='/notes']";
    let kept = browser.answer_form(&page, form, &note).await;
    assert_eq!(kept.status, 401);
    assert_eq!(kept.value("textarea[name=body]"), STAFF_WORDS);
    assert_eq!(app.rows.count("notes").await, 0);
    assert_eq!(
        sign_in_at(&mut browser, "intake", PASSWORD).await.status,
        303
    );
    let saved = browser.answer(&kept, &note).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    assert_eq!(app.rows.count("notes").await, 1);
}

#[tokio::test]
async fn nobody_is_led_to_another_site_after_signing_in() {
    let app = App::start().await;
    for next in [
        "//evil.test",
        "https://evil.test/staff",
        "/staff//evil.test",
        "/staff\\evil",
        "/en",
    ] {
        let mut browser = app.browser();
        let email = "intake@riverside.example.org";
        let fields = [("email", email), ("password", PASSWORD), ("next", next)];
        let page = browser.post("/staff/sign-in", &fields).await;
        assert_eq!(page.path(), "/staff", "{next}");
    }
}
