//! What people and machines type that we did not ask for: always an answer of ours with one heading, never a fault,
//! what was typed is kept, and nothing is half stored.

use crate::support::app::App;
use crate::support::builders::{STAFF_WORDS, SentRequest};
use crate::support::client::Page;

mod anything;
mod everywhere;
mod fields;
mod forms;
mod order;
mod public_forms;
mod text;

use public_forms::PUBLIC;

type Fields = &'static [(&'static str, &'static str)];

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
            ("decision_told", ""),
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

/// What is typed where it does not belong. The first is far too long; a whole megabyte is a story of its own.
fn odd_values() -> Vec<String> {
    let mut odd = vec!["a".repeat(60_000)];
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

/// Tells whether a page that came back shows in a field what was typed there; fields without letters of their own
/// (choices, hidden ones) and fields that the page does not have cannot.
fn keeps(page: &Page, name: &str, typed: &str) -> bool {
    let shown = page.all(&format!("main [name={name}]"), |field| {
        let chosen = matches!(field.attr("type"), Some("radio" | "checkbox" | "hidden"));
        if chosen || field.value().name() == "select" {
            return None;
        }
        let text: String = field.text().collect();
        let text = text.strip_prefix('\n').unwrap_or(&text).to_owned();
        Some(field.attr("value").map_or(text, str::to_owned))
    });
    let mut shown = shown.into_iter().flatten().peekable();
    shown.peek().is_none() || shown.any(|shown| shown == typed)
}

fn readable(value: &str) -> bool {
    value.len() < 100 && !value.chars().any(char::is_control)
}

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
