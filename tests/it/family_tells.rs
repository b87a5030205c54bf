//! What a family tells of the illness, of who treats the child and of who else cares: kept as typed, read by whom it is for.

use intake_desk::domain::request::HelpKind;

use crate::family::errors;
use crate::support::app::App;
use crate::support::builders::{EMAIL, SentRequest, a_family};
use crate::support::client::Page;

#[tokio::test]
async fn every_field_takes_or_refuses_what_people_and_machines_type() {
    let app = App::start().await;
    let long = "a".repeat(1_000_000);
    let cases: [(&str, &str, &str, u16); 25] = [
        ("reach", "name", "O", 303),
        ("reach", "name", "Ana 🌻", 303),
        ("reach", "name", "محمد", 303),
        ("reach", "name", "\u{202e}ana", 422),
        ("reach", "name", "A\0na", 422),
        ("reach", "name", &long, 422),
        ("reach", "phone", "+84 24 3825 1234", 303),
        ("reach", "phone", "\u{202a}215-555-0142\u{202c}", 303),
        (
            "reach",
            "email",
            "ana@example.org\r\nBcc: x@example.org",
            422,
        ),
        ("child", "birth_year", "2030", 422),
        ("child", "birth_day", "29", 422),
        ("child", "about_age", "about 7 years", 303),
        ("child", "about_age", "seven", 422),
        ("situation", "place", "moon", 422),
        ("situation", "first_told_year", "about 2023", 303),
        ("situation", "first_told_month", "March", 422),
        ("situation", "back_year", "2031", 422),
        ("situation", "told_type", "moon", 422),
        ("treatment", "treatments", "luck", 422),
        ("treating", "doctor_phone", "ask", 422),
        ("treating", "doctor_name", "O'Neill-Ибрагимова 名前", 303),
        ("more", "other_phone", "215-555-0142", 422),
        ("more", "worry", "a\r\nb", 303),
        ("help", "kinds", "gold", 422),
        ("help", "note", "a\r\nb", 303),
    ];
    for (step, field, value, status) in cases {
        let mut browser = app.browser();
        let rest: &[(&str, &str)] = match (step, field) {
            ("reach", "name") => &[("phone", "215-555-0142")],
            ("reach", "phone") => &[("name", "Ana")],
            ("reach", _) => &[("name", "Ana"), ("phone", "215-555-0142")],
            ("child", _) => &[("by_phone", "yes")],
            _ => &[],
        };
        let fields: Vec<(&str, &str)> = rest.iter().copied().chain([(field, value)]).collect();
        let answer = browser.post(&format!("/en/family/{step}"), &fields).await;
        assert_eq!(answer.status, status, "{field} = {value:.20}");
        assert_eq!(
            status == 422,
            !errors(&answer).is_empty(),
            "{field} = {value:.20}"
        );
    }
}

/// The button asks for the boxes of one more time; what was typed so far is kept, right or wrong.
#[tokio::test]
async fn each_time_it_came_back_gets_boxes_of_its_own() {
    let app = App::start().await;
    let mut browser = app.browser();
    let page = browser.get("/en/family/situation?from=check").await;
    let typed = [
        ("happened", "came_back_more"),
        ("first_told_year", "about 2019"),
        ("back_month", "march"),
        ("back_year", "22"),
        ("add", "back"),
    ];
    let more = browser.answer(&page, &typed).await;
    assert_eq!(
        (more.status.as_u16(), more.location.as_str()),
        (303, "/en/family/situation?from=check#more")
    );
    let page = browser.get(&more.location).await;
    assert_eq!(page.value("#first_told-year"), "about 2019");
    assert_eq!(
        (page.value("#back"), page.value("#back-year")),
        ("march".into(), "22".into())
    );
    assert_eq!(page.value("#back-2"), "");
    let typed = [
        ("happened", "came_back_more"),
        ("first_told_year", "about 2019"),
        ("back_month", "march"),
        ("back_year", "22"),
        ("back_month", ""),
        ("back_year", "2030"),
    ];
    let wrong = browser.answer(&page, &typed).await;
    assert_eq!(wrong.status, 422);
    let targets = wrong.all(".errors a", |link| link.attr("href").map(str::to_owned));
    assert_eq!(
        targets.iter().flatten().collect::<Vec<_>>(),
        ["#back-year", "#back-2-year"],
        "each error leads to its own box"
    );
    let typed = typed.map(|(name, value)| match value {
        "22" => (name, "2022"),
        "2030" => (name, "2025"),
        _ => (name, value),
    });
    assert_eq!(browser.answer(&wrong, &typed).await.status, 303);
    let check = browser.get("/en/family/check").await;
    for told in ["About 2019", "March 2022\n2025"] {
        assert!(check.text.contains(told), "{told}");
    }
}

