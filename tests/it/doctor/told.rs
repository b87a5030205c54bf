//! What reaches a doctor: what a person wrote, also after a death; and nothing where their address was wrong.

use super::patients::proves;
use super::{DOCTOR_EMAIL, all, case_of, sends};
use crate::link::{answers, link_in_mail};
use crate::support::app::App;
use crate::support::builders::EMAIL;
use crate::support::client::Browser;

const BORN: [(&str, &str); 3] = [
    ("birth_month", "March"),
    ("birth_day", "14"),
    ("birth_year", "2016"),
];

/// The address of the doctor's page among the people of a case.
async fn doctors_page(staff: &mut Browser, case: &str) -> String {
    let page = staff.get(case).await;
    let links = page.all("#contacts ~ ul li", |person| {
        let text: String = person.text().collect();
        let link = scraper::Selector::parse("a[href*='/people/']").unwrap();
        let href = person
            .select(&link)
            .next()
            .and_then(|link| link.attr("href"));
        (
            text.contains(DOCTOR_EMAIL),
            href.unwrap_or_default().to_owned(),
        )
    });
    let doctor = links.into_iter().find(|(is_theirs, _)| *is_theirs);
    doctor.expect("the doctor").1
}

#[tokio::test]
async fn after_a_death_the_doctor_hears_what_a_person_wrote_and_nothing_else() {
    let app = App::start().await;
    let sent = sends(&mut app.browser(), all()).await;
    let (case, reference) = (case_of(&sent), sent.words(".ref"));
    app.deliver_mail().await;
    let before = (app.mail.to(DOCTOR_EMAIL).len(), app.mail.to(EMAIL).len());
    let mut intake = app.sign_in("intake").await;
    intake.act(&case, "deaths", &[]).await;
    let contact = doctors_page(&mut intake, &case).await;
    let contact = contact.rsplit('/').next().unwrap();
    let hello = [
        ("key", "018f4d5e-0000-7000-8000-000000000000"),
        ("body", "We are so sorry."),
    ];
    let path = format!("{case}/messages/{contact}");
    assert_eq!(intake.post(&path, &hello).await.status, 303);
    let lost = [("reference", reference.as_str()), ("means", DOCTOR_EMAIL)];
    app.browser().post("/en/status/lost", &lost).await;
    let letters = intake.get(&format!("{case}/letters")).await;
    let form = "form[action*='/letters/received']";
    let body = [("body", "Dear doctor, thank you.")];
    let released = intake.answer_form(&letters, form, &body).await;
    assert_eq!(released.status, 303, "{}", released.text);
    app.deliver_mail().await;
    let told = app.mail.to(DOCTOR_EMAIL).split_off(before.0);
    let told: Vec<_> = told.iter().map(|mail| mail.subject.as_str()).collect();
    assert_eq!(told.len(), 3, "message, link and letter: {told:?}");
    assert_eq!(
        app.mail.to(EMAIL).len(),
        before.1,
        "not a word to the family"
    );
}

#[tokio::test]
async fn a_death_drops_what_waits_but_not_what_a_person_has_just_said() {
    let app = App::start().await;
    let sent = sends(&mut app.browser(), all()).await;
    let case = case_of(&sent);
    let mut intake = app.sign_in("intake").await;
    let contact = doctors_page(&mut intake, &case).await;
    let contact = contact.rsplit('/').next().unwrap();
    let hello = [
        ("key", "018f4d5e-0000-7000-8000-000000000000"),
        ("body", "We call you."),
    ];
    let path = format!("{case}/messages/{contact}");
    assert_eq!(intake.post(&path, &hello).await.status, 303);
    intake.act(&case, "deaths", &[]).await;
    app.deliver_mail().await;
    let told = app.mail.to(DOCTOR_EMAIL);
    assert_eq!(told.len(), 1, "the receipt waited and was dropped");
    assert!(told.iter().all(|mail| mail.subject.contains("message")));
    assert!(app.mail.to(EMAIL).is_empty());
}

