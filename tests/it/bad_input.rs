//! What people and machines type that we did not ask for: always an answer of ours with one heading, never a fault,
//! what was typed is kept, and nothing is half stored.

use axum::body::Body;
use axum::http::Request;
use intake_desk::domain::request::CONSENT_VERSION;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::support::app::{App, PASSWORD};
use crate::support::builders::{CHILD_GIVEN, PHONE, STAFF_WORDS, SentRequest, a_family};
use crate::support::client::{Browser, Page};

type Fields = &'static [(&'static str, &'static str)];

/// Every public form with values that it takes.
const PUBLIC: &[(&str, Fields)] = &[
    (
        "/en/family/reach",
        &[
            ("asker", "family"),
            ("name", "Li"),
            ("phone", PHONE),
            ("email", "li@example.org"),
            ("best_way", "call"),
            ("best_time", "morning"),
            ("voicemail", "yes"),
        ],
    ),
    (
        "/en/family/language",
        &[
            ("spoken", "es"),
            ("spoken_other", "Mixteco"),
            ("written", "es"),
            ("interpreter", "not_sure"),
        ],
    ),
    (
        "/en/family/child",
        &[
            ("given_names", "Li"),
            ("family_names", "Na"),
            ("only_one_name", "yes"),
            ("name_used", "Na"),
            ("birth_month", "3"),
            ("birth_day", "14"),
            ("birth_year", "2016"),
            ("about_age", "9"),
            ("by_phone", "yes"),
        ],
    ),
    (
        "/en/family/relationship",
        &[("relation", "mother"), ("decides", "yes")],
    ),
    (
        "/en/family/situation",
        &[("happened", "came_back_once"), ("place", "home")],
    ),
    ("/en/family/help", &[("kinds", "travel"), ("note", "hello")]),
    (
        "/en/family/check",
        &[("submission_key", ""), ("consent", CONSENT_VERSION)],
    ),
    (
        "/en/call-me",
        &[
            ("submission_key", "3f1b3f9e-6f0c-4b1e-9d2c-0c8c8f6d2a10"),
            ("name", "Li"),
            ("phone", PHONE),
            ("spoken", "es"),
            ("spoken_other", "Mixteco"),
            ("best_time", "any"),
        ],
    ),
];

/// Every form of a case with values that it takes.
const OF_A_CASE: &[(&str, Fields)] = &[
    ("assignments", &[("duty", "owner"), ("staff", "me")]),
    (
        "calls",
        &[
            ("with", "family"),
            ("result", "reached"),
            ("said", STAFF_WORDS),
            ("promised", "soon"),
        ],
    ),
    ("notes", &[("body", STAFF_WORDS)]),
    (
        "status-changes",
        &[
            ("to", "in_intake"),
            ("text", STAFF_WORDS),
            ("waiting_on", "family"),
            ("date", "2026-03-05"),
            ("visit_at", "2026-03-20T10:30"),
            ("decision", "not_a_fit"),
            ("outcome", "duplicate"),
        ],
    ),
    (
        "priority-changes",
        &[("priority", "urgent"), ("reason", STAFF_WORDS)],
    ),
    ("deaths", &[]),
    ("no-referral-proposals", &[]),
];

/// What is typed where it does not belong. The first is a megabyte.
fn odd_values() -> Vec<String> {
    let mut odd = vec!["a".repeat(1_000_000)];
    let short = [
        "",
        " ",
        "\0",
        "A\0na",
        "\u{7}bell",
        "\u{1b}[31mred",
        "a\r\nBcc: x@example.org",
        "\u{202e}evil\u{202c}",
        "\u{2066}evil",
        "\u{feff}",
        "\u{fffe}",
        "\u{e000}",
        "🌻",
        "👩‍👩‍👧",
        "O",
        "O'Brien",
        "\"><script>alert(1)</script>",
        "'; DROP TABLE referrals; --",
        "{{ 7 * 7 }}",
        "%00",
        "%s%s%n",
        "../../etc/passwd",
        "Nguyễn Thị Minh",
        "محمد",
        "李小龙",
        "z\u{301}\u{301}\u{301}\u{301}\u{301}",
        "+84 24 3825 1234",
        "02/29/2015",
        "31",
        "2030",
        "-1",
        "0",
        "99999999999999999999",
        "1e9",
        "NaN",
        "about 7 years",
        "null",
        "yes",
        "2015-02-29",
        "9999-12-31T23:59:60",
        "00000000-0000-0000-0000-000000000000",
    ];
    odd.extend(short.map(str::to_owned));
    odd
}

