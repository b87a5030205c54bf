//! Getting in and staying in: guesses are few, sessions end, and nobody learns from outside who has an account.

use std::net::IpAddr;

use futures_util::future::join_all;
use intake_desk::domain::person::EmailAddress;
use intake_desk::usecases::Desk;
use intake_desk::usecases::account::sign_in::{ACCOUNT_MOST, SignIn, SignInError};

use crate::support::app::{App, PASSWORD, sign_in_at};
use crate::support::builders::{STAFF_WORDS, a_family};
use crate::support::client::{Browser, Page};

const NEW_PASSWORD: &str = "violet thunder, cabinet orbit nine";

async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/staff").await.status == 200
}

async fn guess(desk: &Desk, password: &str, address: Option<IpAddr>) -> Result<(), SignInError> {
    let attempt = SignIn {
        email: "intake@riverside.example.org".to_owned(),
        password: password.into(),
        previous: None,
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

// ---- guessing -----------------------------------------------------------------------------------------------------

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

// ---- sessions -----------------------------------------------------------------------------------------------------

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
    assert!(browser.cookies.is_empty());
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

// ---- passwords ----------------------------------------------------------------------------------------------------

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    let app = App::start().await;
    let (mut here, mut there) = (app.sign_in("intake").await, app.sign_in("intake").await);
    let changed = change_password(&mut here, PASSWORD, NEW_PASSWORD, NEW_PASSWORD).await;
    assert_eq!(
        changed.path(),
        "/staff/account?saved=password",
        "{}",
        changed.text
    );
    assert!(is_in(&mut here).await && !is_in(&mut there).await);
    let mut later = app.browser();
    assert_eq!(sign_in_at(&mut later, "intake", PASSWORD).await.status, 422);
    assert_eq!(
        sign_in_at(&mut later, "intake", NEW_PASSWORD).await.status,
        303
    );
}

#[tokio::test]
async fn a_password_is_changed_only_by_who_knows_it() {
    let app = App::start().await;
    let mut browser = app.sign_in("intake").await;
    for (current, new, again, wrong) in [
        ("not it", NEW_PASSWORD, NEW_PASSWORD, "current"),
        (PASSWORD, NEW_PASSWORD, "another one", "again"),
        (PASSWORD, "short", "short", "new"),
        (PASSWORD, "passwordpassword", "passwordpassword", "new"),
        (
            PASSWORD,
            "jordan rivera jordan",
            "jordan rivera jordan",
            "new",
        ),
    ] {
        let refused = change_password(&mut browser, current, new, again).await;
        assert_eq!(refused.status, 422, "{new}");
        assert!(
            refused.has(&format!("#{wrong}-error")),
            "{new}: {}",
            refused.words(".errors")
        );
    }
    for _ in 0..10 {
        change_password(&mut browser, "not it", NEW_PASSWORD, NEW_PASSWORD).await;
    }
    let many = change_password(&mut browser, PASSWORD, NEW_PASSWORD, NEW_PASSWORD).await;
    assert_eq!(many.status, 429, "a stolen session cannot guess on");
    let mut later = app.browser();
    assert_eq!(
        sign_in_at(&mut later, "intake", PASSWORD).await.status,
        303,
        "unchanged"
    );
}

#[tokio::test]
async fn an_invitation_opens_an_account_once() {
    let app = App::start().await;
    let old = app.desk.reset_staff(&address_of("intake")).await.unwrap();
    let token = app.desk.reset_staff(&address_of("intake")).await.unwrap();
    let link = |token: &str| format!("/staff/invitations/{token}");
    let mut browser = app.browser();
    let voided = browser.get(&link(old.expose())).await;
    assert_eq!(voided.status, 404, "a newer link voids the older");
    let page = browser.get(&link(token.expose())).await;
    assert!(page.text.contains("Jordan Rivera"), "{}", page.text);
    let new = [("new", NEW_PASSWORD), ("again", NEW_PASSWORD)];
    let chosen = browser.answer(&page, &new).await;
    assert_eq!(
        chosen.path(),
        "/staff/sign-in?said=password",
        "{}",
        chosen.text
    );
    let again = browser.answer(&page, &new).await;
    assert_eq!(again.status, 404, "used up");
    assert_eq!(
        sign_in_at(&mut browser, "intake", NEW_PASSWORD)
            .await
            .status,
        303
    );
}

#[tokio::test]
async fn an_invitation_used_twice_at_once_works_once_and_none_after_a_day() {
    let app = App::start().await;
    let token = app.desk.reset_staff(&address_of("social")).await.unwrap();
    let uses = ["violet thunder, cabinet one", "violet thunder, cabinet two"].map(|password| {
        let token = &token;
        let desk = &app.desk;
        async move { desk.accept_invitation(token, password.into()).await.is_ok() }
    });
    let used = join_all(uses).await;
    assert_eq!(used.iter().filter(|used| **used).count(), 1);
    let late = app.desk.reset_staff(&address_of("social")).await.unwrap();
    app.tick(24 * 60);
    let link = format!("/staff/invitations/{}", late.expose());
    assert_eq!(app.browser().get(&link).await.status, 404);
}

#[tokio::test]
async fn resetting_an_account_ends_its_sessions() {
    let app = App::start().await;
    let mut browser = app.sign_in("intake").await;
    app.desk.reset_staff(&address_of("intake")).await.unwrap();
    assert!(!is_in(&mut browser).await);
}
