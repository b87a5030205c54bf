//! Page 9: what worries them most, who else cares for the child, and who is not to be told.

use askama::Template;

use crate::domain::request::{Answers, MoreForm};
use crate::web::components::Choice;
use crate::web::public::frame::Frame;
use crate::web::public::options;
use crate::web::shell::PublicShell;

/// The page, ready to show.
#[derive(Template)]
#[template(path = "public/family/more.html")]
pub struct MorePage {
    shell: PublicShell,
    frame: Frame,
    form: MoreForm,
    relations: Vec<Choice>,
    access: Vec<Choice>,
}

impl MorePage {
    /// Fills the page.
    pub fn new(shell: PublicShell, frame: Frame, answers: &Answers) -> MorePage {
        let (words, form) = (shell.words, answers.more.clone());
        MorePage {
            relations: options::relations(words, &form.other_relation),
            access: options::yes_no_not_sure(words, &form.other_access),
            shell,
            frame,
            form,
        }
    }
}
