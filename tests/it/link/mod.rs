//! A family comes back by its private link: from any device, after one question, and nobody else.

use intake_desk::domain::link::LEFT_OPEN;
use intake_desk::domain::request::HelpKind;
use jiff::SignedDuration;

use crate::support::app::App;
use crate::support::builders::{
    CHILD_FAMILY, CHILD_GIVEN, EMAIL, Family, PARENT, PHONE, SentRequest, a_family,
};
use crate::support::client::{Browser, Page};

mod death;
mod left;
mod looks;
mod lost;
mod replaced;
mod visit;

/// The way of a link as the newest mail to an address brings it.
pub fn link_in_mail(app: &App, address: &str) -> String {
    let mails = app.mail.to(address);
    let mail = mails.last().expect("a mail");
    let url = mail.text.lines().find(|line| line.contains("/status/"));
    let url = url.unwrap_or_else(|| panic!("no link: {}", mail.text));
    url.split_once("//")
        .and_then(|(_, rest)| rest.find('/').map(|at| rest[at..].to_owned()))
        .expect("an address")
}

async fn sent_by_mail(app: &App, family: Family) -> (SentRequest, String) {
    let sent = family.sent(app).await;
    app.deliver_mail().await;
    let link = link_in_mail(app, EMAIL);
    (sent, link)
}

/// A family that has sent its request and is in by its private link, with a browser of its own.
pub async fn family_inside(app: &App, family: Family) -> (SentRequest, Browser) {
    let (sent, link) = sent_by_mail(app, family).await;
    let mut phone = app.browser();
    let opened = answers(&mut phone, &link, &BORN).await;
    assert_eq!(opened.status, 303, "{}", opened.text);
    (sent, phone)
}

/// Opens the link of the newest mail again, after the browser's time is over.
pub async fn comes_back(app: &App, phone: &mut Browser) {
    let link = link_in_mail(app, EMAIL);
    assert_eq!(answers(phone, &link, &BORN).await.status, 303);
}

/// Presses the button of a link and answers its question.
pub async fn answers(browser: &mut Browser, link: &str, fields: &[(&str, &str)]) -> Page {
    let button = browser.get(link).await;
    let question = browser.answer(&button, &[]).await;
    assert_eq!(question.status, 200, "{}", question.text);
    browser.answer(&question, fields).await
}

const BORN: [(&str, &str); 3] = [
    ("birth_month", "March"),
    ("birth_day", "14"),
    ("birth_year", "2016"),
];
const WRONG: [(&str, &str); 3] = [
    ("birth_month", "3"),
    ("birth_day", "15"),
    ("birth_year", "2016"),
];

#[tokio::test]
async fn the_link_in_the_mail_opens_the_request_on_another_phone() {
    let app = App::start().await;
    let family = a_family().asking_for(&[HelpKind::Lodging]);
    let (sent, link) = sent_by_mail(&app, family).await;
    let mut phone = app.browser();
    let opened = answers(&mut phone, &link, &BORN).await;
    assert_eq!(
        (opened.status.as_u16(), opened.location.as_str()),
        (303, "/en/status#main"),
        "{}",
        opened.text
    );
    let page = phone.get("/en/status").await;
    assert_eq!(page.words("h1 .ref"), sent.reference.to_string());
    assert_eq!(
        page.words(".promise .when"),
        "Tuesday, March 3, by 5 pm Eastern time"
    );
    assert_eq!(page.words(".steps .now"), "Request received (now)");
    assert!(page.text.contains("A place to stay") && page.text.contains("We have your wish."));
    assert!(
        page.text.contains(PARENT) && page.text.contains(CHILD_GIVEN),
        "their own copy"
    );
    let spanish = phone.get("/es/status").await;
    assert_eq!(spanish.words(".steps .now"), "Solicitud recibida (ahora)");
    // Pressed again on the same phone, the link needs no second answer.
    let button = phone.get(&link).await;
    assert_eq!(phone.answer(&button, &[]).await.location, "/en/status#main");
    let record = "audit_events WHERE kind IN ('link_opened', 'status_seen')";
    assert_eq!(
        app.rows.count(record).await,
        3,
        "each look is on the record"
    );
}

