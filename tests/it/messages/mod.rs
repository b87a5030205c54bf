//! Messages: a family writes and reads, staff answer in time or are told that they are late, and nobody else reads along.

mod staff;

use intake_desk::domain::request::HelpKind;
use jiff::SignedDuration;
use jiff::civil::datetime;

use crate::link::{comes_back, family_inside};
use crate::support::app::App;
use crate::support::builders::{EMAIL, a_family};
use crate::support::client::{Browser, Page};

const TALK: &str = "/en/status/talk";
const FEAR: &str = "Will the marrow test hurt her? 名前 O'Neill-Ибрагимова";

async fn writes(phone: &mut Browser, text: &str) -> Page {
    let page = phone.get(TALK).await;
    assert_eq!(page.status, 200, "{}", page.text);
    phone.answer(&page, &[("text", text)]).await
}

/// The page of the only thread of a case, as its page leads there.
async fn thread_of(staff: &mut Browser, case: &str) -> String {
    staff.get(case).await.attr("a[href*='/messages/']", "href")
}

#[tokio::test]
async fn a_family_asks_is_answered_in_time_and_reads_it() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let page = phone.get(TALK).await;
    assert!(
        page.text.contains("we answer on Tuesday, March 3, by 5 pm"),
        "{}",
        page.text
    );
    let written = writes(&mut phone, FEAR).await;
    let page = phone.follow(&written).await;
    assert!(page.words(".notice.ok").contains("We have your message."));
    assert_eq!(page.texts(".thread .theirs .kept"), [FEAR]);
    assert!(page.text.contains("We answer on Tuesday, March 3, by 5 pm"));
    app.deliver_mail().await;
    let mail = app.mail.to("supervisor@riverside.example.org");
    let mail = mail.last().expect("whoever answers for it is told");
    assert!(mail.subject.starts_with("New message"), "{}", mail.subject);

    let mut intake = app.sign_in("intake").await;
    let today = intake.get("/staff").await;
    assert_eq!(today.words("#unanswered"), "They wrote 1");
    let list = intake.get("/staff/cases?wrote=yes").await;
    assert!(list.text.contains(&sent.reference.to_string()));
    let case = intake.get(&sent.page()).await;
    assert!(
        case.words("#messages + ul")
            .contains("Answer Tomorrow 5:00 pm"),
        "{}",
        case.words("#messages + ul")
    );
    let path = thread_of(&mut intake, &sent.page()).await;
    app.tick(1);
    let thread = intake.get(&path).await;
    assert_eq!(thread.texts(".thread .theirs .kept"), [FEAR]);
    let answered = intake
        .answer_form(
            &thread,
            "#write ~ form",
            &[("body", "She sleeps while we do it.")],
        )
        .await;
    assert_eq!(answered.status, 303, "{}", answered.text);
    let thread = intake.follow(&answered).await;
    assert!(!thread.text.contains("They wait for an answer"));
    assert_eq!(
        intake.get("/staff").await.words("#unanswered"),
        "They wrote 0"
    );

    app.deliver_mail().await;
    let mail = app.mail.to(EMAIL);
    let mail = mail.last().expect("the family is told");
    assert!(mail.subject.starts_with("There is a message"));
    assert!(!mail.text.contains("sleeps") && mail.text.contains("/en/status/"));
    let status = phone.get("/en/status").await;
    assert!(status.text.contains("You have one new message"));
    let page = phone.get(TALK).await;
    assert_eq!(
        page.texts(".thread .kept"),
        [FEAR, "She sleeps while we do it."]
    );
    assert!(page.words(".thread .ours").contains(", our care team"));
    let status = phone.get("/en/status").await;
    assert!(!status.text.contains("new message"), "it was read");
    for (table, rows) in app.rows.dump().await {
        assert!(
            !rows.contains("marrow") && !rows.contains("sleeps"),
            "{table}"
        );
    }
}

#[tokio::test]
async fn an_answer_that_is_late_is_told_once_and_a_call_ends_the_wait() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    intake
        .act(&sent.page(), "assignments", &[("staff", "me")])
        .await;
    writes(&mut phone, FEAR).await;
    app.set_clock(datetime(2026, 3, 3, 16, 59, 0, 0));
    assert_eq!(app.desk.raise_unanswered().await.unwrap(), 0);
    app.tick(2);
    assert_eq!(app.desk.raise_unanswered().await.unwrap(), 1);
    assert_eq!(app.desk.raise_unanswered().await.unwrap(), 0, "once");
    app.deliver_mail().await;
    for who in ["intake", "supervisor"] {
        let mails = app.mail.to(&format!("{who}@riverside.example.org"));
        let late = mails
            .iter()
            .filter(|mail| mail.subject.starts_with("Answer is late"));
        assert_eq!(late.count(), 1, "{who}");
    }
    let mut intake = app.sign_in("intake").await;
    let case = intake.get(&sent.page()).await;
    assert!(
        case.words("#messages + ul").contains("Overdue"),
        "{}",
        case.words("#messages + ul")
    );
    assert!(
        case.words(".timeline")
            .contains("Answer to a message is late")
    );
    let call = [("with", "family"), ("result", "no_answer"), ("said", "")];
    intake.act(&sent.page(), "calls", &call).await;
    assert_eq!(
        intake.get("/staff").await.words("#unanswered"),
        "They wrote 1"
    );
    let call = [
        ("with", "family"),
        ("result", "reached"),
        ("said", "She sleeps while we do it."),
    ];
    intake.act(&sent.page(), "calls", &call).await;
    assert_eq!(
        intake.get("/staff").await.words("#unanswered"),
        "They wrote 0"
    );
    // A new question has a new time.
    comes_back(&app, &mut phone).await;
    writes(&mut phone, "And afterwards?").await;
    app.clock.advance(SignedDuration::from_hours(72));
    assert_eq!(app.desk.raise_unanswered().await.unwrap(), 1);
}

