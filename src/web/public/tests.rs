//! Every public page, drawn from samples in each language: one heading, labelled controls, nothing inline.

use axum::body::to_bytes;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::{Date, date};
use jiff::{Timestamp, Zoned};
use scraper::{ElementRef, Html, Selector};

use super::call_me::CallMePage;
use super::family::check::CheckPage;
use super::family::steps;
use super::feedback::{FeedbackForm, FeedbackPage};
use super::frame::Place;
use super::sent::{AgainPage, NothingSentPage, PrivateLink, QuietPage, Reply, SentFacts, SentPage};
use super::start::{ChoosePage, StartPage};
use super::summary;
use crate::domain::person::ParseError;
use crate::domain::reference::Reference;
use crate::domain::request::{
    Answers, Asker, CallMeForm, DraftKind, FamilyRequest, FieldErrors, Step,
};
use crate::domain::status::{Decision, Status};
use crate::support::words::{Language, Words};
use crate::web::page;
use crate::web::shell::{ProgrammeFacts, PublicShell};

const ZONE: &str = "America/New_York";

fn shell(language: Language) -> PublicShell {
    PublicShell {
        words: Words::of(language),
        programme: ProgrammeFacts {
            name: "Riverside Children's Hospital".to_owned(),
            phone: "215-555-0100".to_owned(),
            phone_href: "tel:+12155550100".to_owned(),
            physician_phone: "215-555-0199".to_owned(),
            physician_phone_href: "tel:+12155550199".to_owned(),
            hours: "Monday to Friday, 8 am to 5 pm".to_owned(),
            out_of_hours: "At other hours, the doctor on call answers.".to_owned(),
        },
        path_here: "/here".to_owned(),
        other_language_path: "/there".to_owned(),
        asset_css: "/static/app.css".to_owned(),
        asset_js: "/static/app.js".to_owned(),
        asset_icon: "/static/icon.svg".to_owned(),
        demo: true,
        for_doctors: false,
    }
}

fn moment(day: Date, hour: i8) -> Zoned {
    day.at(hour, 14, 0, 0).in_tz(ZONE).unwrap()
}

fn place(step: Step, asker: Asker) -> Place {
    Place {
        step,
        asker,
        from_check: false,
        saved_at: Some(moment(date(2026, 3, 2), 14)),
        now: moment(date(2026, 3, 2), 15),
        urgent: true,
        mark: Some("0a1b2c3d".to_owned()),
        seen: "c2VlbgA".to_owned(),
        sent_before: true,
    }
}

/// Answers with something wrong, or something typed, on every page.
fn answers(asker: Asker) -> Answers {
    let mut answers = Answers::default();
    answers.reach.asker = asker.code().to_owned();
    answers.reach.name = "<b>Zaphira</b> & \"Q\"".to_owned();
    answers.reach.phone = "call me".to_owned();
    answers.reach.email = "nowhere".to_owned();
    answers.reach.best_way = "pigeon".to_owned();
    answers.language.spoken = "other".to_owned();
    answers.language.spoken_other = "Mixteco\0".to_owned();
    answers.child.birth_day = "27".to_owned();
    answers.child.birth_year = "2016".to_owned();
    answers.relationship.relation = "king".to_owned();
    answers.situation.happened = "war".to_owned();
    answers.situation.place = "intensive_care".to_owned();
    answers.help.kinds = vec!["travel".to_owned(), "gold".to_owned()];
    answers.help.note = "x".repeat(501);
    answers
}

fn facts(status: Status, days: i8) -> SentFacts {
    SentFacts {
        reference: "RL-7KX2-94Q".to_owned(),
        status,
        asker: Asker::Family,
        intensive_care: true,
        decision: Some(Decision::OfferEvaluation),
        visit: Some(moment(date(2026, 3, 20), 9)),
        first_call_done: true,
        talked: None,
        missed: None,
        promise: status.is_open().then(|| moment(date(2026, 3, 3), 17)),
        received_at: moment(date(2026, 3, 2), 14),
        now: moment(date(2026, 3, days), 15),
        reply: if days == 2 {
            Reply::Call
        } else {
            Reply::Writing
        },
        asked_help: true,
        link: Some(PrivateLink {
            path: "/en/status/x".to_owned(),
            url: "https://desk.example.org/en/status/x".to_owned(),
            takes_papers: true,
        }),
    }
}

