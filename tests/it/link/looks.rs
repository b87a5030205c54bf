//! A family sees who of us opened its request: by role and day, never by name.

use jiff::SignedDuration;

use super::{comes_back, family_inside};
use crate::support::app::App;
use crate::support::builders::a_family;

const PAGE: &str = "/en/status/looks";

#[tokio::test]
async fn who_opened_a_request_is_told_by_role_and_day() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    assert!(
        phone
            .get("/en/status")
            .await
            .has("main a[href^='/en/status/looks']")
    );
    assert!(phone.get(PAGE).await.text.contains("Nobody from our team"));
    let mut intake = app.sign_in("intake").await;
    for _ in 0..3 {
        intake.get(&sent.page()).await;
    }
    intake.get("/staff/cases").await;
    let page = phone.get(PAGE).await;
    assert_eq!(page.texts("main dt"), ["The person who takes in requests"]);
    assert_eq!(
        page.texts("main dd"),
        ["March 2, 2026"],
        "a day is told once"
    );
    assert!(!page.text.contains("Jordan"), "names are told by a person");

    for _ in 0..6 {
        app.clock.advance(SignedDuration::from_hours(24));
        app.sign_in("supervisor").await.get(&sent.page()).await;
    }
    comes_back(&app, &mut phone).await;
    let page = phone.get(PAGE).await;
    assert_eq!(page.texts("main dt").len(), 2);
    assert!(
        page.texts("main dd")[1].ends_with("and one earlier day"),
        "{:?}",
        page.texts("main dd")
    );
    assert!(
        phone
            .get("/es/status/looks")
            .await
            .text
            .contains("Quien recibe las solicitudes")
    );
    let mut stranger = app.browser();
    assert_eq!(stranger.get(PAGE).await.status, 404);
}
