//! The page with a form's code, and the way back by it, ready to show.

use askama::Template;
use jiff::civil::Date;
use uuid::Uuid;

use super::{MeansForm, ResumeForm};
use crate::domain::request::{CallFirst, DraftKind, FieldErrors, ResumeCode};
use crate::web::components::SummaryError;
use crate::web::public::frame::{find, messages, summary, window_title};
use crate::web::shell::PublicShell;

/// The code of an unfinished form.
#[derive(Template)]
#[template(path = "public/later/code.html")]
pub struct LaterPage {
    shell: PublicShell,
    page_title: String,
    errors: Vec<SummaryError>,
    messages: Vec<(&'static str, String)>,
    /// What is said beside the number to call first.
    urgent: Option<String>,
    by_doctor: bool,
    folder: String,
    code: String,
    /// Where the code is typed: the way on this site, and the whole address for paper.
    way_back: [String; 2],
    until: String,
    /// What else is needed to come back; nothing where it has to be told first.
    needed: Option<String>,
    form: MeansForm,
    /// What can be had by e-mail; nothing where the form has no address.
    by_mail: Option<ByMail>,
    /// What was just done.
    done: Option<String>,
    /// On which days a reminder comes.
    reminded: Option<String>,
}

/// An unfinished form that can be come back to.
pub struct Saved {
    /// Which form it is.
    pub kind: DraftKind,
    /// Who is told to call before anything else.
    pub call_first: Option<CallFirst>,
    /// Where its pages lie.
    pub folder: String,
    /// Its code.
    pub code: ResumeCode,
    /// Where the code is typed: the way on this site, and the whole address for paper.
    pub way_back: [String; 2],
    /// When it is forgotten.
    pub until: Date,
    /// Whether a phone and an e-mail address were typed in it.
    pub known: [bool; 2],
    /// What can be had by e-mail; nothing where it has no address.
    pub by_mail: Option<ByMail>,
}

/// What goes to the address of an unfinished form.
pub struct ByMail {
    /// The days of reminders that have not left.
    pub reminders: Vec<Date>,
    /// What the address of the page says was just done.
    pub said: String,
}

impl LaterPage {
    /// Fills the page.
    pub fn new(shell: PublicShell, saved: Saved, form: MeansForm, errors: &FieldErrors) -> Self {
        let words = shell.words;
        let needed = match saved.known {
            [true, true] => Some("later-needs-either"),
            [true, false] => Some("later-needs-phone"),
            [false, true] => Some("later-needs-email"),
            [false, false] => None,
        };
        let by_mail = saved.by_mail.as_ref();
        let days = by_mail.map(|by_mail| by_mail.reminders.as_slice());
        let reminded = match days.unwrap_or_default() {
            [] => None,
            [day] => Some(words.with("later-reminded", &[("day", &words.day(*day))])),
            [first, .., last] => {
                let days = [("day", words.day(*first)), ("last", words.day(*last))];
                let days = days.each_ref().map(|(name, day)| (*name, day.as_str()));
                Some(words.with("later-reminded-twice", &days))
            }
        };
        let done = by_mail.and_then(|by_mail| match by_mail.said.as_str() {
            "code" => Some(words.text("later-code-sent")),
            "reminders" => Some(
                reminded
                    .clone()
                    .unwrap_or_else(|| words.text("later-remind-off")),
            ),
            _ => None,
        });
        Self {
            page_title: window_title(words, &words.text("later-title"), errors),
            errors: summary(words, errors),
            messages: messages(words, errors),
            urgent: saved.call_first.map(|who| match who {
                CallFirst::Family(asker) => words.with("urgent-text", &[("asker", asker.code())]),
                CallFirst::Doctor => words.text("doctor-emergency"),
            }),
            by_doctor: saved.kind == DraftKind::Doctor,
            until: words.with("later-until", &[("day", &words.day(saved.until))]),
            needed: needed.map(|key| words.text(key)),
            code: saved.code.to_string(),
            folder: saved.folder,
            way_back: saved.way_back,
            by_mail: saved.by_mail,
            done,
            reminded,
            form,
            shell,
        }
    }

    fn say(&self, key: &str) -> String {
        let asker = if self.by_doctor { "doctor" } else { "family" };
        self.shell.words.with(key, &[("asker", asker)])
    }

    fn error(&self, field: &str) -> Option<String> {
        find(&self.messages, &[field])
    }
}

/// The way back.
#[derive(Template)]
#[template(path = "public/later/resume.html")]
pub struct ResumePage {
    shell: PublicShell,
    page_title: String,
    errors: Vec<SummaryError>,
    messages: Vec<(&'static str, String)>,
    form: ResumeForm,
    /// What was just done.
    done: Option<&'static str>,
    /// The reminder that somebody comes from.
    reminder: Option<String>,
}

/// How somebody came to the way back.
#[derive(Clone, Copy)]
pub enum Told {
    /// The form was just taken off this device.
    Cleared,
    /// The same with a form that no code brings back.
    Dropped,
    /// Reminders were just stopped.
    Stopped,
    /// From this reminder.
    Reminded(Uuid),
}

impl ResumePage {
    /// Fills the page.
    pub fn new(
        shell: PublicShell,
        form: ResumeForm,
        errors: &FieldErrors,
        told: Option<Told>,
    ) -> Self {
        let words = shell.words;
        let (done, reminder) = match told {
            Some(Told::Cleared) => (Some("resume-cleared"), None),
            Some(Told::Dropped) => (Some("resume-dropped"), None),
            Some(Told::Stopped) => (Some("resume-stopped"), None),
            Some(Told::Reminded(id)) => (None, Some(id.to_string())),
            None => (None, None),
        };
        Self {
            page_title: window_title(words, &words.text("resume-title"), errors),
            errors: summary(words, errors),
            messages: messages(words, errors),
            form,
            done,
            reminder,
            shell,
        }
    }

    fn say(&self, key: &str) -> String {
        self.shell.words.text(key)
    }

    fn error(&self, field: &str) -> Option<String> {
        find(&self.messages, &[field])
    }
}
