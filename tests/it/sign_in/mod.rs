//! Getting in and staying in: guesses are few, sessions end, and nobody learns from outside who has an account.

use std::net::IpAddr;

use futures_util::future::join_all;
use intake_desk::domain::person::EmailAddress;
use intake_desk::usecases::Desk;
use intake_desk::usecases::account::sign_in::{ACCOUNT_MOST, SignIn, SignInError};

use crate::support::app::{App, PASSWORD, sign_in_at};
use crate::support::client::{Browser, Page};

mod devices;
mod passwords;
mod sessions;

const NEW_PASSWORD: &str = "violet thunder, cabinet orbit nine";

async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/staff").await.status == 200
}

async fn guess(desk: &Desk, password: &str, address: Option<IpAddr>) -> Result<(), SignInError> {
    let attempt = SignIn {
        email: "intake@riverside.example.org".to_owned(),
        password: password.into(),
        previous: None,
        known_device: None,
        device: "a test".to_owned(),
        address,
    };
    desk.sign_in(attempt).await.map(|_| ())
}

fn address_of(account: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{account}@riverside.example.org")).unwrap()
}

async fn change_password(browser: &mut Browser, current: &str, new: &str, again: &str) -> Page {
    let fields = [("current", current), ("new", new), ("again", again)];
    browser.post("/staff/account/password", &fields).await
}

#[tokio::test]
async fn sixty_guesses_at_once_on_two_processes_are_ten() {
    let app = App::start().await;
    let desks = [app.desk.clone(), app.second_desk()];
    let guesses = (0..60).map(|n| {
        let desk = &desks[n % 2];
        async move { guess(desk, "wrong", None).await }
    });
    let outcomes = join_all(guesses).await;
    let checked = outcomes
        .iter()
        .filter(|outcome| matches!(outcome, Err(SignInError::Refused)));
    assert!(checked.count() <= usize::try_from(ACCOUNT_MOST).unwrap());
    assert!(outcomes.iter().all(Result::is_err));
    let right = guess(&desks[1], PASSWORD, None).await;
    assert!(
        matches!(right, Err(SignInError::TooMany { .. })),
        "{right:?}"
    );
    app.tick(15);
    assert!(
        guess(&desks[1], PASSWORD, None).await.is_ok(),
        "the window is over"
    );
    assert!(guess(&desks[0], PASSWORD, None).await.is_ok());
}

#[tokio::test]
async fn too_many_tries_are_told_with_the_time_to_wait() {
    let app = App::start().await;
    let mut browser = app.browser();
    for _ in 0..ACCOUNT_MOST {
        let wrong = sign_in_at(&mut browser, "intake", "wrong").await;
        assert_eq!(wrong.status, 422);
    }
    let waits = sign_in_at(&mut browser, "intake", PASSWORD).await;
    assert_eq!(waits.status, 429);
    assert!(
        waits.words(".errors").contains("10:15"),
        "{}",
        waits.words(".errors")
    );
    assert!(!is_in(&mut browser).await);
    // Somebody else at the same desk is not kept out.
    let other = sign_in_at(&mut browser, "social", PASSWORD).await;
    assert_eq!(other.status, 303);
}

#[tokio::test]
async fn one_address_cannot_try_every_account() {
    let app = App::start().await;
    let mut browser = app.browser();
    for n in 0..40 {
        let wrong = sign_in_at(&mut browser, &format!("guess{n}"), "wrong").await;
        assert_eq!(wrong.status, 422, "{n}");
    }
    let kept_out = sign_in_at(&mut browser, "intake", PASSWORD).await;
    assert_eq!(kept_out.status, 429);
    app.sign_in("intake").await;
}

#[tokio::test]
async fn a_whole_hospital_behind_one_address_signs_in() {
    let app = App::start().await;
    for n in 0..45 {
        let mut browser = app.browser();
        let signed_in = sign_in_at(&mut browser, "intake", PASSWORD).await;
        assert_eq!(signed_in.status, 303, "{n}");
    }
    let mut browser = app.browser();
    for n in 0..40 {
        let wrong = sign_in_at(&mut browser, &format!("guess{n}"), "wrong").await;
        assert_eq!(
            wrong.status, 422,
            "{n}: what went well was taken back, once"
        );
    }
    let kept_out = sign_in_at(&mut browser, "intake", PASSWORD).await;
    assert_eq!(kept_out.status, 429);
}

#[tokio::test]
async fn from_outside_a_known_and_an_unknown_account_look_the_same() {
    let app = App::start().await;
    app.desk
        .disable_staff(&address_of("finance"))
        .await
        .unwrap();
    let mut bodies = Vec::new();
    for (account, password) in [
        ("intake", "wrong"),
        ("nobody", "wrong"),
        ("nobody", PASSWORD),
        ("finance", PASSWORD),
    ] {
        let mut browser = app.browser();
        let refused = sign_in_at(&mut browser, account, password).await;
        assert_eq!(refused.status, 422);
        assert!(browser.cookies.is_empty(), "{account}");
        bodies.push(refused.text.replace(&format!("{account}@"), "somebody@"));
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "the pages differ");
    let mut odd = app.browser();
    for (email, password) in [("", ""), ("no address", "x"), ("\0", "\0")] {
        let fields = [("email", email), ("password", password)];
        assert_eq!(odd.post("/staff/sign-in", &fields).await.status, 422);
    }
}

#[tokio::test]
async fn a_password_is_never_sent_back() {
    let app = App::start().await;
    let mut browser = app.browser();
    let page = sign_in_at(&mut browser, "intake", "a wrong whisper").await;
    assert!(!page.text.contains("a wrong whisper"));
    let mut staff = app.sign_in("intake").await;
    let page = change_password(&mut staff, "a wrong whisper", NEW_PASSWORD, "other").await;
    assert!(!page.text.contains("whisper") && !page.text.contains("thunder"));
    staff.cookies.clear();
    let gone = change_password(&mut staff, PASSWORD, NEW_PASSWORD, NEW_PASSWORD).await;
    assert_eq!(gone.path(), "/staff/sign-in?next=%2Fstaff%2Faccount");
    assert!(!gone.text.contains("granite") && !gone.text.contains("thunder"));
}
