//! The doctor's own page: where the referral stands, letters that a person has released, a call, and cancelling.

use super::{BORN, DOCTOR_EMAIL, all, case_of, sends, with};
use crate::link::{answers, link_in_mail};
use crate::support::app::App;
use crate::support::builders::PARENT;
use crate::support::client::{Browser, Page};

/// A doctor who has referred and opened the link of the receipt, and the address of the case.
pub async fn doctor_inside(app: &App) -> (Browser, String) {
    let sent = sends(&mut app.browser(), all()).await;
    app.deliver_mail().await;
    let link = link_in_mail(app, DOCTOR_EMAIL);
    let mut doctor = app.browser();
    let opened = answers(&mut doctor, &link, &BORN).await;
    assert_eq!(opened.status, 303, "{}", opened.text);
    (doctor, case_of(&sent))
}

async fn releases(staff: &mut Browser, case: &str, kind: &str, body: &str) -> Page {
    let page = staff.get(&format!("{case}/letters")).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let form = format!("form[action*='/letters/{kind}']");
    staff.answer_form(&page, &form, &[("body", body)]).await
}

#[tokio::test]
async fn a_letter_that_a_person_released_is_read_and_saved_by_the_doctor_alone() {
    let app = App::start().await;
    let (mut doctor, case) = doctor_inside(&app).await;
    let page = doctor.get("/en/status").await;
    assert_eq!(page.words("h1").split(' ').next(), Some("Your"));
    assert!(page.text.contains("There is no letter yet"));
    let mut reviewer = app.sign_in("supervisor").await;
    let drafts = reviewer.get(&format!("{case}/letters")).await;
    let draft = drafts.value("#body-received");
    assert!(
        draft.starts_with("Dear ") && draft.contains("March 14, 2016"),
        "{draft}"
    );
    assert!(!drafts.has("#body-decision"), "nothing is decided");
    let empty = releases(&mut reviewer, &case, "received", " ").await;
    assert_eq!(empty.status, 422);
    let unfilled = releases(&mut reviewer, &case, "received", "We advise [advice].").await;
    assert_eq!(unfilled.status, 422);
    assert_eq!(unfilled.value("#body-received"), "We advise [advice].");
    let body = "Dear Dr. Quillfeather,\n\nthe marrow 名前 is well.";
    let released = releases(&mut reviewer, &case, "received", body).await;
    assert_eq!(released.status, 303, "{}", released.text);
    app.deliver_mail().await;
    let mails = app.mail.to(DOCTOR_EMAIL);
    let mail = mails.last().unwrap();
    assert!(mail.subject.starts_with("There is a letter") && !mail.text.contains("marrow"));
    for (table, rows) in app.rows.dump().await {
        assert!(!rows.contains("marrow"), "{table}");
    }

    let page = doctor.get("/en/status").await;
    assert!(page.text.contains("marrow") && page.words(".lines .tag") == "New");
    let path = page.attr(".lines a", "href");
    let pdf = doctor.get(&path).await;
    assert_eq!(pdf.status, 200);
    assert_eq!(pdf.header("content-type"), "application/pdf");
    assert!(pdf.header("content-disposition").starts_with("attachment"));
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    assert!(!doctor.get("/en/status").await.has(".lines .tag"));
    let letters = reviewer.get(&format!("{case}/letters")).await;
    assert!(letters.words(".lines").contains("Opened"));
    let saved = reviewer.get(&letters.attr(".lines a", "href")).await;
    assert!(saved.bytes.starts_with(b"%PDF-"));
    let (_, mut family) =
        crate::link::family_inside(&app, crate::support::builders::a_family()).await;
    for browser in [&mut family, &mut app.browser()] {
        assert_eq!(browser.get(&path).await.status, 404);
    }
    let crossed = path.replace("/en/status", "/en/status/papers");
    assert_eq!(doctor.get(&crossed).await.status, 404);
}

