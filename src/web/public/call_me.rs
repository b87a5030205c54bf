//! "Just call me": a name and a phone number are enough.

use askama::Template;

use super::frame::{find, messages, summary, window_title};
use super::options;
use crate::domain::request::{Answers, CallMeForm, FieldErrors};
use crate::web::components::{Choice, SummaryError};
use crate::web::shell::PublicShell;

/// The page, ready to show.
#[derive(Template)]
#[template(path = "public/call_me.html")]
pub struct CallMePage {
    shell: PublicShell,
    page_title: String,
    errors: Vec<SummaryError>,
    messages: Vec<(&'static str, String)>,
    form: CallMeForm,
    spoken: Vec<Choice>,
    best_times: Vec<Choice>,
}

impl CallMePage {
    /// Fills the page.
    pub fn new(shell: PublicShell, form: CallMeForm, errors: &FieldErrors) -> CallMePage {
        let words = shell.words;
        CallMePage {
            page_title: window_title(words, &words.text("call-me-title"), errors),
            errors: summary(words, errors),
            messages: messages(words, errors),
            spoken: options::spoken(words, &form.spoken),
            best_times: options::best_times(words, &form.best_time),
            form,
            shell,
        }
    }

    fn error(&self, field: &str) -> Option<String> {
        find(&self.messages, &[field])
    }
}

/// Returns the form with what the visitor has already told on other pages.
pub fn prefilled(answers: &Answers, submission_key: String) -> CallMeForm {
    CallMeForm {
        submission_key,
        name: answers.reach.name.clone(),
        phone: answers.reach.phone.clone(),
        spoken: answers.language.spoken.clone(),
        spoken_other: answers.language.spoken_other.clone(),
        best_time: answers.reach.best_time.clone(),
    }
}

/// Keeps what was typed here among the visitor's answers, so that no page asks for it again.
pub fn remember(form: &CallMeForm, answers: &mut Answers) {
    answers.reach.name.clone_from(&form.name);
    answers.reach.phone.clone_from(&form.phone);
    answers.reach.best_time.clone_from(&form.best_time);
    answers.language.spoken.clone_from(&form.spoken);
    answers.language.spoken_other.clone_from(&form.spoken_other);
}
