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

#[tokio::test]
async fn a_phone_that_others_use_can_be_made_to_forget() {
    let app = App::start().await;
    let mut browser = app.browser();
    let check = up_to_check(&mut browser, "en").await;
    browser.answer(&check, &[CONSENT]).await;
    let unsent = [("name", "Somebody Else"), ("phone", "215-555-0177")];
    browser.post("/en/family/reach", &unsent).await;
    assert_eq!(app.rows.count("drafts").await, 2);
    let held = browser.clone();
    let page = browser.get("/en/family/sent").await;
    let reference = page.words(".ref");
    let gone = browser
        .answer_form(&page, "form[action*=forget]", &[])
        .await;
    assert_eq!(gone.status, 200);
    assert_eq!(gone.words("h1"), "Your answers are gone from this phone");
    assert_eq!(gone.words(".ref"), reference);
    assert!(gone.has("main a[href^=tel]") || gone.text.contains("215-555-0100"));
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
    assert_eq!(app.rows.count("drafts").await, 0);
    assert_eq!(
        app.rows.count("data_keys").await,
        2,
        "of the desk and of the case, which stays"
    );
    assert_eq!(app.rows.count("referrals").await, 1);
    for mut copy in [browser, held] {
        assert_eq!(
            copy.get("/en/family/sent").await.status,
            404,
            "for every copy"
        );
        let again = copy.post("/es/family/forget", &[]).await;
        assert_eq!(again.status, 200, "twice does no harm");
        assert_eq!(
            again.words("h1"),
            "Sus respuestas ya no están en este teléfono"
        );
        assert!(!again.has(".ref"));
        assert_eq!(copy.get("/en/family/forget").await.status, 200);
    }
}

#[tokio::test]
async fn what_was_typed_for_one_child_never_reaches_anothers_case() {
    let app = App::start().await;
    let mut phone = app.browser();
    let check = up_to_check(&mut phone, "en").await;
    let left_open = phone.get("/en/family/help").await;
    phone.answer(&check, &[CONSENT]).await;
    let again = phone.answer(&left_open, &[("note", "we moved")]).await;
    assert_eq!(again.status, 409);
    let second = up_to_check(&mut phone, "en").await;
    phone.answer(&second, &[CONSENT]).await;
    let kept = phone.answer(&again, &[]).await;
    assert_eq!(kept.status, 404);
    assert!(kept.words("main .kept").contains("we moved"));
    assert_eq!(app.rows.count("messages").await, 0);
}
