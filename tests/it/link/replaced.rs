//! A phone or a mailbox was lost: staff replace the links, and whoever holds the old things sees nothing.

use super::{BORN, answers, family_inside, link_in_mail, sent_by_mail};
use crate::support::app::App;
use crate::support::builders::{CHILD_GIVEN, EMAIL, PARENT, a_call, a_family};

#[tokio::test]
async fn the_phone_that_sent_shows_neither_answers_nor_link_once_links_are_replaced() {
    let app = App::start().await;
    let mut lost = app.browser();
    let sent = a_family().walks_and_sends(&mut lost).await;
    assert!(sent.text.contains(PARENT) && sent.has(".private-link"));
    let reference = sent.words(".ref");
    let case = format!("/staff/cases/{reference}");
    let mut intake = app.sign_in("intake").await;
    let asks = intake.get(&case).await.words("#links form");
    assert!(
        asks.contains("goes to the e-mail address that we have"),
        "{asks}"
    );
    intake.act(&case, "link-replacements", &[]).await;
    let page = lost.get("/en/family/sent").await;
    assert_eq!(page.status, 404);
    assert_eq!(page.words("h1"), "There is nothing to show here");
    assert!(page.words("main").contains("call us at"), "{}", page.text);
    for of_them in [PARENT, CHILD_GIVEN, "/en/status/", reference.as_str()] {
        assert!(!page.text.contains(of_them), "{of_them}");
    }
    assert_eq!(app.rows.count("drafts").await, 0);
    app.deliver_mail().await;
    let new = link_in_mail(&app, EMAIL);
    assert_eq!(answers(&mut app.browser(), &new, &BORN).await.status, 303);
}

/// The form of "Just call me" can be sent again as it is; the first time, that leads to the confirmation.
#[tokio::test]
async fn the_same_form_sent_again_does_not_open_what_was_shut() {
    let app = App::start().await;
    let call = a_call();
    let fields = [
        ("submission_key", call.submission_key.as_str()),
        ("name", &call.name),
        ("phone", &call.phone),
    ];
    let mut lost = app.browser();
    for _ in 0..2 {
        let sent = lost.post("/en/call-me", &fields).await;
        let page = lost.follow(&sent).await;
        assert!(page.text.contains(PARENT), "{}", page.text);
    }
    let reference = lost.get("/en/family/sent").await.words(".ref");
    let case = format!("/staff/cases/{reference}");
    let mut intake = app.sign_in("intake").await;
    let asks = intake.get(&case).await.words("#links form");
    assert!(asks.contains("Nobody gets the new one"), "{asks}");
    intake.act(&case, "link-replacements", &[]).await;
    let other = [fields[0], ("name", "Somebody else"), fields[2]];
    for fields in [&fields, &other] {
        let sent = lost.post("/en/call-me", fields).await;
        assert!(!sent.text.contains(&reference) && !sent.text.contains(PARENT));
        assert_eq!(lost.get("/en/family/sent").await.status, 404);
    }
}

#[tokio::test]
async fn another_familys_phone_shows_its_own_as_before() {
    let app = App::start().await;
    let (sent, _) = sent_by_mail(&app, a_family()).await;
    let other = a_family().with_child("Ana", "Ruiz").sent(&app).await;
    let mut intake = app.sign_in("intake").await;
    intake.act(&sent.page(), "link-replacements", &[]).await;
    let page = app.browser_of(&other).get("/en/family/sent").await;
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn who_wants_no_mails_gets_the_new_link_only_once_they_ask_for_it() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    phone.post("/en/status/messages", &[("stop", "yes")]).await;
    let mut intake = app.sign_in("intake").await;
    let asks = intake.get(&sent.page()).await.words("#links form");
    assert!(asks.contains("Nobody gets the new one"), "{asks}");
    intake.act(&sent.page(), "link-replacements", &[]).await;
    app.deliver_mail().await;
    assert_eq!(app.mail.to(EMAIL).len(), 1, "the receipt");
    let reference = sent.reference.to_string();
    let lost = [("reference", reference.as_str()), ("means", EMAIL)];
    app.browser().post("/en/status/lost", &lost).await;
    app.deliver_mail().await;
    let mails = app.mail.to(EMAIL);
    assert_eq!(mails.len(), 2);
    assert!(
        mails
            .iter()
            .all(|mail| !mail.text.contains("Somebody asked"))
    );
    let new = link_in_mail(&app, EMAIL);
    assert_eq!(answers(&mut app.browser(), &new, &BORN).await.status, 303);
}
