//! The small forms that write something down on a case: a call, a note, its urgency, who has it.

use uuid::Uuid;

use super::entries::Entries;
use crate::domain::person::FreeText;
use crate::domain::priority::Priority;
use crate::domain::referral::{CallResult, CallWith, Duty, Referral, Source};
use crate::domain::staff::{Actor, StaffId};
use crate::web::components::Choice;
use crate::web::staff::case::page::FormView;
use crate::web::staff::display::words;

/// The most characters of what was said, promised or noted.
const TEXT_MAX: usize = 8_000;

/// Returns the form that notes that a death was told by mistake.
pub fn told_by_mistake_form() -> FormView {
    FormView::new(
        "mistake",
        "The child has not died",
        "death-mistakes",
    )
    .note("Only after you have talked with the family: they told us by mistake. Messages to them go on as before.")
    .button("It was a mistake")
}

/// Returns the form that replaces the private links of a family; it says whom the new one reaches.
pub fn links_form(case: &Referral) -> FormView {
    let family = case.contacts.iter().filter(|contact| contact.follows());
    let (reached, cut_off): (Vec<_>, Vec<_>) =
        family.partition(|contact| contact.has_email && !contact.stopped);
    let new = match (reached.is_empty(), cut_off.is_empty()) {
        (false, true) => "The new one goes to the e-mail address that we have.",
        (false, false) => {
            "The new one goes to the e-mail addresses that we have. Somebody here has none, or wants no mails, and gets it only once they ask for it."
        }
        (true, _) => {
            "Nobody gets the new one: we have no e-mail address of theirs, or they want no mails. Write down an address under People to talk to first, or call them."
        }
    };
    let what = "For a lost phone or mailbox. The old link stops working at once, on every phone, and so does the page after sending.";
    FormView::new("links", "Send a new private link", "link-replacements")
        .note(&format!("{what} {new}"))
        .button("Replace the link")
}

/// Is a call as it was written down.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CallForm {
    pub version: i32,
    pub with: String,
    pub result: String,
    pub said: String,
    pub promised: String,
    pub decision_told: String,
}

/// Is a call that can be recorded.
pub struct Call {
    pub with: CallWith,
    pub result: CallResult,
    pub said: String,
    pub promised: String,
    pub tells_decision: bool,
}

impl CallForm {
    /// Returns the empty form. While a decision waits to be told, it asks whether this call told it.
    pub fn view(case: &Referral, actor: &Actor) -> FormView {
        // Whoever referred is called first.
        let first = if case.source == Source::Doctor && case.first_contact_at.is_none() {
            CallWith::Doctor
        } else {
            CallWith::Family
        };
        Self::asking(first, case.can_tell_decision(actor))
    }

    /// Returns the empty form with whom it proposes.
    pub fn asking(first: CallWith, tells_decision: bool) -> FormView {
        let with = CallWith::ALL
            .iter()
            .map(|with| Choice::new(with.code(), with.words(), *with == first));
        let result = CallResult::ALL
            .iter()
            .map(|result| Choice::new(result.code(), result.words(), false));
        let form = FormView::new("call", "Record a call", "calls")
            .button("Save the call")
            .choices("radios", "with", "Who did you call?", with.collect())
            .choices("radios", "result", "How did it go?", result.collect())
            .field("textarea", "said", "What was said?", "Staff only.")
            .field(
                "textarea",
                "promised",
                "What did we promise? (optional)",
                "With the day, if one was named.",
            );
        if !tells_decision {
            return form;
        }
        form.field(
            "tick",
            "decision_told",
            "The family was told the decision",
            "From then on their own page says it too. A call about something else leaves this empty.",
        )
    }

    /// Returns what was typed, as it will be shown again.
    pub fn entries(&self) -> Entries {
        Entries::of("call")
            .keep("with", &self.with)
            .keep("result", &self.result)
            .keep("said", &self.said)
            .keep("promised", &self.promised)
            .keep("decision_told", &self.decision_told)
    }

    /// Checks the form. What was said may be empty only where nobody was reached.
    pub fn parse(&self) -> Result<Call, Entries> {
        let mut entries = self.entries();
        let with = CallWith::from_code(&self.with);
        if with.is_none() {
            entries.complain("with", "Choose who you called");
        }
        let result = CallResult::from_code(&self.result);
        if result.is_none() {
            entries.complain("result", "Choose how the call went");
        }
        let said = optional(&mut entries, "said", &self.said);
        if said.is_empty() && result == Some(CallResult::Reached) && entries.is_fine() {
            entries.complain("said", "Write down what was said");
        }
        let promised = optional(&mut entries, "promised", &self.promised);
        let talked = result == Some(CallResult::Reached)
            && matches!(with, Some(CallWith::Family | CallWith::Patient));
        let tells_decision = self.decision_told == "yes";
        if !tells_decision && !self.decision_told.is_empty() {
            entries.complain("decision_told", "Tick this or leave it empty");
        } else if tells_decision && !talked && entries.is_fine() {
            entries.complain(
                "decision_told",
                "Tick this only after you have talked to the family",
            );
        }
        match (with, result) {
            (Some(with), Some(result)) if entries.is_fine() => Ok(Call {
                with,
                result,
                said,
                promised,
                tells_decision,
            }),
            _ => Err(entries),
        }
    }
}

