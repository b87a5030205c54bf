//! Family and doctor wrote about the same child: somebody joins the two cases, or parts them again.

use super::{CaseEdit, ChangeCaseError};
use crate::db::referral::read::{self, OpenCase};
use crate::db::referral::{Viewer, apply};
use crate::domain::permission::{Action, may};
use crate::domain::reference::Reference;
use crate::domain::referral::{JoinError, Joining, Referral, Setting};
use crate::domain::staff::Actor;
use crate::usecases::roster::load_directory;
use crate::usecases::{Desk, at_most_twice};

impl Desk {
    /// Joins two cases that this person sees, each as their page showed it. The same person's press again changes nothing.
    pub async fn join_cases(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
        other: &CaseEdit,
    ) -> Result<(), ChangeCaseError> {
        let act = || self.try_join(actor, edit, other);
        self.as_mover(actor, &edit.reference, act).await
    }

    /// Parts a case from the one it is joined into. One that is parted already stays so.
    pub async fn part_cases(&self, actor: &Actor, edit: &CaseEdit) -> Result<(), ChangeCaseError> {
        let act = || self.try_part(actor, edit);
        self.as_mover(actor, &edit.reference, act).await
    }

    /// Does what whoever moves cases may do, once more where two met.
    async fn as_mover<F>(
        &self,
        actor: &Actor,
        reference: &Reference,
        act: impl Fn() -> F + Send,
    ) -> Result<(), ChangeCaseError>
    where
        F: Future<Output = Result<(), ChangeCaseError>> + Send,
    {
        let done = at_most_twice(
            act,
            |error| matches!(error, ChangeCaseError::Db(error) if error.gave_way()),
        )
        .await;
        if matches!(done, Err(ChangeCaseError::Forbidden)) {
            self.note_denial(actor, reference, Action::MoveStatus)
                .await?;
        }
        done
    }

    async fn try_join(
        &self,
        actor: &Actor,
        edit: &CaseEdit,
        with: &CaseEdit,
    ) -> Result<(), ChangeCaseError> {
        let mut tx = self.begin().await?;
        let viewer = Viewer::from(actor);
        let both = [&edit.reference, &with.reference];
        if !may(actor.role, Action::MoveStatus) {
            let found = read::find_for(&mut tx, &self.vault, viewer, both[0]).await?;
            return Err(found.map_or(ChangeCaseError::NotFound, |_| ChangeCaseError::Forbidden));
        }
        if edit.reference == with.reference {
            return Err(JoinError::Same.into());
        }
        let (case, other) = read::lock_both_for(&mut tx, &self.vault, viewer, both)
            .await?
            .ok_or(ChangeCaseError::NotFound)?;
        if are_joined(&case.referral, &other.referral, actor) {
            return Ok(());
        }
        if (case.referral.version, other.referral.version) != (edit.version, with.version) {
            return Err(ChangeCaseError::Stale);
        }
        let join = |setting: &Setting<'_>| {
            case.referral
                .clone()
                .join(other.referral.clone(), actor, setting)
        };
        self.write_both(tx, [&case, &other], join).await
    }

    async fn try_part(&self, actor: &Actor, edit: &CaseEdit) -> Result<(), ChangeCaseError> {
        let mut tx = self.begin().await?;
        let viewer = Viewer::from(actor);
        let found = read::find_for(&mut tx, &self.vault, viewer, &edit.reference)
            .await?
            .ok_or(ChangeCaseError::NotFound)?;
        if !may(actor.role, Action::MoveStatus) {
            return Err(ChangeCaseError::Forbidden);
        }
        let Some(kept) = found.referral.joined.into else {
            return Ok(());
        };
        let both = [&edit.reference, &kept.reference];
        let (case, kept) = read::lock_both_for(&mut tx, &self.vault, viewer, both)
            .await?
            .ok_or(ChangeCaseError::NotFound)?;
        let into = case.referral.joined.into.as_ref().map(|into| into.id);
        if into != Some(kept.referral.id) || case.referral.version != edit.version {
            return Err(ChangeCaseError::Stale);
        }
        let part = |setting: &Setting<'_>| {
            let parted = case.referral.clone();
            Ok(parted.part(kept.referral.clone(), actor, setting))
        };
        self.write_both(tx, [&case, &kept], part).await
    }

    /// Lets the rule decide and writes both changes, each with the key of its case.
    async fn write_both(
        &self,
        mut tx: sqlx::Transaction<'static, sqlx::Postgres>,
        cases: [&OpenCase; 2],
        rule: impl FnOnce(&Setting<'_>) -> Result<Joining, JoinError> + Send,
    ) -> Result<(), ChangeCaseError> {
        let now = self.now();
        let directory = load_directory(&mut tx)
            .await?
            .ok_or(ChangeCaseError::NobodyAnswers)?;
        let rules = self.rules();
        let Joining { kept, joined } = rule(&Setting {
            now,
            rules: &rules,
            directory: &directory,
        })?;
        for change in [&kept, &joined] {
            let mut of = cases.iter();
            let case = of.find(|case| case.referral.id == change.after().id);
            let case = case.ok_or(ChangeCaseError::NotFound)?;
            apply::update(&mut tx, &self.vault, &case.key, change, now).await?;
        }
        tx.commit().await?;
        self.mail_wake.notify_one();
        Ok(())
    }
}

/// True where this very person has joined the two: the second of two presses.
fn are_joined(one: &Referral, other: &Referral, actor: &Actor) -> bool {
    let points = |from: &Referral, to: &Referral| {
        let into = from.joined.into.as_ref();
        into.is_some_and(|into| into.id == to.id) && from.joined.by == Some(actor.id)
    };
    points(one, other) || points(other, one)
}
