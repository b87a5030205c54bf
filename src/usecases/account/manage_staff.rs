//! An administrator, or the operator at the command line, adds and invites staff; the demo sets known passwords.
//! `change_staff` changes and disables. Both ways in are one path: only the doer on the record differs.
//!
//! The link for a password is never mailed. Who can read a mailbox is not thereby its owner, and a mail stays where it
//! was sent for years: the link is shown once, to be handed over in person.

use jiff::SignedDuration;
use secrecy::SecretString;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::staff::accounts::{self, Account};
use crate::db::staff::{self, StaffMember, StaffPerson, invitations, sessions};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::permission::{Action, may};
use crate::domain::person::{EmailAddress, PersonName};
use crate::domain::referral::Duty;
use crate::domain::staff::{Role, StaffFacts, StaffId};
use crate::support::ids::{Token, fresh_id};
use crate::usecases::Desk;

/// How long an invitation works.
pub const INVITATION_LIFE: SignedDuration = SignedDuration::from_hours(24);

/// A new account.
#[derive(Debug, Clone)]
pub struct NewStaff {
    /// Their name.
    pub name: PersonName,
    /// Their address.
    pub email: EmailAddress,
    /// What they do.
    pub role: Role,
    /// Language codes they speak with families, beside English.
    pub speaks: Vec<String>,
    /// True while they are on call.
    pub on_call: bool,
    /// True where they answer for cases that nobody owns.
    pub fallback_owner: bool,
}

/// Which account a form is about, and the version it was made from; the command line looks at no version.
#[derive(Debug, Clone, Copy)]
pub struct StaffEdit {
    /// Whose.
    pub id: StaffId,
    /// The version the form was made from.
    pub version: Option<i32>,
}

/// Why an account was not added or changed.
#[derive(Debug, thiserror::Error)]
pub enum ManageStaffError {
    /// The role may not do this.
    #[error("not allowed")]
    Forbidden,
    /// There is an account with this address.
    #[error("there is an account with this address already")]
    Exists,
    /// Only intake specialists and supervisors can answer for cases that nobody owns.
    #[error("only an intake specialist or a supervisor can be the fallback owner")]
    CannotAnswer,
    /// There is no such active account.
    #[error("there is no active account with this address")]
    NotThere,
    /// Somebody always answers for cases that nobody owns.
    #[error("this is the fallback owner: make somebody else the fallback owner first")]
    MustAnswer,
    /// Somebody always can let others in.
    #[error("this is the only administrator: make somebody else one first")]
    LastAdministrator,
    /// Nobody changes their own role, disables or resets themselves.
    #[error("nobody does this to their own account: ask another administrator")]
    Oneself,
    /// Somebody else changed the account in the meantime.
    #[error("changed by somebody else")]
    Stale,
    /// The password could not be hashed.
    #[error("the password could not be stored")]
    Password,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for ManageStaffError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

/// A transaction in which nobody else changes accounts.
pub(super) type Managing = sqlx::Transaction<'static, sqlx::Postgres>;

impl Desk {
    /// The operator adds an account and gets the one-time token with which its person chooses a password.
    pub async fn add_staff(&self, new: &NewStaff) -> Result<(StaffId, Token), ManageStaffError> {
        self.add_staff_by(&Doer::Operator, new).await
    }

    /// Adds an account and returns the one-time token with which its person chooses a password.
    pub async fn add_staff_by(
        &self,
        by: &Doer,
        new: &NewStaff,
    ) -> Result<(StaffId, Token), ManageStaffError> {
        if new.fallback_owner && !Duty::Owner.fits(new.role) {
            return Err(ManageStaffError::CannotAnswer);
        }
        let now = self.now();
        let key = self.desk_key().await?.clone();
        let facts = StaffFacts {
            id: StaffId(fresh_id()),
            role: new.role,
            speaks: new.speaks.clone(),
            on_call: new.on_call,
        };
        let person = StaffPerson {
            name: new.name.clone(),
            email: new.email.clone(),
        };
        let token = Token::fresh();
        let mut tx = self.begin_managing(by).await?;
        match staff::insert_staff(&mut tx, &self.vault, &key, &facts, &person, now).await {
            Err(error) if error.is_constraint("staff_email_is_unique") => {
                return Err(ManageStaffError::Exists);
            }
            other => other?,
        }
        let (_, fallback) = staff::list_facts(&mut tx).await?;
        let nobody_answers = fallback.is_none() && Duty::Owner.fits(new.role);
        if new.fallback_owner || nobody_answers {
            staff::update_fallback_owner(&mut tx, facts.id).await?;
        }
        invitations::insert_invitation(&mut tx, &token, facts.id, now + INVITATION_LIFE, now)
            .await?;
        let event = Event::of_desk(by.clone(), EventKind::StaffAdded, now)
            .with("account", facts.id.0.to_string())
            .with("role", facts.role.code());
        insert_event(&mut tx, &event).await?;
        tx.commit().await?;
        self.roster.forget();
        Ok((facts.id, token))
    }

