//! The record in words: one short line for each kind of event, from its codes alone.

use serde_json::Value;

use super::words::{self, lower_first};
use crate::domain::clock::ClockKind;
use crate::domain::event::EventKind;
use crate::domain::help::HelpState;
use crate::domain::paper::{PaperKind, PaperSender, PaperWay};
use crate::domain::priority::Priority;
use crate::domain::referral::{CallResult, CallWith, Source};
use crate::domain::request::HelpKind;
use crate::domain::status::{Decision, Outcome, Status};

/// Returns the line of one event; `details` are its codes.
pub fn title(kind: EventKind, details: &Value) -> String {
    let code = |name: &str| {
        details
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    match kind {
        EventKind::RequestReceived => match Source::from_code(code("source")) {
            Some(source) => format!("Request received: {}", lower_first(source.words())),
            None => plain(kind).to_owned(),
        },
        EventKind::StatusMoved => moved(&code, details),
        EventKind::PapersAsked => asked(&code, details),
        EventKind::PaperRenamed | EventKind::PaperSaidSent => of_paper(kind, &code),
        EventKind::CallRecorded => call(&code),
        EventKind::PriorityChanged => match (
            Priority::from_code(code("from")),
            Priority::from_code(code("to")),
        ) {
            (Some(from), Some(to)) => format!(
                "Urgency: {} to {}",
                words::priority(from).to_lowercase(),
                words::priority(to).to_lowercase()
            ),
            _ => plain(kind).to_owned(),
        },
        EventKind::PromiseMissed => match ClockKind::from_code(code("clock")) {
            Some(clock) => format!("Promise missed: {}", lower_first(clock.next_action())),
            None => plain(kind).to_owned(),
        },
        EventKind::PaperReceived => match PaperWay::from_code(code("came")) {
            Some(way) => format!("{} {}", plain(kind), lower_first(way.words())),
            None => plain(kind).to_owned(),
        },
        EventKind::CasesJoined | EventKind::CasesParted => {
            joined(kind, code("joined"), code("kept"))
        }
        EventKind::HelpTaken | EventKind::HelpChanged | EventKind::HelpReleased => {
            help(kind, &code)
        }
        _ => plain(kind).to_owned(),
    }
}

fn joined(kind: EventKind, joined: &str, kept: &str) -> String {
    match kind {
        _ if joined.is_empty() || kept.is_empty() => plain(kind).to_owned(),
        EventKind::CasesParted => format!("{joined} was parted from {kept} again"),
        _ => format!("{joined} was joined into {kept}: the same child"),
    }
}

fn help<'a>(kind: EventKind, code: &impl Fn(&str) -> &'a str) -> String {
    let name = HelpKind::from_code(code("help")).map_or("Help", words::help);
    match (kind, HelpState::from_code(code("to"))) {
        (EventKind::HelpChanged, Some(state)) => {
            format!("{name}: {}", lower_first(state.words()))
        }
        _ => format!("{name}: {}", lower_first(plain(kind))),
    }
}

/// The names of the papers whose kinds stand under a name.
fn papers(details: &Value, name: &str) -> String {
    let kinds = details.get(name).and_then(Value::as_array);
    let kinds = kinds.into_iter().flatten().filter_map(Value::as_str);
    let names = kinds.filter_map(PaperKind::from_code).map(PaperKind::words);
    names.collect::<Vec<_>>().join("; ")
}

fn asked<'a>(code: &impl Fn(&str) -> &'a str, details: &Value) -> String {
    let line = plain(EventKind::PapersAsked);
    match (
        PaperSender::from_code(code("sender")),
        papers(details, "kinds"),
    ) {
        (Some(sender), papers) if !papers.is_empty() => {
            format!("{line}: {papers} ({})", lower_first(sender.words()))
        }
        _ => line.to_owned(),
    }
}

