//! The demo programme: made-up staff and made-up cases, told through the same use cases that people use.

mod staff;

pub use staff::{DemoStaff, STAFF};

use crate::usecases::Desk;
use crate::usecases::account::manage_staff::{ManageStaffError, NewStaff};

/// Why the demo was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// An account could not be made.
    #[error(transparent)]
    Staff(#[from] ManageStaffError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] crate::db::DbError),
    /// A made-up value is not one of ours.
    #[error("a value of the demo does not fit: {0}")]
    Value(&'static str),
}

/// Loads the demo, once: where there is any staff it is left out. Returns whether it was loaded.
pub async fn load(desk: &Desk) -> Result<bool, DemoError> {
    if !desk.list_staff().await?.is_empty() {
        return Ok(false);
    }
    for member in STAFF {
        let new = NewStaff {
            name: member.person_name().ok_or(DemoError::Value("a name"))?,
            email: member.address().ok_or(DemoError::Value("an address"))?,
            role: member.role,
            speaks: member
                .speaks
                .iter()
                .map(|code| (*code).to_owned())
                .collect(),
            on_call: member.on_call,
            fallback_owner: member.fallback_owner,
        };
        let (id, _) = desk.add_staff(&new).await?;
        desk.set_demo_password(id, member.password().into()).await?;
    }
    Ok(true)
}
