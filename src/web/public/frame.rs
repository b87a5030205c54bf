//! What every page of the family's form has around its questions: heading, place, Back, errors, the saved line.

use jiff::Zoned;

use crate::domain::request::{Asker, FieldError, FieldErrors, Step};
use crate::support::words::Words;
use crate::web::components::SummaryError;

/// Where a visitor stands in the form.
#[derive(Debug, Clone)]
pub struct Place {
    /// The page.
    pub step: Step,
    /// Who asks.
    pub asker: Asker,
    /// True when the visitor came from "Check your answers" and goes back there.
    pub from_check: bool,
    /// When the answers were last saved, in the programme's time zone.
    pub saved_at: Option<Zoned>,
    /// The present moment, in the same zone.
    pub now: Zoned,
    /// True when the patient is in intensive care: the phone number comes first.
    pub urgent: bool,
    /// Marks the draft that the page was drawn from, so that a page left open is known after sending.
    pub mark: Option<String>,
    /// The save that the page was drawn from; empty where there is none.
    pub seen: String,
    /// True when this browser has sent a request before.
    pub sent_before: bool,
}

/// Where the form of a page is sent, by what comes next.
#[derive(Debug, Clone)]
pub struct Posts {
    /// On to the next page, or this one again with its errors.
    pub on: String,
    /// To be finished later.
    pub later: String,
    /// The page before.
    pub back: String,
    /// This page in the other language.
    pub other_language: String,
    /// Nowhere: a script sends it while somebody types.
    pub typing: String,
}

impl Posts {
    /// Returns the addresses of a page; `mark` is that of the draft it is drawn from.
    pub fn new(path: &str, from_check: bool, mark: Option<&str>) -> Posts {
        let from = from_check.then(|| "from=check".to_owned());
        let of = mark.map(|mark| format!("of={mark}"));
        let to = |then: Option<&str>| {
            let then = then.map(|then| format!("then={then}"));
            let query: Vec<String> = [&from, &of, &then].into_iter().flatten().cloned().collect();
            match query.as_slice() {
                [] => path.to_owned(),
                query => format!("{path}?{}", query.join("&")),
            }
        };
        // An answer with errors opens at their summary.
        let leads = |then: Option<&str>| format!("{}#errors", to(then));
        Posts {
            on: leads(None),
            later: leads(Some("later")),
            back: leads(Some("back")),
            other_language: leads(Some("language")),
            typing: to(Some("typing")),
        }
    }
}

/// The frame of one page, ready to show.
#[derive(Clone)]
pub struct Frame {
    words: &'static Words,
    asker: Asker,
    /// The title of the window.
    pub page_title: String,
    /// The heading.
    pub heading: String,
    /// "Step 3 of 7".
    pub step: String,
    /// Where Back leads.
    pub back: String,
    /// Where the form is sent.
    pub posts: Posts,
    /// The save that the page was drawn from.
    pub seen: String,
    /// That answers are saved, and when they last were.
    pub saved: String,
    /// Shows the phone number above all else.
    pub urgent: bool,
    /// Says that this form starts a second request.
    pub sent_before: bool,
    /// The lines of the error summary.
    pub errors: Vec<SummaryError>,
    messages: Vec<(&'static str, String)>,
}

impl Frame {
    /// Puts the frame of a page together.
    pub fn new(words: &'static Words, place: &Place, errors: &FieldErrors) -> Frame {
        let asker = [("asker", place.asker.code())];
        let heading = words.with(&format!("{}-title", place.step.code()), &asker);
        let (number, count) = place.step.place(place.asker);
        Frame {
            words,
            asker: place.asker,
            page_title: window_title(words, &heading, errors),
            step: words.with(
                "step-place",
                &[
                    ("number", &number.to_string()),
                    ("count", &count.to_string()),
                ],
            ),
            heading,
            back: back(words, place.step, place.asker, place.from_check),
            posts: Posts::new(
                &step_path(words, place.step),
                place.from_check,
                place.mark.as_deref(),
            ),
            seen: place.seen.clone(),
            saved: saved(words, place),
            urgent: place.urgent,
            sent_before: place.sent_before,
            errors: summary(words, errors),
            messages: messages(words, errors),
        }
    }

