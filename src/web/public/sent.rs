//! After sending: reference, promise, what happens next, and a copy of all answers to keep.
//! The same page later tells where the request stands; nothing on it comes from anywhere but the stored case.

use askama::Template;
use jiff::Zoned;

use super::summary::Section;
use crate::domain::request::Asker;
use crate::domain::status::{Status, Step};
use crate::support::words::Words;
use crate::web::shell::PublicShell;

/// What is known of a sent request.
#[derive(Debug, Clone)]
pub struct SentFacts {
    /// The reference people say on the phone.
    pub reference: String,
    /// Where the case stands.
    pub status: Status,
    /// Who asked.
    pub asker: Asker,
    /// True when the patient is in intensive care: the phone number comes first.
    pub intensive_care: bool,
    /// The promised moment, in the programme's zone; nothing once the case is finished.
    pub promise: Option<Zoned>,
    /// When the request was received, in the same zone.
    pub received_at: Zoned,
    /// The present moment, in the same zone.
    pub now: Zoned,
    /// True when a call was promised, false when the family wished to be written to.
    pub by_call: bool,
    /// True when help was asked for.
    pub asked_help: bool,
}

/// The page after sending, ready to show.
#[derive(Template)]
#[template(path = "public/sent.html")]
pub struct SentPage {
    shell: PublicShell,
    reference: String,
    urgent: Option<String>,
    promise: Option<Promise>,
    late: String,
    standing: Option<Standing>,
    next: Vec<String>,
    asked_help: bool,
    sent_on: String,
    sections: Vec<Section>,
}

struct Promise {
    title: String,
    moment: String,
    at: String,
    note: String,
}

/// Where a case stands that has moved on.
struct Standing {
    sentence: String,
    steps: Vec<StepLine>,
}

struct StepLine {
    label: String,
    class: &'static str,
    state: String,
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
        let moment = facts.promise.as_ref().map(|at| words.moment(at, zone));
        let late = facts.promise.as_ref().is_some_and(|at| *at < facts.now);
        SentPage {
            late: match (&moment, late) {
                (Some(moment), true) => {
                    words.with("status-late", &[("moment", moment), ("phone", &phone)])
                }
                _ => String::new(),
            },
            promise: facts
                .promise
                .as_ref()
                .zip(moment.clone())
                .filter(|_| !late)
                .map(|(at, moment)| promise(words, &facts, at, moment, &phone)),
            standing: (facts.status != Status::Received).then(|| standing(words, facts.status)),
            next: next_steps(words, &facts, moment.as_deref().filter(|_| !late), &phone),
            urgent: facts
                .intensive_care
                .then(|| words.with("sent-urgent", &[("asker", facts.asker.code())])),
            asked_help: facts.asked_help,
            sent_on: words.with(
                "sent-copy-hint",
                &[("moment", &words.moment_at(&facts.received_at, zone))],
            ),
            reference: facts.reference,
            sections,
            shell,
        }
    }
}

fn promise(words: &Words, facts: &SentFacts, at: &Zoned, moment: String, phone: &str) -> Promise {
    let called = facts.status == Status::Received && facts.by_call;
    Promise {
        title: words.text(if called {
            "sent-promise-call"
        } else {
            "sent-promise"
        }),
        moment,
        at: at.timestamp().to_string(),
        note: words.with("sent-promise-note", &[("phone", phone)]),
    }
}

/// The three steps after a fresh request; a case that has moved on shows its standing instead.
fn next_steps(words: &Words, facts: &SentFacts, moment: Option<&str>, phone: &str) -> Vec<String> {
    let (Status::Received, Some(moment)) = (facts.status, moment) else {
        return Vec::new();
    };
    let second = if facts.by_call {
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

fn standing(words: &Words, status: Status) -> Standing {
    let now = status.step();
    let shown = match now {
        Step::Paused | Step::Finished => vec![line(words, now, "now")],
        _ => Step::ALL
            .iter()
            .filter(|step| !matches!(step, Step::Paused | Step::Finished))
            .map(|step| {
                let class = match step.cmp(&now) {
                    std::cmp::Ordering::Less => "done",
                    std::cmp::Ordering::Equal => "now",
                    std::cmp::Ordering::Greater => "later",
                };
                line(words, *step, class)
            })
            .collect(),
    };
    Standing {
        sentence: words.text(&format!("status-family-{}", status.code())),
        steps: shown,
    }
}

fn line(words: &Words, step: Step, class: &'static str) -> StepLine {
    StepLine {
        label: words.text(&format!("status-step-{}", step.code())),
        class,
        state: match class {
            "done" => words.text("status-step-is-done"),
            "now" => words.text("status-step-is-now"),
            _ => String::new(),
        },
    }
}

/// The page for somebody who comes here without having sent anything from this phone.
#[derive(Template)]
#[template(path = "public/nothing_sent.html")]
pub struct NothingSentPage {
    /// The frame.
    pub shell: PublicShell,
}

/// The page after the same request was sent again with other answers. Nothing typed is dropped.
#[derive(Template)]
#[template(path = "public/again.html")]
pub struct AgainPage {
    /// The frame.
    pub shell: PublicShell,
    /// The reference of the first request.
    pub reference: String,
    /// What was typed now.
    pub sections: Vec<Section>,
}