fn sent(language: Language, status: Status, days: i8) -> Response {
    let facts = facts(status, days);
    let words = Words::of(language);
    let sections = summary::family(words, &answers(Asker::Family), date(2026, 3, 2), false);
    page::render(
        StatusCode::OK,
        &SentPage::new(shell(language), facts, ZONE, sections),
    )
}

fn questions(language: Language) -> Vec<(String, Response)> {
    let mut pages = Vec::new();
    for asker in [Asker::Family, Asker::Patient] {
        let answers = answers(asker);
        let refused = FamilyRequest::parse(&answers, date(2026, 3, 2)).unwrap_err();
        for step in Step::path(asker).filter(|step| *step != Step::Check) {
            let none = FieldErrors::default();
            let errors = refused
                .iter()
                .find(|(wrong, _)| *wrong == step)
                .map_or(&none, |(_, errors)| errors);
            let page = steps::render(
                StatusCode::OK,
                shell(language),
                &place(step, asker),
                &answers,
                errors,
            );
            pages.push((format!("{} of {}", step.code(), asker.code()), page));
        }
        let check = CheckPage::new(
            shell(language),
            &place(Step::Check, asker),
            &answers,
            "key",
            &refused,
        );
        pages.push((
            format!("check of {}", asker.code()),
            page::render(StatusCode::OK, &check),
        ));
    }
    pages
}

fn others(language: Language) -> Vec<(String, Response)> {
    let words = Words::of(language);
    let title_es = Words::of(Language::Es).text("choose-title");
    let form = CallMeForm {
        phone: "x".to_owned(),
        ..CallMeForm::default()
    };
    let errors = form.parse().unwrap_err();
    let first = Reference::parse("RL-7KX2-94Q").unwrap();
    let again = AgainPage::new(
        shell(language),
        DraftKind::Family,
        Some((first, Timestamp::UNIX_EPOCH)),
        summary::call_me(words, &form),
        Timestamp::UNIX_EPOCH,
    );
    let ok = StatusCode::OK;
    let mut pages = vec![
        (
            "choose".to_owned(),
            page::render(
                ok,
                &ChoosePage {
                    shell: shell(language),
                    title_es,
                },
            ),
        ),
        (
            "start".to_owned(),
            page::render(
                ok,
                &StartPage {
                    shell: shell(language),
                },
            ),
        ),
        (
            "call-me".to_owned(),
            page::render(ok, &CallMePage::new(shell(language), form, &errors)),
        ),
        (
            "nothing".to_owned(),
            page::render(
                ok,
                &NothingSentPage {
                    shell: shell(language),
                },
            ),
        ),
        (
            "quiet".to_owned(),
            page::render(
                ok,
                &QuietPage {
                    shell: shell(language),
                },
            ),
        ),
        ("again".to_owned(), page::render(ok, &again)),
        ("late".to_owned(), sent(language, Status::Received, 9)),
    ];
    let standings = Status::ALL.iter().map(|status| {
        (
            format!("sent, {}", status.code()),
            sent(language, *status, 2),
        )
    });
    pages.extend(standings);
    pages.extend(super::doctor::samples::pages(|| shell(language)));
    let sections = summary::family(words, &answers(Asker::Family), date(2026, 3, 2), false);
    pages.extend(super::later::samples::pages(|| shell(language)));
    let form = FeedbackForm::default();
    let mut errors = FieldErrors::default();
    errors.add("knew", ParseError::Missing);
    let page = FeedbackPage::new(shell(language), &form, &errors);
    pages.push(("feedback".to_owned(), page::render(StatusCode::OK, &page)));
    pages.extend(super::papers::samples::pages(|| shell(language)));
    pages.extend(super::practice::samples::pages(|| shell(language)));
    pages.extend(super::referral::samples::pages(|| shell(language)));
    pages.extend(super::talk::samples::pages(|| shell(language)));
    let linked = super::status::samples::pages;
    pages.extend(linked(
        || shell(language),
        &facts(Status::InIntake, 2),
        &sections,
    ));
    pages
}

