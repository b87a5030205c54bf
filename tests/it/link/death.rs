//! The family's word that the child has died: everything falls silent, and a slip is taken back.

use jiff::SignedDuration;

use super::{BORN, answers, sent_by_mail};
use crate::support::app::App;
use crate::support::builders::{CHILD_GIVEN, EMAIL, a_family};

/// Their own word is enough to silence us. The case ends only by a person, and a slip can be taken back.
#[tokio::test]
async fn a_family_tells_us_of_a_death_and_hears_nothing_more() {
    let app = App::start().await;
    let (sent, link) = sent_by_mail(&app, a_family()).await;
    let mut phone = app.browser();
    answers(&mut phone, &link, &BORN).await;
    let tell = phone.get("/en/status/death").await;
    assert_eq!(tell.words("h1"), "Tell us that your child has died");
    for _ in 0..2 {
        assert_eq!(phone.answer(&tell, &[]).await.location, "/en/status#main");
    }
    let quiet = phone.get("/en/status").await;
    assert_eq!(quiet.words("h1"), "We are so sorry");
    assert!(!quiet.has(".promise") && !quiet.text.contains(CHILD_GIVEN));
    assert_eq!(
        app.rows
            .count("audit_events WHERE kind = 'death_told'")
            .await,
        1
    );
    app.deliver_mail().await;
    let told = app
        .mail
        .all()
        .into_iter()
        .filter(|mail| mail.subject.contains("Sad news"));
    assert_eq!(
        told.count(),
        1,
        "whoever answers for it, who is the supervisor here"
    );
    let mut intake = app.sign_in("intake").await;
    let case = intake.get(&sent.page()).await;
    assert!(
        case.text
            .contains("The family told us that their child has died.")
    );
    intake
        .act(&sent.page(), "assignments", &[("staff", "me")])
        .await;
    intake
        .act(&sent.page(), "status-changes", &[("to", "in_intake")])
        .await;
    app.clock.advance(SignedDuration::from_hours(24 * 8));
    app.raise_overdue().await;
    app.deliver_mail().await;
    assert_eq!(app.mail.to(EMAIL).len(), 1, "nothing since the receipt");
    // The slip: taken back by the family, and once more by staff who have talked with them.
    answers(&mut phone, &link, &BORN).await;
    let quiet = phone.get("/en/status").await;
    phone.answer(&quiet, &[]).await;
    assert!(phone.get("/en/status").await.has(".steps"));
    let tell = phone.get("/en/status/death").await;
    phone.answer(&tell, &[]).await;
    let mut intake = app.sign_in("intake").await;
    let done = intake.act(&sent.page(), "death-mistakes", &[]).await;
    assert_eq!(done.status, 303, "{}", done.text);
    assert!(phone.get("/en/status").await.has(".steps"));
    // What staff have recorded, no button takes back.
    intake.act(&sent.page(), "deaths", &[]).await;
    phone.post("/en/status/death", &[("died", "no")]).await;
    let page = phone.get("/en/status").await;
    assert!(page.words("h1") == "We are so sorry" && !page.has("main form"));
}

/// Whoever sees only a row reads it there: nobody calls to ask how the child is.
#[tokio::test]
async fn a_told_death_stands_on_every_list_and_nobody_is_sent_to_call() {
    let app = App::start().await;
    let (sent, link) = sent_by_mail(&app, a_family()).await;
    let mut phone = app.browser();
    answers(&mut phone, &link, &BORN).await;
    let mark = "The family says the child has died";
    let next = "Record it, or say that it was a mistake";
    let mut intake = app.sign_in("intake").await;
    let before = intake.get(&sent.page()).await;
    assert!(before.words("#next-step").contains("Call the family"));
    let tell = phone.get("/en/status/death").await;
    phone.answer(&tell, &[]).await;
    for list in ["/staff", "/staff/cases"] {
        let page = intake.get(list).await;
        assert!(page.words("tbody th").contains(mark), "{list}");
        assert_eq!(page.texts("td[data-label='Next step']")[0], next, "{list}");
        assert_eq!(page.texts("td[data-label=Due]")[0], "", "{list}");
    }
    let case = intake.get(&sent.page()).await;
    assert_eq!(case.words("#next-step"), format!("Next: {next}"));
    assert_eq!(case.texts(".identity .tag")[0], mark);
    assert!(!case.texts(".facts dt").contains(&"Due".to_owned()));
    intake.act(&sent.page(), "death-mistakes", &[]).await;
    let list = intake.get("/staff/cases").await;
    assert!(!list.text.contains(mark) && list.text.contains("Call the family"));
}
