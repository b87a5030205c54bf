//! Walking a case through the table of moves: who may, what is missing, what must be said, and what follows.

use super::{Change, MoveDetails, Need, NoteRecord, Referral, Setting};
use crate::domain::event::{Doer, Event, EventKind, codes};
use crate::domain::paper::PaperAsk;
use crate::domain::permission::{Action, may};
use crate::domain::staff::{Actor, Role, StaffId};
use crate::domain::status::{Decision, EDGES, Edge, Outcome, Status, find_edge, outcomes_from};
use crate::support::ids::fresh_id;

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
    /// The papers that are missing, where the move speaks of them.
    pub missing: Vec<PaperAsk>,
}

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
                missing: self.missing_for(edge.to),
            })
            .collect()
    }

    fn missing_for(&self, to: Status) -> Vec<PaperAsk> {
        let speaks = matches!(to, Status::AwaitingInformation | Status::ReadyForReview);
        let missing = self.asks.iter().filter(|ask| speaks && ask.is_missing());
        missing.cloned().collect()
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
        let without = self.missing_kinds();
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
        if to == Status::ReadyForReview && !without.is_empty() {
            event = event.with("without", codes(without));
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
        if to == Status::AwaitingInformation {
            change.ask_for(&details.papers, actor, setting);
        }
        change.enter_status(setting);
        change.tell_of_move(from, setting);
        Ok(change)
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
