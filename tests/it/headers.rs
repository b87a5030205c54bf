//! What stands around every answer: security headers, cookies, files by their hash, and plain pages for errors.

use axum::body::Body;
use axum::http::{Method, Request};
use intake_desk::config::EnvironmentName;
use intake_desk::domain::request::CONSENT_VERSION;

use crate::support::app::{App, PASSWORD, sign_in_at};
use crate::support::builders::a_family;
use crate::support::client::{Browser, Page};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

async fn answers(app: &App) -> Vec<(&'static str, Page)> {
    let case = a_family().sent(app).await;
    let mut staff = app.sign_in("intake").await;
    let mut visitor = app.browser();
    vec![
        ("start", visitor.get("/en").await),
        ("a question", visitor.get("/en/family/reach").await),
        ("a redirect", visitor.get("/en/family").await),
        ("nothing sent", visitor.get("/en/family/sent").await),
        ("not found", visitor.get("/en/no/such/page").await),
        ("a wrong form", visitor.post("/en/call-me", &[]).await),
        (
            "no form of ours",
            visitor.post("/en/call-me", &[("x", "y")]).await,
        ),
        ("sign-in", visitor.get("/staff/sign-in").await),
        ("must sign in", visitor.get("/staff").await),
        ("today", staff.get("/staff").await),
        ("a case", staff.get(&case.page()).await),
        ("ready", visitor.get("/health/ready").await),
    ]
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect_it() {
    let app = App::start().await;
    for (what, page) in answers(&app).await {
        for (name, value) in [
            ("content-security-policy", POLICY),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(page.header(name), value, "{what}: {name}");
        }
        assert!(
            page.header("permissions-policy").contains("camera=()"),
            "{what}"
        );
        assert_eq!(page.header("x-request-id").len(), 12, "{what}");
        assert_eq!(page.header("server"), "", "{what}");
        let findable = what == "start";
        assert_eq!(
            page.header("x-robots-tag"),
            if findable { "" } else { "noindex" },
            "{what}"
        );
    }
}

#[tokio::test]
async fn every_answer_says_what_it_is() {
    let app = App::start().await;
    for (what, page) in answers(&app).await {
        let kind = page.header("content-type");
        if page.text.is_empty() {
            assert_eq!(page.status, 303, "{what}");
        } else if what == "ready" {
            assert!(
                kind.starts_with("application/json") || kind.starts_with("text/plain"),
                "{kind}"
            );
        } else {
            assert_eq!(kind, "text/html; charset=utf-8", "{what}");
        }
    }
}

/// What a page says of the cookie whose name ends so.
fn cookie_of<'a>(page: &'a Page, name: &str) -> &'a str {
    let cookies = page.headers.get_all("set-cookie").iter();
    let mut cookies = cookies.map(|cookie| cookie.to_str().unwrap());
    let named = format!("{name}=");
    let found = cookies.find(|cookie| cookie.trim_start_matches("__Host-").starts_with(&named));
    found.unwrap_or_else(|| panic!("no cookie {name}: {:?}", page.headers))
}

#[tokio::test]
async fn only_production_asks_for_tls_and_binds_its_cookies() {
    for production in [false, true] {
        let app = App::start_with(|settings| {
            if production {
                settings.environment = EnvironmentName::Production;
            }
        })
        .await;
        let mut browser = app.browser();
        let page = browser.get("/en").await;
        let strict = page.header("strict-transport-security");
        assert_eq!(
            strict.starts_with("max-age=63072000"),
            production,
            "{strict}"
        );
        let typed = browser.post("/en/family/reach", &[("name", "Li")]).await;
        let signed_in = sign_in_at(&mut browser, "intake", PASSWORD).await;
        assert_eq!(signed_in.status, 303, "{}", signed_in.text);
        for (page, name, same_site) in [
            (&typed, "intake-form", "SameSite=Lax"),
            (&signed_in, "intake-session", "SameSite=Strict"),
            (&signed_in, "intake-device", "SameSite=Strict"),
        ] {
            let cookie = cookie_of(page, name);
            let prefix = if production { "__Host-" } else { "" };
            assert!(cookie.starts_with(&format!("{prefix}{name}=")), "{cookie}");
            for part in ["HttpOnly", "Path=/", same_site] {
                assert!(cookie.contains(part), "{part}: {cookie}");
            }
            assert_eq!(cookie.contains("Secure"), production, "{cookie}");
            assert!(!cookie.contains("Domain"), "{cookie}");
        }
        assert!(
            !cookie_of(&signed_in, "intake-session").contains("Max-Age"),
            "ends with the browser"
        );
    }
}

#[tokio::test]
async fn sending_and_signing_out_set_their_cookies_right() {
    let app = App::start().await;
    let mut family = app.browser();
    let check = a_family().walks_to_check(&mut family).await;
    let sent = family.answer(&check, &[("consent", CONSENT_VERSION)]).await;
    assert!(
        sent.header("set-cookie").starts_with("intake-receipt="),
        "{sent:?}"
    );
    let mut staff = app.sign_in("intake").await;
    let out = staff.post("/staff/sign-out", &[]).await;
    assert!(out.header("set-cookie").contains("Max-Age=0"), "{out:?}");
}

