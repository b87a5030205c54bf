//! The pages of a doctor's patients with everything in them: for the test that draws all pages.

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::pages::{AskPage, ListPage, OpenPage, QuestionPage};
use super::{AskForm, BirthForm};
use crate::domain::person::ParseError;
use crate::domain::reference::Reference;
use crate::domain::request::FieldErrors;
use crate::domain::status::Status;
use crate::usecases::link::practice::{PatientLine, Patients};
use crate::web::page;
use crate::web::shell::PublicShell;

/// Returns the pages.
pub fn pages(shell: impl Fn() -> PublicShell) -> Vec<(String, Response)> {
    let (ok, none) = (StatusCode::OK, FieldErrors::default());
    let typed = AskForm {
        email: "<b>nobody</b>".to_owned(),
    };
    let mut wrong = FieldErrors::default();
    wrong.add_for("email", "clinician_email", ParseError::NotAnEmail);
    let mut born = FieldErrors::default();
    born.add_key_for("birth_month", "birth", "error-link-does-not-fit");
    let answered = BirthForm {
        birth_year: "<b>2016</b>".to_owned(),
        ..BirthForm::default()
    };
    let ask = |form: &AskForm, errors: &FieldErrors, asked: bool| {
        page::render(ok, &AskPage::new(shell(), form, errors).after(asked))
    };
    let question =
        |errors: &FieldErrors| page::render(ok, &QuestionPage::new(shell(), &answered, errors));
    let patients: Vec<PatientLine> = Status::ALL
        .iter()
        .map(|status| PatientLine {
            reference: Reference::fresh("RL"),
            name: None,
            status: *status,
            died: *status == Status::Closed,
            received_at: Timestamp::UNIX_EPOCH,
        })
        .collect();
    let list = |lines: &[PatientLine], more: bool| {
        let lines = lines.to_vec();
        let at = Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC);
        let received = lines.iter().map(|_| at.clone()).collect::<Vec<_>>();
        let patients = Patients { lines, more };
        page::render(ok, &ListPage::new(shell(), &patients, received.into_iter()))
    };
    let named = |name: &str| format!("patients, {name}");
    vec![
        (named("ask"), ask(&AskForm::default(), &none, false)),
        (named("wrong"), ask(&typed, &wrong, false)),
        (named("asked"), ask(&AskForm::default(), &none, true)),
        (
            named("open"),
            page::render(ok, &OpenPage { shell: shell() }),
        ),
        (named("question"), question(&none)),
        (named("does not fit"), question(&born)),
        (named("none"), list(&[], false)),
        (named("all"), list(&patients, false)),
        (named("more"), list(&patients, true)),
    ]
}
