//! From what the use case read to what the page of a thread shows.

use askama::Template;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::AnswerForm;
use crate::db::message::Thread;
use crate::domain::message::{Message, may_write_to};
use crate::domain::referral::ContactKind;
use crate::domain::staff::Actor;
use crate::usecases::case::view_case::CaseView;
use crate::usecases::message::answer_message::ThreadView;
use crate::web::components::SummaryError;
use crate::web::shell::StaffShell;
use crate::web::staff::case::people;
use crate::web::staff::display::{MomentView, moments, rows, words};

/// Is the thread of one person.
#[derive(Template)]
#[template(path = "staff/messages/thread.html")]
pub struct ThreadPage {
    pub shell: StaffShell,
    pub reference: String,
    pub here: String,
    pub child: String,
    pub name: String,
    pub who: String,
    /// What to know before writing: their language, how they learn of a message.
    pub remarks: Vec<String>,
    /// What was done, and in which tone it is said.
    pub done: (&'static str, &'static str),
    pub errors: Vec<SummaryError>,
    pub error: Option<String>,
    pub messages: Vec<MessageView>,
    /// Until when they were told to get an answer.
    pub waiting: Option<MomentView>,
    /// Why nothing can be written; empty where it can.
    pub unreachable: &'static str,
    pub language: String,
    pub language_code: String,
    pub key: String,
    /// The last message that it shows: an answer is an answer to what was read.
    pub seen: String,
    /// After which answer of ours this page was drawn.
    pub upon: String,
    pub body: String,
}

/// Is one message.
pub struct MessageView {
    pub who: String,
    pub ours: bool,
    pub moment: MomentView,
    pub text: String,
}

/// Is one thread on the case's page.
pub struct ThreadLine {
    pub name: String,
    pub who: String,
    pub href: String,
    pub told: String,
    pub waiting: Option<MomentView>,
}

impl ThreadLine {
    /// Returns a made-up line.
    pub fn sample() -> Self {
        Self {
            name: "<b>Maria</b> Example".to_owned(),
            who: "Mother".to_owned(),
            href: "/staff/cases/RL-7777-777/messages/1".to_owned(),
            told: "2 messages · Today 10:00 am".to_owned(),
            waiting: Some(MomentView::sample("due today")),
        }
    }
}

/// What the page needs beside the thread itself.
pub struct ThreadFrame<'a> {
    pub shell: StaffShell,
    pub zone: &'a TimeZone,
    pub form: AnswerForm,
    pub error: Option<String>,
    pub done: (&'static str, &'static str),
}

impl ThreadFrame<'_> {
    /// Returns the page of a thread.
    pub fn page(self, view: &ThreadView) -> ThreadPage {
        let (thread, reference) = (&view.thread, view.referral.reference.to_string());
        let error = self.error.as_ref();
        ThreadPage {
            here: address(&reference, thread),
            child: people::child_name(&view.facts),
            name: thread.person.name.expose().to_owned(),
            who: people::who(&thread.person),
            remarks: remarks(thread),
            done: self.done,
            errors: error
                .map(|text| SummaryError::new("body".to_owned(), text.clone()))
                .into_iter()
                .collect(),
            messages: view
                .messages
                .iter()
                .map(|message| line(view, message, self.zone))
                .collect(),
            waiting: waiting(thread, view.as_of, self.zone),
            unreachable: view.unreachable.map_or("", |why| why.words()),
            language: words::language(&thread.language),
            language_code: thread.language.clone(),
            key: self.form.key,
            seen: view
                .messages
                .last()
                .map(|message| message.id.to_string())
                .unwrap_or_default(),
            upon: upon(
                view.messages
                    .iter()
                    .rev()
                    .find(|one| one.staff.is_some())
                    .map(|one| one.id),
            ),
            body: self.form.body,
            error: self.error,
            reference,
            shell: self.shell,
        }
    }
}

