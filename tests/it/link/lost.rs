//! A link that was lost: it goes to the address on file, and who asks for it learns nothing.

use super::{BORN, answers, link_in_mail, sent_by_mail};
use crate::support::app::App;
use crate::support::builders::{EMAIL, PHONE, a_family};

#[tokio::test]
async fn it_is_written_to_the_address_on_file_whatever_is_said() {
    let app = App::start().await;
    let (sent, link) = sent_by_mail(&app, a_family()).await;
    let silent = a_family().without_email().sent(&app).await;
    let (own, other) = (sent.reference.to_string(), silent.reference.to_string());
    let mut said = Vec::new();
    for (reference, means, mails) in [
        (own.as_str(), EMAIL, 2),
        (&own.to_lowercase(), PHONE, 3),
        (&own, "somebody@example.org", 3),
        (&own, "215-555-0199", 3),
        (&other, PHONE, 3),
        ("RL-2222-222", EMAIL, 3),
    ] {
        let fields = [("reference", reference), ("means", means)];
        let answer = app.browser().post("/en/status/lost", &fields).await;
        assert_eq!(answer.status, 303, "{reference} {means}");
        said.push(app.browser().get(&answer.location).await.words("main"));
        app.deliver_mail().await;
        assert_eq!(app.mail.to(EMAIL).len(), mails, "{reference} {means}");
    }
    said.dedup();
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(link_in_mail(&app, EMAIL), link, "it is the same link");
    assert!(app.mail.naming_somebody().is_empty());
    assert_eq!(answers(&mut app.browser(), &link, &BORN).await.status, 303);
}

#[tokio::test]
async fn one_mailbox_is_not_filled_by_somebody_who_asks_again_and_again() {
    let app = App::start().await;
    let (sent, _) = sent_by_mail(&app, a_family()).await;
    let reference = sent.reference.to_string();
    for asked in 1..=6 {
        let fields = [("reference", reference.as_str()), ("means", EMAIL)];
        let answer = app.browser().post("/en/status/lost", &fields).await;
        assert_eq!(answer.status, 303, "who asks is told the same each time");
        if asked == 3 {
            app.deliver_mail().await;
            let unreadable = "UPDATE referrals SET child = '\\x00'";
            app.rows.run(unreadable).await.unwrap();
        }
    }
    app.deliver_mail().await;
    assert_eq!(
        app.mail.to(EMAIL).len(),
        1 + 3,
        "nothing is looked for then"
    );
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_is_kept() {
    let app = App::start().await;
    let fields = [("reference", "RL 12"), ("means", "")];
    let wrong = app.browser().post("/en/status/lost", &fields).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(
        wrong.texts(".errors a"),
        [
            "Enter the reference as we gave it to you, like RL-7KX2-94Q",
            "Enter the e-mail address or phone number that you gave us"
        ]
    );
    assert_eq!(wrong.value("#reference"), "RL 12");
}