/// An answer of ours: on to the next page, or a page with one heading that says what is wrong.
#[track_caller]
fn is_ours(page: &Page, what: &str) {
    let status = page.status.as_u16();
    assert!(
        status == 303 || (400..500).contains(&status),
        "{what}: {status}"
    );
    if status != 303 {
        assert_eq!(page.text.matches("<h1").count(), 1, "{what}: {status}");
        assert!(
            page.header("content-type").starts_with("text/html"),
            "{what}"
        );
    }
}

/// What a page that came back shows in a field, as a browser would read it.
fn kept(page: &Page, name: &str) -> Option<String> {
    let text = format!(
        "main input[name={name}]:not([type=radio]):not([type=checkbox]):not([type=hidden]), main textarea[name={name}]"
    );
    page.has(&text).then(|| page.value(&text))
}

fn readable(value: &str) -> bool {
    value.len() < 100 && !value.chars().any(char::is_control)
}

// ---- field by field -----------------------------------------------------------------------------------------------

#[tokio::test]
async fn every_public_field_takes_anything_and_breaks_nothing() {
    let app = App::start().await;
    for (path, fields) in PUBLIC {
        for (name, _) in *fields {
            let mut browser = app.browser();
            browser.get(path).await;
            for (n, odd) in odd_values().iter().enumerate() {
                if n % 50 == 49 {
                    browser = app.browser();
                }
                let typed: Vec<_> = fields
                    .iter()
                    .map(|(field, fine)| (*field, if field == name { odd.as_str() } else { *fine }))
                    .collect();
                let what = format!("{path} {name} = {odd:.30?}");
                let page = browser.post(path, &typed).await;
                is_ours(&page, &what);
                if page.status == 422 && readable(odd) {
                    assert!(
                        kept(&page, name).is_none_or(|shown| shown == *odd),
                        "{what}: not kept"
                    );
                    assert!(page.has(".errors a"), "{what}: not said");
                }
            }
        }
    }
    // Only forms that are whole and right became requests: those of the call-me page, each with one odd but fine value.
    let broken = "submissions WHERE form <> 'call_me'";
    assert_eq!(app.rows.count(broken).await, 0);
    let sent = app.rows.count("referrals").await;
    for table in [
        "submissions",
        "contacts",
        "audit_events WHERE kind = 'request_received'",
    ] {
        assert_eq!(app.rows.count(table).await, sent, "{table}");
    }
}

