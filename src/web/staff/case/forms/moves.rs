//! The moves of a case as buttons with small forms, and what such a form says when it comes back.

use jiff::civil;
use jiff::tz::TimeZone;

use super::entries::Entries;
use crate::domain::paper::{PaperAsk, PaperKind, PaperSender, PaperWish, ask_words};
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
        Need::Papers => with_papers(form, option),
        Need::GoOn => {
            let label = format!(
                "Go on without: {}",
                names(&option.missing, |_| String::new())
            );
            form.field("tick", "go_on", &label, "It stands on the record.")
        }
        Need::Text => {
            let (label, hint) = text_words(option.to);
            form.field("textarea", "text", label, hint)
        }
        Need::WaitingOn => with_holders(form, option),
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

/// Who has what we wait for: the one who has all that was asked for already, else the family.
fn with_holders(form: FormView, option: &MoveOption) -> FormView {
    let has = |sender| option.missing.iter().any(|ask| ask.sender == sender);
    let first = if has(PaperSender::Doctor) && !has(PaperSender::Family) {
        WaitingOn::Doctor
    } else {
        WaitingOn::Family
    };
    let who = [
        WaitingOn::Family,
        WaitingOn::Doctor,
        WaitingOn::Insurer,
        WaitingOn::Partner,
    ];
    let options = who.map(|who| Choice::new(who.code(), who.words(), who == first));
    form.choices("radios", "waiting_on", "Who has it?", options.to_vec())
}

/// What is missing: the papers by who is to send them, and anything else in words that they read. What was asked for
/// already counts too.
fn with_papers(form: FormView, option: &MoveOption) -> FormView {
    let kinds = || {
        let kinds = PaperKind::ALL
            .iter()
            .filter(|kind| **kind != PaperKind::Other);
        let choice = |kind: &PaperKind| Choice::new(kind.code(), kind.words(), false);
        kinds.map(choice).collect()
    };
    let form = if option.missing.is_empty() {
        form
    } else {
        let sent_by = |ask: &PaperAsk| format!(" ({})", words::lower_first(ask.sender.words()));
        let missing = names(&option.missing, sent_by);
        form.note(&format!("Asked for already, and still missing: {missing}."))
    };
    form.choices("checks", "from_family", "The family is to send", kinds())
        .choices(
            "checks",
            "from_doctor",
            "The treating doctor is to send",
            kinds(),
        )
        .field(
            "text",
            "what",
            "Something else that is missing",
            "A few words. Whoever has it reads them on their page, with what is ticked.",
        )
}

fn names(asks: &[PaperAsk], more: impl Fn(&PaperAsk) -> String) -> String {
    let names = asks.iter().map(|ask| ask.full_words() + &more(ask));
    names.collect::<Vec<_>>().join("; ")
}

fn text_words(to: Status) -> (&'static str, &'static str) {
    match to {
        Status::AwaitingInformation => (
            "Staff note (optional)",
            "Staff only: nobody outside reads it. It is enough where an insurer or a partner has what is missing.",
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
    pub from_family: Vec<String>,
    pub from_doctor: Vec<String>,
    pub what: String,
    pub go_on: String,
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
            .keep_all("from_family", &self.from_family)
            .keep_all("from_doctor", &self.from_doctor)
            .keep("what", &self.what)
            .keep("go_on", &self.go_on)
    }

    /// Everything that was written, for a note: no word is lost where the move does not fit any more.
    pub fn written(&self) -> String {
        let parts = [self.what.trim(), self.text.trim()];
        let parts = parts.into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join("\n")
    }

    /// The papers that are asked for with the move, each with who has it.
    fn wishes(&self, waiting_on: Option<WaitingOn>, entries: &mut Entries) -> Vec<PaperWish> {
        let sides = [
            ("from_family", &self.from_family, PaperSender::Family),
            ("from_doctor", &self.from_doctor, PaperSender::Doctor),
        ];
        let mut wishes: Vec<PaperWish> = Vec::new();
        for (field, ticked, sender) in sides {
            for code in ticked {
                match PaperKind::from_code(code).filter(|kind| *kind != PaperKind::Other) {
                    Some(kind) if wishes.iter().all(|wish| wish.kind != kind) => {
                        wishes.push(PaperWish {
                            kind,
                            what: None,
                            sender,
                        });
                    }
                    Some(_) => entries.complain(field, "Tick each paper on one side only"),
                    None => entries.complain(field, "Tick what is needed"),
                }
            }
        }
        match ask_words(&self.what) {
            Ok(Some(what)) => wishes.push(PaperWish {
                kind: PaperKind::Other,
                what: Some(what),
                sender: match waiting_on {
                    Some(WaitingOn::Family) => PaperSender::Family,
                    Some(WaitingOn::Doctor) => PaperSender::Doctor,
                    _ => PaperSender::Us,
                },
            }),
            Ok(None) => {}
            Err(problem) => entries.complain("what", words::text_problem(problem, "")),
        }
        wishes
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
        details.papers = self.wishes(details.waiting_on, &mut entries);
        details.goes_on = self.go_on == "yes";
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
        Need::Papers => ("what", "Tick or write what is missing, of whoever has it"),
        Need::GoOn => ("go_on", "Tick this to go on without what is missing"),
        Need::WaitingOn => ("waiting_on", "Choose who has what is missing"),
        Need::Date => ("date", "Enter a day"),
        Need::VisitAt => ("visit_at", "Enter the day and time of the visit"),
        Need::Decision => ("decision", "Choose what was decided"),
        Need::Outcome => ("outcome", "Choose how it ended"),
    }
}
