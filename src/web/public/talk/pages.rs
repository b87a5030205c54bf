//! The page of a thread, ready to show.

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::TalkForm;
use crate::domain::message::Message;
use crate::domain::request::FieldErrors;
use crate::usecases::message::read_thread::OwnThread;
use crate::web::components::SummaryError;
use crate::web::public::frame::{find, messages, summary, window_title};
use crate::web::shell::PublicShell;

/// What somebody and staff wrote to each other, and the box to write.
#[derive(Template)]
#[template(path = "public/talk/show.html")]
pub struct TalkPage {
    shell: PublicShell,
    page_title: String,
    errors: Vec<SummaryError>,
    messages: Vec<(&'static str, String)>,
    sent: bool,
    reference: String,
    key: String,
    typed: String,
    lines: Vec<TalkLine>,
    expect: String,
    by_doctor: bool,
}

/// One message.
struct TalkLine {
    who: String,
    ours: bool,
    moment: String,
    at: String,
    text: String,
}

impl TalkPage {
    /// Fills the page.
    pub fn new(
        shell: PublicShell,
        thread: &OwnThread,
        zone: &str,
        form: &TalkForm,
        errors: &FieldErrors,
    ) -> Self {
        let words = shell.words;
        let told = |at: Timestamp| words.moment(&zoned(at, zone), zone);
        let expect = match thread.answer_due_at {
            Some(due) => words.with("talk-waiting", &[("moment", &told(due))]),
            None => words.with("talk-expect", &[("moment", &told(thread.next_due_at))]),
        };
        Self {
            page_title: window_title(words, &words.text("talk-title"), errors),
            errors: summary(words, errors),
            messages: messages(words, errors),
            sent: false,
            reference: thread.reference.to_string(),
            key: form.key.clone(),
            typed: form.text.clone(),
            lines: thread
                .messages
                .iter()
                .map(|message| line(&shell, thread, message, zone))
                .collect(),
            expect,
            by_doctor: thread.by_doctor,
            shell,
        }
    }

    /// Says what has just been done.
    pub fn after(mut self, done: Option<&str>) -> Self {
        self.sent = done == Some("sent");
        self
    }

    fn say(&self, key: &str) -> String {
        self.shell.words.text(key)
    }

    fn error(&self, field: &str) -> Option<String> {
        find(&self.messages, &[field])
    }
}

fn line(shell: &PublicShell, thread: &OwnThread, message: &Message, zone: &str) -> TalkLine {
    let words = shell.words;
    let who = match message.staff {
        Some(staff) => match thread.names.get(&staff.0) {
            Some(name) => words.with("talk-from-staff", &[("name", name)]),
            None => words.text("talk-from-us"),
        },
        None => words.text("talk-from-you"),
    };
    TalkLine {
        who,
        ours: message.staff.is_some(),
        moment: words.moment_at(&zoned(message.written_at, zone), zone),
        at: message.written_at.to_string(),
        text: message.body.clone(),
    }
}

fn zoned(at: Timestamp, zone: &str) -> jiff::Zoned {
    at.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC))
}
