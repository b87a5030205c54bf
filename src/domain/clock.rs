//! The clocks of a case: what is promised or due in each status, when it is due, and what remains after a pause.
//!
//! The earliest running promise is the case's due moment. Spans come from configuration (`ClockPolicy`); a clock
//! keeps the span it was started with, so each due time can be computed again from history.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::coded;
use crate::domain::calendar::{BusinessCalendar, Span};
use crate::domain::priority::Priority;
use crate::domain::status::Status;
use crate::support::ids::fresh_id;

coded! {
    /// What a clock counts towards.
    pub enum ClockKind {
        /// The first talk with the family.
        FirstContact = "first_contact",
        /// Somebody takes an urgent case; internal, unmet it climbs to the supervisor.
        Acknowledge = "acknowledge",
        /// Records are gathered into a packet.
        Packet = "packet",
        /// The family has not heard from us; starts again with each contact.
        Silence = "silence",
        /// Missing items are asked for again; starts again with each contact.
        Chase = "chase",
        /// Missing items have been missing too long.
        ChaseLimit = "chase_limit",
        /// A doctor's decision; stands still while items are awaited.
        Review = "review",
        /// The meeting's outcome is recorded.
        MeetingOutcome = "meeting_outcome",
        /// The family is told the decision by phone.
        TellDecision = "tell_decision",
        /// The decision is followed by a visit, advice or an end.
        AfterDecision = "after_decision",
        /// The written advice goes out and is talked through.
        AdviceOut = "advice_out",
        /// We ask how the advice has worked.
        CheckIn = "check_in",
        /// The social worker talks with the family.
        SocialWorkContact = "social_work_contact",
        /// The visit's readiness is looked at again; starts again with each contact.
        Readiness = "readiness",
        /// Everything is ready before the visit.
        VisitReadiness = "visit_readiness",
        /// It is recorded that the visit happened.
        VisitHappened = "visit_happened",
        /// The final note is written.
        FinalNote = "final_note",
        /// The hold is looked at again.
        HoldReview = "hold_review",
    }
}

impl ClockKind {
    /// What is to be done before this clock runs out, for staff.
    pub fn next_action(self) -> &'static str {
        match self {
            Self::FirstContact => "Call the family for the first time",
            Self::Acknowledge => "Take this urgent case",
            Self::Packet => "Gather the records for review",
            Self::Silence => "Call or write to the family",
            Self::Chase | Self::ChaseLimit => "Ask again for what is missing",
            Self::Review => "Record the doctors' decision",
            Self::MeetingOutcome => "Record the outcome of the meeting",
            Self::TellDecision => "Call the family with the decision",
            Self::AfterDecision => "Start what was decided",
            Self::AdviceOut => "Send the advice and talk it through",
            Self::CheckIn => "Ask how the advice has worked",
            Self::SocialWorkContact => "Social worker calls the family",
            Self::Readiness => "Check what the visit still needs",
            Self::VisitReadiness => "Make the last preparations for the visit",
            Self::VisitHappened => "Record that the visit has happened",
            Self::FinalNote => "Write the final note",
            Self::HoldReview => "Look at the hold again",
        }
    }

    /// True where the clock is a promise of the case; an internal alarm is not.
    pub fn is_promise(self) -> bool {
        self != Self::Acknowledge
    }

    /// True where a contact starts the clock again instead of ending it.
    pub fn restarts_on_contact(self) -> bool {
        matches!(self, Self::Silence | Self::Chase | Self::Readiness)
    }

    /// True where the clock runs on when the case leaves the status it started in.
    pub fn survives(self, to: Status) -> bool {
        match self {
            // Only a talk with the family, or the end of the case, ends the first promise.
            Self::FirstContact | Self::Acknowledge => to.is_open(),
            Self::Review => matches!(
                to,
                Status::ReadyForReview | Status::InReview | Status::AwaitingInformation
            ),
            _ => false,
        }
    }
}

/// How long each clock runs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ClockPolicy {
    /// Span of the first contact by priority.
    pub first_contact: BTreeMap<Priority, Span>,
    /// Span of every other clock that has a fixed one.
    pub spans: BTreeMap<ClockKind, Span>,
}

