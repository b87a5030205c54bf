//! Page 5: what has happened, and where the child is now. Intensive care means: phone first.

use askama::Template;

use crate::domain::request::{Answers, SituationForm};
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
    form: SituationForm,
    happenings: Vec<Choice>,
    places: Vec<Choice>,
    back: Vec<TimeBack>,
    more_back: bool,
    sites: Vec<Choice>,
    types: Vec<Choice>,
}

/// One time it came back, ready to show.
struct TimeBack {
    id: String,
    legend: String,
    month: String,
    year: String,
    error: Option<String>,
}

impl SituationPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, frame: Frame, answers: &Answers) -> SituationPage {
        let (words, form) = (shell.words, answers.situation.clone());
        let back = times_back(&frame, &form);
        SituationPage {
            happenings: options::happenings(words, &form.happened),
            places: options::places(words, &form.place),
            more_back: back.len() < SituationForm::BACK_MOST,
            back,
            sites: options::told_sites(words, &form.told_sites),
            types: options::told_types(words, &form.told_type),
            shell,
            frame,
            form,
        }
    }
}

/// The first has the id of the whole question, so that error links land on it.
fn times_back(frame: &Frame, form: &SituationForm) -> Vec<TimeBack> {
    let times = form.times_back().into_iter().enumerate();
    times
        .map(|(at, (month, year))| {
            let number = (at + 1).to_string();
            let id = if at == 0 {
                "back".to_owned()
            } else {
                format!("back-{number}")
            };
            TimeBack {
                legend: frame.say_with("situation-back", &[("number", &number)]),
                month: month.to_owned(),
                year: year.to_owned(),
                error: frame.date_error(&id),
                id,
            }
        })
        .collect()
}
