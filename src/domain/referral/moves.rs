//! Walking a case through the table of moves: who may, what is missing, what must be said, and what follows.

use jiff::{SignedDuration, Timestamp, civil};

use super::{Change, NoteRecord, Referral, Setting};
use crate::coded;
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::permission::{Action, may};
use crate::domain::staff::{Actor, Role, StaffId};
use crate::domain::status::{
    Decision, EDGES, Edge, Outcome, Status, WaitingOn, find_edge, outcomes_from,
};
use crate::support::ids::fresh_id;

coded! {
    /// Something that must be said with a move.
    pub enum Need {
        /// Why, or which items, in words.
        Text = "text",
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
    }
}

/// Why a move that the table has is not possible now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Block {
    /// Another role makes this move.
    #[error("a {} does this", .0.words().to_lowercase())]
    OtherRole(Role),
    /// Nobody owns the case.
    #[error("take the case first, or give it to somebody")]
    NeedsOwner,
    /// Somebody else owns the case.
    #[error("the case belongs to somebody else; take it over first")]
    OwnedByOther,
    /// No social worker is assigned.
    #[error("assign a social worker first")]
    NeedsSocialWorker,
    /// The decision was another one.
    #[error("the doctors have not decided that")]
    DecidedOtherwise,
    /// The family does not know the decision yet.
    #[error("record a call that told the family the decision first")]
    TellFamilyFirst,
    /// A second person has to agree.
    #[error("one person proposes this, another confirms it")]
    NeedsSecondPerson,
    /// A hold goes back to where it came from.
    #[error("a hold goes back to the status it was made from")]
    HeldFromElsewhere,
}

/// Why a move was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoveError {
    /// The table has no such move.
    #[error("a case cannot go from {from} to {to}")]
    NotInTable {
        /// Where the case stands.
        from: Status,
        /// Where it was to go.
        to: Status,
    },
    /// Not now, or not by this person.
    #[error("{0}")]
    Blocked(Block),
    /// Something that must be said was not, or cannot be so.
    #[error("{0} is needed")]
    Missing(Need),
    /// This outcome does not fit the case.
    #[error("this outcome does not fit the case")]
    OutcomeDoesNotFit,
    /// Only a supervisor may say that nobody could be reached.
    #[error("only a supervisor closes a case because nobody could be reached")]
    SupervisorOnly,
    /// The day is in the past, or too far ahead.
    #[error("the date does not fit")]
    DateDoesNotFit,
}

/// What is said with a move; each target needs its own part (see [`Referral::needs`]).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MoveDetails {
    /// Reason, items or words, for staff.
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
}

/// One move of the table from where a case stands, as a person would find it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoveOption {
    /// Where it goes.
    pub to: Status,
    /// Why not, if not.
    pub blocked: Option<Block>,
    /// What must be said.
    pub needs: Vec<Need>,
    /// The outcomes to choose from, where the case would close.
    pub outcomes: Vec<Outcome>,
}

/// The longest hold, in days.
pub const HOLD_MAX_DAYS: i32 = 14;

impl Referral {
    /// Every move of the table from where the case stands, with what blocks it for this person.
    pub fn move_options(&self, actor: &Actor) -> Vec<MoveOption> {
        let moves = self.check_joined(Action::MoveStatus).is_ok();
        let from_here = EDGES
            .iter()
            .filter(|edge| moves && edge.from == self.status);
        from_here
            .filter(|edge| {
                self.status != Status::OnHold
                    || edge.to == Status::Closed
                    || self.held_from == Some(edge.to)
            })
            .map(|edge| MoveOption {
                to: edge.to,
                blocked: self.block(edge, actor),
                needs: self.needs(edge.to).to_vec(),
                outcomes: if edge.to == Status::Closed {
                    self.outcomes_for(actor)
                } else {
                    Vec::new()
                },
            })
            .collect()
    }

    fn outcomes_for(&self, actor: &Actor) -> Vec<Outcome> {
        let fits = |outcome: &Outcome| {
            *outcome != Outcome::CouldNotReach || actor.role == Role::Supervisor
        };
        outcomes_from(self.status, self.decision)
            .into_iter()
            .filter(fits)
            .collect()
    }

