//! Any bytes at all, at every route of the table: every form, every query, every place in a path. Never a fault, never
//! a hang, and what was stored can be read again. The same bytes at each run; `INTAKE_ROUNDS=10` makes it ten times as long.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::{BoxedStrategy, ValueTree as _};
use proptest::test_runner::TestRunner;

use super::everywhere::{Fields, Route, forms_on, routes};
use super::{PUBLIC, every_form, is_ours, is_untouched, odd_values};
use crate::support::app::App;
use crate::support::builders::{SentRequest, a_family};
use crate::support::client::{Browser, Page};

/// What nobody waits for. Debug builds beside other tests are slow; the promise of a second is the release build's.
const HANG: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 1 });

fn rounds(usual: usize) -> usize {
    let times = std::env::var_os("INTAKE_ROUNDS").and_then(|times| times.into_string().ok());
    usual * times.and_then(|times| times.parse().ok()).unwrap_or(1)
}

/// Percent-encodes bytes, so that they arrive inside a field.
fn encoded(bytes: &[u8]) -> String {
    let encoded: Vec<_> = bytes.iter().map(|byte| format!("%{byte:02X}")).collect();
    encoded.concat()
}

/// Signs that decoders stumble over, as they travel.
const ODD: [&str; 14] = [
    "%",
    "%zz",
    "%F0%9F",
    "%C0%AF",
    "%ED%A0%80",
    "%FF%FE%41%00",
    "%EF%BB%BF",
    "%00",
    "%0D%0A",
    "+",
    "a%5B%5D",
    "%252e%252e%252f",
    "=",
    "%26x%3D1",
];

fn any_value() -> BoxedStrategy<String> {
    let huge = "a".repeat(60_000);
    prop_oneof![
        4 => vec(any::<u8>(), 0..40).prop_map(|bytes| encoded(&bytes)),
        4 => "\\PC{0,30}".prop_map(|text| encoded(text.as_bytes())),
        4 => prop::sample::select(odd_values().split_off(1)).prop_map(|text| encoded(text.as_bytes())),
        2 => prop::sample::select(ODD.to_vec()).prop_map(str::to_owned),
        1 => Just(String::new()),
        1 => Just(huge),
    ]
    .boxed()
}

/// A form with these fields: most values are anything, some are what the page offers.
fn any_pairs(fields: &Fields) -> BoxedStrategy<String> {
    let pairs: Vec<_> = fields
        .iter()
        .map(|(name, offered)| {
            let offered: Vec<_> = offered
                .iter()
                .map(|value| encoded(value.as_bytes()))
                .collect();
            let value = if offered.is_empty() {
                any_value()
            } else {
                prop_oneof![1 => any_value(), 2 => prop::sample::select(offered)].boxed()
            };
            let name = name.clone();
            prop::option::weighted(0.8, value)
                .prop_map(move |value| value.map(|value| format!("{name}={value}")))
        })
        .collect();
    pairs
        .prop_map(|pairs| pairs.into_iter().flatten().collect::<Vec<_>>().join("&"))
        .boxed()
}

fn any_body(fields: &Fields) -> BoxedStrategy<Vec<u8>> {
    let twice = any_pairs(fields).prop_map(|pairs| format!("{pairs}&{pairs}"));
    let named = (any_value(), any_value()).prop_map(|(name, value)| format!("{name}={value}"));
    prop_oneof![
        2 => vec(any::<u8>(), 0..300),
        8 => any_pairs(fields).prop_map(String::into_bytes),
        1 => twice.prop_map(String::into_bytes),
        1 => named.prop_map(String::into_bytes),
    ]
    .boxed()
}

fn fields(names: &[&str]) -> Fields {
    names
        .iter()
        .map(|name| ((*name).to_owned(), [].into()))
        .collect()
}

fn drawn<T: std::fmt::Debug>(runner: &mut TestRunner, any: &BoxedStrategy<T>) -> T {
    any.new_tree(runner).unwrap().current()
}