impl ThreadPage {
    /// Returns a made-up page after an answer that was too long.
    pub fn sample() -> Self {
        let message = |ours, text: &str| MessageView {
            who: if ours { "You" } else { "María Example" }.into(),
            ours,
            moment: MomentView::sample("today"),
            text: text.into(),
        };
        let why = "Write at most 4000 characters".to_owned();
        Self {
            shell: StaffShell::sample("cases"),
            reference: "RL-7KX2-94Q".into(),
            here: "/staff/cases/RL-7KX2-94Q/messages/018f4d5e-0000-7000-8000-000000000000".into(),
            child: "Ana Example".into(),
            name: "María Example".into(),
            who: "Mother".into(),
            remarks: vec!["Reads Spanish: write in Spanish, or call with an interpreter.".into()],
            done: ("", ""),
            errors: vec![SummaryError::new("body".to_owned(), why.clone())],
            error: Some(why),
            messages: vec![
                message(false, "¿Le va a doler?\nTenemos miedo."),
                message(true, "Le llamamos hoy."),
            ],
            waiting: Some(MomentView::sample("due today")),
            unreachable: "",
            language: "Spanish".into(),
            language_code: "es".into(),
            key: "018f4d5e-0000-7000-8000-000000000000".into(),
            seen: "018f4d5e-0000-7000-8000-000000000001".into(),
            upon: upon(None),
            body: "Le llamamos".into(),
        }
    }
}

/// Returns the threads of a case that this person may open; a person without a page and without messages has none.
pub fn lines(actor: &Actor, view: &CaseView, zone: &TimeZone) -> Vec<ThreadLine> {
    let reference = view.referral.reference.as_str();
    let shown = |thread: &&Thread| {
        may_write_to(actor.role, thread.kind) && (thread.has_link || thread.messages > 0)
    };
    let line = |thread: &Thread| ThreadLine {
        name: thread.person.name.expose().to_owned(),
        who: people::who(&thread.person),
        href: address(reference, thread),
        told: told(thread, view.as_of, zone),
        waiting: waiting(thread, view.as_of, zone),
    };
    view.threads.iter().filter(shown).map(line).collect()
}

/// The newest answer of ours, as pages carry it: what a browser kept before that was sent, or written over, does not come
/// back into the box.
pub fn upon(answer: Option<Uuid>) -> String {
    answer.map_or_else(|| "none".to_owned(), |id| id.to_string())
}

/// Where a thread is read.
pub fn address(reference: &str, thread: &Thread) -> String {
    format!("/staff/cases/{reference}/messages/{}", thread.contact)
}

fn told(thread: &Thread, now: Timestamp, zone: &TimeZone) -> String {
    let Some(last) = thread.last_at else {
        return "Nothing written yet".to_owned();
    };
    let count = match thread.messages {
        1 => "1 message".to_owned(),
        many => format!("{many} messages"),
    };
    format!("{count} · {}", moments::past(last, now, zone).words)
}

fn waiting(thread: &Thread, now: Timestamp, zone: &TimeZone) -> Option<MomentView> {
    let late = thread.answer_due_at.filter(|due| *due <= now);
    rows::promise(thread.answer_due_at, late, now, zone)
}

fn line(view: &ThreadView, message: &Message, zone: &TimeZone) -> MessageView {
    let who = match message.staff {
        Some(staff) => view.names.get(&staff.0).cloned(),
        None => Some(view.thread.person.name.expose().to_owned()),
    };
    MessageView {
        who: who.unwrap_or_else(|| "Somebody".to_owned()),
        ours: message.staff.is_some(),
        moment: moments::past(message.written_at, view.as_of, zone),
        text: message.body.clone(),
    }
}

fn remarks(thread: &Thread) -> Vec<String> {
    let mut remarks = Vec::new();
    let reads = words::language(&thread.language);
    if thread.language != "en" {
        remarks.push(format!(
            "Reads {reads}: write in {reads}, or call with an interpreter."
        ));
    }
    if thread.person.email.is_none() {
        remarks.push(
            "Has no e-mail address: call to say that a message waits on their page.".to_owned(),
        );
    } else if thread.stopped {
        remarks.push(
            "Asked us to write no more mails: they read it only when they open their page."
                .to_owned(),
        );
    }
    if thread.kind == ContactKind::OtherAdult {
        remarks.push("Sees only this thread, not what others of the family wrote.".to_owned());
    }
    remarks
}
