//! Page 8: the help a family would like.

use askama::Template;

use crate::domain::request::{Answers, HelpForm};
use crate::web::components::Choice;
use crate::web::public::frame::Frame;
use crate::web::public::options;
use crate::web::shell::PublicShell;

/// The page, ready to show.
#[derive(Template)]
#[template(path = "public/family/help.html")]
pub struct HelpPage {
    shell: PublicShell,
    frame: Frame,
    kinds: Vec<Choice>,
    form: HelpForm,
}

impl HelpPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, frame: Frame, answers: &Answers) -> HelpPage {
        HelpPage {
            kinds: options::helps(shell.words, &answers.help.kinds),
            form: answers.help.clone(),
            shell,
            frame,
        }
    }
}
