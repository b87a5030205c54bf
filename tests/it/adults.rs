//! Two adults who care for one child: each with an own link, language and thread, and only as staff share.

use crate::link::{answers, family_inside, link_in_mail};
use intake_desk::usecases::SendOutcome;

use crate::support::app::App;
use crate::support::builders::{EMAIL, PARENT, a_call, a_family, sent_call};
use crate::support::client::{Browser, Page};
use intake_desk::support::words::Language;

const FATHER: &str = "inti@quispe.example.org";
const BORN: [(&str, &str); 3] = [
    ("birth_month", "marzo"),
    ("birth_day", "14"),
    ("birth_year", "2016"),
];

/// Adds the father, who reads Spanish; returns the address of his page.
async fn adds_the_father(staff: &mut Browser, case: &str) -> String {
    let page = staff.get(&format!("{case}/people/new")).await;
    assert_eq!(page.status, 200, "{}", page.text);
    let fields = [
        ("person_name", "Inti Quispe Ибрагимов"),
        ("relation", "father"),
        ("person_phone", "814-555-0171"),
        ("person_email", FATHER),
        ("language", "es"),
        ("voicemail", "no"),
    ];
    let added = staff.answer(&page, &fields).await;
    assert_eq!(added.status, 303, "{}", added.text);
    let people = staff
        .get(case)
        .await
        .all("#contacts ~ ul a[href*='/people/']", |link| {
            link.attr("href").unwrap_or_default().to_owned()
        });
    people.last().expect("his page").clone()
}

async fn shares(staff: &mut Browser, person: &str, fields: &[(&str, &str)]) -> Page {
    let page = staff.get(person).await;
    staff
        .answer_form(&page, "form[action*=shares]", fields)
        .await
}

#[tokio::test]
async fn the_other_parent_follows_on_a_page_of_his_own_until_staff_take_it_back() {
    let app = App::start().await;
    let (sent, mut mother) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let person = adds_the_father(&mut intake, &sent.page()).await;
    app.deliver_mail().await;
    assert!(
        app.mail.to(FATHER).is_empty(),
        "nothing before it is shared"
    );
    let case = intake.get(&sent.page()).await;
    assert!(case.text.contains("the case is not shared with them"));
    assert_eq!(case.texts("#messages ~ ul a").len(), 1, "no thread yet");

    let refused = shares(&mut intake, &person, &[]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text.contains("Tick the box once you have talked"));
    let shared = shares(&mut intake, &person, &[("agreed", "yes")]).await;
    assert_eq!(shared.status, 303, "{}", shared.text);
    app.deliver_mail().await;
    let link = link_in_mail(&app, FATHER);
    assert!(link.starts_with("/es/status/"), "in his language");
    let mut father = app.browser();
    let opened = answers(&mut father, &link, &BORN).await;
    assert_eq!(opened.status, 303, "{}", opened.text);
    let page = father.get("/es/status").await;
    assert_eq!(page.words("h1 .ref"), sent.reference.to_string());
    assert!(
        !page.text.contains(PARENT),
        "what she wrote is not his to read"
    );
    assert!(page.text.contains("Otro adulto de la familia"));
    let page = mother.get("/en/status").await;
    assert!(page.text.contains("Another adult of the family"));

    // Threads are apart.
    let talk = mother.get("/en/status/talk").await;
    mother
        .answer(&talk, &[("text", "Only for you: I am afraid.")])
        .await;
    let talk = father.get("/es/status/talk").await;
    assert!(!talk.text.contains("afraid"));
    father
        .answer(&talk, &[("text", "¿Cuándo es la cita?")])
        .await;
    assert!(!mother.get("/en/status/talk").await.text.contains("cita"));
    // Papers too.
    let papers = father.get("/es/status/papers").await;
    assert_eq!(papers.status, 200);

    // News goes to both, each in their language.
    intake
        .act(&sent.page(), "assignments", &[("staff", "me")])
        .await;
    intake
        .act(&sent.page(), "status-changes", &[("to", "in_intake")])
        .await;
    app.deliver_mail().await;
    let news = app.mail.to(FATHER);
    assert!(
        news.last().unwrap().subject.starts_with("Hay novedades"),
        "{}",
        news.last().unwrap().subject
    );

    let limited = shares(&mut intake, &person, &[]).await;
    assert_eq!(limited.status, 303);
    assert_eq!(father.get("/es/status").await.status, 404, "at once");
    assert_eq!(answers(&mut app.browser(), &link, &BORN).await.status, 422);
    assert_eq!(mother.get("/en/status").await.status, 200, "she keeps hers");
    // Shared again, the old link stays dead.
    shares(&mut intake, &person, &[("agreed", "yes")]).await;
    assert_eq!(answers(&mut app.browser(), &link, &BORN).await.status, 422);
    app.deliver_mail().await;
    let new = link_in_mail(&app, FATHER);
    assert_ne!(new, link);
    assert_eq!(answers(&mut father, &new, &BORN).await.status, 303);
}

