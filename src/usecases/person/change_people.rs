//! Staff add or correct a person of a case, share the case with another adult or take that back, and write down the child's
//! name and birth date.

use uuid::Uuid;

use crate::db::message;
use crate::db::referral::Viewer;
use crate::db::referral::read;
use crate::domain::permission::Action;
use crate::domain::person::EmailAddress;
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
        let before = self.known_address(actor, edit, contact).await?;
        self.change_case(actor, edit, Action::ChangePeople, |case, setting| {
            Ok(case.correct_person(contact, said, before.as_ref(), actor, setting)?)
        })
        .await
    }

    /// The address of a person before it is corrected. Whoever changes it meanwhile makes the edit's version old.
    async fn known_address(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
        contact: Uuid,
    ) -> Result<Option<EmailAddress>, ChangeCaseError> {
        let mut conn = self.acquire().await?;
        let case = read::find_for(&mut conn, &self.vault, Viewer::from(actor), &edit.reference)
            .await?
            .ok_or(ChangeCaseError::NotFound)?;
        let people = message::list_threads(&mut conn, &case.key, case.referral.id).await?;
        let mut people = people.into_iter();
        let known = people.find(|known| known.contact == contact);
        Ok(known.and_then(|known| known.person.email))
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