    /// What must be said to move the case there.
    pub fn needs(&self, to: Status) -> &'static [Need] {
        match to {
            Status::AwaitingInformation => &[Need::Text, Need::WaitingOn],
            Status::OnHold => &[Need::Text, Need::Date],
            Status::Conference => &[Need::Date],
            Status::Decided => &[Need::Decision, Need::Text],
            Status::VisitScheduled => &[Need::VisitAt],
            Status::Closed => &[Need::Outcome, Need::Text],
            Status::InIntake if self.status == Status::Closed => &[Need::Text],
            _ => &[],
        }
    }

    fn block(&self, edge: &Edge, actor: &Actor) -> Option<Block> {
        if !may(actor.role, Action::MoveStatus) || !edge.who.contains(&actor.role) {
            return edge.who.first().map(|role| Block::OtherRole(*role));
        }
        if self.status == Status::OnHold
            && edge.to != Status::Closed
            && self.held_from != Some(edge.to)
        {
            return Some(Block::HeldFromElsewhere);
        }
        if actor.role == Role::Intake
            && edge.to != Status::NotAReferral
            && edge.from != Status::NotAReferral
            && edge.from != Status::Closed
        {
            match self.owner {
                None => return Some(Block::NeedsOwner),
                Some(_) if !self.is_owned_by(actor) => return Some(Block::OwnedByOther),
                Some(_) => {}
            }
        }
        self.block_by_facts(edge, actor)
    }

    fn block_by_facts(&self, edge: &Edge, actor: &Actor) -> Option<Block> {
        let told = self.decision_told_at.is_some();
        match (edge.from, edge.to) {
            (Status::Received, Status::InIntake) if self.owner.is_none() => Some(Block::NeedsOwner),
            (_, Status::NotAReferral) if self.proposed_away_by.is_none_or(|by| by == actor.id) => {
                Some(Block::NeedsSecondPerson)
            }
            (Status::Decided, Status::Arranging)
                if self.decision != Some(Decision::OfferEvaluation) =>
            {
                Some(Block::DecidedOtherwise)
            }
            (Status::Decided, Status::AdviceGiven)
                if self.decision != Some(Decision::AdviceToLocalTeam) =>
            {
                Some(Block::DecidedOtherwise)
            }
            (Status::Decided, _) if !told => Some(Block::TellFamilyFirst),
            (_, Status::Arranging) if self.social_worker.is_none() => {
                Some(Block::NeedsSocialWorker)
            }
            _ => None,
        }
    }

    /// Moves the case. Refuses what the table does not have, what is blocked, and what was not said.
    pub fn move_to(
        mut self,
        to: Status,
        details: MoveDetails,
        actor: &Actor,
        setting: &Setting<'_>,
    ) -> Result<Change, MoveError> {
        let from = self.status;
        let edge = find_edge(from, to).ok_or(MoveError::NotInTable { from, to })?;
        if let Some(block) = self.block(edge, actor) {
            return Err(MoveError::Blocked(block));
        }
        self.check_details(to, &details, actor, setting)?;
        self.take_over(to, &details, setting);
        let mut event = Event::of_case(
            self.id,
            Doer::staff(actor),
            EventKind::StatusMoved,
            setting.now,
        )
        .with("from", from.code())
        .with("to", to.code());
        if let Some(decision) = details.decision.filter(|_| to == Status::Decided) {
            event = event.with("decision", decision.code());
        }
        if let Some(outcome) = self.outcome {
            event = event.with("outcome", outcome.code());
        }
        let note = details
            .text
            .filter(|text| !text.trim().is_empty())
            .map(|body| NoteRecord {
                id: fresh_id(),
                by: actor.id,
                body,
            });
        if let Some(note) = &note {
            event = event.with("note", note.id.to_string());
        }
        let mut change = Change::new(self, event);
        change.note = note;
        change.drops_reminders = true;
        change.enter_status(setting);
        change.tell_of_move(from, setting);
        Ok(change)
    }

    fn check_details(
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

    fn take_over(&mut self, to: Status, details: &MoveDetails, setting: &Setting<'_>) {
        self.held_from = (to == Status::OnHold).then_some(self.status);
        let was_closed = self.status == Status::Closed;
        self.status = to;
        self.waiting_on = details
            .waiting_on
            .filter(|_| to == Status::AwaitingInformation)
            .unwrap_or_else(|| to.waits_on());
        self.hold_until = details.date.filter(|_| to == Status::OnHold);
        match to {
            Status::ReadyForReview => self.ready_at = self.ready_at.or(Some(setting.now)),
            Status::Conference => self.meeting_on = details.date,
            Status::Decided => {
                self.decision = details.decision;
                self.decided_at = Some(setting.now);
                self.decision_told_at = None;
            }
            Status::InReview => {
                (self.decision, self.decided_at, self.decision_told_at) = (None, None, None);
            }
            Status::VisitScheduled => self.visit_at = details.visit_at,
            Status::Arranging => self.visit_at = None,
            Status::Closed => (self.outcome, self.closed_at) = (details.outcome, Some(setting.now)),
            Status::NotAReferral => self.closed_at = Some(setting.now),
            Status::Received => (self.closed_at, self.proposed_away_by) = (None, None),
            Status::InIntake if was_closed => {
                (self.outcome, self.closed_at) = (None, None);
                (self.decision, self.decided_at, self.decision_told_at) = (None, None, None);
                self.visit_at = None;
                let still_here =
                    |id: &StaffId| setting.directory.staff.iter().any(|staff| staff.id == *id);
                self.owner = self.owner.filter(still_here);
                self.social_worker = self.social_worker.filter(still_here);
            }
            _ => {}
        }
    }

    /// Proposes that a request is no referral. A second person confirms by moving it.
    pub fn propose_no_referral(
        mut self,
        actor: &Actor,
        setting: &Setting<'_>,
    ) -> Result<Change, MoveError> {
        if self.status != Status::Received {
            return Err(MoveError::NotInTable {
                from: self.status,
                to: Status::NotAReferral,
            });
        }
        if !matches!(actor.role, Role::Intake | Role::Supervisor) {
            return Err(MoveError::Blocked(Block::OtherRole(Role::Intake)));
        }
        self.proposed_away_by = Some(actor.id);
        let event = Event::of_case(
            self.id,
            Doer::staff(actor),
            EventKind::ProposedAsNoReferral,
            setting.now,
        );
        Ok(Change::new(self, event))
    }
}

fn text_is_required(to: Status, details: &MoveDetails) -> bool {
    match to {
        Status::Decided => details.decision == Some(Decision::NotAFit),
        Status::Closed => false,
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
