//! A stranger who guesses at an account keeps its owner out nowhere that they have signed in from before.

use futures_util::future::join_all;
use intake_desk::support::ids::Token;
use intake_desk::usecases::account::sign_in::{ACCOUNT_MOST, SignIn, SignInError};

use super::{NEW_PASSWORD, change_password, is_in};
use crate::support::app::{App, PASSWORD, sign_in_at};
use crate::support::client::Browser;

const DEVICE: &str = "intake-device";

/// A browser in which somebody has signed in before, and signed out.
async fn known_browser(app: &App, account: &str) -> Browser {
    let mut browser = app.sign_in(account).await;
    browser.post("/staff/sign-out", &[]).await;
    assert!(browser.cookies.contains_key(DEVICE), "it stays known");
    assert!(!is_in(&mut browser).await, "and opens nothing");
    browser
}

/// Uses up the tries of an account from somewhere else.
async fn guesses_away(app: &App, account: &str) {
    let mut stranger = app.browser();
    for _ in 0..ACCOUNT_MOST {
        let wrong = sign_in_at(&mut stranger, account, "wrong").await;
        assert_eq!(wrong.status, 422);
    }
    let kept_out = sign_in_at(&mut stranger, account, PASSWORD).await;
    assert_eq!(kept_out.status, 429);
}

#[tokio::test]
async fn a_stranger_who_guesses_keeps_nobody_out_of_a_browser_they_used_before() {
    let app = App::start().await;
    let mut working = app.sign_in("intake").await;
    let mut known = known_browser(&app, "intake").await;
    guesses_away(&app, "intake").await;
    assert!(is_in(&mut working).await, "who works goes on");
    assert_eq!(
        sign_in_at(&mut app.browser(), "intake", PASSWORD)
            .await
            .status,
        429,
        "a new browser waits"
    );
    assert_eq!(sign_in_at(&mut known, "intake", "wrong").await.status, 422);
    assert_eq!(sign_in_at(&mut known, "intake", PASSWORD).await.status, 303);
    let kept_out = sign_in_at(&mut app.browser(), "intake", PASSWORD).await;
    assert_eq!(
        kept_out.status, 429,
        "which gives the stranger no new tries"
    );
}

#[tokio::test]
async fn guesses_from_a_known_browser_are_few_too_also_at_once_on_two_processes() {
    let app = App::start().await;
    let mut known = known_browser(&app, "intake").await;
    let device = known.cookies[DEVICE].clone();
    let desks = [app.desk.clone(), app.second_desk()];
    let guesses = (0..40).map(|n| {
        let (desk, device) = (&desks[n % 2], Token::parse(&device));
        async move {
            let attempt = SignIn {
                email: "intake@riverside.example.org".to_owned(),
                password: "wrong".into(),
                previous: None,
                known_device: device,
                device: "a test".to_owned(),
                address: None,
            };
            desk.sign_in(attempt).await
        }
    });
    let outcomes = join_all(guesses).await;
    let checked = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Err(SignInError::Refused)));
    assert_eq!(checked.count(), usize::try_from(ACCOUNT_MOST).unwrap());
    assert_eq!(sign_in_at(&mut known, "intake", PASSWORD).await.status, 429);
    app.sign_in("intake").await;
    app.tick(15);
    assert_eq!(sign_in_at(&mut known, "intake", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn a_browser_is_known_for_its_own_people_for_half_a_year() {
    let app = App::start().await;
    let mut shared = known_browser(&app, "social").await;
    guesses_away(&app, "intake").await;
    let not_theirs = sign_in_at(&mut shared, "intake", PASSWORD).await;
    assert_eq!(not_theirs.status, 429, "known, but not for this account");
    app.tick(15);
    let before = shared.cookies[DEVICE].clone();
    assert_eq!(
        sign_in_at(&mut shared, "intake", PASSWORD).await.status,
        303
    );
    assert_eq!(shared.cookies[DEVICE], before, "one browser, two people");
    shared.post("/staff/sign-out", &[]).await;
    for account in ["intake", "social"] {
        guesses_away(&app, account).await;
        assert_eq!(sign_in_at(&mut shared, account, PASSWORD).await.status, 303);
    }
    app.tick(60 * 24 * 181);
    guesses_away(&app, "social").await;
    assert_eq!(
        sign_in_at(&mut shared, "social", PASSWORD).await.status,
        429
    );
    app.desk.purge_expired().await.unwrap();
    assert_eq!(app.rows.count("staff_devices").await, 0);
}

#[tokio::test]
async fn a_new_password_makes_every_browser_new_and_a_planted_mark_is_replaced() {
    let app = App::start().await;
    let mut known = known_browser(&app, "intake").await;
    let mut working = app.sign_in("intake").await;
    let saved = change_password(&mut working, PASSWORD, NEW_PASSWORD, NEW_PASSWORD).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    guesses_away(&app, "intake").await;
    let kept_out = sign_in_at(&mut known, "intake", NEW_PASSWORD).await;
    assert_eq!(kept_out.status, 429);
    let planted = Token::fresh().expose().to_owned();
    let mut browser = app.browser();
    browser.cookies.insert(DEVICE.to_owned(), planted.clone());
    assert_eq!(
        sign_in_at(&mut browser, "social", PASSWORD).await.status,
        303
    );
    assert_ne!(browser.cookies[DEVICE], planted);
    let stored = app
        .rows
        .texts("SELECT encode(token_hash, 'hex') FROM staff_devices")
        .await;
    assert_eq!(stored.len(), 1, "the hash alone: {stored:?}");
    assert!(!stored[0].contains(&browser.cookies[DEVICE]));
}