/// Mail scanners follow links, and press no buttons.
#[tokio::test]
async fn a_scanner_sees_nothing_and_spends_nothing() {
    let app = App::start().await;
    let (_, link) = sent_by_mail(&app, a_family()).await;
    for _ in 0..20 {
        let page = app.browser().get(&link).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.header("cache-control"), "no-store");
        assert_eq!(page.header("referrer-policy"), "no-referrer");
        assert_eq!(page.header("x-robots-tag"), "noindex");
        for private in [PARENT, CHILD_GIVEN, CHILD_FAMILY, PHONE, "RL-"] {
            assert!(!page.text.contains(private), "{private}");
        }
    }
    assert_eq!(
        app.rows.count("audit_events WHERE kind LIKE 'link%'").await,
        0
    );
    let opened = answers(&mut app.browser(), &link, &BORN).await;
    assert_eq!(opened.status, 303, "it still works");
}

/// Whoever has only the link learns nothing from it: not even that it is one.
#[tokio::test]
async fn five_wrong_answers_shut_it_for_a_while_and_a_made_up_link_does_the_same() {
    let app = App::start().await;
    let (sent, link) = sent_by_mail(&app, a_family()).await;
    let made_up = format!("/en/status/{}", "A".repeat(43));
    let mut texts = Vec::new();
    for link in [&link, &made_up] {
        let token = link.rsplit('/').next().unwrap();
        let mut stranger = app.browser();
        let button = stranger.get(link).await;
        let question = stranger.answer(&button, &[]).await;
        texts.push(question.text.replace(token, ""));
        for _ in 0..5 {
            let wrong = stranger.answer(&question, &WRONG).await;
            assert_eq!(wrong.status, 422);
            texts.push(wrong.text.replace(token, ""));
        }
        let shut = stranger.answer(&question, &BORN).await;
        assert_eq!(shut.status, 429, "the right answer comes too late");
        assert!(shut.text.contains("after 10:15 am"), "{}", shut.text);
        texts.push(shut.text.replace(token, ""));
    }
    let (known, unknown) = texts.split_at(texts.len() / 2);
    assert!(known == unknown, "the two answer alike");
    let log = app
        .sign_in("supervisor")
        .await
        .get(&format!("{}/access", sent.page()))
        .await;
    assert!(log.text.contains("A private link was answered wrongly"));
    app.tick(15);
    let opened = answers(&mut app.browser(), &link, &BORN).await;
    assert_eq!(opened.status, 303, "the window is over");
}

#[tokio::test]
async fn what_is_asked_is_what_we_know() {
    let app = App::start().await;
    let mut by_phone = a_family();
    by_phone.answers.child.birth_year.clear();
    by_phone.answers.child.birth_month.clear();
    by_phone.answers.child.birth_day.clear();
    let (_, link) = sent_by_mail(&app, by_phone.clone()).await;
    let wrong = answers(&mut app.browser(), &link, &[("phone_end", "0188")]).await;
    assert_eq!(wrong.status, 422);
    let opened = answers(&mut app.browser(), &link, &[("phone_end", "01 87")]).await;
    assert_eq!(opened.status, 303);
    by_phone.answers.reach.phone.clear();
    let (_, link) = sent_by_mail(&app, by_phone).await;
    let empty = answers(&mut app.browser(), &link, &[("email", " ")]).await;
    assert_eq!(
        empty.texts(".errors a"),
        ["Enter the e-mail address that you gave us"]
    );
    let opened = answers(
        &mut app.browser(),
        &link,
        &[("email", &EMAIL.to_uppercase())],
    )
    .await;
    assert_eq!(opened.status, 303);
}

