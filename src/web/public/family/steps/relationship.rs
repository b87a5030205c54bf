//! Page 4: who the person who asks is to the child.

use askama::Template;

use crate::domain::request::Answers;
use crate::web::components::Choice;
use crate::web::public::frame::Frame;
use crate::web::public::options;
use crate::web::shell::PublicShell;

/// The page, ready to show.
#[derive(Template)]
#[template(path = "public/family/relationship.html")]
pub struct RelationshipPage {
    shell: PublicShell,
    frame: Frame,
    relations: Vec<Choice>,
    decides: Vec<Choice>,
}

impl RelationshipPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, frame: Frame, answers: &Answers) -> RelationshipPage {
        let (words, form) = (shell.words, &answers.relationship);
        RelationshipPage {
            relations: options::relations(words, &form.relation),
            decides: options::yes_no_not_sure(words, &form.decides),
            shell,
            frame,
        }
    }
}
