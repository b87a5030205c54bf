//! An administrator or the operator changes what somebody does at the desk, or disables their account. Whatever they
//! cannot look after any more goes to who answers for it; somebody always answers, and somebody can always let others in.

use super::manage_staff::{ManageStaffError, Managing, StaffEdit, refuse_oneself};
use crate::db::audit::insert_event;
use crate::db::referral::{apply, read};
use crate::db::staff::accounts::{self, Account};
use crate::db::staff::{self, invitations, sessions};
use crate::db::{DbError, help};
use crate::domain::event::{Doer, Event, EventKind, codes};
use crate::domain::permission::{Action, may};
use crate::domain::person::EmailAddress;
use crate::domain::referral::{Duty, Setting};
use crate::domain::request::HelpKind;
use crate::domain::staff::{Role, StaffFacts, StaffId};
use crate::usecases::roster::load_directory;
use crate::usecases::{Desk, at_most_twice};

/// What somebody does at the desk from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffDuties {
    /// Their role.
    pub role: Role,
    /// Language codes they speak with families, beside English.
    pub speaks: Vec<String>,
    /// True while they are on call.
    pub on_call: bool,
    /// True where they answer for cases that nobody owns, instead of whoever did.
    pub fallback_owner: bool,
}

impl Desk {
    /// Changes role, languages, on-call duty and fallback ownership. With another role every session ends.
    pub async fn change_staff(
        &self,
        by: &Doer,
        edit: StaffEdit,
        to: &StaffDuties,
    ) -> Result<(), ManageStaffError> {
        let act = || self.try_change_staff(by, edit, to);
        at_most_twice(act, gave_way).await
    }

    async fn try_change_staff(
        &self,
        by: &Doer,
        edit: StaffEdit,
        to: &StaffDuties,
    ) -> Result<(), ManageStaffError> {
        let now = self.now();
        let mut tx = self.begin_managing(by).await?;
        let account = self.lock_account(&mut tx, edit).await?;
        let new_role = to.role != account.facts.role;
        if new_role {
            refuse_oneself(by, &account)?;
            refuse_last_administrator(&mut tx, &account).await?;
        }
        if account.is_fallback_owner && !to.fallback_owner {
            return Err(ManageStaffError::MustAnswer);
        }
        if to.fallback_owner && !Duty::Owner.fits(to.role) {
            return Err(ManageStaffError::CannotAnswer);
        }
        let facts = StaffFacts {
            id: edit.id,
            role: to.role,
            speaks: to.speaks.clone(),
            on_call: to.on_call,
        };
        accounts::update_account(&mut tx, &facts).await?;
        if to.fallback_owner && !account.is_fallback_owner {
            staff::update_fallback_owner(&mut tx, edit.id).await?;
        }
        if new_role {
            sessions::update_all_ended(&mut tx, edit.id, None, now).await?;
            self.hand_over(&mut tx, by, edit.id, Some(to.role)).await?;
        }
        let event = Event::of_desk(by.clone(), EventKind::StaffChanged, now)
            .with("account", edit.id.0.to_string())
            .with("from", account.facts.role.code())
            .with("to", to.role.code())
            .with("speaks", codes(&to.speaks))
            .with("on_call", to.on_call)
            .with("fallback_owner", to.fallback_owner);
        insert_event(&mut tx, &event).await?;
        tx.commit().await?;
        self.mail_wake.notify_one();
        Ok(())
    }

    /// The operator disables the account of an address.
    pub async fn disable_staff(&self, email: &EmailAddress) -> Result<(), ManageStaffError> {
        let edit = self.find_active(email).await?;
        self.disable_staff_by(&Doer::Operator, edit).await
    }

    /// Disables an account; its sessions end at once, and its open cases go to the fallback owner.
    pub async fn disable_staff_by(
        &self,
        by: &Doer,
        edit: StaffEdit,
    ) -> Result<(), ManageStaffError> {
        let act = || self.try_disable_staff(by, edit);
        at_most_twice(act, gave_way).await
    }

    async fn try_disable_staff(&self, by: &Doer, edit: StaffEdit) -> Result<(), ManageStaffError> {
        let now = self.now();
        let mut tx = self.begin_managing(by).await?;
        let account = self.lock_account(&mut tx, edit).await?;
        refuse_oneself(by, &account)?;
        refuse_last_administrator(&mut tx, &account).await?;
        match staff::update_disabled(&mut tx, edit.id, now).await {
            Err(DbError::RowCount { .. }) => return Err(ManageStaffError::MustAnswer),
            other => other?,
        }
        sessions::update_all_ended(&mut tx, edit.id, None, now).await?;
        invitations::delete_invitations(&mut tx, edit.id).await?;
        self.hand_over(&mut tx, by, edit.id, None).await?;
        let disabled = Event::of_desk(by.clone(), EventKind::StaffDisabled, now)
            .with("account", edit.id.0.to_string());
        insert_event(&mut tx, &disabled).await?;
        tx.commit().await?;
        self.mail_wake.notify_one();
        Ok(())
    }

    /// Takes off somebody what they cannot look after any more; `role` is their new one, none where they leave.
    async fn hand_over(
        &self,
        tx: &mut Managing,
        by: &Doer,
        id: StaffId,
        role: Option<Role>,
    ) -> Result<(), ManageStaffError> {
        self.release_duties(tx, by, id, role).await?;
        let still_theirs = |kind: HelpKind| {
            role.is_some_and(|role| may(role, Action::WorkHelp) && role.sees_help().contains(&kind))
        };
        let now = self.now();
        for piece in help::lock_of_owner(tx, id).await? {
            if still_theirs(piece.kind) {
                continue;
            }
            if let Some(change) = piece.release(by, now) {
                help::update(tx, None, &change, now).await?;
            }
        }
        Ok(())
    }

    async fn release_duties(
        &self,
        tx: &mut Managing,
        by: &Doer,
        id: StaffId,
        role: Option<Role>,
    ) -> Result<(), ManageStaffError> {
        let now = self.now();
        let Some(directory) = load_directory(tx).await? else {
            return Ok(());
        };
        let clock_rules = self.rules();
        let setting = Setting {
            now,
            rules: &clock_rules,
            directory: &directory,
        };
        let still_theirs = |duty: Duty| role.is_some_and(|role| duty.fits(role));
        for case in read::list_duties(tx, id.0).await? {
            let Some(case) = read::find(tx, &self.vault, case).await? else {
                continue;
            };
            let held = if case.referral.owner == Some(id) {
                Duty::Owner
            } else {
                Duty::SocialWorker
            };
            if still_theirs(held) {
                continue;
            }
            if let Some(change) = case.referral.release(id, by, &setting) {
                apply::update(tx, &self.vault, &case.key, &change, now).await?;
            }
        }
        if !Duty::ALL.iter().any(|duty| still_theirs(*duty)) {
            apply::update_duties_ended(tx, id, now).await?;
        }
        Ok(())
    }
}

fn gave_way(error: &ManageStaffError) -> bool {
    matches!(error, ManageStaffError::Db(error) if error.gave_way())
}

/// Somebody can always let others in.
async fn refuse_last_administrator(
    tx: &mut Managing,
    account: &Account,
) -> Result<(), ManageStaffError> {
    if account.facts.role == Role::Admin && accounts::count_active(tx, Role::Admin).await? <= 1 {
        return Err(ManageStaffError::LastAdministrator);
    }
    Ok(())
}
