//! Somebody records a call, writes a staff note, sends new private links, or records that the child has died.

use super::{CaseEdit, ChangeCaseError};
use crate::domain::permission::Action;
use crate::domain::referral::{CallRecord, CallResult, CallWith};
use crate::domain::staff::Actor;
use crate::support::ids::fresh_id;
use crate::usecases::Desk;

/// A call as its form says it.
#[derive(Debug, Clone)]
pub struct CallNote {
    /// With whom.
    pub with: CallWith,
    /// How it went.
    pub result: CallResult,
    /// What was said.
    pub said: String,
    /// What was promised.
    pub promised: String,
    /// True where the caller says that the family was told the decision.
    pub tells_decision: bool,
}

impl Desk {
    /// Records a call. A word about a decision is for those who may tell one, while it has not been told.
    pub async fn record_call(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
        call: CallNote,
    ) -> Result<(), ChangeCaseError> {
        self.change_case(actor, edit, Action::RecordCall, |case, setting| {
            if call.tells_decision && !case.can_tell_decision(actor) {
                return Err(ChangeCaseError::Forbidden);
            }
            let call = CallRecord {
                id: fresh_id(),
                by: actor.id,
                with: call.with,
                result: call.result,
                said: call.said,
                promised: call.promised,
                tells_decision: call.tells_decision,
            };
            Ok(case.record_call(call, actor, setting))
        })
        .await
    }

    /// Writes a staff note.
    pub async fn add_note(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
        body: &str,
    ) -> Result<(), ChangeCaseError> {
        self.change_case(actor, edit, Action::WriteNote, |case, setting| {
            Ok(case.add_note(body, actor, setting))
        })
        .await
    }

    /// Replaces the private links of the family.
    pub async fn replace_links(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
    ) -> Result<(), ChangeCaseError> {
        self.change_case(actor, edit, Action::ReplaceLinks, |case, setting| {
            Ok(case.replace_links(actor, setting))
        })
        .await
    }

    /// Notes that the family told us of a death by mistake.
    pub async fn take_back_told_death(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
    ) -> Result<(), ChangeCaseError> {
        self.change_case(actor, edit, Action::RecordDeath, |case, setting| {
            Ok(case.take_back_told_death(None, Some(actor), setting))
        })
        .await
    }

    /// Records that the child has died.
    pub async fn record_death(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
    ) -> Result<(), ChangeCaseError> {
        self.change_case(actor, edit, Action::RecordDeath, |case, setting| {
            Ok(case.record_death(actor, setting))
        })
        .await
    }
}