#[tokio::test]
async fn a_doctor_reads_which_papers_are_needed_in_a_doctors_words() {
    let app = App::start().await;
    let (mut doctor, case) = doctor_inside(&app).await;
    let mut intake = app.sign_in("intake").await;
    let page = intake.get(&format!("{case}/papers")).await;
    for asked in [("mrd", "doctor"), ("genetics", "us"), ("labs", "family")] {
        let fields = [("kinds", asked.0), ("sender", asked.1)];
        let done = intake.answer_form(&page, "#ask ~ form", &fields).await;
        assert_eq!(done.status, 303, "{}", done.text);
    }
    let mut lines = doctor.get("/en/status").await.texts(".lines li");
    lines.sort();
    let told = [
        ("Cytogenetics and molecular findings", "We get it ourselves"),
        ("Laboratory results", "The family sends it"),
        ("MRD report", "You send it"),
    ];
    assert_eq!(lines.len(), told.len(), "{lines:?}");
    for (line, (kind, sender)) in lines.iter().zip(told) {
        assert!(line.starts_with(kind) && line.contains(sender), "{line}");
    }
}

#[tokio::test]
async fn a_doctor_at_a_desk_is_offered_the_line_for_doctors_and_no_phone_to_sign_out_of() {
    let app = App::start().await;
    let (mut doctor, _) = doctor_inside(&app).await;
    let mut pages = Vec::new();
    for path in ["", "/you", "/referrals"] {
        pages.push(doctor.get(&format!("/en/doctor{path}")).await);
    }
    for path in ["", "/talk", "/papers"] {
        pages.push(doctor.get(&format!("/en/status{path}")).await);
    }
    let mut first = app.browser();
    let you = [
        ("clinician_name", "Dr. Okafor"),
        ("clinician_phone", "814-555-0170"),
    ];
    first.post("/en/doctor/you", &you).await;
    let later = first.get("/en/doctor/later").await;
    assert!(later.words("form[action*=clear]").contains("this device"));
    pages.push(later);
    for page in pages {
        assert_eq!(page.status, 200);
        assert_eq!(page.words(".help .phone"), "215-555-0199");
        assert!(
            !page.has("a[href$='/call-me']"),
            "it leads to a family's form"
        );
        assert!(!page.text.contains("this phone"), "{}", page.text);
    }
    let family = app.browser().get("/en/family/reach").await;
    assert_eq!(family.words(".help .phone"), "215-555-0100");
}

#[tokio::test]
async fn only_doctors_and_the_supervisor_release_what_doctors_decided() {
    let app = App::start().await;
    let (_, case) = doctor_inside(&app).await;
    let decided =
        "UPDATE referrals SET decision = 'advice_to_local_team', decided_at = received_at";
    app.rows.run(decided).await.unwrap();
    let mut intake = app.sign_in("intake").await;
    let page = intake.get(&format!("{case}/letters")).await;
    assert!(
        page.text
            .contains("They advise that treatment goes on near home")
    );
    assert!(!page.has("form[action*='/letters/decision']"));
    assert!(
        page.words(".notice")
            .starts_with("Nobody has told the family")
    );
    let told = "UPDATE referrals SET decision_told_at = decided_at";
    app.rows.run(told).await.unwrap();
    let page = intake.get(&format!("{case}/letters")).await;
    assert!(!page.has(".notice"), "{}", page.text);
    let fields = [
        ("key", "018f4d5e-0000-7000-8000-000000000000"),
        ("body", "Dear doctor"),
    ];
    let path = format!("{case}/letters/decision");
    assert_eq!(intake.post(&path, &fields).await.status, 403);
    let mut supervisor = app.sign_in("supervisor").await;
    for _ in 0..2 {
        assert_eq!(supervisor.post(&path, &fields).await.status, 303);
    }
    assert_eq!(app.rows.count("letters").await, 1, "the same press is one");
    let path = format!("{case}/letters/scheduled");
    let early = supervisor.post(&path, &fields).await;
    assert_eq!(early.status, 422);
    assert!(early.text.contains("not as far as this letter says"));
}

/// A letter on a page reaches nobody who waits at a fax machine.
#[tokio::test]
async fn who_asked_for_an_answer_by_fax_is_faxed_by_a_person() {
    let app = App::start().await;
    let [doctor, patient, disease, today] = all();
    let doctor = with(doctor, "reply_by", "fax");
    let doctor = with(doctor, "fax", "610-555-0188");
    let sections = [doctor, patient, disease, today];
    let sent = sends(&mut app.browser(), sections).await;
    let mut intake = app.sign_in("intake").await;
    let letters = intake.get(&format!("{}/letters", case_of(&sent))).await;
    let says = letters.words(".notice.warn");
    assert!(
        says.contains("by fax, 610-555-0188: fax each letter"),
        "{says}"
    );
}

