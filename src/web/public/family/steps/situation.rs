//! Page 5: what has happened, and where the child is now. Intensive care means: phone first.

use askama::Template;

use crate::domain::request::Answers;
use crate::web::components::Choice;
use crate::web::public::frame::Frame;
use crate::web::public::options;
use crate::web::shell::PublicShell;

/// The page, ready to show.
#[derive(Template)]
#[template(path = "public/family/situation.html")]
pub struct SituationPage {
    shell: PublicShell,
    frame: Frame,
    happenings: Vec<Choice>,
    places: Vec<Choice>,
}

impl SituationPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, frame: Frame, answers: &Answers) -> SituationPage {
        let (words, form) = (shell.words, &answers.situation);
        SituationPage {
            happenings: options::happenings(words, &form.happened),
            places: options::places(words, &form.place),
            shell,
            frame,
        }
    }
}
