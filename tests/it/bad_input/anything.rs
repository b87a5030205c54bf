//! Any bytes at all, at every form and in every query; the same ones at each run.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use super::{PUBLIC, every_form, is_ours, is_untouched, odd_values};
use crate::support::app::App;
use crate::support::builders::a_family;
use crate::support::client::Browser;

/// Percent-encodes bytes, so that they arrive inside a field.
fn encoded(bytes: &[u8]) -> String {
    let encoded: Vec<_> = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
    encoded.concat()
}

fn any_pairs(names: Vec<&'static str>) -> impl Strategy<Value = String> {
    let value = prop_oneof![
        vec(any::<u8>(), 0..40).prop_map(|bytes| encoded(&bytes)),
        "\\PC{0,30}".prop_map(|text| encoded(text.as_bytes())),
        prop::sample::select(odd_values().split_off(1)).prop_map(|text| encoded(text.as_bytes())),
    ];
    vec((prop::sample::select(names), value), 0..12).prop_map(|pairs| {
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("&")
    })
}

fn any_body(names: Vec<&'static str>) -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        1 => vec(any::<u8>(), 0..300),
        3 => any_pairs(names).prop_map(String::into_bytes),
    ]
}

#[tokio::test]
async fn any_bytes_at_any_public_form_get_an_answer_of_ours() {
    let app = App::start().await;
    let mut runner = TestRunner::deterministic();
    for (path, fields) in PUBLIC {
        let names: Vec<_> = fields.iter().map(|(name, _)| *name).collect();
        let bodies = any_body(names);
        for round in 0..60 {
            let body = bodies.new_tree(&mut runner).unwrap().current();
            let mut browser = app.browser();
            let shown = String::from_utf8_lossy(&body).into_owned();
            let page = browser.post_raw(path, body).await;
            is_ours(&page, &format!("{path} round {round}: {shown:.200}"));
        }
    }
    assert_eq!(
        app.rows.count("submissions WHERE form <> 'call_me'").await,
        0
    );
}

#[tokio::test]
async fn any_bytes_in_any_query_get_a_page() {
    let app = App::start().await;
    let mut runner = TestRunner::deterministic();
    let names = vec![
        "status", "owner", "due", "after", "search", "from", "who", "of", "spoken", "next", "said",
        "saved",
    ];
    let queries = any_pairs(names);
    let case = a_family().sent(&app).await;
    let mut staff = app.sign_in("intake").await;
    let own = case.page();
    for path in [
        "/",
        "/en",
        "/es/family/reach",
        "/en/family/check",
        "/en/call-me",
        "/en/family/sent",
        "/staff/sign-in",
        "/staff",
        "/staff/cases",
        "/staff/account",
        &own,
    ] {
        for _ in 0..25 {
            let query = queries.new_tree(&mut runner).unwrap().current();
            let Ok(uri) = format!("{path}?{query}").parse::<axum::http::Uri>() else {
                continue;
            };
            let page = staff.get(&uri.to_string()).await;
            let status = page.status.as_u16();
            assert!(matches!(status, 200 | 303 | 400 | 404), "{uri}: {status}");
            assert_eq!(page.texts("h1").len(), usize::from(status != 303), "{uri}");
        }
    }
}

#[tokio::test]
async fn any_bytes_at_any_staff_form_change_nothing_by_accident() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut runner = TestRunner::deterministic();
    let mut staff: Browser = app.sign_in("supervisor").await;
    for (path, fields) in every_form(&case).await.split_off(PUBLIC.len()) {
        let names: Vec<_> = fields
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| *name != "version")
            .collect();
        let names = if names.is_empty() {
            vec!["version"]
        } else {
            names
        };
        let bodies = any_body(names);
        for round in 0..25 {
            let body = bodies.new_tree(&mut runner).unwrap().current();
            staff.address = app.browser().address;
            let shown = String::from_utf8_lossy(&body).into_owned();
            let page = staff.post_raw(&path, body).await;
            is_ours(&page, &format!("{path} round {round}: {shown:.200}"));
        }
    }
    is_untouched(&app, &case).await;
}
