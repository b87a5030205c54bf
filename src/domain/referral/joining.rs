//! Family and doctor wrote about the same child: one case is kept, the other is joined into it. That is a pointer and
//! nothing else: what was sent, people, papers and threads stay where they are, and parting takes the pointer away.

use jiff::Timestamp;
use uuid::Uuid;

use super::{Change, ContactFacts, Referral, Setting, Source};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::permission::Action;
use crate::domain::reference::Reference;
use crate::domain::staff::{Actor, StaffId};
use crate::domain::status::Status;

/// A case about the same child, as far as the others need to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Neighbour {
    /// Row id.
    pub id: Uuid,
    /// What people see and say.
    pub reference: Reference,
    /// How it came.
    pub source: Source,
    /// When it came.
    pub received_at: Timestamp,
    /// The intake specialist who has it.
    pub owner: Option<StaffId>,
    /// True where the family told, by this case, that the child has died, and nobody has recorded it.
    pub death_told: bool,
    /// True where nothing automatic goes out: a death was recorded, or told.
    pub silent: bool,
    /// Whom to tell; read for those that are joined into a case only.
    pub contacts: Vec<ContactFacts>,
}

/// How a case hangs together with others about the same child.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    /// The case that is kept, where this one is joined into it.
    pub into: Option<Box<Neighbour>>,
    /// Who joined this one.
    pub by: Option<StaffId>,
    /// The cases joined into this one, in the order they came.
    pub others: Vec<Neighbour>,
    /// True where any other of them is silent.
    pub silent: bool,
}

/// What happens to the pointer of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinStep {
    /// It points at the case that is kept.
    Into(Uuid, StaffId),
    /// It points nowhere any more: what waits for its people from that case is dropped.
    Out(Uuid),
}

/// Why two cases are not joined, or what a joined one does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// The same case twice.
    #[error("this is one and the same case")]
    Same,
    /// One of them has ended.
    #[error("both cases must be open")]
    Closed,
    /// One of them is joined with something else.
    #[error("{0} is joined with another case already; part them first")]
    Chain(Reference),
    /// It is the kept case's turn.
    #[error("this case is joined into {0}; do this there, or part them first")]
    JoinedInto(Reference),
    /// Others are joined into it.
    #[error("other cases are joined into this one; part them first")]
    KeepsOthers,
}

/// Two cases after they were joined.
#[derive(Debug, Clone)]
pub struct Joining {
    /// The one that goes on.
    pub kept: Change,
    /// The one that points at it.
    pub joined: Change,
}

impl Referral {
    /// Refuses what is done on the kept case only: while a case is joined, where it stands, calls, urgency and who has it
    /// are that one's.
    pub fn check_joined(&self, action: Action) -> Result<(), JoinError> {
        let elsewhere = matches!(
            action,
            Action::MoveStatus
                | Action::RecordCall
                | Action::ChangePriority
                | Action::TakeCase
                | Action::AssignCase
        );
        match &self.joined.into {
            Some(kept) if elsewhere => Err(JoinError::JoinedInto(kept.reference.clone())),
            _ => Ok(()),
        }
    }

    /// Joins two open cases about the same child. Which one is kept follows from where they stand, whoever presses.
    pub fn join(
        self,
        other: Self,
        actor: &Actor,
        setting: &Setting<'_>,
    ) -> Result<Joining, JoinError> {
        if self.id == other.id {
            return Err(JoinError::Same);
        }
        for case in [&self, &other] {
            if case.joined.into.is_some() {
                return Err(JoinError::Chain(case.reference.clone()));
            }
            if !case.status.is_open() {
                return Err(JoinError::Closed);
            }
        }
        let (mut kept, mut joined) = if self.is_kept_before(&other) {
            (self, other)
        } else {
            (other, self)
        };
        if !joined.joined.others.is_empty() {
            return Err(JoinError::Chain(joined.reference));
        }
        kept.family_aware |= joined.family_aware;
        kept.joined.silent |= joined.is_silent();
        joined.joined.silent |= kept.is_silent();
        kept.joined.others.push(joined.as_neighbour());
        joined.joined.into = Some(Box::new(kept.as_neighbour()));
        joined.joined.by = Some(actor.id);
        let event = |case: &Self| {
            let kind = EventKind::CasesJoined;
            Event::of_case(case.id, Doer::staff(actor), kind, setting.now)
                .with("kept", kept.reference.as_str())
                .with("joined", joined.reference.as_str())
        };
        let (of_kept, of_joined) = (event(&kept), event(&joined));
        let mut points = Change::new(joined, of_joined);
        points.join = Some(JoinStep::Into(kept.id, actor.id));
        let priority = kept.priority.min(points.after.priority);
        let kept = if priority == kept.priority {
            Change::new(kept, of_kept)
        } else {
            let reason = format!("Joined with {}", points.after.reference);
            let mut change = kept.with_priority(priority, &reason, actor, setting);
            change.events.push(of_kept);
            change
        };
        Ok(Joining {
            kept,
            joined: points,
        })
    }

    /// Parts a case from the one it was joined into. Nothing else had changed by joining but urgency and that the family
    /// knows, and both stay.
    pub fn part(mut self, mut kept: Self, actor: &Actor, setting: &Setting<'_>) -> Joining {
        self.joined = Joined::default();
        kept.joined.others.retain(|other| other.id != self.id);
        kept.joined.silent = kept.joined.others.iter().any(|other| other.silent);
        let event = |case: &Self| {
            let kind = EventKind::CasesParted;
            Event::of_case(case.id, Doer::staff(actor), kind, setting.now)
                .with("kept", kept.reference.as_str())
                .with("joined", self.reference.as_str())
        };
        let (of_kept, of_parted) = (event(&kept), event(&self));
        let mut parted = Change::new(self, of_parted);
        parted.join = Some(JoinStep::Out(kept.id));
        Joining {
            kept: Change::new(kept, of_kept),
            joined: parted,
        }
    }

    /// One that others are joined into goes on, for there are no chains; then one that somebody has begun, then the one
    /// whose promise comes first, then the older.
    fn is_kept_before(&self, other: &Self) -> bool {
        let order = |case: &Self| {
            (
                case.joined.others.is_empty(),
                case.status == Status::Received,
                case.due_at.unwrap_or(Timestamp::MAX),
                case.received_at,
                case.id,
            )
        };
        order(self) < order(other)
    }

    fn as_neighbour(&self) -> Neighbour {
        Neighbour {
            id: self.id,
            reference: self.reference.clone(),
            source: self.source,
            received_at: self.received_at,
            owner: self.owner,
            death_told: self.is_death_only_told(),
            silent: self.contact_stopped_at.is_some() || self.death_told_at.is_some(),
            contacts: self.contacts.clone(),
        }
    }
}
