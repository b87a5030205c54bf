//! After sending: reference, promise, what happens next, and a copy of all answers to keep.
//! The same page later tells where the request stands; nothing on it comes from anywhere but the stored case.

use askama::Template;
use jiff::{Timestamp, Zoned};

use super::standing::Standing;
use super::summary::Section;
use super::visitor::Visitor;
use crate::domain::message::BODY_MOST;
use crate::domain::reference::Reference;
use crate::domain::request::{Asker, DraftKind};
use crate::domain::status::{Decision, Status};
use crate::support::ids::random_id;
use crate::support::words::Words;
use crate::usecases::intake::find_receipt::Receipt;
use crate::usecases::link::open_by_receipt::is_fresh;
use crate::web::shell::PublicShell;
use crate::web::state::WebState;

/// What is known of a sent request. Moments are in the programme's time zone.
#[derive(Debug, Clone)]
pub struct SentFacts {
    /// The reference people say on the phone.
    pub reference: String,
    /// Where the case stands.
    pub status: Status,
    /// The decision, once it was told by phone.
    pub decision: Option<Decision>,
    /// When the visit is.
    pub visit: Option<Zoned>,
    /// True once the family was reached.
    pub first_call_done: bool,
    /// When we first talked with the family, where it was with them.
    pub talked: Option<Zoned>,
    /// Who asked.
    pub asker: Asker,
    /// True when the patient is in intensive care: the phone number comes first.
    pub intensive_care: bool,
    /// The promised moment; nothing once the case is finished.
    pub promise: Option<Zoned>,
    /// The promised moment that passed without a word from us.
    pub missed: Option<Zoned>,
    /// When the request was received.
    pub received_at: Zoned,
    /// The present moment.
    pub now: Zoned,
    /// How the family hears from us first.
    pub reply: Reply,
    /// True when help was asked for.
    pub asked_help: bool,
    /// Their private link, in their own browser.
    pub link: Option<PrivateLink>,
}

/// A private link, to follow and to write down.
#[derive(Debug, Clone)]
pub struct PrivateLink {
    /// Its way on this site.
    pub path: String,
    /// The whole address.
    pub url: String,
    /// True while papers can be added from the confirmation itself.
    pub takes_papers: bool,
}

impl PrivateLink {
    /// The link of whoever sent this from this browser.
    pub fn of(state: &WebState, visitor: &Visitor, receipt: &Receipt) -> Option<Self> {
        let token = receipt.link.as_ref()?;
        let path = format!("/{}/status/{}", visitor.language.code(), token.expose());
        let url = state.address_of(&path);
        let fresh = is_fresh(receipt.received_at, state.desk.now());
        Some(Self {
            path,
            url,
            takes_papers: fresh && receipt.status.is_open(),
        })
    }
}

/// How a family hears from us first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// We call.
    Call,
    /// We write an e-mail.
    Writing,
}

/// The page after sending, ready to show.
#[derive(Template)]
#[template(path = "public/sent.html")]
pub struct SentPage {
    shell: PublicShell,
    reference: String,
    urgent: Option<String>,
    promise: Option<Promise>,
    late: Option<String>,
    standing: Option<Standing>,
    next: Vec<String>,
    asked_help: bool,
    link: Option<PrivateLink>,
    sent_on: String,
    sections: Vec<Section>,
}

/// The promised moment, ready to show.
pub struct Promise {
    /// What is promised.
    pub title: String,
    /// By when, in words.
    pub moment: String,
    /// The same for machines.
    pub at: String,
    /// What to do if we are late.
    pub note: String,
}

impl SentPage {
    /// Fills the page.
    pub fn new(
        shell: PublicShell,
        facts: SentFacts,
        zone: &str,
        sections: Vec<Section>,
    ) -> SentPage {
        let words = shell.words;
        let phone = shell.programme.phone.clone();
        let promise = promise(words, &facts, zone, &phone);
        SentPage {
            late: late(words, &facts, zone, &phone),
            next: promise
                .as_ref()
                .map(|kept| next_steps(words, &facts, &kept.moment, &phone))
                .unwrap_or_default(),
            promise,
            standing: Standing::new(words, &facts, zone),
            urgent: urgent(words, &facts),
            asked_help: facts.asked_help && facts.status.is_open(),
            sent_on: words.with(
                "sent-copy-hint",
                &[("moment", &words.moment_at(&facts.received_at, zone))],
            ),
            link: facts.link.filter(|_| facts.status.is_open()),
            reference: facts.reference,
            sections,
            shell,
        }
    }
}

