//! What every page of the doctor's form has around its questions: heading, Back, the physician line, errors, and the
//! words of its questions and choices.

use jiff::Zoned;

use super::choices::codes;
use crate::domain::request::FieldErrors;
use crate::support::words::Words;
use crate::web::components::{Choice, SummaryError};
use crate::web::public::frame::{Posts, date_message, find, messages, summary, window_title};
use crate::web::public::options;

/// The physician line, for a child who is unstable.
#[derive(Debug, Clone)]
pub struct PhysicianLine {
    /// The number as people read it.
    pub phone: String,
    /// The same as an address.
    pub href: String,
}

/// Where a doctor stands in the form.
#[derive(Debug, Clone)]
pub struct Place {
    /// The number to call.
    pub line: PhysicianLine,
    /// True when the doctor came from "Check your answers" and goes back there.
    pub from_check: bool,
    /// When the answers were last saved, in the programme's time zone.
    pub saved_at: Option<Zoned>,
    /// The present moment, in the same zone.
    pub now: Zoned,
    /// True when the doctor chose "emergency": the number comes before anything else.
    pub emergency: bool,
    /// Marks the draft that the page was drawn from.
    pub mark: Option<String>,
    /// The save that the page was drawn from; empty where there is none.
    pub seen: String,
    /// True when this browser has sent a referral before, and nothing of a new one was typed.
    pub sent_before: bool,
}

/// The frame of one page, ready to show.
#[derive(Clone)]
pub struct Frame {
    words: &'static Words,
    /// The title of the window.
    pub page_title: String,
    /// The heading.
    pub heading: String,
    /// Where Back leads.
    pub back: String,
    /// Where the form is sent.
    pub posts: Posts,
    /// The save that the page was drawn from.
    pub seen: String,
    /// The number to call.
    pub line: PhysicianLine,
    /// Shows the number above all else.
    pub emergency: bool,
    /// The lines of the error summary.
    pub errors: Vec<SummaryError>,
    messages: Vec<(&'static str, String)>,
}

impl Frame {
    /// Puts the frame of a page together; `page` is its last part of the address, empty for the list.
    pub fn new(
        words: &'static Words,
        place: &Place,
        page: &str,
        heading: String,
        errors: &FieldErrors,
    ) -> Frame {
        Frame {
            words,
            page_title: window_title(words, &heading, errors),
            heading,
            back: match page {
                "" => format!("/{}", words.language().code()),
                _ => back(words, place.from_check),
            },
            posts: Posts::new(&path(words, page), place.from_check, place.mark.as_deref()),
            seen: place.seen.clone(),
            line: place.line.clone(),
            emergency: place.emergency,
            errors: summary(words, errors),
            messages: messages(words, errors),
        }
    }

    /// Returns a sentence.
    pub fn say(&self, key: &str) -> String {
        self.words.text(key)
    }

    /// Returns a sentence with its values.
    pub fn say_with(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.words.with(key, values)
    }

    /// Returns the name of a question.
    pub fn label(&self, field: &str) -> String {
        self.words.text(&format!("field-{field}"))
    }

    /// Returns the line that explains a question.
    pub fn hint(&self, field: &str) -> String {
        self.words.text(&format!("doctor-hint-{field}"))
    }

    /// Returns "(optional)".
    pub fn optional(&self) -> String {
        self.words.text("optional")
    }

    /// Returns what stands beside a control whose answer was not taken.
    pub fn error(&self, field: &str) -> Option<String> {
        find(&self.messages, &[field])
    }

    /// Returns what stands beside the three boxes of a date.
    pub fn date_error(&self, date: &str) -> Option<String> {
        date_message(&self.messages, date)
    }

    /// Returns the choices of a question with the one that was chosen before.
    pub fn choices(&self, field: &str, chosen: &str) -> Vec<Choice> {
        self.ticks(field, &[chosen.to_owned()])
    }

    /// Returns the same with an empty choice on top, for a select.
    pub fn select(&self, field: &str, chosen: &str) -> Vec<Choice> {
        let none = Choice::new("", self.words.text("doctor-choose"), chosen.is_empty());
        std::iter::once(none)
            .chain(self.choices(field, chosen))
            .collect()
    }

    /// Returns the choices of a question with the ones that were ticked before.
    pub fn ticks(&self, field: &str, chosen: &[String]) -> Vec<Choice> {
        codes(field)
            .into_iter()
            .map(|code| {
                let label = super::choices::word(self.words, field, &code);
                let ticked = chosen.contains(&code);
                Choice::new(code, label, ticked)
            })
            .collect()
    }

    /// Returns the languages a family may speak.
    pub fn spoken(&self, chosen: &str) -> Vec<Choice> {
        options::spoken(self.words, chosen)
    }
}

/// Returns the address of a page of the doctor's form; the list has no name of its own.
pub fn path(words: &Words, page: &str) -> String {
    let language = words.language().code();
    match page {
        "" => format!("/{language}/doctor"),
        page => format!("/{language}/doctor/{page}"),
    }
}

/// Returns where Back leads from a section.
pub fn back(words: &Words, from_check: bool) -> String {
    path(words, if from_check { "check" } else { "" })
}
