//! Pages in the wrong order, cookies and addresses that are not ours.

use intake_desk::domain::request::CONSENT_VERSION;

use crate::support::app::App;
use crate::support::builders::{CHILD_GIVEN, PHONE, a_family};

#[tokio::test]
async fn pages_in_the_wrong_order_lose_nothing_and_send_nothing() {
    let app = App::start().await;
    let mut browser = app.browser();
    let early = browser.get("/en/family/check").await;
    let early = browser
        .answer(&early, &[("consent", CONSENT_VERSION)])
        .await;
    assert_eq!(early.status, 422);
    let links = early.all(".errors a", |link| {
        link.attr("href").unwrap_or_default().to_owned()
    });
    assert!(
        links
            .iter()
            .any(|link| link.starts_with("/en/family/reach?from=check#")),
        "{links:?}"
    );
    assert_eq!(app.rows.count("referrals").await, 0);
    // The last page first, then the others from the end.
    let family = a_family();
    for (step, fields) in family.pages().into_iter().rev() {
        let path = format!("/en/family/{step}");
        let page = browser.get(&path).await;
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        assert_eq!(browser.answer(&page, &fields).await.status, 303, "{step}");
    }
    let check = browser.get("/en/family/check").await;
    assert!(check.text.contains(CHILD_GIVEN) && check.text.contains(PHONE));
    assert_eq!(
        browser
            .answer(&check, &[("consent", CONSENT_VERSION)])
            .await
            .status,
        303
    );
}

#[tokio::test]
async fn a_stale_check_page_is_read_again_before_it_is_sent() {
    let app = App::start().await;
    let mut browser = app.browser();
    let check = a_family().walks_to_check(&mut browser).await;
    // Another tab begins anew in the same browser.
    browser.cookies.remove("intake-form");
    let fresh = [("name", "Marigold"), ("phone", PHONE)];
    browser.post("/en/family/reach", &fresh).await;
    let stale = browser
        .answer(&check, &[("consent", CONSENT_VERSION)])
        .await;
    assert_eq!(stale.status, 422);
    assert!(
        !stale.text.contains(CHILD_GIVEN),
        "what would be sent is shown, not what was read before"
    );
    assert_eq!(app.rows.count("referrals").await, 0);
}

#[tokio::test]
async fn cookies_that_are_not_ours_are_as_none() {
    let app = App::start().await;
    let mut browser = app.browser();
    for value in [
        "x",
        "%00",
        "\"quoted\"",
        "a=b",
        &"A".repeat(43),
        &"é".repeat(20),
        &"A".repeat(9_000),
    ] {
        for name in ["intake-form", "intake-receipt", "intake-session"] {
            browser.cookies.insert(name.to_owned(), value.to_owned());
        }
        assert_eq!(
            browser.get("/en/family/reach").await.status,
            200,
            "{value:.20}"
        );
        assert_eq!(
            browser.get("/en/family/sent").await.status,
            404,
            "{value:.20}"
        );
        assert_eq!(browser.get("/staff").await.status, 303, "{value:.20}");
    }
}

#[tokio::test]
async fn addresses_that_are_not_ours_are_not_found() {
    let app = App::start().await;
    let mut staff = app.sign_in("intake").await;
    let long = format!("/staff/cases/{}", "A".repeat(5_000));
    for path in [
        "/staff/cases/%00",
        "/staff/cases/%ff%fe",
        "/staff/cases/RL-0000-000",
        "/staff/cases/..%2f..%2fetc",
        "/staff/cases/%F0%9F%8C%BB",
        "/staff/cases/RL-2222-222/nothing",
        "/staff/invitations/x",
        "/staff/invitations/%00",
        "/dev/mail/x",
        "/dev/mail/00000000-0000-4000-8000-000000000000",
        "/static/%00",
        "/%ff",
        "/en%00",
        "/en/family/reach/",
        "//en",
        &long,
    ] {
        let page = staff.get(path).await;
        assert_eq!(page.status, 404, "{path:.40}");
        assert_eq!(page.texts("h1").len(), 1, "{path:.40}");
    }
}
