//! Staff add or correct a person of a case, share the case with another adult or take that back, and write down the child's
//! name and birth date.

use uuid::Uuid;

use crate::domain::permission::Action;
use crate::domain::referral::PersonSaid;
use crate::domain::request::Child;
use crate::domain::staff::Actor;
use crate::usecases::Desk;
use crate::usecases::case::{CaseEdit, ChangeCaseError};

impl Desk {
    /// Adds another adult to a case.
    pub async fn add_person(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
        said: PersonSaid,
    ) -> Result<(), ChangeCaseError> {
        self.change_case(actor, edit, Action::ChangePeople, |case, setting| {
            Ok(case.add_person(said, actor, setting)?)
        })
        .await
    }

    /// Replaces what is known of a person.
    pub async fn correct_person(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
        contact: Uuid,
        said: PersonSaid,
    ) -> Result<(), ChangeCaseError> {
        self.change_case(actor, edit, Action::ChangePeople, |case, setting| {
            Ok(case.correct_person(contact, said, actor, setting)?)
        })
        .await
    }

    /// Gives another adult a private link of their own, or takes it away.
    pub async fn share_case(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
        contact: Uuid,
        share: bool,
    ) -> Result<(), ChangeCaseError> {
        self.change_case(actor, edit, Action::ChangePeople, |case, setting| {
            Ok(if share {
                case.share_with(contact, actor, setting)?
            } else {
                case.limit(contact, actor, setting)?
            })
        })
        .await
    }

    /// Writes down the child's name and birth date.
    pub async fn learn_child(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
        child: Child,
    ) -> Result<(), ChangeCaseError> {
        self.change_case(actor, edit, Action::ChangePeople, |case, setting| {
            Ok(case.learn_child(child, actor, setting))
        })
        .await
    }
}
