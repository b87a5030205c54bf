//! What must be said with a move, and whether it was: each target needs its own part. Papers that are missing are named here
//! too: those a case waits for, and those it goes on without.

use jiff::{SignedDuration, Timestamp, civil};

use super::{Change, MoveError, Referral, Setting};
use crate::coded;
use crate::domain::event::{Doer, Event, EventKind, codes};
use crate::domain::paper::{AskedPapers, PaperAsk, PaperKind, PaperSender, PaperWish, ask_for};
use crate::domain::staff::{Actor, Role};
use crate::domain::status::{Decision, Outcome, Status, WaitingOn, outcomes_from};

coded! {
    /// Something that must be said with a move.
    pub enum Need {
        /// Why, in words for staff.
        Text = "text",
        /// The papers that are missing, each with who has it.
        Papers = "papers",
        /// Whom we wait for.
        WaitingOn = "waiting_on",
        /// A calendar day.
        Date = "date",
        /// Day and time of the visit.
        VisitAt = "visit_at",
        /// What the doctors decided.
        Decision = "decision",
        /// How the case ended.
        Outcome = "outcome",
        /// That the case goes on without papers that are missing.
        GoOn = "go_on",
    }
}

/// What is said with a move; each target needs its own part (see [`Referral::needs`]).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MoveDetails {
    /// Reason or words, for staff.
    pub text: Option<String>,
    /// Whom we wait for.
    pub waiting_on: Option<WaitingOn>,
    /// Day of the meeting, or the day a hold is looked at again.
    pub date: Option<civil::Date>,
    /// When the visit is.
    pub visit_at: Option<Timestamp>,
    /// What was decided.
    pub decision: Option<Decision>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// The papers that are asked for with it: whoever is to send one reads it.
    pub papers: Vec<PaperWish>,
    /// True where somebody said that the case goes on without what is missing.
    pub goes_on: bool,
}

/// The longest hold, in days.
pub const HOLD_MAX_DAYS: i32 = 14;

impl Referral {
    /// What must be said to move the case there.
    pub fn needs(&self, to: Status) -> &'static [Need] {
        match to {
            Status::AwaitingInformation => &[Need::Papers, Need::WaitingOn, Need::Text],
            Status::OnHold => &[Need::Text, Need::Date],
            Status::Conference => &[Need::Date],
            Status::Decided => &[Need::Decision, Need::Text],
            Status::VisitScheduled => &[Need::VisitAt],
            Status::Closed => &[Need::Outcome, Need::Text],
            Status::InIntake if self.status == Status::Closed => &[Need::Text],
            Status::ReadyForReview if self.asks.iter().any(PaperAsk::is_missing) => &[Need::GoOn],
            _ => &[],
        }
    }

    pub(super) fn check_details(
        &self,
        to: Status,
        details: &MoveDetails,
        actor: &Actor,
        setting: &Setting<'_>,
    ) -> Result<(), MoveError> {
        let text = details
            .text
            .as_deref()
            .is_some_and(|text| !text.trim().is_empty());
        for need in self.needs(to) {
            let said = match need {
                Need::Text => text || !text_is_required(to, details),
                Need::WaitingOn => details
                    .waiting_on
                    .is_some_and(|who| who != WaitingOn::Nobody),
                Need::Date => details.date.is_some(),
                Need::VisitAt => details.visit_at.is_some(),
                Need::Decision => details.decision.is_some(),
                Need::Outcome => details.outcome.is_some(),
                Need::Papers => self.names_what(details, text),
                Need::GoOn => details.goes_on,
            };
            if !said {
                return Err(MoveError::Missing(*need));
            }
        }
        if let Some(outcome) = details.outcome.filter(|_| to == Status::Closed) {
            if outcome == Outcome::CouldNotReach && actor.role != Role::Supervisor {
                return Err(MoveError::SupervisorOnly);
            }
            if !outcomes_from(self.status, self.decision).contains(&outcome) {
                return Err(MoveError::OutcomeDoesNotFit);
            }
        }
        check_dates(to, details, setting)
    }

    /// True where what we wait for has a name. Who is asked for it reads it on their page, so it must be theirs: a word among
    /// staff is enough only where nobody outside reads.
    fn names_what(&self, details: &MoveDetails, text: bool) -> bool {
        let theirs = |sender: PaperSender| {
            let asked = self
                .asks
                .iter()
                .any(|ask| ask.is_missing() && ask.sender == sender);
            asked || details.papers.iter().any(|wish| wish.sender == sender)
        };
        match details.waiting_on {
            Some(WaitingOn::Family) => theirs(PaperSender::Family),
            Some(WaitingOn::Doctor) => theirs(PaperSender::Doctor),
            // That it is not said for whom we wait is a complaint of its own.
            None => true,
            Some(_) => text || PaperSender::ALL.iter().any(|sender| theirs(*sender)),
        }
    }

    /// The kinds of papers that are missing, in the order they were asked for.
    pub(super) fn missing_kinds(&self) -> Vec<PaperKind> {
        let missing = self.asks.iter().filter(|ask| ask.is_missing());
        missing.map(|ask| ask.kind).collect()
    }

    /// The papers that are or were asked for, with those of the case that this one is joined into: what is asked there is asked
    /// of the people of both.
    pub fn asks_with(&self, stands: &Referral) -> Vec<PaperAsk> {
        let kept = stands.asks.iter().filter(|_| stands.id != self.id);
        self.asks.iter().chain(kept).cloned().collect()
    }
}

