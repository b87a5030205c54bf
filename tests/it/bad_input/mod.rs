//! What people and machines type that we did not ask for: always an answer of ours with one heading, never a fault,
//! what was typed is kept, and nothing is half stored.

use intake_desk::domain::request::CONSENT_VERSION;
use intake_desk::domain::request::doctor::ATTESTATION_VERSION;

use crate::support::app::App;
use crate::support::builders::{PHONE, STAFF_WORDS, SentRequest};
use crate::support::client::Page;

mod anything;
mod everywhere;
mod fields;
mod forms;
mod order;
mod text;

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
        &[
            ("happened", "came_back_once"),
            ("place", "home"),
            ("first_told_month", "3"),
            ("first_told_year", "2023"),
            ("back_month", "May"),
            ("back_year", "2025"),
            ("told_sites", "marrow"),
            ("told_type", "b"),
            ("add", ""),
        ],
    ),
    (
        "/en/family/treatment",
        &[("treatments", "chemotherapy"), ("treatment_note", "hello")],
    ),
    (
        "/en/family/treating",
        &[
            ("doctor_name", "Li"),
            ("doctor_hospital", "Children's"),
            ("doctor_city", "Reading"),
            ("doctor_phone", PHONE),
            ("may_contact", "yes"),
        ],
    ),
    (
        "/en/family/help",
        &[
            ("kinds", "travel"),
            ("town", "Reading"),
            ("insurance", "none"),
            ("note", "hello"),
        ],
    ),
    (
        "/en/family/more",
        &[
            ("worry", "hello"),
            ("other_name", "Li"),
            ("other_relation", "father"),
            ("other_phone", PHONE),
            ("other_email", "li@example.org"),
            ("other_access", "yes"),
            ("not_share", "hello"),
        ],
    ),
    (
        "/en/family/check",
        &[("submission_key", ""), ("consent", CONSENT_VERSION)],
    ),
    (
        "/en/status/lost",
        &[("reference", "RL-7777-777"), ("means", PHONE)],
    ),
    (
        "/en/status/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        &[
            ("step", "answer"),
            ("birth_month", "3"),
            ("birth_day", "14"),
            ("birth_year", "2016"),
            ("phone_end", ""),
            ("email", ""),
        ],
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
    (
        "/en/doctor/you",
        &[
            ("clinician_name", "Li"),
            ("role", "nurse"),
            ("institution", "Reading"),
            ("clinician_phone", PHONE),
            ("clinician_email", "li@example.org"),
            ("npi", "1234567893"),
            ("fax", PHONE),
            ("attending", "Na"),
            ("reply_by", "fax"),
            ("final_note", "the ward"),
        ],
    ),
    (
        "/en/doctor/patient",
        &[
            ("patient_given", "Li"),
            ("patient_family", "Na"),
            ("one_name", "yes"),
            ("birth_month", "3"),
            ("birth_day", "14"),
            ("birth_year", "2016"),
            ("sex", "unknown"),
            ("mrn", "A 17"),
            ("guardian", "mother"),
            ("guardian_name", "Bo"),
            ("guardian_phone", PHONE),
            ("guardian_email", "bo@example.org"),
            ("family_spoken", "es"),
            ("family_spoken_other", "Mixteco"),
            ("family_interpreter", "yes"),
            ("knows", "yes"),
        ],
    ),
    (
        "/en/doctor/disease",
        &[
            ("disease_status", "later_relapse"),
            ("relapse_number", "2"),
            ("lineage", "b"),
            ("icd", "C91.02"),
            ("sites", "marrow"),
            ("site_other", "knee"),
            ("diagnosis_month", "3"),
            ("diagnosis_day", "14"),
            ("diagnosis_year", "2020"),
            ("remission_month", "4"),
            ("remission_day", "1"),
            ("remission_year", "2021"),
            ("relapse_month", "1"),
            ("relapse_day", "2"),
            ("relapse_year", "2026"),
            ("marrow_class", "m3"),
            ("blasts", "60"),
            ("cns_class", "cns1"),
            ("mrd", "none"),
            ("cd19", "positive"),
            ("cd22", "dim"),
            ("genetics", "TP53"),
            ("letter", "hello"),
        ],
    ),
    (
        "/en/doctor/today",
        &[
            ("urgency", "within_72h"),
            ("urgency_reason", "fever"),
            ("whereabouts", "ward"),
            ("transfer", "yes"),
            ("asks", "trial"),
            ("trial", "any"),
            ("score", "70"),
            ("problems", "infection"),
            ("problems_note", "lines"),
            ("weight", "23.5"),
            ("fly", "ask_us"),
            ("changes", "blasts"),
        ],
    ),
    (
        "/en/doctor/check",
        &[
            ("submission_key", ""),
            ("version", ATTESTATION_VERSION),
            ("capacity", "acting_for"),
            ("clinician", "Na"),
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
