//! The pages of a doctor's patients, ready to show.

use askama::Template;
use jiff::Zoned;

use super::{AskForm, BirthForm};
use crate::domain::request::{ChildName, FieldErrors};
use crate::usecases::link::practice::{PatientLine, Patients};
use crate::web::components::SummaryError;
use crate::web::public::frame::{date_message, find, messages, summary, window_title};
use crate::web::public::inside::stands;
use crate::web::shell::PublicShell;

/// The form that asks for the link, and what is said after it.
#[derive(Template)]
#[template(path = "public/practice/ask.html")]
pub struct AskPage {
    shell: PublicShell,
    page_title: String,
    errors: Vec<SummaryError>,
    error: Option<String>,
    email: String,
    asked: bool,
}

/// The page that the link in the mail leads to: one button, nothing private.
#[derive(Template)]
#[template(path = "public/practice/open.html")]
pub struct OpenPage {
    /// The frame.
    pub shell: PublicShell,
}

/// The question.
#[derive(Template)]
#[template(path = "public/practice/question.html")]
pub struct QuestionPage {
    shell: PublicShell,
    page_title: String,
    errors: Vec<SummaryError>,
    error: Option<String>,
    form: BirthForm,
}

/// All patients.
#[derive(Template)]
#[template(path = "public/practice/list.html")]
pub struct ListPage {
    shell: PublicShell,
    patients: Vec<Line>,
    more: bool,
}

/// One patient.
struct Line {
    reference: String,
    name: String,
    now: String,
    received: String,
}

impl AskPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, form: &AskForm, errors: &FieldErrors) -> Self {
        let words = shell.words;
        Self {
            page_title: window_title(words, &words.text("practice-title"), errors),
            errors: summary(words, errors),
            error: find(&messages(words, errors), &["email"]),
            email: form.email.clone(),
            asked: false,
            shell,
        }
    }

    /// Says what comes once the link was asked for.
    pub fn after(self, asked: bool) -> Self {
        Self { asked, ..self }
    }
}

impl QuestionPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, form: &BirthForm, errors: &FieldErrors) -> Self {
        let words = shell.words;
        Self {
            page_title: window_title(words, &words.text("link-question-title"), errors),
            errors: summary(words, errors),
            error: date_message(&messages(words, errors), "birth"),
            form: form.clone(),
            shell,
        }
    }
}

impl ListPage {
    /// Fills the page; `received` has the moment of each in the programme's zone.
    pub fn new(
        shell: PublicShell,
        patients: &Patients,
        received: impl Iterator<Item = Zoned>,
    ) -> Self {
        let words = shell.words;
        let line = |(one, at): (&PatientLine, Zoned)| Line {
            reference: one.reference.to_string(),
            name: one
                .name
                .as_ref()
                .map(ChildName::expose_full)
                .unwrap_or_default(),
            now: stands(words, one.status, one.died),
            received: words.with("practice-received", &[("day", &words.date(at.date()))]),
        };
        Self {
            patients: patients.lines.iter().zip(received).map(line).collect(),
            more: patients.more,
            shell,
        }
    }
}
