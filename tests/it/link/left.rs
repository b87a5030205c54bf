//! A page behind a private link stays open until the phone's time is over, and then somebody presses its button. What they
//! wrote is on the answer, one question is asked anew, and it goes on its way.

use intake_desk::domain::link::{LEFT_OPEN, SESSION};
use jiff::SignedDuration;

use super::{BORN, WRONG, family_inside};
use crate::doctor::follows::doctor_inside;
use crate::support::app::App;
use crate::support::builders::a_family;
use crate::support::client::{Browser, Page};

const WORDS: &str = "Will it hurt?\r\n<b>痛い?</b>";

/// Opens the thread, lets the phone's time pass, and presses the button then.
async fn writes_too_late(app: &App, phone: &mut Browser, away: SignedDuration) -> Page {
    let thread = phone.get("/en/status/talk").await;
    assert_eq!(thread.status, 200);
    app.clock.advance(away);
    phone.answer(&thread, &[("text", WORDS)]).await
}

#[tokio::test]
async fn a_message_that_is_sent_too_late_waits_for_one_answer() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let asked = writes_too_late(&app, &mut phone, SESSION).await;
    assert_eq!(asked.status, 403);
    assert!(asked.words("main .lead").contains("not with us yet"));
    assert!(asked.words("main .kept").contains("<b>痛い?</b>"));
    assert!(!asked.has(".language"), "the other language would drop it");
    assert_eq!(app.rows.count("messages").await, 0);

    let wrong = phone.answer(&asked, &WRONG).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.words("main .kept").contains("Will it hurt?"),
        "still there"
    );
    let empty = phone.answer(&wrong, &[]).await;
    assert_eq!(empty.status, 422);

    let sent = phone.answer(&empty, &BORN).await;
    assert_eq!(sent.location, "/en/status/talk?said=sent#main");
    let thread = phone.follow(&sent).await;
    assert_eq!(
        thread.texts(".thread .kept"),
        ["Will it hurt? <b>痛い?</b>"]
    );
    let again = phone.answer(&empty, &BORN).await;
    assert_eq!(
        again.location, sent.location,
        "pressed twice it is sent once"
    );
    assert_eq!(app.rows.count("messages").await, 1);
}

#[tokio::test]
async fn tries_are_those_of_the_link_and_the_words_outlast_them() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let asked = writes_too_late(&app, &mut phone, SESSION).await;
    for _ in 0..5 {
        assert_eq!(phone.answer(&asked, &WRONG).await.status, 422);
    }
    let shut = phone.answer(&asked, &BORN).await;
    assert_eq!(shut.status, 429);
    assert!(shut.words(".errors").contains("Wait 15 minutes"));
    assert!(shut.words("main .kept").contains("Will it hurt?"));
    app.tick(15);
    let sent = phone.answer(&shut, &BORN).await;
    assert_eq!(sent.location, "/en/status/talk?said=sent#main");
}

#[tokio::test]
async fn who_cannot_be_asked_sees_the_words_to_copy() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let mut signed_out = phone.clone();
    let late = writes_too_late(&app, &mut phone, SESSION + LEFT_OPEN).await;
    assert_eq!(late.status, 404, "a week later it is a stranger's");
    assert!(late.words("main .kept").contains("Will it hurt?"));

    let mut intake = app.sign_in("intake").await;
    let (other, mut replaced) = family_inside(&app, a_family()).await;
    assert_ne!(other.reference, sent.reference);
    let thread = replaced.get("/en/status/talk").await;
    intake.act(&other.page(), "link-replacements", &[]).await;
    app.clock.advance(SESSION);
    let dead = replaced.answer(&thread, &[("text", WORDS)]).await;
    assert_eq!(dead.status, 404, "whoever holds the old link is not asked");
    assert!(dead.words("main .kept").contains("Will it hurt?"));

    let out = [
        ("key", "018f4d5e-0000-7000-8000-000000000000"),
        ("text", WORDS),
    ];
    signed_out.post("/en/status/sign-out", &[]).await;
    let out = signed_out.post("/en/status/talk", &out).await;
    assert_eq!(out.status, 404);
    assert!(out.words("main .kept").contains("Will it hurt?"));
}

#[tokio::test]
async fn a_button_without_words_is_pressed_again_after_the_answer() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let status = phone.get("/en/status").await;
    app.clock.advance(SESSION);
    let asked = phone
        .answer_form(&status, "form[action*=messages]", &[])
        .await;
    assert_eq!(asked.status, 403);
    assert!(asked.words("main .lead").contains("press it once more"));
    let there = phone.answer(&asked, &BORN).await;
    assert_eq!(there.location, "/en/status#main");
    assert_eq!(phone.follow(&there).await.status, 200);
    let stopped = "contacts WHERE messages_stopped_at IS NOT NULL";
    assert_eq!(
        app.rows.count(stopped).await,
        0,
        "nobody pressed it again yet"
    );
    assert_eq!(
        phone.get("/en/status/left").await.location,
        "/en/status#main"
    );
}

#[tokio::test]
async fn a_doctor_who_asks_for_a_call_too_late_is_asked_once_and_called() {
    let app = App::start().await;
    let (mut doctor, _) = doctor_inside(&app).await;
    let page = doctor.get("/en/status").await;
    app.clock.advance(SESSION);
    let wish = [("added", "After 3 pm, O'Neill-Ибрагимова")];
    let asked = doctor.answer_form(&page, "form[action*=asks]", &wish).await;
    assert_eq!(asked.status, 403);
    assert!(asked.words("main .kept").contains("After 3 pm"));
    let sent = doctor.answer(&asked, &crate::doctor::BORN).await;
    assert_eq!(sent.location, "/en/status?said=call#main", "{}", sent.text);
    assert_eq!(app.rows.count("messages").await, 1);
}