    /// Returns a sentence, in the form that fits who asks.
    pub fn say(&self, key: &str) -> String {
        self.words.with(key, &[("asker", self.asker.code())])
    }

    /// Returns a sentence with its values.
    pub fn say_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.words.with(key, values)
    }

    /// Returns what stands beside a control whose answer was not taken.
    pub fn error(&self, field: &str) -> Option<String> {
        find(&self.messages, &[field])
    }

    /// Returns what stands beside the boxes of a date.
    pub fn date_error(&self, date: &str) -> Option<String> {
        date_message(&self.messages, date)
    }
}

/// Returns the address of a page of the form.
pub fn step_path(words: &Words, step: Step) -> String {
    format!("/{}/family/{}", words.language().code(), step.code())
}

/// Returns the title of a window: it begins with "Error" when something needs another look.
pub fn window_title(words: &Words, heading: &str, errors: &FieldErrors) -> String {
    if errors.is_empty() {
        heading.to_owned()
    } else {
        words.with("error-page-title", &[("title", heading)])
    }
}

/// Returns the lines of the error summary.
pub fn summary(words: &Words, errors: &FieldErrors) -> Vec<SummaryError> {
    errors
        .iter()
        .map(|error| SummaryError::new(control(error.field), message(words, error)))
        .collect()
}

/// Returns the message of each control, first come first shown.
pub fn messages(words: &Words, errors: &FieldErrors) -> Vec<(&'static str, String)> {
    errors
        .iter()
        .map(|error| (error.field, message(words, error)))
        .collect()
}

/// Returns the first message that belongs to one of the controls.
pub fn find(messages: &[(&'static str, String)], fields: &[&str]) -> Option<String> {
    messages
        .iter()
        .find(|(field, _)| fields.contains(field))
        .map(|(_, text)| text.clone())
}

/// Returns the first message that belongs to a box of a date.
pub fn date_message(messages: &[(&'static str, String)], date: &str) -> Option<String> {
    let boxes = ["month", "day", "year"];
    boxes
        .iter()
        .find_map(|part| find(messages, &[&format!("{date}_{part}")]))
}

fn message(words: &Words, error: &FieldError) -> String {
    let what = words.text(&format!("field-{}", error.label));
    let mut args = vec![("what", what.as_str())];
    args.extend(
        error
            .args
            .iter()
            .map(|(name, value)| (*name, value.as_str())),
    );
    words.with(&error.key, &args)
}

/// The id of the control of a field: a date's first box has the id of the whole date.
fn control(field: &str) -> String {
    match field {
        "asker" => "name".to_owned(),
        "submission_key" => "send".to_owned(),
        field => match field.strip_suffix("_month") {
            Some(date) => date.to_owned(),
            None => field.replace("_day", "-day").replace("_year", "-year"),
        },
    }
}

/// Returns where Back leads from a page.
pub fn back(words: &Words, step: Step, asker: Asker, from_check: bool) -> String {
    let language = words.language().code();
    if from_check {
        return step_path(words, Step::Check);
    }
    match step.previous(asker) {
        Some(step) => step_path(words, step),
        None => format!("/{language}"),
    }
}

fn saved(words: &Words, place: &Place) -> String {
    saved_line(words, place.saved_at.as_ref(), &place.now)
}

/// Returns that answers are saved, and when they last were.
pub fn saved_line(words: &Words, saved_at: Option<&Zoned>, now: &Zoned) -> String {
    let note = words.text("saved-note");
    let Some(at) = saved_at else {
        return note;
    };
    let time = words.time(at.time());
    let last = if at.date() == now.date() {
        words.with("saved-at", &[("time", &time)])
    } else {
        words.with(
            "saved-on",
            &[("day", &words.day(at.date())), ("time", &time)],
        )
    };
    format!("{note} {last}")
}
