//! Page 1: how we reach the person who asks.

use askama::Template;

use crate::domain::request::{Answers, ReachForm};
use crate::web::components::Choice;
use crate::web::public::frame::Frame;
use crate::web::public::options;
use crate::web::shell::PublicShell;

/// The page, ready to show.
#[derive(Template)]
#[template(path = "public/family/reach.html")]
pub struct ReachPage {
    shell: PublicShell,
    frame: Frame,
    form: ReachForm,
    best_ways: Vec<Choice>,
    best_times: Vec<Choice>,
    voicemail: Vec<Choice>,
}

impl ReachPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, frame: Frame, answers: &Answers) -> ReachPage {
        let (words, form) = (shell.words, answers.reach.clone());
        ReachPage {
            best_ways: options::best_ways(words, &form.best_way),
            best_times: options::best_times(words, &form.best_time),
            voicemail: options::yes_no(words, &form.voicemail),
            shell,
            frame,
            form,
        }
    }
}
