//! A case waits for papers: each who has one is asked, once and in the same breath, and nobody else; going on without them is said.

use super::{a_document, looked_at, sends};
use crate::doctor::{BORN, DOCTOR_EMAIL, all, case_of, sends as refers};
use crate::link::{answers, family_inside, link_in_mail};
use crate::support::app::App;
use crate::support::builders::{EMAIL, a_family};
use crate::support::client::{Browser, Page};

const STAFF_NOTE: &str = "Their archive has moved.";
const TICK: &str = "form[action*=sent-papers]";

/// A doctor and a family who look at the same referral, and the specialist who has it.
struct Three {
    doctor: Browser,
    family: Browser,
    intake: Browser,
    case: String,
}

impl Three {
    async fn of(app: &App) -> Self {
        let case = case_of(&refers(&mut app.browser(), all()).await);
        let mut intake = app.sign_in("intake").await;
        intake.act(&case, "assignments", &[("staff", "me")]).await;
        let begun = [("to", "in_intake")];
        intake.act(&case, "status-changes", &begun).await;
        app.deliver_mail().await;
        let (mut doctor, mut family) = (app.browser(), app.browser());
        for (browser, address) in [(&mut doctor, DOCTOR_EMAIL), (&mut family, EMAIL)] {
            let opened = answers(browser, &link_in_mail(app, address), &BORN).await;
            assert_eq!(opened.status, 303, "{}", opened.text);
        }
        Self {
            doctor,
            family,
            intake,
            case,
        }
    }

    async fn moves(&mut self, to: &str, said: &[(&str, &str)]) -> Page {
        let fields: Vec<_> = [("to", to)].iter().chain(said).copied().collect();
        self.intake.act(&self.case, "status-changes", &fields).await
    }

    /// Waits for a report and a scan of the doctor, and for a card of the family.
    async fn waits(&mut self) {
        let said = [
            ("from_doctor", "mrd"),
            ("from_family", "insurance_card"),
            ("what", "MRI of March"),
            ("waiting_on", "doctor"),
            ("text", STAFF_NOTE),
        ];
        let done = self.moves("awaiting_information", &said).await;
        assert_eq!(done.status, 303, "{}", done.text);
    }
}

async fn lines(browser: &mut Browser) -> Vec<String> {
    browser.get("/en/status").await.texts(".lines li")
}

fn line_of<'a>(lines: &'a [String], name: &str) -> &'a str {
    let found = lines.iter().find(|line| line.starts_with(name));
    found.unwrap_or_else(|| panic!("no {name}: {lines:?}"))
}

#[tokio::test]
async fn what_is_waited_for_stands_on_the_page_of_each_who_has_it() {
    let app = App::start().await;
    let mut three = Three::of(&app).await;
    let (to_doctor, to_family) = (app.mail.to(DOCTOR_EMAIL).len(), app.mail.to(EMAIL).len());
    // A note among staff is nothing that anybody could send.
    let bare = [("waiting_on", "doctor"), ("text", STAFF_NOTE)];
    let refused = three.moves("awaiting_information", &bare).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.texts("#errors li"),
        ["Tick or write what is missing, of whoever has it"]
    );
    assert_eq!(refused.value("#to-awaiting_information-text"), STAFF_NOTE);
    three.waits().await;
    app.deliver_mail().await;
    for (address, before) in [(DOCTOR_EMAIL, to_doctor), (EMAIL, to_family)] {
        let mails = app.mail.to(address).split_off(before);
        assert_eq!(mails.len(), 1, "{address}: once");
        assert!(!mails[0].text.contains("MRI") && !mails[0].text.contains("MRD"));
    }
    let doctors = lines(&mut three.doctor).await;
    assert!(line_of(&doctors, "MRD report").contains("You send it"));
    assert!(line_of(&doctors, "MRI of March").contains("You send it"));
    let familys = lines(&mut three.family).await;
    assert!(line_of(&familys, "The insurance card").contains("You send it"));
    assert!(line_of(&familys, "Another paper").contains("The doctor sends it"));
    let page = three.family.get("/en/status").await;
    assert!(
        !page.text.contains("MRI"),
        "the words are for whoever sends it"
    );
    for browser in [&mut three.doctor, &mut three.family] {
        let page = browser.get("/en/status").await;
        assert!(!page.text.contains(STAFF_NOTE), "a note stays inside");
    }
    let case = three.intake.get(&three.case).await;
    assert!(case.text.contains(STAFF_NOTE));
    let asked = "Papers were asked for: MRD report; Other paper (the treating doctor sends it)";
    assert!(
        case.texts(".timeline strong")
            .iter()
            .any(|line| line == asked)
    );
    for (table, rows) in app.rows.dump().await {
        assert!(!rows.contains("MRI of March"), "{table}");
    }
    // What is asked for already is reason enough to come back to.
    three.moves("in_intake", &[]).await;
    let case = three.intake.get(&three.case).await;
    let form = case.words("#to-awaiting_information");
    assert!(form.contains("and still missing: "), "{form}");
    let again = [("waiting_on", "doctor")];
    assert_eq!(
        three.moves("awaiting_information", &again).await.status,
        303
    );
}

