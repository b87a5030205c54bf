//! Somebody takes a case, or gives it to somebody; and changes how urgent it is.

use super::{CaseEdit, ChangeCaseError};
use crate::domain::permission::Action;
use crate::domain::priority::Priority;
use crate::domain::referral::{AssignError, Duty};
use crate::domain::staff::{Actor, StaffId};
use crate::usecases::Desk;

impl Desk {
    /// Gives a duty on a case to somebody.
    pub async fn assign_case(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
        duty: Duty,
        to: StaffId,
    ) -> Result<(), ChangeCaseError> {
        let action = if to == actor.id {
            Action::TakeCase
        } else {
            Action::AssignCase
        };
        self.change_case(actor, edit, action, |case, setting| {
            let to = setting
                .directory
                .staff
                .iter()
                .find(|staff| staff.id == to)
                .ok_or(AssignError::NotThatPerson)?;
            Ok(case.assign(duty, to, actor, setting)?)
        })
        .await
    }

    /// Changes how urgent a case is, with a reason.
    pub async fn change_priority(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
        to: Priority,
        reason: &str,
    ) -> Result<(), ChangeCaseError> {
        self.change_case(actor, edit, Action::ChangePriority, |case, setting| {
            Ok(case.change_priority(to, reason, actor, setting)?)
        })
        .await
    }
}
