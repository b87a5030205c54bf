//! Where a request stands, in the family's words: a sentence and the six steps, the present one marked in words.

use std::cmp::Ordering;

use jiff::Zoned;
use jiff::civil::Date;

use super::sent::SentFacts;
use crate::domain::status::{Decision, Status, Step};
use crate::support::words::Words;

/// Where a case stands that has moved on.
pub struct Standing {
    /// What is happening now, and what was told or planned.
    pub sentences: Vec<String>,
    /// The steps, or the one that replaces them when the case rests.
    pub steps: Vec<StepLine>,
}

/// One step.
pub struct StepLine {
    /// Its name.
    pub label: String,
    /// `done`, `now` or `later`.
    pub class: &'static str,
    /// The same in words, with the day where it is done and we know it; empty for what comes later.
    pub state: String,
}

impl Standing {
    /// Tells where a case stands; a fresh one has its own words on the page.
    pub fn new(words: &Words, facts: &SentFacts, zone: &str) -> Option<Standing> {
        (facts.status != Status::Received).then(|| Self::whole(words, facts, zone))
    }

    /// Tells where a case stands, a fresh one too.
    pub fn whole(words: &Words, facts: &SentFacts, zone: &str) -> Standing {
        let now = words.text(&sentence_key(
            facts.status,
            facts.decision,
            facts.first_call_done,
        ));
        let begins = matches!(facts.status, Status::Received | Status::InIntake);
        let talked = facts.talked.as_ref().filter(|_| begins);
        let talked =
            talked.map(|at| words.with("status-talked", &[("moment", &words.moment_at(at, zone))]));
        let visit = facts
            .visit
            .as_ref()
            .filter(|_| facts.status == Status::VisitScheduled);
        let visit =
            visit.map(|at| words.with("status-visit", &[("moment", &words.moment_at(at, zone))]));
        Standing {
            sentences: std::iter::once(now).chain(talked).chain(visit).collect(),
            steps: steps(words, facts),
        }
    }
}

/// Returns the name of the sentence in which a family reads where its request stands. `decision` is the one that was told.
pub fn sentence_key(status: Status, decision: Option<Decision>, first_call_done: bool) -> String {
    match decision.filter(|_| status == Status::Decided) {
        Some(decision) => format!("status-decision-{}", decision.code()),
        None if status == Status::Received && first_call_done => "status-family-called".to_owned(),
        None => format!("status-family-{}", status.code()),
    }
}

fn steps(words: &Words, facts: &SentFacts) -> Vec<StepLine> {
    let now = match facts.status.step() {
        Step::Received if facts.first_call_done => Step::Records,
        Step::Records if !facts.first_call_done => Step::FirstCall,
        step => step,
    };
    if matches!(now, Step::Paused | Step::Finished) {
        return vec![line(words, now, "now", None)];
    }
    let walked = Step::ALL
        .iter()
        .filter(|step| !matches!(step, Step::Paused | Step::Finished));
    walked
        .map(|step| {
            let class = match step.cmp(&now) {
                Ordering::Less => "done",
                Ordering::Equal => "now",
                Ordering::Greater => "later",
            };
            let done_at = match step {
                Step::Received => Some(&facts.received_at),
                Step::FirstCall => facts.talked.as_ref(),
                _ => None,
            };
            line(words, *step, class, done_at.map(Zoned::date))
        })
        .collect()
}

fn line(words: &Words, step: Step, class: &'static str, done_on: Option<Date>) -> StepLine {
    StepLine {
        label: words.text(&format!("status-step-{}", step.code())),
        class,
        state: match (class, done_on) {
            ("done", Some(day)) => words.with("status-step-done-on", &[("day", &words.date(day))]),
            ("done", None) => words.text("status-step-is-done"),
            ("now", _) => words.text("status-step-is-now"),
            _ => String::new(),
        },
    }
}
