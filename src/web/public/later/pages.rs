//! The page with a form's code, and the way back by it, ready to show.

use askama::Template;
use jiff::civil::Date;

use super::{MeansForm, ResumeForm};
use crate::domain::request::{FieldErrors, ResumeCode};
use crate::web::components::SummaryError;
use crate::web::public::frame::{find, messages, summary, window_title};
use crate::web::shell::PublicShell;

/// The code of an unfinished form.
#[derive(Template)]
#[template(path = "public/later/code.html")]
pub struct LaterPage {
    shell: PublicShell,
    page_title: String,
    errors: Vec<SummaryError>,
    messages: Vec<(&'static str, String)>,
    folder: String,
    code: String,
    until: String,
    /// What else is needed to come back; nothing where it has to be told first.
    needed: Option<String>,
    form: MeansForm,
}

impl LaterPage {
    /// Fills the page. `known` says whether a phone and an e-mail address were typed in the form.
    pub fn new(
        shell: PublicShell,
        folder: String,
        code: &ResumeCode,
        until: Date,
        known: [bool; 2],
        form: MeansForm,
        errors: &FieldErrors,
    ) -> Self {
        let words = shell.words;
        let needed = match known {
            [true, true] => Some("later-needs-either"),
            [true, false] => Some("later-needs-phone"),
            [false, true] => Some("later-needs-email"),
            [false, false] => None,
        };
        Self {
            page_title: window_title(words, &words.text("later-title"), errors),
            errors: summary(words, errors),
            messages: messages(words, errors),
            until: words.with("later-until", &[("day", &words.day(until))]),
            needed: needed.map(|key| words.text(key)),
            code: code.to_string(),
            folder,
            form,
            shell,
        }
    }

    fn say(&self, key: &str) -> String {
        self.shell.words.text(key)
    }

    fn error(&self, field: &str) -> Option<String> {
        find(&self.messages, &[field])
    }
}

/// The way back.
#[derive(Template)]
#[template(path = "public/later/resume.html")]
pub struct ResumePage {
    shell: PublicShell,
    page_title: String,
    errors: Vec<SummaryError>,
    messages: Vec<(&'static str, String)>,
    form: ResumeForm,
    notice: &'static str,
}

impl ResumePage {
    /// Fills the page. `notice`: the key of what was just done; empty for nothing.
    pub fn new(
        shell: PublicShell,
        form: ResumeForm,
        errors: &FieldErrors,
        notice: &'static str,
    ) -> Self {
        let words = shell.words;
        Self {
            page_title: window_title(words, &words.text("resume-title"), errors),
            errors: summary(words, errors),
            messages: messages(words, errors),
            form,
            notice,
            shell,
        }
    }

    fn say(&self, key: &str) -> String {
        self.shell.words.text(key)
    }

    fn error(&self, field: &str) -> Option<String> {
        find(&self.messages, &[field])
    }
}
