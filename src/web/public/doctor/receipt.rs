//! After sending: reference, promise, what happens next, and a copy of all answers to keep. The doctor's own page with
//! the case's steps is another one; this one says no more than that we have it and by when we call.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::PhysicianLine;
use super::summary;
use crate::domain::priority::Priority;
use crate::domain::referral::SentForm;
use crate::domain::request::doctor::{DoctorAnswers, Knows};
use crate::domain::status::Status;
use crate::support::words::Words;
use crate::usecases::intake::find_receipt::Receipt;
use crate::web::error::WebError;
use crate::web::page;
use crate::web::public::sent::{NothingSentPage, PrivateLink, QuietPage};
use crate::web::public::summary::Section;
use crate::web::public::visitor::{Visitor, now};
use crate::web::shell::PublicShell;
use crate::web::state::WebState;

/// The page, ready to show.
#[derive(Template)]
#[template(path = "public/doctor/sent.html")]
pub struct SentPage {
    pub(super) shell: PublicShell,
    pub(super) line: PhysicianLine,
    pub(super) emergency: bool,
    pub(super) reference: String,
    /// The promised moment in words, and for machines.
    pub(super) promise: Option<(String, String)>,
    pub(super) late: Option<String>,
    pub(super) next: Vec<String>,
    pub(super) link: Option<PrivateLink>,
    /// True where the doctor said that the letter comes as a file.
    pub(super) letter_to_come: bool,
    pub(super) sent_on: String,
    pub(super) sections: Vec<Section>,
}

/// Shows what a doctor sent from this browser.
pub async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let shell = visitor.shell(&state);
    let Some(receipt) = visitor.receipt::<DoctorAnswers>(&state).await? else {
        return Ok(page::render(
            StatusCode::NOT_FOUND,
            &NothingSentPage { shell },
        ));
    };
    if receipt.contact_stopped {
        return Ok(page::render(StatusCode::OK, &QuietPage { shell }));
    }
    let link = PrivateLink::of(&state, &visitor, &receipt);
    let page = sent_page(&state, shell, &receipt, link);
    Ok(page::render(StatusCode::OK, &page))
}

fn sent_page(
    state: &WebState,
    shell: PublicShell,
    receipt: &Receipt,
    private: Option<PrivateLink>,
) -> SentPage {
    let (words, zone) = (shell.words, state.settings.programme.zone.as_str());
    let line = super::line(state);
    let now = now(state);
    let received = state.local(receipt.received_at);
    let due = receipt.promise_due_at.map(|at| state.local(at));
    let passed = due.clone().filter(|at| *at < now);
    let promise = due.filter(|at| *at >= now);
    let promise = promise.map(|at| (words.moment(&at, zone), at.timestamp().to_string()));
    let missed = receipt.missed_since.map(|at| state.local(at)).or(passed);
    let late = missed.map(|at| {
        let moment = words.moment(&at, zone);
        words.with(
            "doctor-sent-late",
            &[("moment", &moment), ("phone", &line.phone)],
        )
    });
    SentPage {
        emergency: receipt.priority == Priority::Emergency && receipt.status == Status::Received,
        reference: receipt.reference.to_string(),
        next: next(
            words,
            receipt,
            promise.as_ref().map(|(moment, _)| moment.as_str()),
        ),
        promise,
        late,
        letter_to_come: matches!(&receipt.sent, SentForm::Doctor(sent) if sent.letter.letter_file == "yes"),
        link: private,
        sent_on: words.with(
            "sent-copy-hint",
            &[("moment", &words.moment_at(&received, zone))],
        ),
        sections: match &receipt.sent {
            SentForm::Doctor(answers) => summary::sections(words, answers, received.date()),
            SentForm::Family(_) | SentForm::CallMe(_) => Vec::new(),
        },
        line,
        shell,
    }
}

/// True unless the doctor wants to be called before anybody gets in touch with the family.
fn knows(receipt: &Receipt) -> bool {
    match &receipt.sent {
        SentForm::Doctor(sent) => sent.patient.knows != Knows::CallMeFirst.code(),
        SentForm::Family(_) | SentForm::CallMe(_) => true,
    }
}

/// What happens next with a fresh referral; one that has moved on is told by phone.
fn next(words: &Words, receipt: &Receipt, moment: Option<&str>) -> Vec<String> {
    match (receipt.status, moment) {
        (Status::Received, Some(moment)) => vec![
            words.with("doctor-sent-next-1", &[("moment", moment)]),
            words.text(if knows(receipt) {
                "doctor-sent-next-2"
            } else {
                "doctor-sent-next-2-first"
            }),
            words.text("doctor-sent-next-3"),
        ],
        (Status::Received, None) => Vec::new(),
        (status, _) if status.is_open() => vec![words.text("doctor-sent-moved")],
        _ => vec![words.text("doctor-sent-finished")],
    }
}