fn of_paper<'a>(kind: EventKind, code: &impl Fn(&str) -> &'a str) -> String {
    let name = |name| PaperKind::from_code(code(name)).map(PaperKind::words);
    match (name("kind"), name("from"), name("to")) {
        (Some(paper), ..) => format!("{}: {paper}", plain(kind)),
        (_, Some(from), Some(to)) => format!("{}: {from} → {to}", plain(kind)),
        _ => plain(kind).to_owned(),
    }
}

fn moved<'a>(code: &impl Fn(&str) -> &'a str, details: &Value) -> String {
    let words_of = |name| Status::from_code(code(name)).map_or("another status", Status::words);
    let mut line = format!("{} → {}", words_of("from"), words_of("to"));
    if let Some(decision) = Decision::from_code(code("decision")) {
        line = format!("{line}: {}", lower_first(decision.words()));
    }
    if let Some(outcome) = Outcome::from_code(code("outcome")) {
        line = format!("{line}: {}", lower_first(outcome.words()));
    }
    let without = papers(details, "without");
    if !without.is_empty() {
        line = format!("{line}, without: {without}");
    }
    line
}

fn call<'a>(code: &impl Fn(&str) -> &'a str) -> String {
    let with = CallWith::from_code(code("with")).map_or("Somebody", CallWith::words);
    let result = CallResult::from_code(code("result")).map_or("recorded", CallResult::words);
    let told = if code("decision") == "told" {
        "; the decision was told"
    } else {
        ""
    };
    format!("Call, {}: {}{told}", lower_first(with), lower_first(result))
}

/// A kind that was given no words; a test sees to it that there is none.
const NAMELESS: &str = "On the record";

/// What people outside did, and what was done about them. Who it was, family or doctor, stands beside the line.
fn of_people(kind: EventKind) -> Option<&'static str> {
    Some(match kind {
        EventKind::MessagesStopped => "Asked us to write no more",
        EventKind::MessagesResumed => "Wants our messages again",
        EventKind::DeathTold => "The family told us that the child has died",
        EventKind::DeathTakenBack => "It was a mistake: the child has not died",
        EventKind::PersonAdded => "A person was added",
        EventKind::PersonCorrected => "What we know of a person was corrected",
        EventKind::CaseShared => "Shared with another adult",
        EventKind::CaseLimited => "No longer shared with another adult",
        EventKind::ChildCorrected => "The child's name or birth date was written down",
        EventKind::CasesJoined => "Joined with another case about the same child",
        EventKind::CasesParted => "Parted from another case again",
        EventKind::LetterReleased => "A letter to the doctor was released",
        EventKind::LetterOpened => "The doctor opened a letter",
        EventKind::LettersSeen => "Opened the letters to the doctor",
        EventKind::CancelAsked => "The doctor asks to cancel: ask the family before it is closed",
        EventKind::ReferralConfirmed => "The clinician confirmed the referral sent in their name",
        EventKind::PapersAsked => "Papers were asked for",
        EventKind::PaperAskSettled => "A paper that was asked for: have it, or not needed",
        EventKind::PaperSaidSent => "The doctor says that a paper was sent",
        EventKind::PaperRenamed => "A paper was given another name",
        EventKind::FeedbackGiven => "The family told us how it was",
        EventKind::MessageReceived => "They wrote to us",
        EventKind::MessageSent => "We wrote to them",
        EventKind::MessageNeedsNoAnswer => "Said that a message needs no answer",
        EventKind::AnswerLate => "Answer to a message is late",
        EventKind::MessagesSeen => "Opened messages",
        _ => return None,
    })
}

