//! One's own account: the list of sessions, ending them, and a new password.

use secrecy::SecretString;
use uuid::Uuid;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::staff::sessions::{self, SessionEntry};
use crate::db::staff::{devices, find_credential_by_id, invitations, list_staff, update_password};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::staff::{Actor, StaffId};
use crate::support::ids::Token;
use crate::support::password::{PasswordError, check_new};
use crate::usecases::Desk;
use crate::usecases::window::Window;

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    /// The present password is not right.
    #[error("the present password is not right")]
    WrongPresent,
    /// The new one does not do.
    #[error(transparent)]
    NewOne(PasswordError),
    /// The invitation was used, has expired, or never was.
    #[error("the link no longer works")]
    NoSuchInvitation,
    /// Too many attempts.
    #[error("too many attempts")]
    TooMany,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for ChangePasswordError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Desk {
    /// Lists one's own live sessions.
    pub async fn list_sessions(&self, actor: &Actor) -> Result<Vec<SessionEntry>, DbError> {
        let mut conn = self.pool.acquire().await?;
        sessions::list_sessions(&mut conn, actor.id, self.settings.session_idle, self.now()).await
    }

    /// Ends one of one's own sessions; false where there is none of that id.
    pub async fn end_session(&self, actor: &Actor, session: Uuid) -> Result<bool, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let ended = sessions::update_ended(&mut tx, session, actor.id, now).await?;
        if ended {
            let event = Event::of_desk(Doer::staff(actor), EventKind::SessionEnded, now)
                .with("session", session.to_string());
            insert_event(&mut tx, &event).await?;
        }
        tx.commit().await?;
        Ok(ended)
    }

    /// Changes one's own password. Every other session ends.
    pub async fn change_password(
        &self,
        actor: &Actor,
        present: SecretString,
        new: SecretString,
    ) -> Result<(), ChangePasswordError> {
        let now = self.now();
        let bucket = self
            .vault
            .keyed_hash("change-password", actor.id.0.as_bytes());
        let mut tx = self.begin().await?;
        let window = Window::around(now, super::sign_in::WINDOW_SECONDS).start;
        let tries = crate::db::staff::attempts::insert_attempt(&mut tx, &bucket, window).await?;
        let credential = find_credential_by_id(&mut tx, actor.id).await?;
        tx.commit().await?;
        if tries > super::sign_in::ACCOUNT_MOST {
            return Err(ChangePasswordError::TooMany);
        }
        let stored = credential.and_then(|credential| credential.password_hash);
        self.passwords
            .verify(present, stored)
            .await
            .map_err(|_| ChangePasswordError::WrongPresent)?;
        self.set_password(actor.id, new, Some(actor), None).await
    }

    /// Finds the name behind an invitation, without using it.
    pub async fn find_invitation(&self, token: &Token) -> Result<Option<String>, DbError> {
        let key = self.desk_key().await?.clone();
        let mut conn = self.pool.acquire().await?;
        let Some(id) = invitations::find_invited(&mut conn, token, self.now()).await? else {
            return Ok(None);
        };
        let staff = list_staff(&mut conn, &key).await?;
        Ok(staff
            .into_iter()
            .find(|member| member.facts.id == id)
            .map(|member| member.person.name.expose().to_owned()))
    }

    /// Chooses a password with an invitation, which is used up by it.
    pub async fn accept_invitation(
        &self,
        token: &Token,
        new: SecretString,
    ) -> Result<(), ChangePasswordError> {
        let mut conn = self.pool.acquire().await?;
        let id = invitations::find_invited(&mut conn, token, self.now())
            .await?
            .ok_or(ChangePasswordError::NoSuchInvitation)?;
        drop(conn);
        self.set_password(id, new, None, Some(token)).await
    }

    async fn set_password(
        &self,
        id: StaffId,
        new: SecretString,
        actor: Option<&Actor>,
        invitation: Option<&Token>,
    ) -> Result<(), ChangePasswordError> {
        let words = self.words_of(id).await?;
        let borrowed: Vec<&str> = words.iter().map(String::as_str).collect();
        check_new(&new, &borrowed).map_err(ChangePasswordError::NewOne)?;
        let hash = self
            .passwords
            .hash(new)
            .await
            .map_err(ChangePasswordError::NewOne)?;
        let now = self.now();
        let mut tx = self.begin().await?;
        if let Some(token) = invitation {
            invitations::update_used(&mut tx, token, now)
                .await?
                .ok_or(ChangePasswordError::NoSuchInvitation)?;
        }
        invitations::delete_invitations(&mut tx, id).await?;
        update_password(&mut tx, id, &hash, now).await?;
        sessions::update_all_ended(&mut tx, id, actor.map(|actor| actor.session), now).await?;
        devices::delete_devices(&mut tx, id).await?;
        let doer = actor.map_or(Doer::Nobody(None), Doer::staff);
        insert_event(
            &mut tx,
            &Event::of_desk(doer, EventKind::PasswordChanged, now)
                .with("account", id.0.to_string()),
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Words a guesser would try first: the programme's, and the person's own name and address.
    async fn words_of(&self, id: StaffId) -> Result<Vec<String>, DbError> {
        let key = self.desk_key().await?.clone();
        let mut conn = self.pool.acquire().await?;
        let mut words = self.settings.context_words.clone();
        if let Some(member) = list_staff(&mut conn, &key)
            .await?
            .into_iter()
            .find(|member| member.facts.id == id)
        {
            words.extend(
                member
                    .person
                    .name
                    .expose()
                    .split_whitespace()
                    .map(str::to_owned),
            );
            words.extend(
                member
                    .person
                    .email
                    .expose()
                    .split(['@', '.'])
                    .map(str::to_owned),
            );
        }
        Ok(words)
    }
}
