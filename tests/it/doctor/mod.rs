//! A doctor refers: from the list of sections to the case page, the receipt and the mails. What staff do with it is in
//! `desk`.

mod desk;
pub mod follows;
mod letter;
mod patients;
mod rows;
mod told;

use intake_desk::domain::request::doctor::ATTESTATION_VERSION;

use crate::support::app::App;
use crate::support::builders::{CHILD_FAMILY, CHILD_GIVEN, EMAIL, PARENT, PHONE, WORDS, a_family};
use crate::support::client::{Browser, Page};

/// The doctor's work e-mail.
pub const DOCTOR_EMAIL: &str = "marigold@quillfeather.example.org";

/// The answer to the question of the private link.
pub const BORN: [(&str, &str); 3] = [
    ("birth_month", "March"),
    ("birth_day", "14"),
    ("birth_year", "2016"),
];

pub type Fields = Vec<(&'static str, &'static str)>;

pub fn you() -> Fields {
    vec![
        ("clinician_name", "Dr. Marigold Quillfeather-Ávila"),
        ("role", "oncologist"),
        ("institution", "Reading General"),
        ("clinician_phone", "610-555-0171"),
        ("clinician_email", DOCTOR_EMAIL),
        ("npi", "1234567893"),
        ("reply_by", "phone"),
    ]
}

fn patient() -> Fields {
    vec![
        ("patient_given", CHILD_GIVEN),
        ("patient_family", CHILD_FAMILY),
        ("birth_month", "3"),
        ("birth_day", "14"),
        ("birth_year", "2016"),
        ("sex", "female"),
        ("mrn", "MR-884417"),
        ("guardian", "mother"),
        ("guardian_name", PARENT),
        ("guardian_phone", PHONE),
        ("guardian_email", EMAIL),
        ("family_spoken", "es"),
        ("knows", "yes"),
    ]
}

fn disease() -> Fields {
    vec![
        ("disease_status", "first_relapse"),
        ("lineage", "b"),
        ("sites", "marrow"),
        ("sites", "cns"),
        ("diagnosis_month", "5"),
        ("diagnosis_year", "2023"),
        ("relapse_month", "2"),
        ("relapse_day", "20"),
        ("relapse_year", "2026"),
        ("genetics", WORDS),
    ]
}

fn treatment() -> Fields {
    vec![
        ("therapy_kind", "frontline"),
        ("therapy_name", "AALL1731"),
        ("therapy_start_month", "5"),
        ("therapy_start_year", "2023"),
        ("therapy_response", "cr_mrd_positive"),
    ]
}

fn today() -> Fields {
    vec![
        ("urgency", "standard"),
        ("whereabouts", "home"),
        ("asks", "car_t"),
        ("asks", "evaluation"),
        ("weight", "23,5"),
    ]
}

/// The same answers with another value of one field.
pub fn with(mut fields: Fields, name: &'static str, value: &'static str) -> Fields {
    fields.retain(|(field, _)| *field != name);
    fields.push((name, value));
    fields
}

pub const SIGNED: [(&str, &str); 1] = [("capacity", "treating")];

/// Fills in the sections, in an order of their own, as far as the page that signs.
pub async fn up_to_check(browser: &mut Browser, language: &str, sections: [Fields; 4]) -> Page {
    let [you, patient, disease, today] = sections;
    let sections = [
        ("today", today),
        ("disease", disease),
        ("treatment", treatment()),
        ("patient", patient),
        ("you", you),
    ];
    for (section, fields) in sections {
        let page = browser.get(&format!("/{language}/doctor/{section}")).await;
        let answer = browser.answer(&page, &fields).await;
        assert_eq!(answer.status, 303, "{section}: {}", answer.text);
        assert_eq!(answer.location, format!("/{language}/doctor#main"));
    }
    browser.get(&format!("/{language}/doctor/check")).await
}

pub fn all() -> [Fields; 4] {
    [you(), patient(), disease(), today()]
}

pub async fn sends(browser: &mut Browser, sections: [Fields; 4]) -> Page {
    let check = up_to_check(browser, "en", sections).await;
    let sent = browser.answer(&check, &SIGNED).await;
    assert_eq!(sent.location, "/en/doctor/sent#main", "{}", sent.text);
    browser.get("/en/doctor/sent").await
}

pub fn case_of(confirmation: &Page) -> String {
    format!("/staff/cases/{}", confirmation.words(".ref"))
}

fn errors(page: &Page) -> Vec<String> {
    page.all(".errors a", |link| link.text().collect())
}