fn plain(kind: EventKind) -> &'static str {
    if let Some(line) = of_people(kind) {
        return line;
    }
    match kind {
        EventKind::RequestReceived => "Request received",
        EventKind::OwnerAssigned => "Owner assigned",
        EventKind::DutyReleased => "Taken off somebody who left it",
        EventKind::SocialWorkerAssigned => "Social worker assigned",
        EventKind::StatusMoved => "Status changed",
        EventKind::CallRecorded => "Call recorded",
        EventKind::NoteWritten => "Note",
        EventKind::PriorityChanged => "Urgency changed",
        EventKind::ProposedAsNoReferral => "Proposed: not a referral",
        EventKind::PromiseMissed => "Promise missed",
        EventKind::DeathRecorded => "Child has died; automatic messages stopped",
        EventKind::CaseForgotten => "Forgotten: it was not a referral",
        EventKind::LinkOpened => "Opened their private link",
        EventKind::LinkRefused => "A private link was answered wrongly",
        EventKind::LinkAsked => "Asked for their link again",
        EventKind::LinksReplaced => "The family's private link was replaced",
        EventKind::PaperReceived => "A paper came",
        EventKind::PaperRefused => "A paper was refused and stays shut",
        EventKind::PaperOpened => "Opened a paper",
        EventKind::StatusSeen => "Looked where it stands",
        EventKind::CaseSeen => "Opened the case",
        EventKind::ListSeen => "Opened a list",
        EventKind::Searched => "Searched",
        EventKind::AccessLogSeen => "Opened the access log",
        EventKind::AccessDenied => "Was refused",
        EventKind::SignedIn => "Signed in",
        EventKind::SignInRefused => "Sign-in refused",
        EventKind::SignedOut => "Signed out",
        EventKind::SessionEnded => "Session ended",
        EventKind::PasswordChanged => "Password changed",
        EventKind::StaffAdded => "Account made",
        EventKind::StaffDisabled => "Account disabled",
        EventKind::StaffInvited => "Invitation sent",
        EventKind::MailSeen => "Opened a mail",
        EventKind::HelpTaken => "Help taken",
        EventKind::HelpChanged => "Help changed",
        EventKind::HelpReleased => "Help taken off somebody who left it",
        EventKind::StaffChanged => "Account changed",
        EventKind::MailQueueSeen => "Opened the mail queue",
        EventKind::MailResent => "A mail was put back to be sent",
        EventKind::MailSetAside => "A mail that could not be delivered was set aside",
        EventKind::RoutingSaved => "Routing rules saved",
        EventKind::CalendarSaved => "Calendar saved",
        EventKind::StaffListSeen => "Opened the list of accounts",
        EventKind::MailRefused => "A mail could not be delivered: phone them",
        _ => NAMELESS,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_line_names_what_changed() {
        let line = |kind, details| title(kind, &details);
        assert_eq!(
            line(
                EventKind::StatusMoved,
                json!({"from": "received", "to": "in_intake"})
            ),
            "New → In intake"
        );
        assert_eq!(
            line(
                EventKind::StatusMoved,
                json!({"from": "seen", "to": "closed", "outcome": "evaluated_treating_here"})
            ),
            "Seen → Closed: evaluated, treating here"
        );
        assert_eq!(
            line(
                EventKind::CallRecorded,
                json!({"with": "family", "result": "no_answer"})
            ),
            "Call, family: no answer"
        );
        assert_eq!(
            line(
                EventKind::CallRecorded,
                json!({"with": "family", "result": "reached", "decision": "told"})
            ),
            "Call, family: reached, we talked; the decision was told"
        );
        let without = json!({"from": "in_intake", "to": "ready_for_review", "without": ["hla"]});
        assert_eq!(
            line(EventKind::StatusMoved, without),
            "In intake → Ready for review, without: HLA typing"
        );
        let asked = json!({"kinds": ["hla", "mrd"], "sender": "doctor"});
        assert_eq!(
            line(EventKind::PapersAsked, asked),
            "Papers were asked for: HLA typing; MRD report (the treating doctor sends it)"
        );
        assert_eq!(
            line(
                EventKind::PriorityChanged,
                json!({"from": "standard", "to": "urgent"})
            ),
            "Urgency: standard to urgent"
        );
    }

    #[test]
    fn an_event_with_codes_of_another_time_still_has_a_line() {
        for kind in EventKind::ALL {
            assert!(!title(*kind, &json!({"from": "gone", "clock": 3})).is_empty());
            assert_ne!(plain(*kind), NAMELESS, "{kind}");
        }
    }
}