/// An answer without a fault, in time, and a page with one heading where it is a page.
#[track_caller]
fn is_fine(page: &Page, began: Instant, what: &str) {
    let status = page.status.as_u16();
    assert!((200..500).contains(&status), "{what:.300}: {status}");
    assert!(began.elapsed() < HANG, "{what:.300}: {:?}", began.elapsed());
    if page.header("content-type").starts_with("text/html") {
        assert_eq!(page.text.matches("<h1").count(), 1, "{what:.300}: {status}");
    }
}

async fn gets(browser: &mut Browser, path: &str, what: &str) -> Page {
    let began = Instant::now();
    let page = browser.get(path).await;
    is_fine(&page, began, what);
    page
}

async fn posts(browser: &mut Browser, path: &str, body: Vec<u8>) -> Page {
    let what = format!("{path} {}", String::from_utf8_lossy(&body));
    let began = Instant::now();
    let page = browser.post_raw(path, body).await;
    is_fine(&page, began, &what);
    page
}

/// What the places of a path stand for.
fn filled(route: &str, case: &SentRequest, other: &str) -> String {
    let path = route
        .replace("{language}", "en")
        .replace("{reference}", case.reference.as_str());
    let places = regex::Regex::new(r"\{\w+\}").unwrap();
    places.replace_all(&path, other).into_owned()
}

#[tokio::test]
async fn any_bytes_at_any_public_form_get_an_answer_and_can_be_read_again() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut runner = TestRunner::deterministic();
    let public = routes()
        .into_iter()
        .filter(|route| route.posts && !route.is_staff());
    for route in public {
        let path = filled(&route.path, &case, "x");
        for _ in 0..rounds(40) {
            let mut browser = app.browser();
            let mut drawn_there = forms_on(&mut browser, std::slice::from_ref(&path)).await;
            let own = drawn_there.remove(&path).unwrap_or(fields(&["x"]));
            let bodies = any_body(&with_fine_values(&path, own));
            let body = drawn(&mut runner, &bodies);
            let said = format!("{path} after {}", String::from_utf8_lossy(&body));
            let page = posts(&mut browser, &path, body).await;
            if page.status == 303 {
                gets(&mut browser, page.path(), &said).await;
            }
            for again in [&*path, "/en/family/check", "/es/call-me"] {
                gets(&mut browser, again, &said).await;
            }
        }
    }
    assert_eq!(
        app.rows.count("submissions WHERE form <> 'call_me'").await,
        1
    );
    staff_can_read_everything(&app).await;
}

/// Adds values that the form takes, so that some odd forms are whole enough to be sent.
fn with_fine_values(path: &str, mut own: Fields) -> Fields {
    let known = PUBLIC.iter().find(|(known, _)| *known == path);
    for (name, fine) in known.map_or(&[][..], |(_, fields)| *fields) {
        if let Some(values) = own.get_mut(*name).filter(|_| *name != "submission_key") {
            values.insert((*fine).to_owned());
        }
    }
    own
}

/// Whatever was sent stands in the list, and its page opens.
async fn staff_can_read_everything(app: &App) {
    let mut staff = app.sign_in("supervisor").await;
    let references = app.rows.texts("SELECT reference FROM referrals").await;
    assert!(references.len() > 1, "something odd was sent after all");
    for reference in references {
        let page = gets(&mut staff, &format!("/staff/cases/{reference}"), &reference).await;
        assert_eq!(page.status, 200, "{reference}");
    }
    for list in ["/staff", "/staff/cases", "/staff/cases?status=received"] {
        assert_eq!(gets(&mut staff, list, list).await.status, 200);
    }
}

/// The pages that hold the forms of staff.
fn pages_with_forms(case: &SentRequest) -> Vec<String> {
    let reads = routes()
        .into_iter()
        .filter(|route| route.reads && route.is_staff());
    reads.map(|route| filled(&route.path, case, "x")).collect()
}