/// A doctor whose patient has died is not told to refer them again, nor what to do if they get worse.
#[tokio::test]
async fn after_a_death_the_doctors_pages_speak_quietly() {
    let app = App::start().await;
    let sent = sends(&mut app.browser(), all()).await;
    let case = case_of(&sent);
    app.deliver_mail().await;
    let doctor = proves(&app).await;
    let reference = sent.words(".ref");
    let one = [("reference", reference.as_str())];
    let mut own = doctor.clone();
    own.post("/en/doctor/referrals/open", &one).await;
    assert!(own.get("/en/status").await.text.contains("gets worse"));
    app.sign_in("intake").await.act(&case, "deaths", &[]).await;
    let page = own.get("/en/status").await;
    assert_eq!(
        page.words(".lead"),
        "We were told that your patient has died, and we are so sorry. This referral has ended, and nothing more is asked of you."
    );
    for loud in [
        "refer the patient again",
        "gets worse",
        "no letter yet",
        "Invite the family",
    ] {
        assert!(!page.text.contains(loud), "{loud}");
    }
    assert!(page.text.contains("If you would like to talk"));
    let page = own.get("/es/status").await;
    assert!(page.words(".lead").contains("su paciente falleció"));
    let mut doctor = proves(&app).await;
    let line = doctor.get("/en/doctor/referrals").await.words(".lines li");
    assert!(
        line.contains("your patient has died") && !line.contains("again"),
        "{line}"
    );
}

/// What staff know of the doctor, with this address.
fn known(email: &str) -> [(&str, &str); 4] {
    [
        ("person_name", "Dr. Marigold Quillfeather-Ávila"),
        ("person_phone", "610-555-0171"),
        ("person_email", email),
        ("language", "en"),
    ]
}

/// The receipt went to somebody else's mailbox: what it opened is shut, and the doctor has a link of their own.
#[tokio::test]
async fn a_corrected_address_gets_a_new_link_and_the_old_one_is_dead() {
    const RIGHT: &str = "m.quillfeather@reading.example.org";
    let app = App::start().await;
    let mut doctor = app.browser();
    let sent = sends(&mut doctor, all()).await;
    let case = case_of(&sent);
    app.deliver_mail().await;
    let old = link_in_mail(&app, DOCTOR_EMAIL);
    let mut stranger = app.browser();
    assert_eq!(answers(&mut stranger, &old, &BORN).await.status, 303);
    let log = app
        .sign_in("supervisor")
        .await
        .get(&format!("{case}/access"))
        .await;
    assert!(!log.text.contains("The family opened"), "the doctor did");
    let opened = "audit_events WHERE kind = 'link_opened' AND actor_kind = 'doctor'";
    assert_eq!(app.rows.count(opened).await, 1);

    let mut intake = app.sign_in("intake").await;
    let path = doctors_page(&mut intake, &case).await;
    let page = intake.get(&path).await;
    let same = intake
        .answer_form(&page, "#known ~ form", &known(DOCTOR_EMAIL))
        .await;
    assert_eq!(same.status, 303, "{}", same.text);
    assert_eq!(
        stranger.get("/en/status").await.status,
        200,
        "nothing moved"
    );
    let page = intake.get(&path).await;
    let saved = intake
        .answer_form(&page, "#known ~ form", &known(RIGHT))
        .await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    assert_eq!(stranger.get("/en/status").await.status, 404);
    assert_eq!(answers(&mut app.browser(), &old, &BORN).await.status, 422);
    app.deliver_mail().await;
    assert_eq!(app.mail.to(DOCTOR_EMAIL).len(), 1, "the receipt alone");
    assert_eq!(app.mail.to(RIGHT).len(), 1);
    let new = link_in_mail(&app, RIGHT);
    assert_eq!(answers(&mut app.browser(), &new, &BORN).await.status, 303);
    // The browser that sent is the doctor's own; so it is where the family's links are replaced.
    intake.act(&case, "link-replacements", &[]).await;
    assert!(doctor.get("/en/doctor/sent").await.text.contains(&new));
}
