//! What people write stays text, wherever it is shown: in a page, an attribute, an address, a search, a mail.

use std::time::{Duration, Instant};

use intake_desk::domain::request::CONSENT_VERSION;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::app::App;
use crate::support::builders::{PHONE, SentRequest, a_family};
use crate::support::client::Page;
use crate::support::live::Live;

/// Markup, a template, an end of a script, an encoding too many, a pattern, a format: each as part of a name or a note.
const SIGNS: &str = r#"Ö"><svg onload=1> {{7*7}} </script><style>p{} %253Cb%253E %n%s{} ${x} <!--"#;

/// A request, a note and a call that hold the signs in every text.
async fn a_case_of_signs(app: &App) -> SentRequest {
    let mut family = a_family().with_child(SIGNS, SIGNS);
    SIGNS.clone_into(&mut family.answers.help.note);
    SIGNS.clone_into(&mut family.answers.reach.name);
    let case = family.sent(app).await;
    let mut intake = app.sign_in("intake").await;
    intake.act(&case.page(), "notes", &[("body", SIGNS)]).await;
    let call = [
        ("with", "family"),
        ("result", "reached"),
        ("said", SIGNS),
        ("promised", SIGNS),
    ];
    intake.act(&case.page(), "calls", &call).await;
    case
}

/// Read as a browser reads it, nothing on the page came from the text, and every address is one of ours.
#[track_caller]
fn stays_text(page: &Page, what: &str) {
    assert_eq!(page.status, 200, "{what}");
    for css in ["svg[onload]", "main style", "main script"] {
        assert!(!page.has(css), "{what}: {css}");
    }
    assert!(
        !page.text.contains("<svg onload") && !page.text.contains("</script><style>"),
        "{what}"
    );
    assert!(!page.text.contains(" 49 "), "{what}: a template was filled");
    for href in page.all("[href]", |link| {
        link.attr("href").unwrap_or_default().to_owned()
    }) {
        let ours = ["/", "#", "tel:", "mailto:"];
        assert!(
            ours.iter().any(|way| href.starts_with(way)),
            "{what}: {href}"
        );
    }
}

#[tokio::test]
async fn what_people_write_is_text_on_every_page_and_decoded_once() {
    let app = App::start().await;
    let case = a_case_of_signs(&app).await;
    let mut staff = app.sign_in("supervisor").await;
    let found = staff.post("/staff/searches", &[("terms", SIGNS)]).await;
    let access = format!("{}/access", case.page());
    for path in [
        "/staff",
        "/staff/cases",
        &found.location,
        &case.page(),
        &access,
    ] {
        stays_text(&staff.get(path).await, path);
    }
    let page = staff.get(&case.page()).await;
    assert!(page.words("h1").contains(SIGNS), "{}", page.words("h1"));
    let shown = page.texts("main *");
    let whole = shown.iter().filter(|text| text.contains(SIGNS)).count();
    assert!(whole >= 4, "name, what was sent, note and call: {whole}");
    let wrong = [("body", ""), ("version", "x")];
    assert_eq!(
        staff
            .post(&format!("{}/notes", case.page()), &wrong)
            .await
            .status,
        400
    );
    let sent = app.browser_of(&case).get("/en/family/sent").await;
    stays_text(&sent, "the confirmation");
    assert!(sent.texts("dd").iter().any(|text| text.contains(SIGNS)));
    app.deliver_mail().await;
    for mail in app.mail.all() {
        let raw = String::from_utf8_lossy(&mail.raw).into_owned();
        assert!(!raw.contains("onload") && !raw.contains("7*7"), "{raw}");
    }
}

#[tokio::test]
async fn typed_in_by_hand_it_comes_back_as_it_was() {
    let app = App::start().await;
    let mut family = app.browser();
    let fields = [("name", SIGNS), ("phone", PHONE)];
    assert_eq!(family.post("/en/family/reach", &fields).await.status, 303);
    let page = family.get("/en/family/reach").await;
    stays_text(&page, "the form");
    assert_eq!(page.value("#name"), SIGNS);
    let check = family.get("/en/family/check").await;
    stays_text(&check, "check");
    let refused = family.answer(&check, &[("consent", CONSENT_VERSION)]).await;
    assert_eq!(refused.status, 422);
    assert!(!refused.has("svg[onload]"));
}

#[tokio::test]
async fn a_pattern_or_a_statement_in_a_search_or_a_filter_is_only_words() {
    let app = App::start().await;
    a_family().sent(&app).await;
    let mut staff = app.sign_in("intake").await;
    for odd in [
        "(.*)+[",
        "%",
        "_",
        "' OR 1=1 --",
        "\\",
        &"a!".repeat(50_000),
    ] {
        let began = Instant::now();
        let found = staff.post("/staff/searches", &[("terms", odd)]).await;
        assert_eq!(found.status, 303, "{odd:.20}");
        let page = staff.get(&found.location).await;
        assert_eq!(page.status, 200, "{odd:.20}");
        assert!(!page.has("tbody tr"), "{odd:.20} is nobody's name");
        assert!(began.elapsed() < Duration::from_secs(5), "{odd:.20}");
    }
    let began = Instant::now();
    let sorted = staff
        .get("/staff/cases?sort=id%3Bselect%20pg_sleep(9)")
        .await;
    assert_eq!(sorted.status, 200, "what is not known is left out");
    assert!(began.elapsed() < Duration::from_secs(5));
}

/// Sends raw bytes to the site and reads until it closes or rests.
async fn raw(site: &str, bytes: &str) -> String {
    let mut stream = TcpStream::connect(site).await.unwrap();
    stream.write_all(bytes.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    let _ = tokio::time::timeout(Duration::from_secs(3), read).await;
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn a_request_whose_length_can_be_read_in_two_ways_is_refused() {
    let live = Live::open().await;
    let site = live
        .url("")
        .trim_start_matches("http://")
        .trim_end_matches('/')
        .to_owned();
    let post = "POST /en/call-me HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let smuggled = "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
    for lengths in [
        "Content-Length: 3\r\nContent-Length: 5\r\n",
        "Content-Length: +3\r\n",
        "Content-Length: 3, 5\r\n",
        "Transfer-Encoding: chunked, identity\r\nContent-Length: 3\r\n",
        "Transfer-Encoding : chunked\r\n",
        " Content-Length: 3\r\n",
    ] {
        let answer = raw(&site, &format!("{post}{lengths}\r\na=b{smuggled}")).await;
        assert!(
            answer.starts_with("HTTP/1.1 400"),
            "{lengths:?}: {answer:.200}"
        );
        assert_eq!(
            answer.matches("HTTP/1.1 ").count(),
            1,
            "{lengths:?}: and closed"
        );
    }
    // Both ways at once: one answer to one request, by the chunks; what follows them is not hidden in the body.
    let both = format!(
        "{post}Sec-Fetch-Site: same-origin\r\nContent-Length: 60\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    );
    let answer = raw(&site, &both).await;
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{answer:.300}");
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer:.200}");
}