/// Says to call us first, where a child is in intensive care and nobody has called yet.
pub fn urgent(words: &Words, facts: &SentFacts) -> Option<String> {
    let presses = facts.intensive_care && !facts.first_call_done;
    presses.then(|| words.with("sent-urgent", &[("asker", facts.asker.code())]))
}

/// Says that we are late: a promise was missed, or has just passed.
pub fn late(words: &Words, facts: &SentFacts, zone: &str, phone: &str) -> Option<String> {
    let passed = facts.promise.as_ref().filter(|at| **at < facts.now);
    let at = facts.missed.as_ref().or(passed)?;
    let moment = words.moment(at, zone);
    Some(words.with("status-late", &[("moment", &moment), ("phone", phone)]))
}

/// Returns the promise that stands.
pub fn promise(words: &Words, facts: &SentFacts, zone: &str, phone: &str) -> Option<Promise> {
    let at = facts.promise.as_ref().filter(|at| **at >= facts.now)?;
    let fresh = facts.status == Status::Received && !facts.first_call_done;
    let called = fresh && facts.reply == Reply::Call;
    Some(Promise {
        title: words.text(if called {
            "sent-promise-call"
        } else {
            "sent-promise"
        }),
        moment: words.moment(at, zone),
        at: at.timestamp().to_string(),
        note: words.with("sent-promise-note", &[("phone", phone)]),
    })
}

/// The three steps after a fresh request; a case that has moved on shows where it stands instead.
fn next_steps(words: &Words, facts: &SentFacts, moment: &str, phone: &str) -> Vec<String> {
    if facts.status != Status::Received {
        return Vec::new();
    }
    let second = if facts.reply == Reply::Call {
        "sent-next-2-call"
    } else {
        "sent-next-2-write"
    };
    vec![
        words.text("sent-next-1"),
        words.with(second, &[("moment", moment), ("phone", phone)]),
        words.with("sent-next-3", &[("asker", facts.asker.code())]),
    ]
}

/// The page for somebody who comes here without having sent anything from this phone.
#[derive(Template)]
#[template(path = "public/nothing_sent.html")]
pub struct NothingSentPage {
    /// The frame.
    pub shell: PublicShell,
}

/// The page after a phone was made to forget: what still works without it.
#[derive(Template)]
#[template(path = "public/forgotten.html")]
pub struct ForgottenPage {
    /// The frame.
    pub shell: PublicShell,
    /// The reference to write down; empty where there was none.
    pub reference: String,
}

/// The page of a case that ended with the child's death: no promise, no steps, no answers.
#[derive(Template)]
#[template(path = "public/quiet.html")]
pub struct QuietPage {
    /// The frame.
    pub shell: PublicShell,
}

/// The answers of a page, a line each under its title; nothing where none was given.
fn in_lines(section: &Section) -> String {
    let told = section.rows.iter().filter(|row| !row.value.is_empty());
    let lines: Vec<String> = told
        .map(|row| format!("{}: {}", row.label, row.value))
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    format!("{}\n{}\n\n", section.title, lines.join("\n"))
}

/// The page after the same request was sent again with other answers. Nothing typed is dropped.
#[derive(Template)]
#[template(path = "public/again.html")]
pub struct AgainPage {
    shell: PublicShell,
    /// The form, as in its addresses.
    form: &'static str,
    /// The reference of the first request; empty where another browser sent it.
    reference: String,
    /// What was typed now.
    sections: Vec<Section>,
    /// The key of the message that it can become.
    key: String,
    /// That message; empty where there is nothing to say, or more than a message holds.
    message: String,
}

impl AgainPage {
    /// The page of the browser that sent the first request, with its reference and when it came, and what was typed now.
    pub fn new(
        shell: PublicShell,
        kind: DraftKind,
        first: Option<(Reference, Timestamp)>,
        sections: Vec<Section>,
        now: Timestamp,
    ) -> Self {
        let message = sections.iter().map(in_lines).collect::<String>();
        // Later the private link asks its question first: then the phone is quicker than another form.
        let fresh = first
            .as_ref()
            .is_some_and(|(_, received)| is_fresh(*received, now));
        let fits = fresh && message.chars().count() <= BODY_MOST;
        let reference = first.map(|(reference, _)| reference.to_string());
        Self {
            shell,
            form: kind.code(),
            reference: reference.unwrap_or_default(),
            sections,
            key: random_id().to_string(),
            message: if fits { message } else { String::new() },
        }
    }

    /// The page of a browser that held the same form, which another one has sent: neither reference nor answers.
    pub fn elsewhere(shell: PublicShell) -> Self {
        Self {
            shell,
            form: "",
            reference: String::new(),
            sections: Vec::new(),
            key: String::new(),
            message: String::new(),
        }
    }
}
