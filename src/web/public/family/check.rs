//! "Check your answers": everything once more, with a way to change it, the permission and the button that sends.

use askama::Template;
use serde::Deserialize;

use crate::domain::request::{Answers, CONSENT_VERSION, FieldErrors, Step};
use crate::support::words::Words;
use crate::web::public::frame::{Frame, Place, step_path, summary, window_title};
use crate::web::public::summary::{self as answers_in_words, Section};
use crate::web::shell::PublicShell;

/// The page as posted.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CheckForm {
    /// The key that makes a second press of the button harmless.
    pub submission_key: String,
    /// The version of the permission's words, when the box is ticked.
    pub consent: String,
}

/// The page, ready to show.
#[derive(Template)]
#[template(path = "public/family/check.html")]
pub struct CheckPage {
    shell: PublicShell,
    frame: Frame,
    errors: Vec<Line>,
    sections: Vec<Section>,
    submission_key: String,
    consented: bool,
    consent_version: &'static str,
}

impl CheckPage {
    /// Fills the page. `refused` holds the errors of every page; those of other pages lead there.
    pub fn new(
        shell: PublicShell,
        place: &Place,
        answers: &Answers,
        submission_key: &str,
        refused: &[(Step, FieldErrors)],
    ) -> CheckPage {
        let own = refused.iter().find(|(step, _)| *step == Step::Check);
        let none = FieldErrors::default();
        let any = refused.first().map_or(&none, |(_, errors)| errors);
        let words = shell.words;
        let mut frame = Frame::new(words, place, own.map_or(&none, |(_, errors)| errors));
        frame.page_title = window_title(words, &frame.heading, any);
        CheckPage {
            errors: lines(words, refused),
            sections: answers_in_words::family(words, answers, place.now.date(), true),
            submission_key: submission_key.to_owned(),
            consented: answers.consent.version == CONSENT_VERSION,
            consent_version: CONSENT_VERSION,
            shell,
            frame,
        }
    }
}

/// One line of the error summary: an error may live on another page.
struct Line {
    href: String,
    text: String,
}

/// Errors of this page lead to their control; errors of others lead to their page.
fn lines(words: &Words, refused: &[(Step, FieldErrors)]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (step, errors) in refused {
        for error in summary(words, errors) {
            let page = match step {
                Step::Check => String::new(),
                step => format!("{}?from=check", step_path(words, *step)),
            };
            lines.push(Line {
                href: format!("{page}#{}", error.target),
                text: error.text,
            });
        }
    }
    lines
}
