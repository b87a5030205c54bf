//! One kind of help on one case: who has it, how far it is, and the day it is looked at next. Open help that somebody
//! has always has such a day, and what nobody has waits on top of the list: help never goes silent.
//!
//! What each kind goes through in detail (clearances, waiting lists, appeals) is not here: these states are common to all.

use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::Deserialize;
use uuid::Uuid;

use crate::coded;
use crate::domain::calendar::BusinessCalendar;
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::permission::{Action, may};
use crate::domain::request::HelpKind;
use crate::domain::staff::{Actor, StaffId};

coded! {
    /// How far a piece of help is.
    pub enum HelpState {
        /// The family has asked; nothing is done yet.
        Asked = "asked",
        /// Somebody looks for a way.
        Looking = "looking",
        /// It was applied for, or booked on approval.
        Applied = "applied",
        /// It is granted, and not yet in the family's hands.
        Approved = "approved",
        /// The family has it.
        InPlace = "in_place",
        /// There is no such help for them.
        NotAvailable = "not_available",
        /// They do not want it any more.
        NotNeeded = "not_needed",
    }
}

impl HelpState {
    /// The English words that staff read.
    pub fn words(self) -> &'static str {
        match self {
            Self::Asked => "Asked",
            Self::Looking => "Looking",
            Self::Applied => "Applied",
            Self::Approved => "Approved",
            Self::InPlace => "In place",
            Self::NotAvailable => "Not available",
            Self::NotNeeded => "Not needed",
        }
    }

    /// True while something is still to be done.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::InPlace | Self::NotAvailable | Self::NotNeeded)
    }
}

/// One kind of help on one case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct HelpRequest {
    /// Row id.
    pub id: Uuid,
    /// The case.
    pub referral: Uuid,
    /// What was asked.
    pub kind: HelpKind,
    /// How far it is.
    pub state: HelpState,
    /// Who has it.
    pub owner: Option<StaffId>,
    /// The day it is looked at next, in the programme's zone.
    pub next_on: Option<Date>,
    /// When the family asked.
    pub asked_at: Timestamp,
    /// Counts the changes; a form must carry the one it was made from.
    pub version: i32,
}

/// What one act does to a piece of help: the new state and its event, never one without the other.
#[derive(Debug, Clone)]
pub struct HelpChange {
    after: HelpRequest,
    note: Option<String>,
    event: Event,
}

impl HelpChange {
    /// The help as it will be; its version is still the one it was read with.
    pub fn after(&self) -> &HelpRequest {
        &self.after
    }

    /// The note to keep instead of the one before; none leaves that one.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// What goes on the record of the case.
    pub fn event(&self) -> &Event {
        &self.event
    }
}

/// How far somebody says it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HelpProgress {
    /// The state.
    pub state: HelpState,
    /// The day it is looked at next; help that is still open needs one.
    pub next_on: Option<Date>,
    /// What to remember; nothing keeps the note there is.
    pub note: Option<String>,
}

/// Why a piece of help was not changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HelpError {
    /// The role does not work on this kind.
    #[error("your role does not work on this kind of help")]
    NotAllowed,
    /// They have it already.
    #[error("you have this already")]
    AlreadyTheirs,
    /// Nothing is left to be done.
    #[error("this help is finished; change its state first to open it again")]
    Finished,
    /// Open help without a day on which it is looked at again.
    #[error("help that is still open needs a next date")]
    NextDateMissing,
    /// A day that has passed, or one too far away to be meant.
    #[error("the next date is today or later, within a year")]
    NextDateOutOfRange,
}

/// When and by whose calendar a rule is asked.
#[derive(Debug, Clone, Copy)]
pub struct HelpSetting<'a> {
    /// The moment, from the clock, once.
    pub now: Timestamp,
    /// The programme's days.
    pub calendar: &'a BusinessCalendar,
}

impl HelpRequest {
    /// Somebody takes it, from nobody or from a colleague. Without a next date it gets the next business day.
    pub fn take(
        mut self,
        actor: &Actor,
        setting: HelpSetting<'_>,
    ) -> Result<HelpChange, HelpError> {
        self.check_role(actor)?;
        if self.owner == Some(actor.id) {
            return Err(HelpError::AlreadyTheirs);
        }
        if !self.state.is_open() {
            return Err(HelpError::Finished);
        }
        let event = self.event(EventKind::HelpTaken, Doer::staff(actor), setting.now);
        let event = match self.owner {
            Some(before) => event.with("from", before.0.to_string()),
            None => event,
        };
        self.owner = Some(actor.id);
        self.next_on = self.next_on.or_else(|| Some(next_business_day(setting)));
        Ok(self.changed(None, event))
    }

    /// Somebody says how far it is. What nobody had becomes theirs.
    pub fn progress(
        mut self,
        to: HelpProgress,
        actor: &Actor,
        setting: HelpSetting<'_>,
    ) -> Result<HelpChange, HelpError> {
        self.check_role(actor)?;
        let next_on = if to.state.is_open() {
            let day = to.next_on.ok_or(HelpError::NextDateMissing)?;
            let today = setting.calendar.day_of(setting.now);
            if day < today || day > today.saturating_add(1.year()) {
                return Err(HelpError::NextDateOutOfRange);
            }
            Some(day)
        } else {
            None
        };
        let mut event = self
            .event(EventKind::HelpChanged, Doer::staff(actor), setting.now)
            .with("from", self.state.code())
            .with("to", to.state.code());
        if let Some(day) = next_on {
            event = event.with("next_on", day.to_string());
        }
        // Whoever finished it may have left since: what is opened again belongs to who opens it.
        let holder = self
            .owner
            .filter(|_| self.state.is_open() || !to.state.is_open());
        self.owner = holder.or(Some(actor.id));
        self.state = to.state;
        self.next_on = next_on;
        Ok(self.changed(to.note, event))
    }

    /// Takes it off somebody who leaves or does other work now: it waits on top of the list again.
    pub fn release(mut self, doer: &Doer, now: Timestamp) -> Option<HelpChange> {
        let from = self.owner.filter(|_| self.state.is_open())?;
        let event = self
            .event(EventKind::HelpReleased, doer.clone(), now)
            .with("from", from.0.to_string());
        self.owner = None;
        Some(self.changed(None, event))
    }

    fn check_role(&self, actor: &Actor) -> Result<(), HelpError> {
        if may(actor.role, Action::WorkHelp) && actor.role.sees_help().contains(&self.kind) {
            Ok(())
        } else {
            Err(HelpError::NotAllowed)
        }
    }

    fn event(&self, kind: EventKind, doer: Doer, now: Timestamp) -> Event {
        Event::of_case(self.referral, doer, kind, now).with("help", self.kind.code())
    }

    fn changed(self, note: Option<String>, event: Event) -> HelpChange {
        HelpChange {
            after: self,
            note,
            event,
        }
    }
}

fn next_business_day(setting: HelpSetting<'_>) -> Date {
    let end = setting.calendar.end_of_business_day(setting.now, 1);
    setting.calendar.day_of(end)
}

#[cfg(test)]
mod tests;
