//! A visit that has a date: where to come, how to get in, what to bring, and a file for the calendar that names nobody.

use super::family_inside;
use crate::support::app::App;
use crate::support::builders::{SENTINELS, SentRequest, a_family};

/// Takes the case up to a visit on March 27, 2026, 10 in the morning where the programme is.
async fn has_a_date(app: &App, sent: &SentRequest) {
    let at = "'2026-03-27 14:00Z'";
    sent.walked_to(app, "visit_scheduled", at).await;
}

#[tokio::test]
async fn a_family_reads_where_to_come_and_takes_it_into_its_calendar() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let file = "/en/status/visit";
    assert_eq!(phone.get(file).await.status, 404, "there is no visit yet");
    has_a_date(&app, &sent).await;
    let page = phone.get("/en/status").await;
    for told in ["500 Riverside Drive", "Garage B", "insurance card"] {
        assert!(page.text.contains(told), "{told}");
    }
    assert!(page.has(&format!("main a[href='{file}']")));
    assert!(phone.get("/es/status").await.text.contains("garaje B"));

    let file = phone.get(file).await;
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert!(file.header("content-disposition").contains(".ics"));
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    assert!(text.contains("DTSTART:20260327T140000Z\r\n"));
    let title = format!("SUMMARY:Visit {}\r\n", sent.reference);
    assert!(text.contains(&title), "{}", text);
    for name in SENTINELS.iter().chain(&["leuk", "Leuk"]) {
        assert!(!text.contains(name), "others see a calendar: {name}");
    }
    let mut stranger = app.browser();
    assert_eq!(stranger.get("/en/status/visit").await.status, 404);
}

#[tokio::test]
async fn after_a_death_no_visit_is_left_to_take_along() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    has_a_date(&app, &sent).await;
    let ask = phone.get("/en/status/death").await;
    phone.answer(&ask, &[]).await;
    assert_eq!(phone.get("/en/status/visit").await.status, 404);
}
