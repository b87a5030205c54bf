//! Who has a case: the owner in intake, and the social worker.

use uuid::Uuid;

use super::{Change, Referral, Setting};
use crate::coded;
use crate::domain::clock::ClockKind;
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::notice::Notice;
use crate::domain::permission::{Action, may};
use crate::domain::priority::Priority;
use crate::domain::routing::mail_to;
use crate::domain::staff::{Actor, Role, StaffFacts, StaffId};
use crate::support::ids::fresh_id;

coded! {
    /// A duty on a case.
    pub enum Duty {
        /// Owns the case in intake.
        Owner = "owner",
        /// Is its social worker.
        SocialWorker = "social_worker",
    }
}

/// A duty given to somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// Row id.
    pub id: Uuid,
    /// Which duty.
    pub duty: Duty,
    /// To whom.
    pub staff: StaffId,
    /// By whom.
    pub by: StaffId,
}

/// Why a duty cannot be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AssignError {
    /// The role may not give cases.
    #[error("this role does not assign cases")]
    NotAllowed,
    /// The case has ended.
    #[error("the case is closed")]
    Closed,
    /// The person's role does not carry this duty, or their account is gone.
    #[error("this person cannot take that duty")]
    NotThatPerson,
    /// They have it already.
    #[error("this person has the case already")]
    AlreadyTheirs,
}

impl Duty {
    /// True where somebody of this role can carry the duty.
    pub fn fits(self, role: Role) -> bool {
        match self {
            Self::Owner => matches!(role, Role::Intake | Role::Supervisor),
            Self::SocialWorker => role == Role::SocialWorker,
        }
    }
}

impl Referral {
    /// Gives a duty on the case to somebody, or takes it.
    pub fn assign(
        mut self,
        duty: Duty,
        to: &StaffFacts,
        actor: &Actor,
        setting: &Setting<'_>,
    ) -> Result<Change, AssignError> {
        let takes = to.id == actor.id;
        if !(takes && may(actor.role, Action::TakeCase) || may(actor.role, Action::AssignCase)) {
            return Err(AssignError::NotAllowed);
        }
        if !self.status.is_open() {
            return Err(AssignError::Closed);
        }
        if !duty.fits(to.role) {
            return Err(AssignError::NotThatPerson);
        }
        let holder = match duty {
            Duty::Owner => &mut self.owner,
            Duty::SocialWorker => &mut self.social_worker,
        };
        if *holder == Some(to.id) {
            return Err(AssignError::AlreadyTheirs);
        }
        *holder = Some(to.id);
        let kind = if duty == Duty::Owner {
            EventKind::OwnerAssigned
        } else {
            EventKind::SocialWorkerAssigned
        };
        let event = Event::of_case(self.id, Doer::staff(actor), kind, setting.now)
            .with("to", to.id.0.to_string());
        let mut change = Change::new(self, event);
        change.assignment = Some(Assignment {
            id: fresh_id(),
            duty,
            staff: to.id,
            by: actor.id,
        });
        if duty == Duty::Owner {
            change.stop(&[ClockKind::Acknowledge]);
        }
        change.settle_promise(setting);
        if !takes {
            change.mails.push(mail_to(
                to.id,
                Notice::CaseAssigned,
                format!("duty:{duty}"),
                setting.now,
            ));
        }
        Ok(change)
    }

    /// Takes a leaver's duties off an open case: the fallback owner answers for it and hears of it.
    pub fn release(mut self, from: StaffId, doer: &Doer, setting: &Setting<'_>) -> Option<Change> {
        let (owned, helped) = (self.owner == Some(from), self.social_worker == Some(from));
        if !self.status.is_open() || !(owned || helped) {
            return None;
        }
        self.owner = self.owner.filter(|staff| *staff != from);
        self.social_worker = self.social_worker.filter(|staff| *staff != from);
        let event = Event::of_case(self.id, doer.clone(), EventKind::DutyReleased, setting.now)
            .with("from", from.0.to_string());
        let responsible = self.responsible(setting.directory);
        let mut change = Change::new(self, event);
        change.settle_promise(setting);
        change.mails.push(mail_to(
            responsible,
            Notice::CaseAssigned,
            "duty:released".to_owned(),
            setting.now,
        ));
        Some(change)
    }

    /// Changes how urgent the case is, with a reason. Becoming more urgent restarts the first promise, shorter.
    pub fn change_priority(
        self,
        to: Priority,
        reason: &str,
        actor: &Actor,
        setting: &Setting<'_>,
    ) -> Result<Change, AssignError> {
        if !may(actor.role, Action::ChangePriority) {
            return Err(AssignError::NotAllowed);
        }
        if !self.status.is_open() {
            return Err(AssignError::Closed);
        }
        if self.priority == to {
            return Err(AssignError::AlreadyTheirs);
        }
        Ok(self.with_priority(to, reason, actor, setting))
    }

    /// The same for whoever may: a case that is joined with a more urgent one becomes as urgent.
    pub(super) fn with_priority(
        mut self,
        to: Priority,
        reason: &str,
        actor: &Actor,
        setting: &Setting<'_>,
    ) -> Change {
        let before = self.priority;
        self.priority = to;
        let note = super::NoteRecord {
            id: fresh_id(),
            by: actor.id,
            body: reason.to_owned(),
        };
        let event = Event::of_case(
            self.id,
            Doer::staff(actor),
            EventKind::PriorityChanged,
            setting.now,
        )
        .with("from", before.code())
        .with("to", to.code())
        .with("note", note.id.to_string());
        let mut change = Change::new(self, event);
        change.note = Some(note);
        if to == Priority::Standard {
            change.stop(&[ClockKind::Acknowledge]);
            change.settle_promise(setting);
        } else {
            change.hasten(setting);
            let on_call = setting
                .directory
                .staff
                .iter()
                .filter(|staff| staff.on_call && staff.id != actor.id);
            change.mails.extend(on_call.map(|staff| {
                mail_to(
                    staff.id,
                    Notice::OnCallUrgent,
                    "duty:on_call".to_owned(),
                    setting.now,
                )
            }));
        }
        change
    }
}