#[tokio::test]
async fn who_reads_our_answer_on_their_page_is_not_faxed_and_names_who_sets_dates() {
    let app = App::start().await;
    let [doctor, patient, disease, today] = all();
    let mut doctor = with(doctor, "reply_by", "portal");
    doctor.extend([
        ("coordinator", "Bo Ferrant"),
        ("coordinator_phone", "610-555-0144"),
    ]);
    let sent = sends(&mut app.browser(), [doctor, patient, disease, today]).await;
    assert!(sent.text.contains("Your page here, by private link"));
    let mut intake = app.sign_in("intake").await;
    let letters = intake.get(&format!("{}/letters", case_of(&sent))).await;
    assert!(!letters.text.contains("fax each letter"));
    let case = intake.get(&case_of(&sent)).await.text;
    assert!(case.contains("Bo Ferrant") && case.contains("610-555-0144"));
    app.deliver_mail().await;
    assert!(app.mail.naming_somebody().is_empty());
    let tells = |text: &str| text.contains("Ferrant") || text.contains("610-555-0144");
    for (table, rows) in app.rows.dump().await {
        assert!(!tells(&rows), "{table} has it unsealed");
    }
}

#[tokio::test]
async fn a_doctor_asks_for_a_call_or_to_cancel_and_a_person_answers() {
    let app = App::start().await;
    let (mut doctor, case) = doctor_inside(&app).await;
    let page = doctor.get("/en/status").await;
    // What the doctor told of the guardian stands among what they sent, once; the family itself is nowhere.
    let told = page.texts(".summary dd").join("\n").matches(PARENT).count();
    assert_eq!((told, page.text.matches(PARENT).count()), (1, 1));
    let call = "form:has(input[value=call])";
    let asked = doctor
        .answer_form(&page, call, &[("added", "Today after 4 pm.")])
        .await;
    assert_eq!(asked.status, 303, "{}", asked.text);
    let said = doctor.follow(&asked).await;
    assert!(said.words(".notice.ok").contains("calls you"));
    let mut intake = app.sign_in("intake").await;
    assert_eq!(
        intake.get("/staff").await.words("#unanswered"),
        "They wrote 1"
    );
    let reached = [
        ("with", "doctor"),
        ("result", "reached"),
        ("said", "Talked."),
    ];
    intake.act(&case, "calls", &reached).await;
    assert_eq!(
        intake.get("/staff").await.words("#unanswered"),
        "They wrote 0"
    );

    let cancel = "details form";
    let long = "x".repeat(3_600);
    let refused = doctor.answer_form(&page, cancel, &[("added", &long)]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.value("#cancel_added"), long);
    for _ in 0..2 {
        let asked = doctor
            .answer_form(&page, cancel, &[("added", "They go elsewhere.")])
            .await;
        assert_eq!(asked.status, 303);
    }
    let line = intake.get(&case).await;
    assert!(
        line.words(".timeline")
            .contains("ask the family before it is closed")
    );
    let status = "SELECT status FROM referrals";
    assert_eq!(app.rows.text(status).await, "received", "a person ends it");
    // What is the family's to say, no doctor says.
    doctor.post("/en/status/death", &[("died", "yes")]).await;
    assert_eq!(
        app.rows
            .count("audit_events WHERE kind = 'death_told'")
            .await,
        0
    );
}

#[tokio::test]
async fn family_and_doctor_write_apart() {
    let app = App::start().await;
    let (mut doctor, case) = doctor_inside(&app).await;
    let talk = doctor.get("/en/status/talk").await;
    doctor
        .answer(&talk, &[("text", "Blasts are rising.")])
        .await;
    let mut coordinator = app.sign_in("social").await;
    assert_eq!(coordinator.get(&case).await.status, 404);
    let mut intake = app.sign_in("intake").await;
    let page = intake.get(&case).await;
    let paths = page.all(
        "section[aria-labelledby=messages] a[href*='/messages/']",
        |link| link.attr("href").unwrap_or_default().to_owned(),
    );
    assert_eq!(paths.len(), 2, "the doctor and the guardian");
    let mut holding = Vec::new();
    for path in &paths {
        if intake.get(path).await.text.contains("Blasts are rising") {
            holding.push(path);
        }
    }
    assert_eq!(holding.len(), 1);
}