/// Is a staff note as it was written.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NoteForm {
    pub version: i32,
    pub body: String,
}

impl NoteForm {
    /// Returns the empty form.
    pub fn view() -> FormView {
        FormView::new("note", "Write a note", "notes")
            .button("Save the note")
            .field(
                "textarea",
                "body",
                "Note",
                "Staff only. It never reaches the family or the doctor.",
            )
    }

    /// Returns what was typed, as it will be shown again.
    pub fn entries(&self) -> Entries {
        Entries::of("note").keep("body", &self.body)
    }

    /// Checks the form.
    pub fn parse(&self) -> Result<String, Entries> {
        let mut entries = self.entries();
        required(&mut entries, "body", &self.body, "Write the note").ok_or(entries)
    }
}

/// Is a change of urgency as it was sent.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PriorityForm {
    pub version: i32,
    pub priority: String,
    pub reason: String,
}

impl PriorityForm {
    /// Returns the form for a case of this urgency.
    pub fn view(now: Priority) -> FormView {
        let options = Priority::ALL.iter().filter(|priority| **priority != now);
        let options =
            options.map(|priority| Choice::new(priority.code(), words::priority(*priority), false));
        FormView::new("priority", "Change the urgency", "priority-changes")
            .button("Change it")
            .choices("radios", "priority", "How urgent is it?", options.collect())
            .field(
                "textarea",
                "reason",
                "Why?",
                "Staff only. More urgent shortens the promise and tells the on-call list.",
            )
    }

    /// Returns what was typed, as it will be shown again.
    pub fn entries(&self) -> Entries {
        Entries::of("priority")
            .keep("priority", &self.priority)
            .keep("reason", &self.reason)
    }

    /// Checks the form.
    pub fn parse(&self) -> Result<(Priority, String), Entries> {
        let mut entries = self.entries();
        let priority = Priority::from_code(&self.priority);
        if priority.is_none() {
            entries.complain("priority", "Choose how urgent it is");
        }
        let reason = required(&mut entries, "reason", &self.reason, "Say why");
        match (priority, reason) {
            (Some(priority), Some(reason)) => Ok((priority, reason)),
            _ => Err(entries),
        }
    }
}

/// Is a duty as it was given: to somebody by id, or to oneself (`me`).
#[derive(Clone, Default, serde::Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AssignmentForm {
    pub version: i32,
    pub duty: String,
    pub staff: String,
}

impl AssignmentForm {
    /// Returns the form for one duty; `people` are those who can carry it.
    pub fn view(duty: Duty, people: Vec<Choice>) -> FormView {
        let (id, label, question) = match duty {
            Duty::Owner => ("assign-owner", "Assign the case", "Who takes the case?"),
            Duty::SocialWorker => (
                "assign-social_worker",
                "Assign a social worker",
                "Which social worker?",
            ),
        };
        let mut options = vec![Choice::new("", "Choose a person", true)];
        options.extend(people);
        FormView::new(id, label, "assignments")
            .button("Assign")
            .hidden("duty", duty.code())
            .choices("select", "staff", question, options)
    }

    /// Returns what was chosen, as it will be shown again.
    pub fn entries(&self) -> Entries {
        let duty = Duty::from_code(&self.duty).unwrap_or(Duty::Owner);
        Entries::of(format!("assign-{duty}")).keep("staff", &self.staff)
    }

    /// Checks the form; `me` is who sends it.
    pub fn parse(&self, me: StaffId) -> Result<(Duty, StaffId), Entries> {
        let duty = if self.duty.is_empty() {
            Some(Duty::Owner)
        } else {
            Duty::from_code(&self.duty)
        };
        let staff = if self.staff == "me" {
            Some(me)
        } else {
            self.staff.parse::<Uuid>().ok().map(StaffId)
        };
        match (duty, staff) {
            (Some(duty), Some(staff)) => Ok((duty, staff)),
            _ => Err(self.refused("Choose a person")),
        }
    }

    /// Returns the same form with a complaint.
    pub fn refused(&self, words: &str) -> Entries {
        let mut entries = self.entries();
        entries.complain("staff", words);
        entries
    }
}

fn optional(entries: &mut Entries, name: &'static str, raw: &str) -> String {
    if raw.trim().is_empty() {
        return String::new();
    }
    required(entries, name, raw, "").unwrap_or_default()
}

fn required(entries: &mut Entries, name: &'static str, raw: &str, missing: &str) -> Option<String> {
    match FreeText::parse(raw, TEXT_MAX) {
        Ok(text) => Some(text.expose().to_owned()),
        Err(problem) => {
            entries.complain(name, words::text_problem(problem, missing));
            None
        }
    }
}
