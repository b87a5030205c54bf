//! What family and doctor see and hear of while their cases are joined: one promise, one course, each by their own link.

use super::{PART, both_came, joins, reference_of};
use crate::doctor::{BORN, DOCTOR_EMAIL, all, case_of, sends, with};
use crate::link::{answers, link_in_mail};
use crate::support::app::App;
use crate::support::builders::{EMAIL, SentRequest, a_family};
use crate::support::client::{Browser, Page};

pub async fn inside(app: &App, address: &str) -> Browser {
    let link = link_in_mail(app, address);
    let mut browser = app.browser();
    let opened = answers(&mut browser, &link, &BORN).await;
    assert_eq!(opened.status, 303, "{}", opened.text);
    browser
}

/// A family that is in by its own link before the doctor writes, who names the same address.
pub async fn family_inside_and_a_doctor(app: &App) -> (SentRequest, Browser, String) {
    let family = a_family().sent(app).await;
    app.deliver_mail().await;
    let phone = inside(app, EMAIL).await;
    app.tick(1);
    let doctor = case_of(&sends(&mut app.browser(), all()).await);
    app.deliver_mail().await;
    (family, phone, doctor)
}

/// Somebody of intake has the doctor's case and has begun it.
async fn begins(intake: &mut Browser, case: &str) {
    intake.act(case, "assignments", &[("staff", "me")]).await;
    let begun = [("to", "in_intake")];
    let moved = intake.act(case, "status-changes", &begun).await;
    assert_eq!(moved.status, 303, "{}", moved.text);
}

async fn status(browser: &mut Browser) -> Page {
    browser.get("/en/status").await
}

#[tokio::test]
async fn each_page_shows_where_the_kept_case_stands_under_its_own_reference() {
    let app = App::start().await;
    let (family, doctor) = both_came(&app).await;
    app.deliver_mail().await;
    let mut at_doctor = inside(&app, DOCTOR_EMAIL).await;
    let mut intake = app.sign_in("intake").await;
    joins(&mut intake, &family.page()).await;
    intake
        .act(&family.page(), "assignments", &[("staff", "me")])
        .await;
    let moved = intake
        .act(&family.page(), "status-changes", &[("to", "in_intake")])
        .await;
    assert_eq!(moved.status, 303, "{}", moved.text);
    let page = status(&mut at_doctor).await;
    assert_eq!(page.words("h1 .ref"), reference_of(&doctor));
    let promise = app.case_moment(&family, "due_at").await;
    assert_eq!(page.moment(".promise"), promise.to_string());
    let fresh = page.words(".lead");
    // What the doctors decide on the kept case is what a letter to this doctor tells, and what reviewers read is all of it.
    let ready = "UPDATE referrals SET ready_at = received_at, decided_at = received_at, decision = 'not_a_fit'";
    let kept = format!("{ready} WHERE reference = '{}'", family.reference);
    app.rows.run(&kept).await.unwrap();
    let mut reviewer = app.sign_in("reviewer").await;
    assert!(reviewer.get(&doctor).await.text.contains("Reading General"));
    let letters = reviewer.get(&format!("{doctor}/letters")).await;
    let draft = letters.value("#body-decision");
    assert!(draft.contains(reference_of(&doctor)), "{draft}");
    let page = intake.get(&doctor).await;
    intake.answer_form(&page, PART, &[]).await;
    assert_eq!(reviewer.get(&doctor).await.status, 404);
    assert_ne!(
        status(&mut at_doctor).await.words(".lead"),
        fresh,
        "its own again"
    );
}

#[tokio::test]
async fn a_family_joined_into_the_doctors_case_reads_that_ones_promise() {
    let app = App::start().await;
    let (family, mut phone, doctor) = family_inside_and_a_doctor(&app).await;
    let mut intake = app.sign_in("intake").await;
    begins(&mut intake, &doctor).await;
    let before = status(&mut phone).await;
    joins(&mut intake, &family.page()).await;
    let after = status(&mut phone).await;
    let (own, kept) = (family.reference.as_str(), reference_of(&doctor));
    assert_eq!(after.words("h1 .ref"), own);
    assert_ne!(after.words(".lead"), before.words(".lead"));
    let moment = "to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";
    let due = format!("SELECT {moment} FROM referrals WHERE reference = '{kept}'");
    let due = app.rows.text(&due).await;
    assert_eq!(after.moment(".promise"), due);
    let sent = app.browser_of(&family).get("/en/family/sent").await;
    assert_eq!(sent.moment(".promise"), due);
    assert!(sent.text.contains(own) && !sent.text.contains(kept));
    let talk = phone.get("/en/status/talk").await;
    assert_eq!(talk.status, 200, "their own thread goes on");
}

