//! The family's page follows the case: its words change with the status, and fall silent after a death.

use intake_desk::domain::reference::Reference;
use intake_desk::domain::referral::{Duty, MoveDetails};
use intake_desk::domain::status::Status;
use intake_desk::usecases::case::CaseEdit;

use crate::family::{CONSENT, up_to_check};
use crate::support::app::App;

/// Moves a case as the intake specialist, from the version it has now.
async fn move_case(app: &App, reference: &Reference, to: Status, details: MoveDetails) {
    let edit = edit(app, reference).await;
    app.desk
        .move_status(&app.actor("intake"), &edit, to, details)
        .await
        .unwrap();
}

async fn edit(app: &App, reference: &Reference) -> CaseEdit {
    let case = app
        .desk
        .view_case(&app.actor("intake"), reference)
        .await
        .unwrap()
        .unwrap();
    CaseEdit {
        reference: reference.clone(),
        version: case.referral.version,
    }
}

#[tokio::test]
async fn the_familys_words_follow_the_case() {
    let app = App::start().await;
    let mut browser = app.browser();
    let check = up_to_check(&mut browser, "en").await;
    browser.answer(&check, &[CONSENT]).await;
    let page = browser.get("/en/family/sent").await;
    let reference = Reference::parse(&page.words(".ref")).unwrap();
    let take = edit(&app, &reference).await;
    app.desk
        .assign_case(
            &app.actor("intake"),
            &take,
            Duty::Owner,
            app.staff("intake"),
        )
        .await
        .unwrap();
    move_case(&app, &reference, Status::InIntake, MoveDetails::default()).await;
    let page = browser.get("/en/family/sent").await;
    assert!(
        page.text
            .contains("A person from our team has your request.")
    );
    assert_eq!(
        page.words(".steps .now"),
        "First call (now)",
        "nobody has talked with the family yet"
    );
    let hold = MoveDetails {
        text: Some("The family asked for a week.".to_owned()),
        date: Some(jiff::civil::date(2026, 3, 9)),
        ..MoveDetails::default()
    };
    move_case(&app, &reference, Status::OnHold, hold).await;
    let page = browser.get("/es/family/sent").await;
    assert!(page.text.contains("Su solicitud está en pausa por ahora."));
    assert!(
        !page.text.contains("asked for a week"),
        "staff notes stay with staff"
    );
    let last = edit(&app, &reference).await;
    app.desk
        .record_death(&app.actor("intake"), &last)
        .await
        .unwrap();
    let page = browser.get("/en/family/sent").await;
    assert_eq!(page.words("h1"), "We are so sorry");
    assert!(!page.text.contains("Pérez") && page.all(".promise, .steps", |_| ()).is_empty());
}