#[tokio::test]
async fn a_doctor_goes_from_the_door_to_the_receipt_and_the_case_is_there_at_once() {
    let app = App::start().await;
    let mut doctor = app.browser();
    let start = doctor.get("/en").await;
    assert!(start.has(".doors a[href='/en/doctor']"));
    let list = doctor.get("/en/doctor").await;
    assert_eq!(list.texts(".tasks .tag")[1..6], ["Not started"; 5]);
    let check = up_to_check(&mut doctor, "en", all()).await;
    assert!(
        check.text.contains("32 to 33 months. Early relapse."),
        "{}",
        check.text
    );
    let list = doctor.get("/en/doctor").await;
    assert_eq!(list.texts(".tasks .tag")[1..6], ["Done"; 5]);
    let change = check.all(".summary .change a", |link| {
        link.attr("href").map(str::to_owned)
    });
    let change = change.into_iter().flatten().next_back().unwrap();
    let section = doctor.get(&change).await;
    let changed = doctor
        .answer(&section, &with(today(), "weight", "24"))
        .await;
    assert_eq!(
        changed.location, "/en/doctor/check#main",
        "Change returns to check"
    );
    let unsigned = doctor.answer(&check, &[]).await;
    assert_eq!(errors(&unsigned), ["Choose in which role you sign"]);
    let sent = doctor.answer(&unsigned, &SIGNED).await;
    let confirmation = doctor.follow(&sent).await;
    assert_eq!(
        confirmation.words(".promise .when"),
        "Tuesday, March 3, by 5 pm Eastern time"
    );
    for told in [
        CHILD_GIVEN,
        "24",
        "I treat this patient.",
        "CAR T-cell therapy",
    ] {
        assert!(
            confirmation.text.contains(told),
            "{told} is not in the copy to keep"
        );
    }
    let back = doctor.get("/en/doctor/check").await;
    assert_eq!(
        back.location, "/en/doctor/sent#main",
        "Back leads to the confirmation"
    );
    let mut intake = app.sign_in("intake").await;
    let list = intake
        .get("/staff/cases?source=doctor&disease=first_relapse&lineage=b")
        .await;
    assert!(
        list.text.contains("First relapse, B-cell")
            && list.text.contains("Call the doctor who referred")
    );
    let case = intake.get(&case_of(&confirmation)).await.text;
    for told in [
        "Reading General",
        "1234567893",
        "MR-884417",
        "32 to 33 months. Early relapse.",
        ATTESTATION_VERSION,
        PARENT,
    ] {
        assert!(case.contains(told), "{told} is not on the case");
    }
    app.deliver_mail().await;
    let receipts = app.mail.to(DOCTOR_EMAIL);
    assert_eq!(receipts.len(), 1);
    assert_eq!(
        app.mail.to(EMAIL).len(),
        1,
        "the family knows and has its own receipt"
    );
    assert!(
        app.mail.naming_somebody().is_empty(),
        "{:?}",
        app.mail.naming_somebody()
    );
}

#[tokio::test]
async fn what_a_section_still_needs_is_kept_and_named() {
    let app = App::start().await;
    let mut doctor = app.browser();
    let page = doctor.get("/es/doctor/you").await;
    let fields = [
        ("clinician_name", "Ana"),
        ("npi", "1234567890"),
        ("role", "nurse"),
    ];
    let wrong = doctor.answer(&page, &fields).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.words("title").starts_with("Error: "));
    assert!(
        errors(&wrong).contains(
            &"Un NPI tiene 10 dígitos, y este no coincide. Revise cada dígito".to_owned()
        )
    );
    let list = doctor.get("/en/doctor").await;
    assert_eq!(list.texts(".tasks .tag")[1], "In progress");
    assert_eq!(
        list.words(".tasks .hint"),
        "Still needed: Hospital or practice · Direct phone · Work e-mail · NPI · Report back by"
    );
    assert_eq!(
        doctor.get("/en/doctor/you").await.value("#npi"),
        "1234567890"
    );
}

#[tokio::test]
async fn a_family_draft_and_a_doctor_draft_in_one_browser_do_not_disturb_each_other() {
    let app = App::start().await;
    let mut browser = app.browser();
    a_family().walks_to_check(&mut browser).await;
    let referral = sends(&mut browser, all()).await;
    let check = browser.get("/en/family/check").await;
    assert_eq!(check.status, 200, "the family's form is still there");
    assert!(check.text.contains(WORDS));
    let family = a_family().walks_and_sends(&mut app.browser()).await;
    assert_ne!(family.words(".ref"), referral.words(".ref"));
    assert_eq!(app.rows.count("drafts WHERE kind = 'doctor'").await, 1);
}

#[tokio::test]
async fn twenty_presses_are_one_case_and_other_content_is_shown_not_dropped() {
    let app = App::start().await;
    let mut browser = app.browser();
    let check = up_to_check(&mut browser, "en", all()).await;
    let left_open = browser.get("/en/doctor/today").await;
    let presses = (0..20).map(|_| {
        let (mut again, check) = (browser.clone(), &check);
        async move {
            let sent = again.answer(check, &SIGNED).await;
            assert_eq!(sent.status, 303, "{}", sent.text);
            again.get(&sent.location).await.words(".ref")
        }
    });
    let mut references = futures_util::future::join_all(presses).await;
    references.dedup();
    assert_eq!(references.len(), 1, "{references:?}");
    assert_eq!(app.rows.count("referrals").await, 1);
    // The first answers were lost on the way: pressing once more leads to the same confirmation.
    browser.answer(&check, &SIGNED).await;
    let again = browser
        .answer(&left_open, &with(today(), "changes", "granite"))
        .await;
    assert_eq!(again.status, 409);
    assert!(again.text.contains("granite") && again.text.contains(&references[0]));
    assert!(again.has("a[href='/en/doctor/sent']"));
}