impl Change {
    /// Asks for papers; what is missing already stays as it is. One event for each who is to send some.
    pub(super) fn ask_for(&mut self, wishes: &[PaperWish], actor: &Actor, setting: &Setting<'_>) {
        let asks = ask_for(&self.after.asks, wishes, setting.now);
        if asks.is_empty() {
            return;
        }
        self.events
            .extend(asked_events(self.after.id, &asks, actor, setting.now));
        self.after
            .asks
            .retain(|known| asks.iter().all(|ask| ask.id != known.id));
        self.after.asks.extend(asks.iter().cloned());
        self.asked = Some(AskedPapers { by: actor.id, asks });
    }
}

/// What goes on the record of papers that are asked for.
pub fn asked_events(
    referral: uuid::Uuid,
    asks: &[PaperAsk],
    actor: &Actor,
    now: Timestamp,
) -> Vec<Event> {
    let of = |sender: &PaperSender| {
        let kinds: Vec<_> = asks.iter().filter(|ask| ask.sender == *sender).collect();
        (!kinds.is_empty()).then(|| {
            Event::of_case(referral, Doer::staff(actor), EventKind::PapersAsked, now)
                .with("kinds", codes(kinds.iter().map(|ask| ask.kind)))
                .with("sender", sender.code())
        })
    };
    PaperSender::ALL.iter().filter_map(of).collect()
}

fn text_is_required(to: Status, details: &MoveDetails) -> bool {
    match to {
        Status::Decided => details.decision == Some(Decision::NotAFit),
        Status::Closed | Status::AwaitingInformation => false,
        _ => true,
    }
}

fn check_dates(to: Status, details: &MoveDetails, setting: &Setting<'_>) -> Result<(), MoveError> {
    let today = setting.rules.calendar.day_of(setting.now);
    let days_ahead = |date: civil::Date| (date - today).get_days();
    let fits = match to {
        Status::Conference => details
            .date
            .is_some_and(|date| (0..=90).contains(&days_ahead(date))),
        Status::OnHold => details
            .date
            .is_some_and(|date| (1..=HOLD_MAX_DAYS).contains(&days_ahead(date))),
        Status::VisitScheduled => details.visit_at.is_some_and(|at| {
            at > setting.now
                && at.duration_since(setting.now) < SignedDuration::from_hours(24 * 366)
        }),
        _ => true,
    };
    if fits {
        Ok(())
    } else {
        Err(MoveError::DateDoesNotFit)
    }
}
