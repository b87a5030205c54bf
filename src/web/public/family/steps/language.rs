//! Page 2: the languages somebody speaks and reads.

use askama::Template;

use crate::domain::request::{Answers, LanguageForm};
use crate::web::components::Choice;
use crate::web::public::frame::Frame;
use crate::web::public::options;
use crate::web::shell::PublicShell;

/// The page, ready to show.
#[derive(Template)]
#[template(path = "public/family/language.html")]
pub struct LanguagePage {
    shell: PublicShell,
    frame: Frame,
    form: LanguageForm,
    spoken: Vec<Choice>,
    written: Vec<Choice>,
    interpreter: Vec<Choice>,
}

impl LanguagePage {
    /// Fills the page.
    pub fn new(shell: PublicShell, frame: Frame, answers: &Answers) -> LanguagePage {
        let (words, form) = (shell.words, answers.language.clone());
        LanguagePage {
            spoken: options::spoken(words, &form.spoken),
            written: options::written(&form.written),
            interpreter: options::yes_no_not_sure(words, &form.interpreter),
            shell,
            frame,
            form,
        }
    }
}
