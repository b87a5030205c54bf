//! Page 7: the doctor who treats the child now, and whether we may get in touch with them.

use askama::Template;

use crate::domain::request::{Answers, TreatingForm};
use crate::web::components::Choice;
use crate::web::public::frame::Frame;
use crate::web::public::options;
use crate::web::shell::PublicShell;

/// The page, ready to show.
#[derive(Template)]
#[template(path = "public/family/treating.html")]
pub struct TreatingPage {
    shell: PublicShell,
    frame: Frame,
    form: TreatingForm,
    may_contact: Vec<Choice>,
}

impl TreatingPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, frame: Frame, answers: &Answers) -> TreatingPage {
        let form = answers.treating.clone();
        TreatingPage {
            may_contact: options::may_contact(shell.words, &form.may_contact),
            shell,
            frame,
            form,
        }
    }
}
