//! Papers that are asked for one by one, with who will send each: the family, the doctor and staff read the same.

use image::ImageFormat;

use super::{PAPERS, a_document, a_picture, looked_at, sends, states};
use crate::link::family_inside;
use crate::support::app::App;
use crate::support::builders::{EMAIL, a_family};

#[tokio::test]
async fn what_is_asked_for_stands_on_the_page_and_a_paper_of_its_kind_settles_it() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let here = format!("{}/papers", sent.page());
    let page = intake.get(&here).await;
    let form = "#ask ~ form";
    let nothing = intake.answer_form(&page, form, &[]).await;
    assert_eq!(nothing.status, 422);
    assert_eq!(nothing.texts("#errors li").len(), 2);
    let odd = [("kinds", "tissue"), ("sender", "family")];
    let odd = intake.answer_form(&page, form, &odd).await;
    assert_eq!(odd.status, 422);
    let asked = [
        ("kinds", "pathology"),
        ("kinds", "insurance_card"),
        ("sender", "family"),
    ];
    for _ in 0..2 {
        let done = intake.answer_form(&page, form, &asked).await;
        assert_eq!(done.status, 303, "{}", done.text);
    }
    let doctors = [("kinds", "hla"), ("sender", "doctor")];
    intake.answer_form(&page, form, &doctors).await;
    app.deliver_mail().await;
    let news = app.mail.to(EMAIL);
    let news = news
        .iter()
        .filter(|mail| mail.subject.starts_with("There is news"));
    assert_eq!(news.count(), 1, "once for what was asked at a time");
    let case = intake.get(&sent.page()).await;
    assert!(
        case.words("#papers ~ p")
            .starts_with("Missing: Pathology and flow cytometry; Insurance card; HLA typing")
    );
    let lines = phone.get("/en/status").await.texts(".lines li");
    assert_eq!(lines.len(), 3, "{lines:?}");
    assert!(lines[0].contains("You send it") && lines[0].ends_with("Missing"));
    assert!(lines[2].contains("The doctor sends it"), "{lines:?}");

    sends(&mut phone, "pathology", "a.pdf", &a_document()).await;
    let lines = phone.get("/en/status").await.texts(".lines li");
    assert!(lines[0].ends_with("Missing"), "nobody looked: {lines:?}");
    looked_at(&app).await;
    let lines = phone.get("/en/status").await.texts(".lines li");
    assert!(lines[0].ends_with("We have it"), "{lines:?}");
    let page = intake.get(&here).await;
    let settle = "form[action*=paper-asks]";
    let path = page.attr(settle, "action");
    for _ in 0..2 {
        let done = intake
            .post(
                &path,
                &[("state", "not_needed"), ("reason", "done anew here")],
            )
            .await;
        assert_eq!(done.status, 303);
    }
    let lines = phone.get("/en/status").await.texts(".lines li");
    assert_eq!(lines.len(), 2, "what is not needed is left out: {lines:?}");
    let settled = "audit_events WHERE kind = 'paper_ask_settled'";
    assert_eq!(app.rows.count(settled).await, 1);
    assert_eq!(intake.post(&path, &[("state", "burnt")]).await.status, 400);
    assert_eq!(phone.get(PAPERS).await.status, 200);
    // Another case's ask is not changed by this case's address.
    let other = a_family().with_child("Ana", "Ruiz").sent(&app).await;
    let crossed = path.replace(&sent.reference.to_string(), &other.reference.to_string());
    intake.post(&crossed, &[("state", "received")]).await;
    assert_eq!(app.rows.count(settled).await, 1);
}

#[tokio::test]
async fn a_paper_that_is_refused_is_missing_still_and_its_owner_is_told() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let page = intake.get(&format!("{}/papers", sent.page())).await;
    let asked = [("kinds", "pathology"), ("sender", "family")];
    intake.answer_form(&page, "#ask ~ form", &asked).await;
    let whole = a_picture(ImageFormat::Png);
    let broken = &whole[..whole.len() - 20];
    for name in ["half.png", "half again.png"] {
        app.tick(1);
        sends(&mut phone, "pathology", name, broken).await;
    }
    looked_at(&app).await;
    assert_eq!(states(&app).await, ["unreadable"; 2]);
    let lines = phone.get("/en/status").await.texts(".lines li");
    assert!(lines[0].ends_with("Missing"), "{lines:?}");
    let case = intake.get(&sent.page()).await;
    assert!(
        case.words("#papers ~ p")
            .starts_with("Missing: Pathology and flow cytometry"),
        "{}",
        case.words("#papers ~ p")
    );
    app.deliver_mail().await;
    let mails = app.mail.to("supervisor@riverside.example.org");
    let told = mails
        .iter()
        .filter(|mail| mail.subject.starts_with("A paper was refused"));
    assert_eq!(told.count(), 1, "once for both");
    // One that opens settles it.
    sends(&mut phone, "pathology", "a.pdf", &a_document()).await;
    looked_at(&app).await;
    let lines = phone.get("/en/status").await.texts(".lines li");
    assert!(lines[0].ends_with("We have it"), "{lines:?}");
}