#[tokio::test]
async fn every_field_of_a_case_takes_anything_and_breaks_nothing() {
    let app = App::start().await;
    for (action, fields) in OF_A_CASE {
        let versions: &[(&str, &str)] = &[("version", "1")];
        for (name, _) in versions.iter().chain(*fields) {
            let case = a_family().sent(&app).await;
            let mut browser = app.sign_in("supervisor").await;
            let version = "1".to_owned();
            for odd in odd_values() {
                let typed: Vec<_> = [("version", version.as_str())]
                    .iter()
                    .chain(*fields)
                    .map(|(field, fine)| (*field, if field == name { odd.as_str() } else { *fine }))
                    .collect();
                browser.address = app.browser().address;
                let what = format!("{action} {name} = {odd:.30?}");
                let page = browser
                    .post(&format!("{}/{action}", case.page()), &typed)
                    .await;
                is_ours(&page, &what);
                if (page.status == 422 || page.status == 409)
                    && *name != "version"
                    && readable(&odd)
                {
                    assert!(
                        kept(&page, name).is_none_or(|shown| shown == odd),
                        "{what}: not kept"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn every_other_staff_field_takes_anything_and_breaks_nothing() {
    let app = App::start().await;
    let mut staff = app.sign_in("intake").await;
    for odd in odd_values() {
        let mut visitor = app.browser();
        staff.address = visitor.address;
        for (name, fields) in [
            ("email", [("email", odd.as_str()), ("password", "x")]),
            (
                "password",
                [("email", "x@example.org"), ("password", odd.as_str())],
            ),
            ("next", [("email", ""), ("next", odd.as_str())]),
        ] {
            app.tick(0);
            let page = visitor.post("/staff/sign-in", &fields).await;
            is_ours(&page, &format!("sign-in {name} = {odd:.30?}"));
        }
        for (path, fields) in [
            ("/staff/searches", vec![("terms", odd.as_str())]),
            (
                "/staff/account/session-endings",
                vec![("session", odd.as_str())],
            ),
            (
                "/staff/account/password",
                vec![("current", PASSWORD), ("new", odd.as_str()), ("again", "")],
            ),
            (
                "/staff/account/password",
                vec![
                    ("current", ""),
                    ("new", odd.as_str()),
                    ("again", odd.as_str()),
                ],
            ),
        ] {
            let page = staff.post(path, &fields).await;
            is_ours(&page, &format!("{path} {odd:.30?}"));
            if page.status == 303 {
                let next = staff.get(&page.location).await;
                assert!(
                    next.status == 200 || next.status == 303,
                    "{path} {odd:.30?}"
                );
            }
        }
    }
}

#[tokio::test]
async fn names_of_any_kind_and_phones_from_abroad_are_taken() {
    let app = App::start().await;
    for name in [
        "O",
        "O'Brien",
        "D’Angelo",
        "李小龙",
        "محمد",
        "Nguyễn Thị Minh",
        "José María",
        "Ana 🌻",
        "می\u{200c}خواهم",
    ] {
        let mut browser = app.browser();
        let fields = [("name", name), ("phone", "+84 24 3825 1234")];
        let page = browser.post("/en/family/reach", &fields).await;
        assert_eq!(page.status, 303, "{name}: {:?}", page.texts(".errors a"));
        let again = browser.get("/en/family/reach").await;
        assert_eq!(again.value("#name"), name);
    }
}

#[tokio::test]
async fn dates_that_never_were_or_are_not_yet_are_not_taken() {
    let app = App::start().await;
    for (month, day, year, taken) in [
        ("2", "29", "2016", true),
        ("2", "29", "2015", false),
        ("4", "31", "2016", false),
        ("3", "2", "2026", true),
        ("3", "3", "2026", false),
        ("1", "1", "2030", false),
        ("1", "1", "1890", false),
        ("marzo", "14", "2016", true),
        ("13", "1", "2016", false),
        ("3", "", "2016", true),
        ("", "", "2016", true),
    ] {
        let mut browser = app.browser();
        let fields = [
            ("by_phone", "yes"),
            ("birth_month", month),
            ("birth_day", day),
            ("birth_year", year),
        ];
        let page = browser.post("/en/family/child", &fields).await;
        let said = page.texts(".errors a");
        assert_eq!(page.status == 303, taken, "{month}/{day}/{year}: {said:?}");
        if !taken {
            assert_eq!(page.value("#birth-day"), day);
            assert_eq!(page.value("#birth-year"), year);
        }
    }
}

// ---- forms that are not ours --------------------------------------------------------------------------------------

/// Every form there is, with what it takes.
async fn every_form(case: &SentRequest) -> Vec<(String, Vec<(&'static str, &'static str)>)> {
    let mut forms: Vec<_> = PUBLIC
        .iter()
        .map(|(path, fields)| ((*path).to_owned(), fields.to_vec()))
        .collect();
    for (action, fields) in OF_A_CASE {
        let mut all = vec![("version", "1")];
        all.extend(*fields);
        forms.push((format!("{}/{action}", case.page()), all));
    }
    forms.push((
        "/staff/sign-in".to_owned(),
        vec![("email", "x@example.org"), ("password", "x")],
    ));
    forms.push(("/staff/searches".to_owned(), vec![("terms", "x")]));
    forms.push((
        "/staff/account/password".to_owned(),
        vec![("current", "x"), ("new", "y"), ("again", "z")],
    ));
    let session = "3f1b3f9e-6f0c-4b1e-9d2c-0c8c8f6d2a10";
    forms.push((
        "/staff/account/session-endings".to_owned(),
        vec![("session", session)],
    ));
    forms
}

async fn is_untouched(app: &App, case: &SentRequest) {
    assert_eq!(app.case(case, "version").await, "1");
    for table in [
        "notes",
        "calls",
        "assignments",
        "drafts WHERE answers IS NOT NULL",
    ] {
        assert_eq!(app.rows.count(table).await, 0, "{table}");
    }
    assert_eq!(app.rows.count("referrals").await, 1);
}

#[tokio::test]
async fn a_form_with_a_field_that_is_not_ours_is_refused_whole() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut staff = app.sign_in("supervisor").await;
    for (path, fields) in every_form(&case).await {
        staff.address = app.browser().address;
        for extra in [
            ("owner", "me"),
            ("role", "admin"),
            ("", ""),
            ("name[]", "x"),
            ("__proto__", "x"),
        ] {
            let mut fields = fields.clone();
            fields.push(extra);
            let page = staff.post(&path, &fields).await;
            assert_eq!(page.status, 400, "{path} {extra:?}");
            assert_eq!(page.texts("h1").len(), 1, "{path}");
        }
        if let Some(twice) = fields.iter().find(|(name, _)| *name != "kinds") {
            let mut doubled = fields.clone();
            doubled.push(*twice);
            assert_eq!(
                staff.post(&path, &doubled).await.status,
                400,
                "{path}: {twice:?} twice"
            );
        }
        let many = vec![("kinds", "travel"); 10_000];
        assert_eq!(
            staff.post(&path, &many).await.status,
            400,
            "{path}: ten thousand fields"
        );
        let large = staff.post_raw(&path, vec![b'a'; 5 << 20]).await;
        assert_eq!(large.status, 413, "{path}: five megabytes");
    }
    is_untouched(&app, &case).await;
}

#[tokio::test]
async fn a_post_that_no_page_of_ours_sends_is_refused() {
    let app = App::start().await;
    let case = a_family().sent(&app).await;
    let mut staff = app.sign_in("supervisor").await;
    for (path, fields) in every_form(&case).await {
        let body = serde_html_form::to_string(&fields).unwrap();
        for (marks, kind, status) in [
            // From another site, in each way a browser says so.
            (
                &[("sec-fetch-site", "cross-site")][..],
                "application/x-www-form-urlencoded",
                403,
            ),
            (
                &[("sec-fetch-site", "same-site")],
                "application/x-www-form-urlencoded",
                403,
            ),
            (
                &[("origin", "https://evil.test")],
                "application/x-www-form-urlencoded",
                403,
            ),
            (
                &[("origin", "null")],
                "application/x-www-form-urlencoded",
                403,
            ),
            // With a cookie and no word about where it comes from.
            (&[], "application/x-www-form-urlencoded", 403),
            // Not a form.
            (
                &[("sec-fetch-site", "same-origin")],
                "application/json",
                415,
            ),
            (&[("sec-fetch-site", "same-origin")], "text/plain", 415),
            (
                &[("sec-fetch-site", "same-origin")],
                "multipart/form-data; boundary=x",
                415,
            ),
            (&[("sec-fetch-site", "same-origin")], "", 415),
        ] {
            let mut request = Request::post(&path)
                .header("host", "127.0.0.1:8080")
                .header("content-type", kind);
            for (name, value) in marks {
                request = request.header(*name, *value);
            }
            staff.address = app.browser().address;
            let page = staff
                .send(request.body(Body::from(body.clone())).unwrap())
                .await;
            assert_eq!(page.status, status, "{path}: {marks:?} {kind}");
            assert_eq!(page.texts("h1").len(), 1, "{path}: {marks:?} {kind}");
        }
    }
    is_untouched(&app, &case).await;
}

#[tokio::test]
async fn a_key_that_is_none_keeps_what_was_typed_and_sends_with_the_next_press() {
    let app = App::start().await;
    for key in ["", "x", "🌻", "00000000-0000-4000-8000-00000000000"] {
        let mut browser = app.browser();
        let fields = [
            ("submission_key", key),
            ("name", "Marigold"),
            ("phone", PHONE),
        ];
        let page = browser.post("/en/call-me", &fields).await;
        assert_eq!(page.status, 422, "{key}");
        assert_eq!(
            (page.value("#name"), page.value("#phone")),
            ("Marigold".to_owned(), PHONE.to_owned())
        );
        let sent = browser.answer(&page, &fields[1..]).await;
        assert_eq!(sent.status, 303, "{key}: {}", sent.text);
    }
    assert_eq!(app.rows.count("referrals").await, 4);
}

// ---- pages in the wrong order -------------------------------------------------------------------------------------

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

// ---- anything at all ----------------------------------------------------------------------------------------------

/// Percent-encodes bytes, so that they arrive inside a field.
fn encoded(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
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
