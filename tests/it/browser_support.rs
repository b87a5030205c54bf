//! The browser harness for real: narrow pages, night, no JavaScript, axe under a strict policy, nothing left.

use crate::support::chrome::{Browser, Look};
use axum::Router;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::routing::{MethodRouter, get};

const STYLE: &str = "body { color: black; background: white } \
    @media (prefers-color-scheme: dark) { body { color: white; background: black } }";
const SCRIPT: &str =
    "document.querySelector('h1').textContent = 'Script ran ' + navigator.language;";
const PAGE: &str = "<!doctype html><html lang=en><title>A page</title><link rel=stylesheet href=/a.css>\
    <main><h1>No script</h1><form action=/sent><label>Name <input name=name></label> <label><input type=checkbox name=sure> Sure</label> <button>Send</button></form></main>\
    <script src=/a.js></script>";
const BAD: &str = "<!doctype html><title>Bad</title><img src=x><input>";

/// One page under a policy without inline code.
fn page(kind: &'static str, body: &'static str) -> MethodRouter {
    let heads = [
        (CONTENT_SECURITY_POLICY, "default-src 'self'"),
        (CONTENT_TYPE, kind),
    ];
    get(async move || (heads, body))
}

/// Serves a few pages and returns their address.
async fn site() -> String {
    let site = Router::new()
        .route("/", page("text/html", PAGE))
        .route("/bad", page("text/html", BAD))
        .route("/a.css", page("text/css", STYLE))
        .route("/a.js", page("text/javascript", SCRIPT))
        .route(
            "/sent",
            get(async |headers: HeaderMap| {
                headers["accept-language"]
                    .to_str()
                    .unwrap_or_default()
                    .to_owned()
            }),
        );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, site).await });
    address
}

#[tokio::test]
async fn a_phone_at_night_in_spanish() {
    let site = site().await;
    let browser = Browser::open(Look::PHONE.wide(320).dark().speaking("es")).await;
    browser.go(&site).await;
    assert_eq!(browser.text("h1").await, "Script ran es");
    let seen = "return [innerWidth, getComputedStyle(document.body).backgroundColor]";
    let seen = browser.client().execute(seen, Vec::new()).await.unwrap();
    assert_eq!(seen, serde_json::json!([320, "rgb(0, 0, 0)"]));
    assert_eq!(browser.overflow().await, 0);
    browser.set_dark(false).await;
    browser.resize((1280, 900)).await;
    browser.expect_accessible("a plain page").await;
    let folder = tempfile::tempdir().unwrap();
    let picture = folder.path().join("pictures/page.png");
    browser.screenshot(&picture).await;
    assert!(std::fs::metadata(picture).unwrap().len() > 1000);
}

#[tokio::test]
async fn what_keeps_people_out_is_found() {
    let site = site().await;
    let browser = Browser::open(Look::DESK).await;
    browser.go(&format!("{site}/bad")).await;
    let found = browser.axe().await;
    let rules: Vec<&str> = found.iter().map(|one| one.rule.as_str()).collect();
    for rule in ["html-has-lang", "image-alt", "label"] {
        assert!(rules.contains(&rule), "{found:#?}");
    }
    assert!(
        found
            .iter()
            .all(|one| !one.help.is_empty() && !one.places.is_empty())
    );
}

#[tokio::test]
async fn without_javascript_forms_still_work() {
    let site = site().await;
    let browser = Browser::open(Look::PHONE.without_javascript()).await;
    browser.go(&site).await;
    assert_eq!(browser.text("h1").await, "No script");
    browser.fill("input[name=name]", "Ana").await;
    browser.tick("input[name=sure]").await;
    browser.press("button").await;
    assert_eq!(browser.place().await, "/sent?name=Ana&sure=on");
}