#[tokio::test]
async fn whoever_gave_a_wrong_number_reads_how_it_is_changed() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let page = phone.get("/en/status").await;
    assert!(
        page.words("#wrong")
            .contains("Write to us, or call us at 215-555-0100.")
    );
    assert!(page.has("#wrong a[href^='/en/status/talk']"));
}

#[tokio::test]
async fn a_phone_is_in_for_half_a_day_or_until_it_is_signed_out() {
    let app = App::start().await;
    let (_, link) = sent_by_mail(&app, a_family()).await;
    let mut phone = app.browser();
    answers(&mut phone, &link, &BORN).await;
    let mut other = phone.clone();
    let page = phone.get("/en/status").await;
    let out = phone
        .answer_form(&page, "form[action*=sign-out]", &[])
        .await;
    assert_eq!(out.location, "/en/status/lost?said=out#main");
    assert!(
        phone
            .get(&out.location)
            .await
            .text
            .contains("You are signed out.")
    );
    assert_eq!(
        other.get("/en/status").await.status,
        404,
        "the session itself is over"
    );
    answers(&mut phone, &link, &BORN).await;
    app.clock.advance(SignedDuration::from_hours(11));
    assert_eq!(phone.get("/en/status").await.status, 200);
    app.clock.advance(SignedDuration::from_hours(1));
    assert_eq!(phone.get("/en/status").await.status, 404);
    app.desk.purge_expired().await.unwrap();
    assert_eq!(
        app.rows.count("link_sessions").await,
        1,
        "a page left open can still be sent for a week"
    );
    app.clock.advance(LEFT_OPEN);
    app.desk.purge_expired().await.unwrap();
    assert_eq!(app.rows.count("link_sessions").await, 0);
}

/// The browser that sent the request keeps the link even where there is no address to write to.
#[tokio::test]
async fn the_confirmation_shows_the_link_to_whoever_sent_and_to_nobody_else() {
    let app = App::start().await;
    let sent = a_family().without_email().sent(&app).await;
    let page = app.browser_of(&sent).get("/en/family/sent").await;
    let path = page.attr(".private-link a", "href");
    assert!(page.words(".private-link").ends_with(&path));
    let opened = answers(&mut app.browser(), &path, &BORN).await;
    assert_eq!(opened.status, 303);
}

#[tokio::test]
async fn a_replaced_link_is_dead_at_once_with_all_it_opened() {
    let app = App::start().await;
    let (sent, old) = sent_by_mail(&app, a_family()).await;
    let mut phone = app.browser();
    answers(&mut phone, &old, &BORN).await;
    let mut social = app.sign_in("intake").await;
    let done = social.act(&sent.page(), "link-replacements", &[]).await;
    assert_eq!(done.status, 303, "{}", done.text);
    assert_eq!(phone.get("/en/status").await.status, 404);
    assert_eq!(answers(&mut app.browser(), &old, &BORN).await.status, 422);
    app.deliver_mail().await;
    let new = link_in_mail(&app, EMAIL);
    assert_ne!(new, old);
    assert_eq!(answers(&mut app.browser(), &new, &BORN).await.status, 303);
}