#[tokio::test]
async fn a_message_that_comes_twice_or_says_nothing_is_told_so_and_lost_nowhere() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    let page = phone.get(TALK).await;
    for _ in 0..2 {
        assert_eq!(phone.answer(&page, &[("text", FEAR)]).await.status, 303);
    }
    let (mut other, mut third) = (phone.clone(), phone.clone());
    let (one, two) = tokio::join!(third.post_pair(&page), other.post_pair(&page));
    assert_eq!((one, two), (303, 303));
    assert_eq!(app.rows.count("messages").await, 1);
    let empty = phone.answer(&page, &[("text", " \n ")]).await;
    assert_eq!(empty.status, 422);
    assert_eq!(empty.words("#text-error"), "Write your message");
    let long = "x".repeat(4_001);
    let refused = phone.answer(&page, &[("text", &long)]).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.value("textarea"), long, "nothing is lost");
    assert_eq!(app.rows.count("messages").await, 1);
    // The same page with other words, from another tab: another message, and nothing is dropped.
    let other = phone.answer(&page, &[("text", "One thing more.")]).await;
    assert_eq!(other.status, 303);
    assert_eq!(phone.get(TALK).await.texts(".thread .kept").len(), 2);
    let mut stranger = app.browser();
    assert_eq!(stranger.get(TALK).await.status, 404);
    assert_eq!(stranger.answer(&page, &[("text", FEAR)]).await.status, 404);
}

impl Browser {
    async fn post_pair(&mut self, page: &Page) -> u16 {
        self.answer(page, &[("text", FEAR)]).await.status.as_u16()
    }
}

#[tokio::test]
async fn whoever_stopped_our_mails_still_writes_and_after_a_death_nobody_does() {
    let app = App::start().await;
    let family = a_family().asking_for(&[HelpKind::Travel]);
    let (sent, mut phone) = family_inside(&app, family).await;
    phone.post("/en/status/messages", &[("stop", "yes")]).await;
    writes(&mut phone, FEAR).await;
    let mut intake = app.sign_in("intake").await;
    let path = thread_of(&mut intake, &sent.page()).await;
    let thread = intake.get(&path).await;
    assert!(thread.text.contains("write no more mails"));
    intake
        .answer_form(&thread, "#write ~ form", &[("body", "We call you.")])
        .await;
    app.deliver_mail().await;
    assert_eq!(app.mail.to(EMAIL).len(), 1, "the receipt");
    assert!(phone.get(TALK).await.text.contains("We call you."));

    intake.act(&sent.page(), "deaths", &[]).await;
    let page = phone.get(TALK).await;
    assert_eq!(page.status, 404, "{}", page.text);
    let thread = intake.get(&path).await;
    assert!(!thread.has("#write ~ form") && thread.text.contains("All contact"));
    let key = [
        ("key", "018f4d5e-0000-7000-8000-000000000000"),
        ("body", "Hello"),
    ];
    let refused = intake.post(&path, &key).await;
    assert_eq!(refused.status, 422);
    assert_eq!(app.rows.count("messages").await, 2);
}

/// Nobody has the case, and somebody else answers for such cases since it came.
#[tokio::test]
async fn the_fallback_owner_of_the_day_is_told() {
    let app = App::start().await;
    let (_, mut phone) = family_inside(&app, a_family()).await;
    for (is, whose) in [("false", "is_fallback_owner"), ("true", "role = 'intake'")] {
        let change = format!(
            "UPDATE staff SET is_fallback_owner = {is} WHERE id IN (SELECT id FROM staff WHERE {whose} ORDER BY id LIMIT 1)"
        );
        app.rows.run(&change).await.unwrap();
    }
    writes(&mut phone, FEAR).await;
    let told = "SELECT s.is_fallback_owner::text FROM outbox o JOIN staff s ON s.id = o.staff_id WHERE o.notice = 'staff_message_came'";
    assert_eq!(app.rows.texts(told).await, ["true"]);
}

/// A staff note is another table and another type; nothing that leaves the house ever reads it.
#[tokio::test]
async fn a_staff_note_reaches_nobody_outside() {
    const NOTE: &str = "The zebra whispers behind the curtain";
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    intake.act(&sent.page(), "notes", &[("body", NOTE)]).await;
    writes(&mut phone, FEAR).await;
    let path = thread_of(&mut intake, &sent.page()).await;
    assert!(!intake.get(&path).await.text.contains(NOTE));
    app.clock.advance(SignedDuration::from_hours(24 * 9));
    app.raise_overdue().await;
    app.desk.raise_unanswered().await.unwrap();
    app.deliver_mail().await;
    for mail in app.mail.all() {
        assert!(!mail.raw.windows(5).any(|part| part == b"zebra"));
    }
    for path in ["/en/status", TALK, "/en/status/papers", "/en/family/sent"] {
        assert!(!phone.get(path).await.text.contains("zebra"), "{path}");
    }
    let tied = "information_schema.columns WHERE table_name = 'notes' AND column_name IN ('contact_id', 'language')";
    assert_eq!(
        app.rows.count(tied).await,
        0,
        "a note has no reader outside"
    );
}
