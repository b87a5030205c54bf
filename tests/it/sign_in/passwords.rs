//! Changing a password, and choosing the first one with an invitation.

use futures_util::future::join_all;

use super::{NEW_PASSWORD, address_of, change_password, is_in};
use crate::support::app::{App, PASSWORD, sign_in_at};

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
    let worked = join_all(uses).await;
    assert_eq!(worked.iter().filter(|worked| **worked).count(), 1);
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
