//! Page 3: who the child is. A patient who asks for themselves is not asked for the name again.

use askama::Template;

use crate::domain::request::{Answers, Asker, ChildForm};
use crate::web::public::frame::Frame;
use crate::web::shell::PublicShell;

/// The page, ready to show.
#[derive(Template)]
#[template(path = "public/family/child.html")]
pub struct ChildPage {
    shell: PublicShell,
    frame: Frame,
    form: ChildForm,
    asks_name: bool,
}

impl ChildPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, frame: Frame, answers: &Answers) -> ChildPage {
        ChildPage {
            form: answers.child.clone(),
            asks_name: answers.asker() == Asker::Family,
            shell,
            frame,
        }
    }

    /// The browser may fill in a birth date only where it is the visitor's own.
    fn birth_autocomplete(&self) -> &'static str {
        if self.asks_name { "" } else { "bday" }
    }
}