#[tokio::test]
async fn a_death_leaves_the_quiet_page_and_no_other() {
    let app = App::start().await;
    let (sent, link) = sent_by_mail(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let done = intake.act(&sent.page(), "deaths", &[]).await;
    assert_eq!(done.status, 303);
    let mut phone = app.browser();
    answers(&mut phone, &link, &BORN).await;
    let page = phone.get("/en/status").await;
    assert_eq!(page.words("h1"), "We are so sorry");
    assert!(!page.has(".steps") && !page.text.contains(CHILD_GIVEN));
    app.clock.advance(SignedDuration::from_hours(24 * 91));
    assert_eq!(
        answers(&mut app.browser(), &link, &BORN).await.status,
        422,
        "90 days are over"
    );
}

#[tokio::test]
async fn whoever_wants_no_more_messages_gets_none_until_they_want_them_again() {
    let app = App::start().await;
    let (sent, link) = sent_by_mail(&app, a_family()).await;
    let mut phone = app.browser();
    answers(&mut phone, &link, &BORN).await;
    let page = phone.get("/en/status").await;
    let stop = "form[action*=messages]";
    let done = phone.answer_form(&page, stop, &[]).await;
    assert_eq!(done.location, "/en/status#messages");
    let page = phone.get("/en/status").await;
    assert!(page.text.contains("We do not write to you any more"));
    let mut intake = app.sign_in("intake").await;
    intake
        .act(&sent.page(), "assignments", &[("staff", "me")])
        .await;
    intake
        .act(&sent.page(), "status-changes", &[("to", "in_intake")])
        .await;
    app.deliver_mail().await;
    assert_eq!(
        app.mail.to(EMAIL).len(),
        1,
        "the receipt, and nothing since"
    );
    let case = intake.get(&sent.page()).await;
    assert!(case.text.contains("no automatic message goes to them"));
    assert_eq!(case.texts(".timeline strong")[0], "New → In intake");
    // A link that they ask for is no message that we send of ourselves.
    let fields = [("reference", sent.reference.as_str()), ("means", EMAIL)];
    app.browser().post("/en/status/lost", &fields).await;
    app.deliver_mail().await;
    assert_eq!(app.mail.to(EMAIL).len(), 2);
    let again = phone.answer_form(&page, stop, &[]).await;
    assert_eq!(again.status, 303);
    let waiting = [
        ("to", "awaiting_information"),
        ("what", "The letter."),
        ("waiting_on", "family"),
    ];
    let moved = intake.act(&sent.page(), "status-changes", &waiting).await;
    assert_eq!(moved.status, 303, "{}", moved.text);
    app.deliver_mail().await;
    assert_eq!(app.mail.to(EMAIL).len(), 3);
}

/// A mail that was written before the wish, and waits, does not leave after it.
#[tokio::test]
async fn what_waits_for_them_is_dropped() {
    let app = App::start().await;
    let sent = a_family().sent(&app).await;
    let page = app.browser_of(&sent).get("/en/family/sent").await;
    let link = page.attr(".private-link a", "href");
    let mut phone = app.browser();
    answers(&mut phone, &link, &BORN).await;
    let page = phone.get("/en/status").await;
    for _ in 0..2 {
        phone
            .answer_form(&page, "form[action*=messages]", &[])
            .await;
    }
    app.deliver_mail().await;
    assert_eq!(app.mail.to(EMAIL).len(), 0);
    let record = "audit_events WHERE kind = 'messages_stopped'";
    assert_eq!(
        app.rows.count(record).await,
        1,
        "the same wish twice is one"
    );
}

/// A call that was promised and made shows on their page at once; nobody who was called is told to call.
#[tokio::test]
async fn once_we_have_talked_the_page_says_so_and_alarms_no_more() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family().in_intensive_care()).await;
    let before = phone.get("/en/status").await;
    assert!(before.words(".notice.error").starts_with("Call us now"));
    assert!(!before.text.contains("We talked with you"));
    let mut intake = app.sign_in("intake").await;
    let call = [("with", "family"), ("result", "reached"), ("said", "x")];
    intake.act(&sent.page(), "calls", &call).await;
    let after = phone.get("/en/status").await;
    assert!(!after.has(".notice.error"), "{}", after.text);
    let leads = after.texts("p.lead");
    assert!(leads[1].starts_with("We talked with you on "), "{leads:?}");
    let now = after.words(".steps [aria-current]");
    assert!(now.starts_with("Gathering records"), "{now}");
    let staff = intake.get(&sent.page()).await;
    assert!(staff.text.contains("and we have talked with you"));
}
