//! Somebody moves a case along the table of moves, or proposes that it is no referral.

use super::{CaseEdit, ChangeCaseError};
use crate::domain::permission::Action;
use crate::domain::referral::{JoinError, MoveDetails};
use crate::domain::staff::Actor;
use crate::domain::status::Status;
use crate::usecases::Desk;

impl Desk {
    /// Moves a case.
    pub async fn move_status(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
        to: Status,
        details: MoveDetails,
    ) -> Result<(), ChangeCaseError> {
        self.change_case(actor, edit, Action::MoveStatus, |case, setting| {
            if to == Status::NotAReferral && !case.joined.others.is_empty() {
                return Err(JoinError::KeepsOthers.into());
            }
            Ok(case.move_to(to, details, actor, setting)?)
        })
        .await
    }

    /// Proposes that a request is no referral; a second person confirms.
    pub async fn propose_no_referral(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
    ) -> Result<(), ChangeCaseError> {
        self.change_case(actor, edit, Action::MoveStatus, |case, setting| {
            Ok(case.propose_no_referral(actor, setting)?)
        })
        .await
    }
}