impl ClockPolicy {
    /// The clocks whose span is fixed by the programme; the others run until a moment that staff name.
    pub fn configurable() -> impl Iterator<Item = ClockKind> {
        ClockKind::ALL.iter().copied().filter(|kind| {
            !matches!(
                kind,
                ClockKind::FirstContact
                    | ClockKind::MeetingOutcome
                    | ClockKind::VisitReadiness
                    | ClockKind::VisitHappened
                    | ClockKind::HoldReview
            )
        })
    }

    /// The span of a clock for a case of this priority; `None` where staff name the moment.
    pub fn span(&self, kind: ClockKind, priority: Priority) -> Option<Span> {
        if kind == ClockKind::FirstContact {
            self.first_contact.get(&priority).copied()
        } else {
            self.spans.get(&kind).copied()
        }
    }
}

/// The configured calendar and spans together.
#[derive(Debug, Clone)]
pub struct ClockRules {
    /// The programme's business calendar.
    pub calendar: BusinessCalendar,
    /// The configured spans.
    pub policy: ClockPolicy,
}

/// How a clock's due moment was found: a span counted on the calendar, or a moment staff named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Length {
    /// Counted from the start.
    Span(Span),
    /// Named by staff.
    Until(Timestamp),
}

/// A clock of one case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseClock {
    /// Row id.
    pub id: Uuid,
    /// What it counts towards.
    pub kind: ClockKind,
    /// How long it runs.
    pub length: Length,
    /// When it started.
    pub started_at: Timestamp,
    /// When it is due; while paused, when it was due.
    pub due_at: Timestamp,
    /// Since when it stands still.
    pub paused_at: Option<Timestamp>,
    /// The due moment that was missed first, where this clock is a promise given again.
    pub missed_from: Option<Timestamp>,
    /// The number of the calendar it was started with; a later calendar does not move it.
    pub calendar: i32,
}

/// A time in which a clock stood still, and the calendar on which it went on.
#[derive(Debug, Clone, Copy)]
pub struct Pause<'a> {
    /// Since when it stood still.
    pub from: Timestamp,
    /// When it went on.
    pub to: Timestamp,
    /// The calendar of that moment.
    pub calendar: &'a BusinessCalendar,
}

impl CaseClock {
    /// Starts a clock.
    pub fn start(
        kind: ClockKind,
        length: Length,
        at: Timestamp,
        calendar: &BusinessCalendar,
    ) -> Self {
        Self {
            id: fresh_id(),
            kind,
            length,
            started_at: at,
            due_at: due(calendar, at, length, &[]),
            paused_at: None,
            missed_from: None,
            calendar: calendar.version(),
        }
    }

    /// True while it counts.
    pub fn is_running(&self) -> bool {
        self.paused_at.is_none()
    }

    /// The due moment after a pause that ends at `at`: what working time was left is counted from there.
    pub fn due_after_pause(&self, at: Timestamp, calendar: &BusinessCalendar) -> Timestamp {
        self.paused_at.map_or(self.due_at, |paused_at| {
            move_on(calendar, self.due_at, paused_at, at)
        })
    }
}

/// Computes a due moment from history alone: start, length, the pauses that have ended, and the calendar of each moment.
pub fn due(
    calendar: &BusinessCalendar,
    started_at: Timestamp,
    length: Length,
    pauses: &[Pause<'_>],
) -> Timestamp {
    let first = match length {
        Length::Span(span) => calendar.due(started_at, span),
        Length::Until(moment) => moment,
    };
    pauses.iter().fold(first, |due, pause| {
        move_on(pause.calendar, due, pause.from, pause.to)
    })
}

fn move_on(
    calendar: &BusinessCalendar,
    due: Timestamp,
    from: Timestamp,
    to: Timestamp,
) -> Timestamp {
    if due <= from {
        return due;
    }
    let left = calendar
        .working_time_between(from, due)
        .max(SignedDuration::ZERO);
    calendar.add_working_time(to, left)
}