#[tokio::test]
async fn any_bytes_at_any_staff_form_get_an_answer_and_the_case_can_be_read_again() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut runner = TestRunner::deterministic();
    let mut staff = app.sign_in("supervisor").await;
    // Signing out comes last: it is no use to sign in again for each of its posts.
    let mut posting: Vec<_> = routes()
        .into_iter()
        .filter(|route| route.posts && route.path.starts_with("/staff"))
        .collect();
    posting.sort_by_key(|route| route.path.ends_with("/sign-out"));
    for route in posting {
        let path = filled(&route.path, &case, "x");
        for _ in 0..rounds(15) {
            staff.address = app.browser().address;
            let forms = forms_of_now(&mut staff, &case, &path).await;
            let bodies = any_body(&forms);
            let body = drawn(&mut runner, &bodies);
            let said = format!("{path} after {}", String::from_utf8_lossy(&body));
            posts(&mut staff, &path, body).await;
            let again = gets(&mut staff, &case.page(), &said).await;
            if again.status == 303 {
                staff = app.sign_in("supervisor").await;
            } else {
                assert_eq!(again.status, 200, "{said:.300}");
            }
        }
    }
    staff_reads_on(&app).await;
}

/// The form as the page draws it now: with the case's version, and the choices of the moment.
async fn forms_of_now(staff: &mut Browser, case: &SentRequest, path: &str) -> Fields {
    let near = if path.starts_with(&case.page()) {
        vec![case.page()]
    } else {
        pages_with_forms(case)
    };
    let mut forms: BTreeMap<String, Fields> = forms_on(staff, &near).await;
    forms
        .remove(path)
        .unwrap_or_else(|| fields(&["version", "terms", "email"]))
}

async fn staff_reads_on(app: &App) {
    let mut staff = app.sign_in("supervisor").await;
    for path in ["/staff", "/staff/cases", "/staff/account"] {
        assert_eq!(gets(&mut staff, path, path).await.status, 200);
    }
}

fn queries() -> BoxedStrategy<String> {
    any_pairs(&fields(&[
        "status", "owner", "due", "after", "search", "from", "who", "of", "spoken", "next", "said",
        "saved", "page", "x",
    ]))
}

#[tokio::test]
async fn any_bytes_in_any_query_and_any_place_of_a_path_get_a_page() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut runner = TestRunner::deterministic();
    let mut staff = app.sign_in("supervisor").await;
    let (queries, places) = (queries(), any_value());
    for route in routes().iter().filter(|route| route.reads) {
        let path = filled(&route.path, &case, "x");
        for _ in 0..rounds(12) {
            let query = drawn(&mut runner, &queries);
            asks(&mut staff, &format!("{path}?{query:.6000}")).await;
        }
        for _ in 0..rounds(6) {
            let odd = drawn(&mut runner, &places);
            asks(&mut staff, &with_odd_place(route, &format!("{odd:.3000}"))).await;
            asks(&mut staff, &format!("{path}/{odd:.3000}")).await;
        }
    }
}

fn with_odd_place(route: &Route, odd: &str) -> String {
    let places = regex::Regex::new(r"\{\w+\}").unwrap();
    places.replace_all(&route.path, odd).into_owned()
}

/// Asks for an address, where it is one at all.
async fn asks(browser: &mut Browser, address: &str) {
    if let Ok(uri) = address.parse::<axum::http::Uri>()
        && uri.path().starts_with('/')
    {
        gets(browser, &uri.to_string(), address).await;
    }
}

#[tokio::test]
async fn any_bytes_at_any_staff_form_change_nothing_by_accident() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut runner = TestRunner::deterministic();
    let mut staff: Browser = app.sign_in("supervisor").await;
    for (path, pairs) in every_form(&case).await.split_off(PUBLIC.len()) {
        let names: Vec<_> = pairs
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| *name != "version")
            .collect();
        let bodies = any_body(&fields(if names.is_empty() { &["x"] } else { &names }));
        for _ in 0..rounds(10) {
            let body = drawn(&mut runner, &bodies);
            staff.address = app.browser().address;
            let page = posts(&mut staff, &path, body).await;
            is_ours(&page, &path);
        }
    }
    is_untouched(&app, &case).await;
}
