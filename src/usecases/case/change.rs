//! The one shape of every change to a case: begin, lock, permission, rule, apply, commit.

use crate::db::audit::insert_event;
use crate::db::referral::{Viewer, apply, read};
use crate::db::{DbError, staff};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::permission::{Action, may};
use crate::domain::reference::Reference;
use crate::domain::referral::{
    AssignError, Change, JoinError, MoveError, PersonError, Referral, Setting,
};
use crate::domain::staff::Actor;
use crate::usecases::roster::load_directory;
use crate::usecases::{Desk, at_most_twice};

/// Which case a form is about, and the version it was made from.
#[derive(Debug, Clone)]
pub struct CaseEdit {
    /// The case.
    pub reference: Reference,
    /// The version the form was made from.
    pub version: i32,
}

/// Why a case was not changed. Nothing was stored but the refusal's own event.
#[derive(Debug, thiserror::Error)]
pub enum ChangeCaseError {
    /// There is no such case for this person.
    #[error("no such case")]
    NotFound,
    /// The role may see the case but not do this.
    #[error("not allowed")]
    Forbidden,
    /// Somebody else changed the case in the meantime.
    #[error("changed by somebody else")]
    Stale,
    /// The rule of moves refused.
    #[error(transparent)]
    Move(#[from] MoveError),
    /// The rule of duties refused.
    #[error(transparent)]
    Assign(#[from] AssignError),
    /// The rule of people refused.
    #[error(transparent)]
    Person(#[from] PersonError),
    /// The rule of joined cases refused.
    #[error(transparent)]
    Join(#[from] JoinError),
    /// Nobody is set to answer for cases.
    #[error("no fallback owner is set")]
    NobodyAnswers,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for ChangeCaseError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl ChangeCaseError {
    fn is_denial(&self) -> bool {
        use crate::domain::referral::Block;
        matches!(
            self,
            Self::Forbidden
                | Self::Assign(AssignError::NotAllowed)
                | Self::Move(MoveError::Blocked(Block::OtherRole(_)) | MoveError::SupervisorOnly)
        )
    }
}

impl Desk {
    /// Changes a case by a rule. Returns the case as it is afterwards.
    pub(in crate::usecases) async fn change_case(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
        action: Action,
        rule: impl FnOnce(Referral, &Setting<'_>) -> Result<Change, ChangeCaseError> + Clone + Send,
    ) -> Result<(), ChangeCaseError> {
        let act = move || self.try_change(actor, edit, action, rule.clone());
        let done = at_most_twice(
            act,
            |error| matches!(error, ChangeCaseError::Db(error) if error.gave_way()),
        )
        .await;
        if let Err(error) = &done
            && error.is_denial()
        {
            self.note_denial(actor, &edit.reference, action).await?;
        }
        done
    }

    async fn try_change(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
        action: Action,
        rule: impl FnOnce(Referral, &Setting<'_>) -> Result<Change, ChangeCaseError> + Send,
    ) -> Result<(), ChangeCaseError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let case = read::lock_for(&mut tx, &self.vault, Viewer::from(actor), &edit.reference)
            .await?
            .ok_or(ChangeCaseError::NotFound)?;
        if !may(actor.role, action) {
            return Err(ChangeCaseError::Forbidden);
        }
        case.referral.check_joined(action)?;
        if case.referral.version != edit.version {
            return Err(ChangeCaseError::Stale);
        }
        let directory = load_directory(&mut tx)
            .await?
            .ok_or(ChangeCaseError::NobodyAnswers)?;
        let clock_rules = self.rules();
        let change = rule(
            case.referral,
            &Setting {
                now,
                rules: &clock_rules,
                directory: &directory,
            },
        )?;
        self.check_assignee(&mut tx, &change).await?;
        apply::update(&mut tx, &self.vault, &case.key, &change, now).await?;
        tx.commit().await?;
        self.mail_wake.notify_one();
        Ok(())
    }

    /// Holds the account of whoever gets the case until this is stored, and looks at it once more: somebody who is
    /// disabled, or changes their role, at this very moment must not end up with a case that nobody looks after.
    async fn check_assignee(
        &self,
        conn: &mut sqlx::PgConnection,
        change: &Change,
    ) -> Result<(), ChangeCaseError> {
        let Some(assignment) = change.assignment() else {
            return Ok(());
        };
        let role = staff::lock_active(conn, assignment.staff).await?;
        role.filter(|role| assignment.duty.fits(*role))
            .map(drop)
            .ok_or(AssignError::NotThatPerson.into())
    }

    /// Puts on the record that a role was refused something.
    pub(in crate::usecases) async fn note_denial(
        &self,
        actor: &Actor,
        reference: &Reference,
        action: Action,
    ) -> Result<(), DbError> {
        let mut tx = self.begin().await?;
        let event = match read::find_id(&mut tx, reference).await? {
            Some(id) => Event::of_case(id, Doer::staff(actor), EventKind::AccessDenied, self.now()),
            None => Event::of_desk(Doer::staff(actor), EventKind::AccessDenied, self.now()),
        };
        insert_event(&mut tx, &event.with("action", action.code())).await?;
        Ok(tx.commit().await?)
    }
}
