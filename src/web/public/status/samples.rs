//! The pages of a private link with something wrong, or everything shown, in them: for the test that draws all pages.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use uuid::Uuid;

use super::pages::{LostPage, OpenPage, QuestionPage, ShutPage, StatusPage, TellPage, ToldPage};
use super::{LinkForm, LostForm, control};
use crate::domain::feedback::Asking;
use crate::domain::help::{HelpRequest, HelpState};
use crate::domain::link::Question;
use crate::domain::paper::{AskState, PaperAsk, PaperKind, PaperSender};
use crate::domain::person::FreeText;
use crate::domain::priority::Priority;
use crate::domain::reference::Reference;
use crate::domain::referral::{ContactKind, SentForm};
use crate::domain::request::{Answers, FieldErrors, HelpKind};
use crate::domain::status::{Status, WaitingOn};
use crate::usecases::intake::find_receipt::Receipt;
use crate::usecases::link::view_status::StatusView;
use crate::web::page;
use crate::web::public::inside::Invitation;
use crate::web::public::sent::SentFacts;
use crate::web::public::summary::Section;
use crate::web::shell::PublicShell;

fn view() -> StatusView {
    let at = Timestamp::UNIX_EPOCH;
    let help = |kind, state| HelpRequest {
        id: Uuid::nil(),
        referral: Uuid::nil(),
        kind,
        state,
        owner: None,
        next_on: None,
        asked_at: at,
        version: 1,
    };
    let helped = HelpKind::ALL.iter().zip(HelpState::ALL);
    StatusView {
        receipt: Receipt {
            reference: Reference::fresh("RL"),
            promise_due_at: None,
            missed_since: None,
            priority: Priority::Standard,
            status: Status::InIntake,
            decision: None,
            contact_stopped: false,
            visit_at: None,
            first_call_done: true,
            talked_at: None,
            sent: SentForm::Family(Box::<Answers>::default()),
            received_at: at,
            link: None,
        },
        own_form: true,
        stopped: true,
        death_told: false,
        feedback: Asking::Yes,
        asks: PaperKind::ALL
            .iter()
            .zip(AskState::ALL.iter().cycle())
            .zip(PaperSender::ALL.iter().cycle())
            .map(|((kind, state), sender)| PaperAsk {
                id: Uuid::nil(),
                kind: *kind,
                what: FreeText::parse("<b>MRI</b> of March", 120).ok(),
                sender: *sender,
                state: *state,
                asked_at: Timestamp::UNIX_EPOCH,
                said_sent_at: (*sender == PaperSender::Doctor).then_some(Timestamp::UNIX_EPOCH),
                reason: None,
            })
            .collect(),
        papers: 2,
        others: ContactKind::ALL.to_vec(),
        unread: 2,
        waiting_on: WaitingOn::Insurer,
        help: helped.map(|(kind, state)| help(*kind, *state)).collect(),
        owner: Some("<b>Jordan</b> Rivera".to_owned()),
        social_worker: Some("Lee Nguyen".to_owned()),
    }
}

/// Returns the pages; `facts` are those of a request that has moved on.
pub fn pages(
    shell: impl Fn() -> PublicShell,
    facts: &SentFacts,
    sections: &[Section],
) -> Vec<(String, Response)> {
    let ok = StatusCode::OK;
    let mut drawn = plain(&shell);
    for question in [Question::Birth, Question::PhoneEnd, Question::Email] {
        let mut errors = FieldErrors::default();
        for wrong in [false, true] {
            if wrong {
                let (field, label) = control(question);
                errors.add_key_for(field, label, "error-link-does-not-fit");
            }
            let page = QuestionPage::new(shell(), question, LinkForm::default(), &errors);
            drawn.push((
                format!("link, {question:?}, {wrong}"),
                page::render(ok, &page),
            ));
        }
    }
    let mut errors = FieldErrors::default();
    errors.add_key("reference", "error-not-a-reference");
    let form = LostForm {
        reference: "<b>".to_owned(),
        means: "\"x\"".to_owned(),
    };
    let lost = || LostPage::new(shell(), &form, &errors);
    let well = || LostPage::new(shell(), &form, &FieldErrors::default());
    for (name, page) in [
        ("wrong", lost()),
        ("asked", well().after(Some("asked"))),
        ("shut", well().shut()),
        ("out", well().after(Some("out"))),
    ] {
        drawn.push((format!("lost link, {name}"), page::render(ok, &page)));
    }
    for (name, sections) in [("own", sections.to_vec()), ("of another", Vec::new())] {
        let page = StatusPage::new(shell(), &view(), facts, "America/New_York", sections);
        let page = page.inviting(Invitation::sample());
        drawn.push((format!("status, {name}"), page::render(ok, &page)));
    }
    drawn
}

/// The pages that hold nothing but their sentences.
fn plain(shell: impl Fn() -> PublicShell) -> Vec<(String, Response)> {
    let ok = StatusCode::OK;
    vec![
        (
            "link".to_owned(),
            page::render(ok, &OpenPage { shell: shell() }),
        ),
        (
            "death told".to_owned(),
            page::render(ok, &ToldPage { shell: shell() }),
        ),
        (
            "tell a death".to_owned(),
            page::render(ok, &TellPage { shell: shell() }),
        ),
        (
            "link, too many tries".to_owned(),
            page::render(
                ok,
                &ShutPage {
                    shell: shell(),
                    until: "2:30 pm".to_owned(),
                },
            ),
        ),
    ]
}
