//! The pages around a form's code, for the test that draws all pages.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::civil::date;

use super::pages::{LaterPage, ResumePage};
use super::{MeansForm, ResumeForm};
use crate::domain::request::{FieldErrors, ResumeCode};
use crate::web::page;
use crate::web::shell::PublicShell;

/// Returns the pages.
pub fn pages(shell: impl Fn() -> PublicShell) -> Vec<(String, Response)> {
    let (ok, none) = (StatusCode::OK, FieldErrors::default());
    let code = ResumeCode::parse("258B-EHMQ-TX").expect("a code");
    let mut wrong = FieldErrors::default();
    wrong.add_key("phone", "error-phone-or-email-missing");
    let until = date(2026, 4, 1);
    let mut drawn = Vec::new();
    for known in [[true, true], [true, false], [false, true], [false, false]] {
        let errors = if known == [false, false] {
            &wrong
        } else {
            &none
        };
        let folder = "/en/family".to_owned();
        let form = MeansForm::default();
        let page = LaterPage::new(shell(), folder, &code, until, known, form, errors);
        drawn.push((format!("later, {known:?}"), page::render(ok, &page)));
    }
    let mut wrong = FieldErrors::default();
    wrong.add_key("code", "error-resume-not-found");
    for (name, errors, notice) in [
        ("resume", &none, "resume-cleared"),
        ("resume, dropped", &none, "resume-dropped"),
        ("resume, wrong", &wrong, ""),
    ] {
        let form = ResumeForm {
            code: "<b>".to_owned(),
            means: "\"x\"".to_owned(),
        };
        let page = ResumePage::new(shell(), form, errors, notice);
        drawn.push((name.to_owned(), page::render(ok, &page)));
    }
    drawn
}
