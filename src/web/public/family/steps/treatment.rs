//! Page 6: the treatment so far, from memory.

use askama::Template;

use crate::domain::request::Answers;
use crate::web::components::Choice;
use crate::web::public::frame::Frame;
use crate::web::public::options;
use crate::web::shell::PublicShell;

/// The page, ready to show.
#[derive(Template)]
#[template(path = "public/family/treatment.html")]
pub struct TreatmentPage {
    shell: PublicShell,
    frame: Frame,
    kinds: Vec<Choice>,
    note: String,
}

impl TreatmentPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, frame: Frame, answers: &Answers) -> TreatmentPage {
        TreatmentPage {
            kinds: options::treatments(shell.words, &answers.treatment.treatments),
            note: answers.treatment.treatment_note.clone(),
            shell,
            frame,
        }
    }
}