async fn text(page: Response) -> String {
    let bytes = to_bytes(page.into_body(), 1 << 20).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).unwrap();
    page.select(&selector).collect()
}

fn is_labelled(page: &Html, control: ElementRef<'_>) -> bool {
    let wrapped = control
        .ancestors()
        .filter_map(ElementRef::wrap)
        .any(|parent| parent.value().name() == "label");
    let id = control.value().id().unwrap_or_default();
    wrapped
        || all(page, "label")
            .iter()
            .any(|label| label.value().attr("for") == Some(id))
}

fn look_at(name: &str, html: &str) {
    let page = Html::parse_document(html);
    assert_eq!(all(&page, "h1").len(), 1, "{name}: one h1");
    for control in all(&page, "input:not([type=hidden]), select, textarea") {
        assert!(is_labelled(&page, control), "{name}: {}", control.html());
    }
    assert!(
        all(&page, "[style], style, script:not([src]), [required]").is_empty(),
        "{name}: something inline"
    );
    assert!(
        !html.contains(" onclick=") && !html.contains("<b>Zaphira"),
        "{name}"
    );
    let ids: Vec<&str> = all(&page, "[id]")
        .iter()
        .filter_map(|tag| tag.value().id())
        .collect();
    let once: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(
        once.len(),
        ids.len(),
        "{name}: an id stands twice in {ids:?}"
    );
    for link in all(&page, ".errors a[href^='#']") {
        let target = link
            .value()
            .attr("href")
            .unwrap_or_default()
            .trim_start_matches('#')
            .to_owned();
        assert!(
            ids.contains(&target.as_str()),
            "{name}: no control {target}"
        );
    }
    for tag in all(&page, "[aria-describedby]") {
        for id in tag
            .value()
            .attr("aria-describedby")
            .unwrap_or_default()
            .split(' ')
        {
            assert!(ids.contains(&id), "{name}: nothing describes as {id}");
        }
    }
    for form in all(&page, "form") {
        let action = form.value().attr("action").unwrap_or_default();
        assert!(
            action.ends_with("#errors") && form.value().attr("novalidate").is_some(),
            "{name}: {action}"
        );
    }
}

#[tokio::test]
async fn every_page_is_well_made_in_both_languages() {
    for language in Language::ALL {
        for (name, page) in questions(language).into_iter().chain(others(language)) {
            assert_eq!(page.status(), StatusCode::OK, "{name}");
            look_at(&format!("{name} in {}", language.code()), &text(page).await);
        }
    }
}

#[tokio::test]
async fn a_list_of_patients_that_ends_before_the_last_says_so() {
    for language in Language::ALL {
        for (name, page) in super::practice::samples::pages(|| shell(language)) {
            let html = Html::parse_document(&text(page).await);
            let said: Vec<String> = all(&html, ".more")
                .iter()
                .map(|tag| tag.text().collect())
                .collect();
            assert_eq!(said.len(), usize::from(name.ends_with("more")), "{name}");
            let listed = all(&html, ".lines li").len().to_string();
            assert!(said.iter().all(|said| said.contains(&listed)), "{said:?}");
        }
    }
}

#[tokio::test]
async fn a_page_with_errors_says_so_in_its_title_and_beside_the_control() {
    let (_, page) = questions(Language::En).swap_remove(0);
    let html = Html::parse_document(&text(page).await);
    let title: String = all(&html, "title")[0].text().collect();
    assert!(title.starts_with("Error: How can we reach you?"), "{title}");
    let phone = all(&html, "#phone")[0];
    assert_eq!(
        phone.value().attr("aria-describedby"),
        Some("phone-hint phone-error")
    );
    assert_eq!(
        phone.value().attr("value"),
        Some("call me"),
        "what was typed stays"
    );
    let name = all(&html, "#name")[0];
    assert_eq!(name.value().attr("value"), Some("<b>Zaphira</b> & \"Q\""));
}