    /// The operator makes a new one-time link for the account of an address.
    pub async fn reset_staff(&self, email: &EmailAddress) -> Result<Token, ManageStaffError> {
        let edit = self.find_active(email).await?;
        self.reset_staff_by(&Doer::Operator, edit).await
    }

    /// Makes a new one-time link for an account; its password is gone and its sessions end.
    pub async fn reset_staff_by(
        &self,
        by: &Doer,
        edit: StaffEdit,
    ) -> Result<Token, ManageStaffError> {
        let now = self.now();
        let token = Token::fresh();
        let mut tx = self.begin_managing(by).await?;
        let account = self.lock_account(&mut tx, edit).await?;
        refuse_oneself(by, &account)?;
        let id = account.facts.id;
        invitations::insert_invitation(&mut tx, &token, id, now + INVITATION_LIFE, now).await?;
        // Whoever knows the old password is not to come back with it.
        staff::update_password_cleared(&mut tx, id).await?;
        sessions::update_all_ended(&mut tx, id, None, now).await?;
        insert_event(
            &mut tx,
            &Event::of_desk(by.clone(), EventKind::StaffInvited, now)
                .with("account", id.0.to_string()),
        )
        .await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Begins a change of accounts: only who may, and one at a time.
    pub(super) async fn begin_managing(&self, by: &Doer) -> Result<Managing, ManageStaffError> {
        let mut tx = self.begin().await?;
        let allowed = match by {
            Doer::Operator => true,
            Doer::Staff(actor) => may(actor.role, Action::ManageStaff),
            Doer::Family | Doer::Doctor | Doer::Clock | Doer::Nobody(_) => false,
        };
        if !allowed {
            let denied = Event::of_desk(by.clone(), EventKind::AccessDenied, self.now())
                .with("action", Action::ManageStaff.code());
            insert_event(&mut tx, &denied).await?;
            tx.commit().await?;
            return Err(ManageStaffError::Forbidden);
        }
        accounts::lock_accounts(&mut tx).await?;
        // Whoever was disabled or lost the role while waiting here changes nothing any more.
        if let Doer::Staff(actor) = by
            && staff::lock_active(&mut tx, actor.id).await? != Some(actor.role)
        {
            return Err(ManageStaffError::Forbidden);
        }
        Ok(tx)
    }

    /// Locks the account of an edit, as it was when its form was made.
    pub(super) async fn lock_account(
        &self,
        tx: &mut Managing,
        edit: StaffEdit,
    ) -> Result<Account, ManageStaffError> {
        let account = accounts::lock_account(tx, edit.id)
            .await?
            .ok_or(ManageStaffError::NotThere)?;
        if edit
            .version
            .is_some_and(|version| version != account.version)
        {
            return Err(ManageStaffError::Stale);
        }
        Ok(account)
    }

    /// Finds the active account of an address, for the command line.
    pub(super) async fn find_active(
        &self,
        email: &EmailAddress,
    ) -> Result<StaffEdit, ManageStaffError> {
        let mut conn = self.pool.acquire().await?;
        let hash = staff::email_hash(&self.vault, email);
        let found = staff::find_credential(&mut conn, &hash).await?;
        found
            .filter(|credential| credential.active)
            .map(|credential| StaffEdit {
                id: credential.id,
                version: None,
            })
            .ok_or(ManageStaffError::NotThere)
    }

    /// Sets a known password, for the demo programme only.
    pub async fn set_demo_password(
        &self,
        id: StaffId,
        password: SecretString,
    ) -> Result<(), ManageStaffError> {
        let hash = self
            .passwords
            .hash(password)
            .await
            .map_err(|_| ManageStaffError::Password)?;
        let mut tx = self.begin().await?;
        staff::update_password(&mut tx, id, &hash, self.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Lists every account, for the operator and the demo's sign-in page.
    pub async fn list_staff(&self) -> Result<Vec<StaffMember>, DbError> {
        let key = self.desk_key().await?.clone();
        let mut conn = self.pool.acquire().await?;
        staff::list_staff(&mut conn, &key).await
    }
}

/// Nobody does this to their own account: a mistake there locks the door from inside.
pub(super) fn refuse_oneself(by: &Doer, account: &Account) -> Result<(), ManageStaffError> {
    match by {
        Doer::Staff(actor) if actor.id == account.facts.id => Err(ManageStaffError::Oneself),
        _ => Ok(()),
    }
}
