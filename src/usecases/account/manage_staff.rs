//! The operator adds, invites and disables staff, and the demo sets known passwords.

use jiff::SignedDuration;
use secrecy::SecretString;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::referral::{apply, read};
use crate::db::staff::{self, StaffMember, StaffPerson, invitations, sessions};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::person::{EmailAddress, PersonName};
use crate::domain::referral::{Duty, Setting};
use crate::domain::staff::{Role, StaffFacts, StaffId};
use crate::support::ids::{Token, fresh_id};
use crate::usecases::Desk;
use crate::usecases::intake::submit_request::load_directory;

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

/// Why an account was not added or changed.
#[derive(Debug, thiserror::Error)]
pub enum ManageStaffError {
    /// There is an account with this address.
    #[error("there is an account with this address already")]
    Exists,
    /// Only intake specialists and supervisors can answer for cases that nobody owns.
    #[error("only an intake specialist or a supervisor can be the fallback owner")]
    CannotAnswer,
    /// There is no active account with this address, or it is the fallback owner and somebody must answer.
    #[error("there is no active account with this address, or it is the fallback owner")]
    NotThere,
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

impl Desk {
    /// Adds an account and returns the one-time token with which its person chooses a password.
    pub async fn add_staff(&self, new: &NewStaff) -> Result<(StaffId, Token), ManageStaffError> {
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
        let mut tx = self.begin().await?;
        match staff::insert_staff(&mut tx, &self.vault, &key, &facts, &person, now).await {
            Err(error) if error.is_constraint("staff_email_is_unique") => {
                return Err(ManageStaffError::Exists);
            }
            other => other?,
        }
        let (_, fallback) = staff::list_facts(&mut tx).await?;
        let nobody_answers =
            fallback.is_none() && matches!(new.role, Role::Intake | Role::Supervisor);
        if new.fallback_owner || nobody_answers {
            staff::update_fallback_owner(&mut tx, facts.id).await?;
        }
        invitations::insert_invitation(&mut tx, &token, facts.id, now + INVITATION_LIFE, now)
            .await?;
        let event = Event::of_desk(Doer::Operator, EventKind::StaffAdded, now)
            .with("account", facts.id.0.to_string())
            .with("role", facts.role.code());
        insert_event(&mut tx, &event).await?;
        tx.commit().await?;
        Ok((facts.id, token))
    }

    /// Makes a new one-time link for an account; its sessions end.
    pub async fn reset_staff(&self, email: &EmailAddress) -> Result<Token, ManageStaffError> {
        let now = self.now();
        let token = Token::fresh();
        let mut tx = self.begin().await?;
        let id = self.find_active(&mut tx, email).await?;
        invitations::insert_invitation(&mut tx, &token, id, now + INVITATION_LIFE, now).await?;
        // Whoever knows the old password is not to come back with it.
        staff::update_password_cleared(&mut tx, id).await?;
        sessions::update_all_ended(&mut tx, id, None, now).await?;
        insert_event(
            &mut tx,
            &Event::of_desk(Doer::Operator, EventKind::StaffInvited, now)
                .with("account", id.0.to_string()),
        )
        .await?;
        tx.commit().await?;
        Ok(token)
    }

    /// Disables an account; its sessions end at once, and its open cases go to the fallback owner.
    pub async fn disable_staff(&self, email: &EmailAddress) -> Result<(), ManageStaffError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let id = self.find_active(&mut tx, email).await?;
        match staff::update_disabled(&mut tx, id, now).await {
            Err(DbError::RowCount { .. }) => return Err(ManageStaffError::NotThere),
            other => other?,
        }
        sessions::update_all_ended(&mut tx, id, None, now).await?;
        self.release_duties(&mut tx, id).await?;
        let disabled = Event::of_desk(Doer::Operator, EventKind::StaffDisabled, now)
            .with("account", id.0.to_string());
        insert_event(&mut tx, &disabled).await?;
        tx.commit().await?;
        self.mail_wake.notify_one();
        Ok(())
    }

    async fn release_duties(
        &self,
        conn: &mut sqlx::PgConnection,
        id: StaffId,
    ) -> Result<(), ManageStaffError> {
        let now = self.now();
        let Some(directory) = load_directory(conn).await? else {
            return Ok(());
        };
        let clock_rules = self.rules();
        apply::update_duties_ended(conn, id, now).await?;
        for case in read::list_duties(conn, id.0).await? {
            let Some(case) = read::find(conn, &self.vault, case).await? else {
                continue;
            };
            let setting = Setting {
                now,
                rules: &clock_rules,
                directory: &directory,
            };
            if let Some(change) = case.referral.release(id, &setting) {
                apply::update(conn, &case.key, &change, now).await?;
            }
        }
        Ok(())
    }

    async fn find_active(
        &self,
        conn: &mut sqlx::PgConnection,
        email: &EmailAddress,
    ) -> Result<StaffId, ManageStaffError> {
        let found = staff::find_credential(conn, &staff::email_hash(&self.vault, email)).await?;
        found
            .filter(|credential| credential.active)
            .map(|credential| credential.id)
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
