//! The demo programme: made-up staff and made-up cases, told through the same use cases that people use.
//!
//! The staff get their accounts first and their passwords last. A program that ends in between leaves a demo that nobody
//! can sign in to; the next start finds accounts without passwords and goes on where it stopped: a form sent again is
//! the same case, and each act that stands on a case's record is skipped. The tables are in `cases`, their words in
//! `story`, who is who in `staff`.

mod act;
mod cases;
mod forms;
mod help;
mod moments;
mod past_mail;
mod staff;
mod story;
mod telling;
#[cfg(test)]
mod tests;
pub mod volume;

pub use staff::{DemoStaff, STAFF};

use futures_util::future::try_join_all;

use act::Cast;
use moments::Moments;

use crate::db::DbError;
use crate::db::staff::StaffMember;
use crate::support::clock::Clock;
use crate::usecases::Desk;
use crate::usecases::account::manage_staff::{ManageStaffError, NewStaff};
use crate::usecases::intake::submit_request::SubmitRequestError;

/// Why the demo was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// An account could not be made.
    #[error(transparent)]
    Staff(#[from] ManageStaffError),
    /// A form was not taken.
    #[error(transparent)]
    Submit(#[from] SubmitRequestError),
    /// An act of a story was refused.
    #[error("story {0}, act {1}: {2}")]
    Act(u16, usize, Box<dyn std::error::Error + Send + Sync>),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// A made-up value is not one of ours.
    #[error("a value of the demo does not fit: {0}")]
    Value(&'static str),
}

/// Loads the demo, once: where there are staff already it is left out, where it was cut off it is finished.
/// Returns whether anything was loaded.
pub async fn load(desk: &Desk) -> Result<bool, DemoError> {
    let staff = desk.list_staff().await?;
    if !staff.is_empty() && !is_unfinished(&staff) {
        return Ok(false);
    }
    tracing::info!("loading the demo programme, which takes some seconds");
    let moments = Moments::before(desk.now(), &desk.rules().calendar);
    add_staff(&desk.with_clock(Clock::manual(moments.origin()))).await?;
    telling::tell(desk, &Cast::of(desk).await?, &moments).await?;
    set_passwords(desk).await?;
    Ok(true)
}

/// True where everybody is of the demo and somebody has no password yet.
fn is_unfinished(staff: &[StaffMember]) -> bool {
    let of_the_demo = |member: &StaffMember| {
        STAFF
            .iter()
            .any(|demo| demo.email == member.person.email.expose())
    };
    staff.iter().all(of_the_demo) && staff.iter().any(|member| !member.has_password)
}

async fn add_staff(desk: &Desk) -> Result<(), DemoError> {
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
        match desk.add_staff(&new).await {
            Ok(_) | Err(ManageStaffError::Exists) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

async fn set_passwords(desk: &Desk) -> Result<(), DemoError> {
    let staff = desk.list_staff().await?;
    let set = staff
        .iter()
        .filter(|member| !member.has_password)
        .filter_map(|member| {
            let demo = STAFF
                .iter()
                .find(|demo| demo.email == member.person.email.expose())?;
            Some(desk.set_demo_password(member.facts.id, demo.password().into()))
        });
    try_join_all(set).await?;
    Ok(())
}