#[tokio::test]
async fn whoever_stops_our_mails_stops_their_own_alone() {
    let app = App::start().await;
    let (sent, mut mother) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let person = adds_the_father(&mut intake, &sent.page()).await;
    shares(&mut intake, &person, &[("agreed", "yes")]).await;
    mother.post("/en/status/messages", &[("stop", "yes")]).await;
    intake
        .act(&sent.page(), "assignments", &[("staff", "me")])
        .await;
    intake
        .act(&sent.page(), "status-changes", &[("to", "in_intake")])
        .await;
    app.deliver_mail().await;
    assert_eq!(app.mail.to(EMAIL).len(), 1, "the receipt");
    assert_eq!(app.mail.to(FATHER).len(), 2, "the link and the news");
}

#[tokio::test]
async fn what_is_corrected_is_used_and_found() {
    let app = App::start().await;
    let sent = sent_call(&app, a_call(), Language::En).await;
    let mut intake = app.sign_in("intake").await;
    let case = intake.get(&sent.page()).await;
    assert!(
        case.words("h1").starts_with("Ask for"),
        "{}",
        case.words("h1")
    );
    let form = intake.get(&format!("{}/child", sent.page())).await;
    let wrong = [("given", ""), ("birth_month", "13"), ("birth_year", "2016")];
    let refused = intake.answer(&form, &wrong).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.texts("#errors li").len(), 2, "{}", refused.text);
    let told = [
        ("given", "Aiyana"),
        ("family", "Ñandú-O'Neil"),
        ("birth_month", "3"),
        ("birth_day", "14"),
        ("birth_year", "2016"),
    ];
    let saved = intake.answer(&form, &told).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    let case = intake.follow(&saved).await;
    assert_eq!(case.words("h1"), "Aiyana Ñandú-O'Neil, 9 years");
    // The form that was open meanwhile is told so, with what was typed.
    let late = intake.answer(&form, &told).await;
    assert_eq!(late.status, 409);
    assert_eq!(late.value("input[name=given]"), "Aiyana");
    let search = [("terms", "nandu")];
    let found = intake.post("/staff/searches", &search).await;
    let list = intake.follow(&found).await;
    assert!(
        list.text.contains(&sent.reference.to_string()),
        "{}",
        list.text
    );

    let person = case.attr("#contacts ~ ul a[href*='/people/']", "href");
    let page = intake.get(&person).await;
    let fields = [
        ("person_name", "Rosa Quispe"),
        ("relation", "mother"),
        ("person_phone", "12"),
        ("person_email", "rosa@"),
        ("language", "fr"),
        ("voicemail", "maybe"),
    ];
    let refused = intake.answer_form(&page, "#known ~ form", &fields).await;
    assert_eq!(refused.status, 422);
    assert_eq!(refused.texts("#errors li").len(), 4, "{}", refused.text);
    assert_eq!(refused.value("input[name=person_email]"), "rosa@");
    let fields = [
        ("person_name", "Rosa Quispe"),
        ("relation", "mother"),
        ("person_phone", "814-555-0133"),
        ("person_email", "rosa@quispe.example.org"),
        ("language", "es"),
        ("voicemail", "yes"),
    ];
    let saved = intake.answer_form(&page, "#known ~ form", &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    intake.act(&sent.page(), "link-replacements", &[]).await;
    app.deliver_mail().await;
    let link = link_in_mail(&app, "rosa@quispe.example.org");
    let mut phone = app.browser();
    assert_eq!(answers(&mut phone, &link, &BORN).await.status, 303);
    for (table, rows) in app.rows.dump().await {
        assert!(
            !rows.contains("Quispe") && !rows.contains("Aiyana"),
            "{table}"
        );
    }
}

#[tokio::test]
async fn the_sender_is_not_shut_out_and_other_cases_people_are_not_found() {
    let app = App::start().await;
    let (sent, mut mother) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let case = intake.get(&sent.page()).await;
    let person = case.attr("#contacts ~ ul a[href*='/people/']", "href");
    assert!(!intake.get(&person).await.has("form[action*=shares]"));
    let version = case.attr("input[name=version]", "value");
    let refused = intake
        .post(
            &format!("{person}/shares"),
            &[("version", &version), ("share", "no")],
        )
        .await;
    assert_eq!(refused.status, 409, "{}", refused.text);
    assert_eq!(mother.get("/en/status").await.status, 200);
    let other = a_family().with_child("Ana", "Ruiz").sent(&app).await;
    let id = person.rsplit('/').next().unwrap();
    let crossed = format!("{}/people/{id}", other.page());
    assert_eq!(intake.get(&crossed).await.status, 404);
    let fields = [
        ("version", version.as_str()),
        ("person_name", "Somebody"),
        ("language", "en"),
    ];
    assert_eq!(intake.post(&crossed, &fields).await.status, 404);
    for number in 0..11 {
        let page = intake.get(&format!("{}/people/new", sent.page())).await;
        let name = format!("Person {}", char::from(b'A' + number));
        let added = intake
            .answer(&page, &[("person_name", &name), ("language", "en")])
            .await;
        assert_eq!(added.status, 303, "{}", added.text);
    }
    let page = intake.get(&format!("{}/people/new", sent.page())).await;
    let full = intake
        .answer(&page, &[("person_name", "One More"), ("language", "en")])
        .await;
    assert_eq!(full.status, 409);
    assert!(full.text.contains("too many people"));
}