#[tokio::test]
async fn a_reminder_goes_to_whoever_has_still_something_to_send() {
    let app = App::start().await;
    let mut three = Three::of(&app).await;
    three.waits().await;
    app.deliver_mail().await;
    let (to_doctor, to_family) = (app.mail.to(DOCTOR_EMAIL).len(), app.mail.to(EMAIL).len());
    for _ in 0..2 {
        let page = three.doctor.get("/en/status").await;
        let said = three.doctor.answer_form(&page, TICK, &[]).await;
        assert_eq!(said.status, 400, "which one is said by the button");
        let row = page.attr(&format!("{TICK} button"), "value");
        let said = three
            .doctor
            .answer_form(&page, TICK, &[("paper", &row)])
            .await;
        assert_eq!(said.status, 303, "{}", said.text);
    }
    app.tick(60 * 24 * 8);
    app.deliver_mail().await;
    assert_eq!(
        app.mail.to(DOCTOR_EMAIL).len(),
        to_doctor,
        "both are on their way"
    );
    assert_eq!(app.mail.to(EMAIL).len(), to_family + 2);
}

#[tokio::test]
async fn a_doctor_says_of_each_paper_that_it_was_sent_and_it_is_missing_until_it_is_here() {
    let app = App::start().await;
    let mut three = Three::of(&app).await;
    three.waits().await;
    let page = three.doctor.get("/en/status").await;
    let rows = page.all(&format!("{TICK} button"), |button| {
        button.attr("value").unwrap().to_owned()
    });
    assert_eq!(rows.len(), 2, "theirs, and not the family's card");
    for _ in 0..2 {
        let fields = [("paper", rows[0].as_str())];
        let said = three.doctor.post("/en/status/sent-papers", &fields).await;
        let noted = three.doctor.follow(&said).await;
        assert!(noted.words(".notice").starts_with("We have noted it"));
    }
    let sent = "audit_events WHERE kind = 'paper_said_sent' AND actor_kind = 'doctor'";
    assert_eq!(app.rows.count(sent).await, 1, "the same word again is none");
    let said = "You told us that you sent it";
    let doctors = lines(&mut three.doctor).await;
    let told: Vec<_> = doctors.iter().filter(|line| line.contains(said)).collect();
    assert_eq!(told.len(), 1, "{doctors:?}");
    assert!(told[0].ends_with("Missing"));
    let familys = lines(&mut three.family).await;
    assert!(
        familys
            .iter()
            .any(|line| line.contains("Your doctor says it was sent"))
    );
    let papers = three.intake.get(&format!("{}/papers", three.case)).await;
    assert_eq!(
        papers.text.matches("The doctor says it was sent").count(),
        1
    );
    // Nobody says it of what is another's, and a family says it of nothing.
    let card = "SELECT id::text FROM paper_asks WHERE kind = 'insurance_card'";
    let card = app.rows.text(card).await;
    let fields = [("paper", card.as_str())];
    let theirs = three.doctor.post("/en/status/sent-papers", &fields).await;
    assert_eq!(theirs.location, "/en/status#main", "nothing was noted");
    let fields = [("paper", rows[1].as_str())];
    let (_, mut stranger) = family_inside(&app, a_family().with_child("Li", "Wu")).await;
    for browser in [&mut three.family, &mut stranger, &mut app.browser()] {
        let said = browser.post("/en/status/sent-papers", &fields).await;
        assert!(!said.location.contains("said="), "{}", said.location);
    }
    assert_eq!(app.rows.count(sent).await, 1);
}

