//! Two questions after the visit: for those who came, once, and never after a death or a decline.

use jiff::SignedDuration;

use crate::link::{comes_back, family_inside};
use crate::support::app::App;
use crate::support::builders::{EMAIL, SentRequest, a_family};

const PAGE: &str = "/en/status/feedback";

/// Ends the case of somebody who was seen.
async fn seen_and_closed(app: &App, sent: &SentRequest, outcome: &str) {
    sent.walked_to(app, "seen", "received_at").await;
    let mut supervisor = app.sign_in("supervisor").await;
    let closed = supervisor
        .act(
            &sent.page(),
            "status-changes",
            &[("to", "closed"), ("outcome", outcome)],
        )
        .await;
    assert_eq!(closed.status, 303, "{}", closed.text);
}

async fn asked_by_mail(app: &App) -> usize {
    app.clock.advance(SignedDuration::from_hours(24 * 15));
    app.deliver_mail().await;
    let mails = app.mail.to(EMAIL);
    let asked = mails
        .iter()
        .filter(|mail| mail.subject.starts_with("Two questions"));
    asked.count()
}

#[tokio::test]
async fn who_came_is_asked_once_and_staff_read_it() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    assert_eq!(phone.get(PAGE).await.status, 404, "not before the visit");
    seen_and_closed(&app, &sent, "evaluated_back_to_local").await;
    assert_eq!(asked_by_mail(&app).await, 1);
    comes_back(&app, &mut phone).await;
    let status = phone.get("/en/status").await;
    assert!(status.text.contains("Two questions for you"));
    let page = phone.get(PAGE).await;
    let none = phone.answer(&page, &[("better", "x")]).await;
    assert_eq!(none.status, 422);
    assert_eq!(none.words("#knew-error"), "Choose one of the answers");
    assert_eq!(none.value("textarea"), "x", "nothing is lost");
    let long = "x".repeat(2_001);
    let refused = phone
        .answer(&page, &[("knew", "no"), ("better", &long)])
        .await;
    assert_eq!(refused.status, 422);
    let fields = [("knew", "partly"), ("better", "Call sooner, 名前.")];
    for _ in 0..2 {
        let given = phone.answer(&page, &fields).await;
        assert_eq!(given.location, "/en/status?said=thanks#main");
    }
    assert_eq!(app.rows.count("feedback").await, 1);
    let mut intake = app.sign_in("intake").await;
    let case = intake.get(&sent.page()).await;
    assert!(case.text.contains("Call sooner, 名前."));
    assert!(case.text.contains("Knew only sometimes what comes next"));
    for (table, rows) in app.rows.dump().await {
        assert!(!rows.contains("sooner"), "{table}");
    }
    assert_eq!(app.browser().get(PAGE).await.status, 404);
}

#[tokio::test]
async fn nobody_is_asked_after_a_death_or_a_decline() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    seen_and_closed(&app, &sent, "evaluated_treating_here").await;
    let mut intake = app.sign_in("intake").await;
    intake.act(&sent.page(), "deaths", &[]).await;
    assert_eq!(asked_by_mail(&app).await, 0);
    comes_back(&app, &mut phone).await;
    assert_eq!(phone.get(PAGE).await.status, 404);
    let answer = phone.post(PAGE, &[("knew", "yes")]).await;
    assert_eq!(answer.status, 404);

    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    seen_and_closed(&app, &sent, "family_chose_otherwise").await;
    assert_eq!(asked_by_mail(&app).await, 0);
    comes_back(&app, &mut phone).await;
    assert_eq!(phone.get(PAGE).await.status, 404);
    assert_eq!(app.rows.count("feedback").await, 0);
}