#[tokio::test]
async fn mails_reach_both_each_with_their_own_reference_and_nobody_twice() {
    let app = App::start().await;
    let family = a_family().sent(&app).await;
    app.tick(1);
    let elsewhere = "grandmother@example.org";
    let [you, patient, disease, today] = all();
    let patient = with(patient, "guardian_email", elsewhere);
    let doctor = case_of(&sends(&mut app.browser(), [you, patient, disease, today]).await);
    app.tick(1);
    // A second doctor names the mother herself: she has the mails of her own case.
    let second = case_of(&sends(&mut app.browser(), all()).await);
    app.deliver_mail().await;
    let mut intake = app.sign_in("intake").await;
    for _ in 0..2 {
        joins(&mut intake, &family.page()).await;
    }
    let count = |address: &str| app.mail.to(address).len();
    let before = [EMAIL, elsewhere, DOCTOR_EMAIL].map(count);
    let joined = "referrals WHERE joined_into IS NOT NULL";
    assert_eq!(app.rows.count(joined).await, 2);
    app.clock.advance(jiff::SignedDuration::from_hours(36));
    assert_eq!(
        app.raise_overdue().await,
        1,
        "only the kept one's promise is missed"
    );
    app.deliver_mail().await;
    let after = [EMAIL, elsewhere, DOCTOR_EMAIL].map(count);
    assert_eq!(after[0], before[0] + 1, "she is written to once");
    assert_eq!(after[1], before[1] + 1);
    assert_eq!(after[2], before[2] + 2, "one for each referral");
    let last = |address: &str| app.mail.to(address).pop().unwrap();
    assert!(last(elsewhere).text.contains(reference_of(&doctor)));
    assert!(last(EMAIL).text.contains(family.reference.as_str()));
    assert!(
        last(DOCTOR_EMAIL).text.contains(reference_of(&second))
            || last(DOCTOR_EMAIL).text.contains(reference_of(&doctor))
    );
}

#[tokio::test]
async fn a_death_told_with_either_silences_both_until_they_are_parted() {
    let app = App::start().await;
    let (family, mut phone, doctor) = family_inside_and_a_doctor(&app).await;
    let mut intake = app.sign_in("intake").await;
    begins(&mut intake, &doctor).await;
    app.deliver_mail().await;
    joins(&mut intake, &family.page()).await;
    let into = app.case(&family, "joined_into IS NOT NULL").await;
    assert_eq!(into, "true", "the doctor's case was begun and is kept");
    phone.post("/en/status/death", &[("died", "yes")]).await;
    app.deliver_mail().await;
    let before = app.mail.to(EMAIL).len() + app.mail.to(DOCTOR_EMAIL).len();
    let kept = intake.get(&doctor).await;
    assert!(
        kept.text.contains("that their child has died"),
        "{}",
        kept.text
    );
    assert_eq!(
        kept.words("#next-step"),
        "Next: Record it, or say that it was a mistake"
    );
    let list = intake.get("/staff/cases").await;
    assert!(
        list.words("tbody")
            .contains("The family says the child has died"),
        "{}",
        list.text
    );
    assert!(!list.has("tbody time"), "nobody calls them by a date");
    intake
        .act(
            &doctor,
            "status-changes",
            &[("to", "on_hold"), ("text", "x"), ("date", "2026-03-10")],
        )
        .await;
    app.deliver_mail().await;
    assert_eq!(
        app.mail.to(EMAIL).len() + app.mail.to(DOCTOR_EMAIL).len(),
        before
    );
    let page = intake.get(&family.page()).await;
    let parted = intake.answer_form(&page, PART, &[]).await;
    assert_eq!(parted.status, 303, "{}", parted.text);
    let back = intake
        .act(&doctor, "status-changes", &[("to", "in_intake")])
        .await;
    assert_eq!(back.status, 303, "{}", back.text);
    assert!(
        !intake
            .get(&doctor)
            .await
            .text
            .contains("that their child has died")
    );
}
