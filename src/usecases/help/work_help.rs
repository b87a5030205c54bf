//! Somebody takes a piece of help, or says how far it is.

use super::HelpEdit;
use crate::db::audit::insert_event;
use crate::db::referral::{Viewer, read};
use crate::db::{DbError, help, staff};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::help::{HelpChange, HelpError, HelpProgress, HelpRequest, HelpSetting};
use crate::domain::permission::Action;
use crate::domain::staff::Actor;
use crate::usecases::{Desk, at_most_twice};

/// Why a piece of help was not changed. Nothing was stored but the refusal's own event.
#[derive(Debug, thiserror::Error)]
pub enum WorkHelpError {
    /// There is no such help for this person.
    #[error("no such help")]
    NotFound,
    /// Somebody else changed it in the meantime.
    #[error("changed by somebody else")]
    Stale,
    /// The rule refused.
    #[error(transparent)]
    Help(#[from] HelpError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for WorkHelpError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Desk {
    /// Takes a piece of help.
    pub async fn take_help(&self, actor: &Actor, edit: &HelpEdit) -> Result<(), WorkHelpError> {
        self.work_help(actor, edit, |help, setting| help.take(actor, setting))
            .await
    }

    /// Says how far a piece of help is.
    pub async fn progress_help(
        &self,
        actor: &Actor,
        edit: &HelpEdit,
        to: HelpProgress,
    ) -> Result<(), WorkHelpError> {
        self.work_help(actor, edit, |help, setting| {
            help.progress(to, actor, setting)
        })
        .await
    }

    async fn work_help(
        &self,
        actor: &Actor,
        edit: &HelpEdit,
        rule: impl FnOnce(HelpRequest, HelpSetting<'_>) -> Result<HelpChange, HelpError> + Clone + Send,
    ) -> Result<(), WorkHelpError> {
        let act = move || self.try_help(actor, edit, rule.clone());
        let done = at_most_twice(
            act,
            |error| matches!(error, WorkHelpError::Db(error) if error.gave_way()),
        )
        .await;
        if let Err(WorkHelpError::Help(HelpError::NotAllowed)) = &done {
            self.note_help_denial(actor, edit).await?;
        }
        done
    }

    async fn try_help(
        &self,
        actor: &Actor,
        edit: &HelpEdit,
        rule: impl FnOnce(HelpRequest, HelpSetting<'_>) -> Result<HelpChange, HelpError> + Send,
    ) -> Result<(), WorkHelpError> {
        let now = self.now();
        let viewer = Viewer::from(actor);
        let mut tx = self.begin().await?;
        // Whoever is disabled or gets another role at this moment must not end up with help that nobody looks after.
        staff::lock_active(&mut tx, actor.id)
            .await?
            .filter(|role| *role == actor.role)
            .ok_or(WorkHelpError::NotFound)?;
        let case = read::find_for(&mut tx, &self.vault, viewer, &edit.reference)
            .await?
            .ok_or(WorkHelpError::NotFound)?;
        let found = help::lock_for(&mut tx, &case.key, viewer, &edit.reference, edit.kind)
            .await?
            .ok_or(WorkHelpError::NotFound)?;
        let stale = found.help.version != edit.version;
        let clock_rules = self.rules();
        let setting = HelpSetting {
            now,
            calendar: &clock_rules.calendar,
        };
        let change = match rule(found.help, setting) {
            Err(HelpError::NotAllowed) => return Err(HelpError::NotAllowed.into()),
            _ if stale => return Err(WorkHelpError::Stale),
            change => change?,
        };
        help::update(&mut tx, Some(&case.key), &change, now).await?;
        Ok(tx.commit().await?)
    }

    async fn note_help_denial(&self, actor: &Actor, edit: &HelpEdit) -> Result<(), DbError> {
        let mut tx = self.begin().await?;
        let denied = Event::of_desk(Doer::staff(actor), EventKind::AccessDenied, self.now())
            .with("reference", edit.reference.as_str())
            .with("action", Action::WorkHelp.code());
        insert_event(&mut tx, &denied).await?;
        Ok(tx.commit().await?)
    }
}
