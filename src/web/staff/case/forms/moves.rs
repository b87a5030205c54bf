//! The moves of a case as buttons with small forms, and what such a form says when it comes back.

use jiff::civil;
use jiff::tz::TimeZone;

use super::entries::Entries;
use crate::domain::person::FreeText;
use crate::domain::referral::{Block, MoveDetails, MoveError, MoveOption, Need};
use crate::domain::status::{Decision, Outcome, Status, WaitingOn};
use crate::web::components::Choice;
use crate::web::staff::case::page::{BlockedView, FormView, NextStepView};
use crate::web::staff::display::words;

/// The most characters of a reason.
const TEXT_MAX: usize = 4_000;

/// Returns the moves that are possible now, and those that are not with their reason.
pub fn next_step(
    from: Status,
    options: &[MoveOption],
    take: Option<FormView>,
    entries: &Entries,
) -> NextStepView {
    let takes = take.as_ref().is_some_and(|form| form.primary);
    let mut view = NextStepView {
        take,
        ..NextStepView::default()
    };
    for option in options {
        let label = words::move_label(from, option.to);
        if let Some(block) = option.blocked {
            view.blocked.push(BlockedView {
                to: option.to,
                label: label.to_owned(),
                reason: block_words(block),
            });
            continue;
        }
        let mut form = move_form(from, option);
        entries.fill(&mut form);
        if matches!(option.to, Status::Closed | Status::NotAReferral) {
            view.endings.push(form);
        } else {
            form.primary = !takes && view.moves.is_empty() && from.is_open();
            view.moves.push(form);
        }
    }
    view
}

fn block_words(block: Block) -> String {
    match block {
        Block::OtherRole(role) => format!("done by: {}", role.words().to_lowercase()),
        block => block.to_string(),
    }
}

/// Returns the form that records a death: one press after one sentence, which names whom it is about, so that a mix-up
/// of two cases is seen before it is made.
pub fn death_form(child: Option<&str>, reference: &str) -> FormView {
    // Isolated, so that a name written from the right does not turn the sentence round.
    let name = child.map(|name| format!("\u{2068}{name}\u{2069}"));
    let who = name
        .as_deref()
        .unwrap_or("a child whose name we do not have yet");
    let note = format!(
        "This is the case of {who}, {reference}. Every automatic message to the family stops at once, for ever. Nothing else is asked today."
    );
    let form = FormView::new("death", "Child has died", "deaths")
        .note(&note)
        .button(&format!(
            "Record that {} has died",
            name.as_deref().unwrap_or("the child")
        ));
    FormView {
        grave: true,
        ..form
    }
}

/// Returns the form that proposes that a request is no referral.
pub fn no_referral_form() -> FormView {
    FormView::new("no-referral", "Propose: not a referral", "no-referral-proposals")
        .note("For spam, a test or the wrong place. A second person has to agree before the request is put away.")
        .button("Propose it")
}

/// Returns the form of one move.
pub fn move_form(from: Status, option: &MoveOption) -> FormView {
    let code = option.to.code();
    let mut form = FormView::new(
        format!("to-{code}"),
        words::move_label(from, option.to),
        "status-changes",
    )
    .hidden("to", code);
    for need in &option.needs {
        form = with_need(form, option, *need);
    }
    form
}

fn with_need(form: FormView, option: &MoveOption, need: Need) -> FormView {
    match need {
        Need::Text => {
            let (label, hint) = text_words(option.to);
            form.field("textarea", "text", label, hint)
        }
        Need::WaitingOn => {
            let who = [
                WaitingOn::Family,
                WaitingOn::Doctor,
                WaitingOn::Insurer,
                WaitingOn::Partner,
            ];
            let options = who
                .map(|who| Choice::new(who.code(), who.words(), who == WaitingOn::Family))
                .to_vec();
            form.choices("radios", "waiting_on", "Who has it?", options)
        }
        Need::Date if option.to == Status::OnHold => form.field(
            "date",
            "date",
            "Look at it again on",
            "In 14 days at the latest.",
        ),
        Need::Date => form.field("date", "date", "Day of the meeting", ""),
        Need::VisitAt => form.field(
            "datetime-local",
            "visit_at",
            "Day and time of the visit",
            "In the programme's time zone.",
        ),
        Need::Decision => {
            let options = Decision::ALL
                .iter()
                .map(|decision| Choice::new(decision.code(), decision.words(), false));
            form.choices("radios", "decision", "What was decided?", options.collect())
        }
        Need::Outcome => {
            let options = option
                .outcomes
                .iter()
                .map(|outcome| Choice::new(outcome.code(), outcome.words(), false));
            form.choices("radios", "outcome", "How did it end?", options.collect())
        }
    }
}

