//! The list of sections: how far each is, what it still needs, and the way to send.

use askama::Template;
use jiff::civil::Date;

use super::frame::{Frame, Place, path};
use super::summary;
use crate::domain::request::FieldErrors;
use crate::domain::request::doctor::{DoctorAnswers, Section, SectionState};
use crate::support::words::Words;
use crate::web::public::frame::saved_line;
use crate::web::shell::PublicShell;

/// The page, ready to show.
#[derive(Template)]
#[template(path = "public/doctor/list.html")]
pub struct ListPage {
    shell: PublicShell,
    frame: Frame,
    /// The letter that may stand for most sections.
    shortcut: Vec<Task>,
    tasks: Vec<Task>,
    ready: bool,
    sent_before: bool,
    saved: String,
}

/// One section of the list.
pub struct Task {
    href: String,
    label: String,
    state: String,
    tone: &'static str,
    hint: String,
}

impl ListPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, place: &Place, answers: &DoctorAnswers) -> ListPage {
        let words = shell.words;
        let today = place.now.date();
        let title = words.text("doctor-title");
        let ready = Section::ALL.iter().all(|section| {
            answers.may_be_left(*section) || answers.state(*section, today) == SectionState::Done
        });
        ListPage {
            frame: Frame::new(words, place, "", title, &FieldErrors::default()),
            shortcut: vec![task(words, answers, Section::Letter, today)],
            tasks: Section::numbered()
                .map(|section| task(words, answers, section, today))
                .collect(),
            ready,
            sent_before: place.sent_before,
            saved: saved_line(words, place.saved_at.as_ref(), &place.now),
            shell,
        }
    }
}

fn task(words: &Words, answers: &DoctorAnswers, section: Section, today: Date) -> Task {
    let (state, tone, hint) = match answers.state(section, today) {
        SectionState::NotStarted => ("doctor-state-not-started", "grey", String::new()),
        SectionState::Optional => ("doctor-state-optional", "grey", String::new()),
        SectionState::InLetter => ("doctor-state-in-letter", "grey", String::new()),
        SectionState::Done => ("doctor-state-done", "ok", String::new()),
        SectionState::InProgress(errors) => {
            ("doctor-state-in-progress", "info", needs(words, &errors))
        }
    };
    Task {
        href: path(words, section.code()),
        label: summary::title(words, section),
        state: words.text(state),
        tone,
        hint,
    }
}

/// Names the answers that a section still needs, each once.
fn needs(words: &Words, errors: &FieldErrors) -> String {
    let mut names: Vec<String> = Vec::new();
    for error in errors {
        let name = words.text(&format!("field-{}", error.label));
        if !names.contains(&name) {
            names.push(name);
        }
    }
    words.with("doctor-still-needed", &[("what", &names.join(" · "))])
}
