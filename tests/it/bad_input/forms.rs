//! Forms that no page of ours sends: other fields, other sites, other kinds, other keys.

use axum::body::Body;
use axum::http::Request;

use super::{every_form, is_untouched};
use crate::support::app::App;
use crate::support::builders::{PHONE, a_family};

/// What may come several times: ticks, and the boxes of each time it came back.
const SEVERAL: [&str; 5] = [
    "kinds",
    "told_sites",
    "treatments",
    "back_month",
    "back_year",
];

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
        if let Some(twice) = fields.iter().find(|(name, _)| !SEVERAL.contains(name)) {
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
            (&[("sec-fetch-site", "same-origin")], "application/xml", 415),
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
