//! A paper that came under a wrong name gets its own: what was asked for under it is here then.

use super::{a_document, looked_at, sends};
use crate::link::family_inside;
use crate::support::app::App;
use crate::support::builders::a_family;
use intake_desk::domain::request::HelpKind;

#[tokio::test]
async fn a_wrongly_named_paper_settles_what_was_asked_for_under_its_own_name() {
    let app = App::start().await;
    let family = a_family().asking_for(&[HelpKind::Insurance, HelpKind::Travel]);
    let (sent, mut phone) = family_inside(&app, family).await;
    sends(&mut phone, "other", "a.pdf", &a_document()).await;
    looked_at(&app).await;
    app.tick(1);
    let mut intake = app.sign_in("intake").await;
    let here = format!("{}/papers", sent.page());
    let page = intake.get(&here).await;
    let asked = [("kinds", "pathology"), ("sender", "family")];
    intake.answer_form(&page, "#ask ~ form", &asked).await;
    let page = intake.get(&here).await;
    let form = "form[action*=paper-kinds]";
    let bare = intake.answer_form(&page, form, &[]).await;
    assert_eq!(bare.status, 422);
    assert_eq!(
        bare.texts("#errors li"),
        ["Choose a paper", "Choose what it is"]
    );
    let id = app.rows.text("SELECT id::text FROM papers").await;
    let named = [("paper", id.as_str()), ("kind", "pathology")];
    for _ in 0..2 {
        let done = intake.answer_form(&page, form, &named).await;
        assert_eq!(done.status, 303, "{}", done.text);
    }
    let event = "audit_events WHERE kind = 'paper_renamed' AND details ->> 'from' = 'other' AND details ->> 'to' = 'pathology'";
    assert_eq!(app.rows.count(event).await, 1);
    let lines = phone.get("/en/status").await.texts(".lines li");
    assert!(lines[0].ends_with("We have it"), "{lines:?}");
    let case = intake.get(&sent.page()).await;
    assert_eq!(
        case.texts(".timeline strong")[0],
        "A paper was given another name: Other paper → Pathology and flow cytometry"
    );
    // A role names nothing that it may not open, and reads nothing by giving it the name of what it may.
    let mut social = app.sign_in("social").await;
    assert!(!social.get(&here).await.has(form));
    let path = format!("{}/paper-kinds", sent.page());
    let card = [("paper", id.as_str()), ("kind", "insurance_card")];
    assert_eq!(social.post(&path, &card).await.status, 403);
    // Another case's paper is not this one's.
    let other = a_family().with_child("Li", "Wu").sent(&app).await;
    let crossed = format!("{}/paper-kinds", other.page());
    assert_eq!(intake.post(&crossed, &named).await.status, 404);
}