/// Who was called is the family's own adult; the other one has a thread of his own, and has heard nothing.
#[tokio::test]
async fn a_call_with_the_mother_answers_her_and_not_the_father() {
    const WAITS: &str = "SELECT c.kind || ' ' || t.unanswered_since FROM threads t JOIN contacts c ON c.id = t.contact_id
         WHERE t.unanswered_since IS NOT NULL";
    let app = App::start().await;
    let (sent, mut mother) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let person = adds_the_father(&mut intake, &sent.page()).await;
    shares(&mut intake, &person, &[("agreed", "yes")]).await;
    app.deliver_mail().await;
    let mut father = app.browser();
    answers(&mut father, &link_in_mail(&app, FATHER), &BORN).await;
    let talk = father.get("/es/status/talk").await;
    father
        .answer(&talk, &[("text", "¿Cuándo es la cita?")])
        .await;
    let his = app.rows.texts(WAITS).await;
    let talk = mother.get("/en/status/talk").await;
    mother.answer(&talk, &[("text", "Will it hurt?")]).await;
    let call = [
        ("with", "family"),
        ("result", "reached"),
        ("said", "She sleeps while we do it."),
    ];
    app.tick(1);
    intake.act(&sent.page(), "calls", &call).await;
    assert_eq!(app.rows.texts(WAITS).await, his, "he was not called");

    // What she writes while the call is written down was not talked about.
    for text in ["And afterwards?", "39.5 fever"] {
        let talk = mother.get("/en/status/talk").await;
        mother.answer(&talk, &[("text", text)]).await;
    }
    let later = "UPDATE messages SET written_at = written_at + interval '1 minute'
         WHERE id = (SELECT id FROM messages ORDER BY written_at DESC, id DESC LIMIT 1)";
    app.rows.run(later).await.unwrap();
    intake.act(&sent.page(), "calls", &call).await;
    let hers =
        "threads t JOIN contacts c ON c.id = t.contact_id JOIN messages m ON m.contact_id = c.id
         WHERE c.kind <> 'other_adult' AND t.unanswered_since = m.written_at
           AND m.written_at = (SELECT max(written_at) FROM messages)";
    assert_eq!(app.rows.count(hers).await, 1);
    app.tick(2);
    intake.act(&sent.page(), "calls", &call).await;
    assert_eq!(app.rows.texts(WAITS).await, his, "only he waits");
}

/// A mail to him that came back is his: that she was reached does not make up for it, and his name stands in the notice.
#[tokio::test]
async fn a_mail_to_the_father_that_came_back_calls_for_the_father() {
    let app = App::start().await;
    let (sent, _) = family_inside(&app, a_family()).await;
    app.deliver_mail().await;
    let mut intake = app.sign_in("intake").await;
    let person = adds_the_father(&mut intake, &sent.page()).await;
    shares(&mut intake, &person, &[("agreed", "yes")]).await;
    let mails = app.desk.claim_mail(9).await.unwrap();
    let his = mails.iter().find(|mail| mail.to_address == FATHER);
    let reply = "550 5.1.1 no such user".to_owned();
    let refused = SendOutcome::Permanent { reply };
    app.desk.settle_mail(his.unwrap(), refused).await.unwrap();
    for (with, asked) in [("", true), ("family", true), ("someone_else", false)] {
        if !with.is_empty() {
            let call = [("with", with), ("result", "reached"), ("said", "x")];
            let done = intake.act(&sent.page(), "calls", &call).await;
            assert_eq!(done.status, 303, "{}", done.text);
        }
        let page = intake.get(&sent.page()).await;
        let notices = page.texts(".notice.error").join(" ");
        let says = notices.contains("A mail to the other adult could not be delivered");
        assert_eq!(says, asked, "{with}: {notices}");
        assert_eq!(notices.contains("Phone them: "), asked, "{with}: {notices}");
        let today = intake.get("/staff").await;
        assert_eq!(today.has(".mail-alarm"), asked, "{with}");
    }
}
