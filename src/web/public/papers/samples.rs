//! The page of papers with everything in it: for the test that draws all pages.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use uuid::Uuid;

use super::pages::PapersPage;
use super::words_of;
use crate::domain::paper::{self, Media, Paper, PaperKind, PaperRefusal, PaperState};
use crate::domain::reference::Reference;
use crate::domain::request::FieldErrors;
use crate::usecases::paper::view_papers::OwnPapers;
use crate::web::page;
use crate::web::shell::PublicShell;

/// The page with a paper in each state, with each refusal, and closed.
pub fn pages(shell: impl Fn() -> PublicShell) -> Vec<(String, Response)> {
    let own = OwnPapers {
        by_doctor: false,
        reference: Reference::fresh("RL"),
        papers: PaperKind::ALL
            .iter()
            .zip(PaperState::ALL.iter().cycle())
            .map(|(kind, state)| a_paper(*kind, *state))
            .collect(),
        received: vec![PaperKind::Pathology],
        open: true,
    };
    let draw = |own: &OwnPapers, errors: &FieldErrors, done: Option<&str>| {
        let page = PapersPage::new(shell(), own, "key", ("summary", "<i>a letter</i>"), errors);
        page::render(StatusCode::OK, &page.after(done))
    };
    let none = FieldErrors::default();
    let shut = OwnPapers {
        by_doctor: true,
        open: false,
        papers: Vec::new(),
        received: Vec::new(),
        ..own.clone()
    };
    let mut pages = vec![
        ("papers".to_owned(), draw(&own, &none, Some("added"))),
        ("papers, closed".to_owned(), draw(&shut, &none, None)),
    ];
    let long = super::wordy(&"x".repeat(paper::WHAT_MOST + 1));
    pages.push(("papers, too many words".to_owned(), draw(&own, &long, None)));
    for refusal in [
        PaperRefusal::Missing,
        PaperRefusal::Empty,
        PaperRefusal::TooLarge,
        PaperRefusal::Kind,
        PaperRefusal::Pixels,
        PaperRefusal::TooMany,
        PaperRefusal::CaseFull,
    ] {
        let mut errors = FieldErrors::default();
        errors.add_key("file", words_of(refusal));
        pages.push((format!("papers, {refusal}"), draw(&own, &errors, None)));
    }
    pages
}

fn a_paper(kind: PaperKind, state: PaperState) -> Paper {
    Paper {
        id: Uuid::nil(),
        contact: None,
        put_in: None,
        kind,
        what: paper::what("<i>a letter</i>").ok().flatten(),
        media: Media::Pdf,
        name: "<b>scan</b>.pdf".to_owned(),
        bytes: 1,
        received: 1,
        state,
        has_copy: false,
        begun_at: Timestamp::UNIX_EPOCH,
    }
}