#[tokio::test]
async fn going_on_without_what_is_missing_takes_a_tick_and_stands_on_the_record() {
    let app = App::start().await;
    let mut three = Three::of(&app).await;
    three.waits().await;
    let bare = three.moves("ready_for_review", &[]).await;
    assert_eq!(bare.status, 422);
    let label = bare.words("#to-ready_for_review");
    for name in ["MRD report", "Insurance card", "MRI of March"] {
        assert!(label.contains(name), "{label}");
    }
    let on = three.moves("ready_for_review", &[("go_on", "yes")]).await;
    assert_eq!(on.status, 303, "{}", on.text);
    let case = three.intake.get(&three.case).await;
    let line = &case.texts(".timeline strong")[0];
    assert!(
        line.contains("without: ") && line.contains("MRD report"),
        "{line}"
    );
}

#[tokio::test]
async fn two_papers_of_a_kind_are_told_apart_by_words_and_another_paper_needs_some() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let here = format!("{}/papers", sent.page());
    let page = intake.get(&here).await;
    let form = "#ask ~ form";
    let family = ("sender", "family");
    for (fields, complaint) in [
        (
            vec![("kinds", "other"), family],
            "Say which other paper is needed",
        ),
        (
            vec![
                ("kinds", "labs"),
                ("kinds", "hla"),
                ("what", "of May"),
                family,
            ],
            "Tick one paper alone where you say which one",
        ),
    ] {
        let refused = intake.answer_form(&page, form, &fields).await;
        assert_eq!(refused.status, 422);
        assert_eq!(refused.texts("#errors li"), [complaint]);
    }
    for what in ["MRI of March", "CT of April", "MRI of March"] {
        app.tick(1);
        let asked = [("kinds", "imaging"), ("what", what), family];
        let done = intake.answer_form(&page, form, &asked).await;
        assert_eq!(done.status, 303, "{}", done.text);
    }
    let court = [("kinds", "other"), ("what", "the court paper"), family];
    intake.answer_form(&page, form, &court).await;
    let told = lines(&mut phone).await;
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].contains("MRI of March") && told[1].contains("CT of April"));
    assert!(told[2].starts_with("the court paper"), "{told:?}");
    assert!(
        phone
            .get("/en/status")
            .await
            .has(".lines li span[dir=auto]")
    );
    let case = intake.get(&sent.page()).await;
    assert!(case.words("#papers ~ p").contains("CT of April"));
    app.tick(1);
    sends(&mut phone, "imaging", "a.pdf", &a_document()).await;
    looked_at(&app).await;
    let told = lines(&mut phone).await;
    assert!(told[0].ends_with("We have it"), "the oldest: {told:?}");
    assert!(told[1].ends_with("Missing"), "{told:?}");
}

#[tokio::test]
async fn why_a_paper_is_not_needed_is_said_among_staff() {
    let app = App::start().await;
    let (sent, mut phone) = family_inside(&app, a_family()).await;
    let mut intake = app.sign_in("intake").await;
    let here = format!("{}/papers", sent.page());
    let page = intake.get(&here).await;
    let asked = [("kinds", "hla"), ("sender", "family")];
    intake.answer_form(&page, "#ask ~ form", &asked).await;
    let page = intake.get(&here).await;
    let form = "form[action*=paper-asks]:has(input[name=reason])";
    let bare = intake.answer_form(&page, form, &[("reason", " ")]).await;
    assert_eq!(bare.status, 422);
    assert_eq!(
        bare.texts("#errors li"),
        ["Say in a few words why it is not needed"]
    );
    let why = [("reason", "We type it ourselves.")];
    assert_eq!(intake.answer_form(&page, form, &why).await.status, 303);
    let page = intake.get(&here).await;
    assert!(page.text.contains("We type it ourselves."));
    let seen = phone.get("/en/status").await;
    assert!(!seen.text.contains("We type it ourselves."));
    for (table, rows) in app.rows.dump().await {
        assert!(!rows.contains("We type it"), "{table}");
    }
    let mut insurance = app.sign_in("insurance").await;
    let seen = insurance.get(&here).await;
    assert!(!seen.text.contains("We type it ourselves."));
}
