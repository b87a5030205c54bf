//! How staff change what the desk is run by: who hears of a request, and when the programme works. Every save is a new
//! version, written upon the one that was read; two people at once cannot overwrite each other.

pub mod follow_calendar;
pub mod save_calendar;
pub mod save_routing;
pub mod view_calendar;
pub mod view_routing;

use crate::db::audit::insert_event;
use crate::db::{DbError, staff};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::permission::{Action, may};
use crate::domain::staff::Actor;
use crate::usecases::Desk;
use crate::usecases::case::view_case::{StaffNames, names};

/// How many versions a page lists.
const VERSIONS: i64 = 50;

/// Why rules or the calendar were not shown or not saved.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// The role may not do this.
    #[error("not allowed")]
    Forbidden,
    /// There is no such version.
    #[error("no such version")]
    NotFound,
    /// Somebody else saved another version in the meantime.
    #[error("changed by somebody else")]
    Stale,
    /// What was to be saved cannot be used; trying it says why.
    #[error("not usable")]
    Wrong,
    /// Nobody is set to answer for cases.
    #[error("no fallback owner is set")]
    NobodyAnswers,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for RulesError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl RulesError {
    /// A number that was given out already means that somebody else was faster.
    fn of_insert(error: DbError, constraint: &str) -> Self {
        if error.is_constraint(constraint) {
            Self::Stale
        } else {
            Self::Db(error)
        }
    }
}

impl Desk {
    /// Lets somebody through who may do this; a refusal is put on the record.
    async fn allow(&self, actor: &Actor, action: Action) -> Result<(), RulesError> {
        if may(actor.role, action) {
            return Ok(());
        }
        let denied = Event::of_desk(Doer::staff(actor), EventKind::AccessDenied, self.now())
            .with("action", action.code());
        let mut tx = self.begin().await?;
        insert_event(&mut tx, &denied).await?;
        tx.commit().await?;
        Err(RulesError::Forbidden)
    }

    /// The names of the staff, for who saved a version.
    async fn staff_names(&self, conn: &mut sqlx::PgConnection) -> Result<StaffNames, DbError> {
        let key = self.desk_key().await?;
        let staff = staff::list_staff(conn, key).await?;
        Ok(names(&staff))
    }
}