fn text_words(to: Status) -> (&'static str, &'static str) {
    match to {
        Status::AwaitingInformation => (
            "What is missing?",
            "One thing a line. Staff only; the family hears that something is needed, and gets a call.",
        ),
        Status::Decided => (
            "Words about the decision (optional)",
            "Needed where we cannot help: name the alternatives. Staff only.",
        ),
        Status::Closed => ("Anything to add? (optional)", "Staff only."),
        _ => ("Why?", "Staff only."),
    }
}

/// Is a move as it was sent.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StatusChangeForm {
    pub version: i32,
    pub to: String,
    pub text: String,
    pub waiting_on: String,
    pub date: String,
    pub visit_at: String,
    pub decision: String,
    pub outcome: String,
}

impl StatusChangeForm {
    /// Returns the status it asks for, if there is one of that name.
    pub fn target(&self) -> Option<Status> {
        Status::from_code(&self.to)
    }

    /// Returns what was typed, as it will be shown again.
    pub fn entries(&self) -> Entries {
        Entries::of(format!("to-{}", self.to))
            .keep("text", &self.text)
            .keep("waiting_on", &self.waiting_on)
            .keep("date", &self.date)
            .keep("visit_at", &self.visit_at)
            .keep("decision", &self.decision)
            .keep("outcome", &self.outcome)
    }

    /// Checks each value; what is missing for this very move is said by the domain.
    pub fn parse(&self, zone: &TimeZone) -> Result<MoveDetails, Entries> {
        let mut entries = self.entries();
        let mut details = MoveDetails::default();
        if !self.text.trim().is_empty() {
            match FreeText::parse(&self.text, TEXT_MAX) {
                Ok(text) => details.text = Some(text.expose().to_owned()),
                Err(problem) => entries.complain("text", words::text_problem(problem, "Say why")),
            }
        }
        details.waiting_on = WaitingOn::from_code(&self.waiting_on);
        details.decision = Decision::from_code(&self.decision);
        details.outcome = Outcome::from_code(&self.outcome);
        if !self.date.is_empty() {
            match self.date.parse() {
                Ok(date) => details.date = Some(date),
                Err(_) => entries.complain("date", "Enter a day, like 2026-03-27"),
            }
        }
        if !self.visit_at.is_empty() {
            let at = self
                .visit_at
                .parse::<civil::DateTime>()
                .ok()
                .and_then(|at| at.to_zoned(zone.clone()).ok());
            match at {
                Some(at) => details.visit_at = Some(at.timestamp()),
                None => {
                    entries.complain("visit_at", "Enter a day and a time, like 2026-03-27 10:30");
                }
            }
        }
        if entries.is_fine() {
            Ok(details)
        } else {
            Err(entries)
        }
    }

    /// Returns the same form with what the domain refused said beside the right field; none where no field is to blame.
    pub fn refused(&self, error: MoveError) -> Option<Entries> {
        let (field, words) = match error {
            MoveError::Missing(need) => missing_words(need),
            MoveError::OutcomeDoesNotFit => ("outcome", "Choose an outcome that fits this case"),
            MoveError::SupervisorOnly => (
                "outcome",
                "Only a supervisor closes a case because nobody could be reached",
            ),
            MoveError::DateDoesNotFit if !self.visit_at.is_empty() => {
                ("visit_at", "Choose a moment in the next 12 months")
            }
            MoveError::DateDoesNotFit => (
                "date",
                "Choose a day that is not in the past and not too far ahead",
            ),
            MoveError::Blocked(_) | MoveError::NotInTable { .. } => return None,
        };
        let mut entries = self.entries();
        entries.complain(field, words);
        Some(entries)
    }
}

fn missing_words(need: Need) -> (&'static str, &'static str) {
    match need {
        Need::Text => ("text", "Say it in words"),
        Need::WaitingOn => ("waiting_on", "Choose who has what is missing"),
        Need::Date => ("date", "Enter a day"),
        Need::VisitAt => ("visit_at", "Enter the day and time of the visit"),
        Need::Decision => ("decision", "Choose what was decided"),
        Need::Outcome => ("outcome", "Choose how it ended"),
    }
}