async fn a_talkative_family(app: &App) -> SentRequest {
    let own = str::to_owned;
    let mut family = a_family().asking_for(&[HelpKind::Travel]);
    let answers = &mut family.answers;
    answers.situation.first_told_year = own("about 2023");
    answers.treatment.treatments = vec![own("car_t")];
    answers.treatment.treatment_note = own("Two rounds in spring.");
    answers.treating.doctor_name = own("Dr. Okafor");
    answers.treating.may_contact = own("ask_first");
    answers.more.worry = own("Will it hurt <her>?");
    answers.more.other_name = own("Inti Quispe");
    answers.more.other_relation = own("father");
    answers.more.other_email = own("inti@example.org");
    answers.more.other_access = own("no");
    answers.more.not_share = own("My brother-in-law");
    family.sent(app).await
}

#[tokio::test]
async fn each_role_reads_of_it_what_its_work_needs() {
    let app = App::start().await;
    let sent = a_talkative_family(&app).await;
    let clinical = ["About 2023", "CAR T-cells", "Two rounds in spring."];
    let people = [
        "Dr. Okafor",
        "Will it hurt &#60;her&#62;?",
        "Inti Quispe",
        "My brother-in-law",
        "Talk with the family before you contact their doctor.",
        "The family named somebody who is not to be told.",
        "The family does not want them to follow the request",
    ];
    let reads = |page: &Page, texts: &[&str], whole: bool, who: &str| {
        for text in texts {
            assert_eq!(page.text.contains(text), whole, "{who}: {text}");
        }
    };
    let mut intake = app.sign_in("intake").await;
    let page = intake.get(&sent.page()).await;
    reads(&page, &clinical, true, "intake");
    reads(&page, &people, true, "intake");
    assert_eq!(page.texts(".panel h2")[0], "What worries them most");
    let leads = page.attr(".notice.error a", "href");
    assert_eq!(leads, format!("{}#not-to-be-told", sent.page()));
    assert!(page.words("#not-to-be-told").contains("My brother-in-law"));
    let mut social = app.sign_in("social").await;
    let page = social.get(&sent.page()).await;
    reads(&page, &clinical, false, "social worker");
    reads(&page, &people, true, "social worker");
}

#[tokio::test]
async fn another_adult_is_found_but_never_written_to_unasked() {
    let app = App::start().await;
    let sent = a_talkative_family(&app).await;
    let mut intake = app.sign_in("intake").await;
    let kept = intake.post("/staff/searches", &[("terms", "Quispe")]).await;
    let found = intake.get(&kept.location).await;
    assert_eq!(found.texts("tbody .ref"), [sent.reference.to_string()]);
    let page = sent.page();
    let taken = intake.act(&page, "assignments", &[("staff", "me")]).await;
    assert_eq!(taken.status, 303);
    for (to, text) in [("in_intake", ""), ("awaiting_information", "The letter.")] {
        let fields = [("to", to), ("what", text), ("waiting_on", "family")];
        let fields = &fields[..if text.is_empty() { 1 } else { 3 }];
        let done = intake.act(&page, "status-changes", fields).await;
        assert_eq!(done.status, 303, "{to}: {}", done.text);
    }
    app.deliver_mail().await;
    assert!(!app.mail.to(EMAIL).is_empty());
    assert!(app.mail.to("inti@example.org").is_empty());
}
