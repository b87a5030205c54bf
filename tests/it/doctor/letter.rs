//! The shortcut with a letter, papers right after sending, and a clinician who confirms what was sent in their name.

use super::{BORN, DOCTOR_EMAIL, SIGNED, all, case_of, errors, patient, sends, up_to_check, you};
use crate::link::{answers, link_in_mail};
use crate::support::app::App;
use crate::support::client::Browser;

const CLINICIAN: &str = "Dr. Ngozi O'Neill-Ибрагимова";
const CLINICIAN_EMAIL: &str = "ngozi@quillfeather.example.org";

/// Fills in the first two sections and the letter.
async fn by_letter(browser: &mut Browser, letter: &[(&str, &str)]) {
    for (section, fields) in [
        ("you", you()),
        ("patient", patient()),
        ("letter", letter.to_vec()),
    ] {
        let page = browser.get(&format!("/en/doctor/{section}")).await;
        let answer = browser.answer(&page, &fields).await;
        assert_eq!(answer.status, 303, "{section}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_letter_and_the_first_two_sections_are_a_referral() {
    let app = App::start().await;
    let mut doctor = app.browser();
    by_letter(
        &mut doctor,
        &[
            ("letter", "Dear colleagues, granite."),
            ("letter_urgency", "standard"),
        ],
    )
    .await;
    let list = doctor.get("/en/doctor").await;
    assert_eq!(
        list.texts(".tasks .tag"),
        [
            "Done",
            "Done",
            "Done",
            "In the letter",
            "In the letter",
            "In the letter",
            "Optional"
        ]
    );
    let check = doctor.get("/en/doctor/check").await;
    let sent = doctor.answer(&check, &SIGNED).await;
    assert_eq!(sent.location, "/en/doctor/sent#main", "{}", sent.text);
    let sent = doctor.get("/en/doctor/sent").await;
    assert!(sent.text.contains("granite") && !sent.text.contains("Marrow class"));
    let mut intake = app.sign_in("intake").await;
    let case = intake.get(&case_of(&sent)).await;
    assert!(case.text.contains("granite"), "{}", case.text);
    let mut coordinator = app.sign_in("insurance").await;
    let case = coordinator.get(&case_of(&sent)).await;
    assert!(!case.text.contains("granite"), "a letter is clinical");
}

#[tokio::test]
async fn with_a_letter_an_emergency_is_still_one() {
    let app = App::start().await;
    let mut doctor = app.browser();
    by_letter(
        &mut doctor,
        &[("letter_file", "yes"), ("letter_urgency", "standard")],
    )
    .await;
    let page = doctor.get("/en/doctor/today").await;
    let begun = doctor
        .answer(
            &page,
            &[("urgency", "emergency"), ("urgency_reason", "Sepsis")],
        )
        .await;
    assert_eq!(begun.status, 422);
    let check = doctor.get("/en/doctor/check").await;
    let refused = doctor.answer(&check, &SIGNED).await;
    assert_eq!(
        errors(&refused),
        [
            "Choose where the patient is",
            "Choose at least one thing you ask of us"
        ]
    );
    let fields = [
        ("urgency", "emergency"),
        ("urgency_reason", "Sepsis"),
        ("whereabouts", "intensive_care"),
        ("transfer", "yes"),
        ("asks", "transfer"),
    ];
    doctor.answer(&page, &fields).await;
    let check = doctor.get("/en/doctor/check").await;
    doctor.answer(&check, &SIGNED).await;
    assert_eq!(
        app.rows.text("SELECT priority FROM referrals").await,
        "emergency"
    );
}

#[tokio::test]
async fn the_letter_is_added_as_a_file_from_the_confirmation_and_an_hour_later_the_link_asks() {
    let app = App::start().await;
    let mut doctor = app.browser();
    by_letter(
        &mut doctor,
        &[("letter_file", "yes"), ("letter_urgency", "standard")],
    )
    .await;
    let check = doctor.get("/en/doctor/check").await;
    doctor.answer(&check, &SIGNED).await;
    let sent = doctor.get("/en/doctor/sent").await;
    assert!(
        sent.text
            .contains("You said that the letter comes as a file.")
    );
    let form = "form[action^='/en/doctor/papers']";
    let opened = doctor.answer_form(&sent, form, &[]).await;
    assert_eq!(opened.location, "/en/status/papers#main");
    assert_eq!(doctor.get("/en/status/papers").await.status, 200);
    assert_eq!(app.browser().get("/en/status/papers").await.status, 404);
    let forget = "form[action^='/en/family/forget']";
    doctor.answer_form(&sent, forget, &[]).await;
    assert_eq!(doctor.get("/en/status/papers").await.status, 404);

    let mut later = app.browser();
    let sent = sends(&mut later, all()).await;
    app.tick(61);
    assert!(!later.get("/en/doctor/sent").await.has(form));
    let asked = later.answer_form(&sent, form, &[]).await;
    assert_eq!(asked.location, "/en/status/lost#main");
    assert_eq!(later.get("/en/status/papers").await.status, 404);
}

#[tokio::test]
async fn who_prepares_sends_at_once_and_the_clinician_confirms_by_a_link_of_their_own() {
    let app = App::start().await;
    let mut nurse = app.browser();
    let check = up_to_check(&mut nurse, "en", all()).await;
    let acting = [
        ("capacity", "acting_for"),
        ("clinician", CLINICIAN),
        ("clinician_mail", "nobody"),
    ];
    let wrong = nurse.answer(&check, &acting).await;
    assert_eq!(wrong.value("#clinician_mail"), "nobody");
    assert_eq!(errors(&wrong).len(), 1);
    let acting = [
        ("capacity", "acting_for"),
        ("clinician", CLINICIAN),
        ("clinician_mail", CLINICIAN_EMAIL),
    ];
    let sent = nurse.answer(&wrong, &acting).await;
    assert_eq!(sent.location, "/en/doctor/sent#main", "{}", sent.text);
    let case = case_of(&nurse.get("/en/doctor/sent").await);
    app.deliver_mail().await;
    assert_eq!(app.mail.to(DOCTOR_EMAIL).len(), 1);
    let mails = app.mail.to(CLINICIAN_EMAIL);
    assert_eq!(mails.len(), 1, "one mail, that asks to confirm");
    assert!(mails[0].subject.contains("in your name"));
    let mut clinician = app.browser();
    let link = link_in_mail(&app, CLINICIAN_EMAIL);
    answers(&mut clinician, &link, &BORN).await;
    let page = clinician.get("/en/status").await;
    assert!(page.text.contains("sent this referral in your name"));
    assert!(page.text.contains("AALL1731"), "what was sent can be read");
    let form = "form[action^='/en/status/confirm']";
    for _ in 0..2 {
        let confirmed = clinician.answer_form(&page, form, &[]).await;
        assert_eq!(confirmed.location, "/en/status?said=confirm#main");
    }
    let page = clinician.get("/en/status").await;
    assert!(page.text.contains("You confirmed this referral on") && !page.has(form));
    let confirmed = "audit_events WHERE kind = 'referral_confirmed'";
    assert_eq!(app.rows.count(confirmed).await, 1, "twice is once");

    // Who prepared it has nothing to confirm.
    let mut nurse = app.browser();
    let link = link_in_mail(&app, DOCTOR_EMAIL);
    answers(&mut nurse, &link, &BORN).await;
    assert!(!nurse.get("/en/status").await.has(form));
    assert_eq!(nurse.post("/en/status/confirm", &[]).await.status, 404);
    let mut intake = app.sign_in("intake").await;
    let case = intake.get(&case).await;
    for told in [
        "O&#39;Neill-Ибрагимова",
        "The clinician confirmed",
        "Quillfeather",
    ] {
        assert!(case.text.contains(told), "{told}");
    }
    assert!(app.mail.naming_somebody().is_empty());
}
