//! The question pages of the family's form: one struct per page, filled from what was typed.

mod child;
mod help;
mod language;
mod more;
mod reach;
mod relationship;
mod situation;
mod treating;
mod treatment;

use axum::http::StatusCode;
use axum::response::Response;

use crate::domain::request::{Answers, FieldErrors, Step};
use crate::web::page;
use crate::web::public::frame::{Frame, Place};
use crate::web::shell::PublicShell;

pub use child::ChildPage;
pub use help::HelpPage;
pub use language::LanguagePage;
pub use more::MorePage;
pub use reach::ReachPage;
pub use relationship::RelationshipPage;
pub use situation::SituationPage;
pub use treating::TreatingPage;
pub use treatment::TreatmentPage;

/// Returns the page of a step with the answers so far and what was not taken of them.
///
/// "Check your answers" is no question page: its own module shows it.
pub fn render(
    status: StatusCode,
    shell: PublicShell,
    place: &Place,
    answers: &Answers,
    errors: &FieldErrors,
) -> Response {
    let frame = Frame::new(shell.words, place, errors);
    match place.step {
        Step::Reach => page::render(status, &ReachPage::new(shell, frame, answers)),
        Step::Language => page::render(status, &LanguagePage::new(shell, frame, answers)),
        Step::Child => page::render(status, &ChildPage::new(shell, frame, answers)),
        Step::Relationship => page::render(status, &RelationshipPage::new(shell, frame, answers)),
        Step::Situation => page::render(status, &SituationPage::new(shell, frame, answers)),
        Step::Treatment => page::render(status, &TreatmentPage::new(shell, frame, answers)),
        Step::Treating => page::render(status, &TreatingPage::new(shell, frame, answers)),
        Step::Help => page::render(status, &HelpPage::new(shell, frame, answers)),
        Step::More | Step::Check => page::render(status, &MorePage::new(shell, frame, answers)),
    }
}