#[tokio::test]
async fn files_are_kept_by_their_hash_and_pages_name_no_other() {
    let app = App::start().await;
    let mut browser = app.browser();
    let page = browser.get("/en").await;
    let files = page.all(
        "link[rel=stylesheet], link[rel=icon], script[src]",
        |file| {
            let address = file.attr("href").or(file.attr("src"));
            address.unwrap_or_default().to_owned()
        },
    );
    assert!(files.len() >= 3, "{files:?}");
    for file in files {
        assert!(file.starts_with("/static/"), "{file}");
        let found = browser.get(&file).await;
        assert_eq!(found.status, 200, "{file}");
        assert_eq!(
            found.header("cache-control"),
            "public, max-age=31536000, immutable",
            "{file}"
        );
        assert_eq!(found.header("x-content-type-options"), "nosniff");
        assert!(!found.header("content-type").is_empty(), "{file}");
    }
    for file in [
        "/static/app.0000000000000000.css",
        "/static/..%2fCargo.toml",
        "/static/nothing",
    ] {
        assert_eq!(browser.get(file).await.status, 404, "{file}");
    }
}

async fn with_method(browser: &mut Browser, method: Method, path: &str) -> Page {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("sec-fetch-site", "same-origin")
        .body(Body::empty());
    browser.send(request.unwrap()).await
}

#[tokio::test]
async fn every_error_is_a_plain_page_in_the_visitors_language() {
    let app = App::start().await;
    let mut browser = app.browser();
    for (language, path) in [
        ("en", "/en/nothing/here"),
        ("es", "/es/nada/aqui"),
        ("en", "/staff/x/y"),
    ] {
        let page = browser.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert_plain(&page, language, path);
    }
    let wrong = with_method(&mut browser, Method::DELETE, "/es/call-me").await;
    assert_eq!(wrong.status, 405);
    assert_plain(&wrong, "es", "a method that is not ours");
    let large = browser
        .post_raw("/es/family/help", vec![b'a'; 5 << 20])
        .await;
    assert_eq!(large.status, 413);
    assert_plain(&large, "es", "too large");
    let json = Request::post("/es/call-me")
        .header("content-type", "application/json")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from("{}"))
        .unwrap();
    let json = browser.send(json).await;
    assert_eq!(json.status, 415);
    assert_plain(&json, "es", "not a form");
    let head = with_method(&mut browser, Method::HEAD, "/es/nada").await;
    assert_eq!(head.status, 404);
}

fn assert_plain(page: &Page, language: &str, what: &str) {
    assert_eq!(page.texts("h1").len(), 1, "{what}");
    assert_eq!(page.attr("html", "lang"), language, "{what}");
    assert!(
        page.header("content-type").starts_with("text/html"),
        "{what}"
    );
    assert!(
        page.text.contains("215-555-0100"),
        "{what}: the phone number"
    );
    let id = page.header("x-request-id");
    assert!(page.text.contains(id), "{what}: the number to tell us");
}

#[tokio::test]
async fn too_many_posts_of_one_address_wait_and_others_do_not() {
    let app = App::start_with(|settings| settings.limits.posts_per_minute = 5).await;
    let mut busy = app.browser();
    for _ in 0..5 {
        assert_eq!(busy.post("/es/family/language", &[]).await.status, 303);
    }
    let wait = busy.post("/es/family/language", &[]).await;
    assert_eq!(wait.status, 429);
    assert_eq!(wait.header("retry-after"), "60");
    assert_plain(&wait, "es", "too many");
    assert_eq!(busy.get("/es").await.status, 200, "looking is free");
    assert_eq!(
        app.browser().post("/es/family/language", &[]).await.status,
        303
    );
}

#[tokio::test]
async fn too_many_requests_of_one_address_wait_and_the_phone_helps() {
    let app = App::start_with(|settings| settings.limits.requests_per_hour = 2).await;
    let mut busy = app.browser();
    let fields = [("name", "Marigold"), ("phone", "215-555-0187")];
    for status in [303, 303, 429] {
        let page = busy.get("/en/call-me").await;
        let sent = busy.answer(&page, &fields).await;
        assert_eq!(sent.status, status);
        if status == 429 {
            assert_plain(&sent, "en", "too many requests");
        }
    }
    assert_eq!(app.rows.count("referrals").await, 2);
}

#[tokio::test]
async fn while_the_database_is_away_everybody_is_told_to_call() {
    let app = App::start().await;
    let mut browser = app.browser();
    let page = browser.get("/es/call-me").await;
    app.desk.pool().close().await;
    for answer in [
        browser
            .answer(&page, &[("name", "Marigold"), ("phone", "215-555-0187")])
            .await,
        browser.get("/es/family/reach").await,
    ] {
        // Without a cookie a question page needs no database.
        if answer.status != 200 {
            assert_eq!(answer.status, 503);
            assert_plain(&answer, "es", "away");
            assert_eq!(answer.header("retry-after"), "5");
        }
    }
    assert_eq!(browser.get("/health/live").await.status, 200);
    assert_eq!(browser.get("/health/ready").await.status, 503);
}
