//! The administrator opens the list of accounts. Names and addresses of colleagues are personal too: the look is on the
//! record.

use jiff::Timestamp;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::staff::{StaffMember, accounts, list_staff};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::permission::{Action, may};
use crate::domain::staff::{Actor, StaffId};
use crate::usecases::Desk;

/// The accounts, as the administrator sees them.
#[derive(Debug, Clone)]
pub struct StaffView {
    /// Everybody, the active ones first, by name.
    pub staff: Vec<StaffMember>,
    /// Until when the one-time link of somebody works that has not been used yet.
    pub invited: Vec<(StaffId, Timestamp)>,
    /// When the page was made.
    pub as_of: Timestamp,
}

impl StaffView {
    /// One account of the list.
    pub fn find(&self, id: StaffId) -> Option<&StaffMember> {
        self.staff.iter().find(|member| member.facts.id == id)
    }

    /// Until when somebody's one-time link works.
    pub fn invited_until(&self, id: StaffId) -> Option<Timestamp> {
        self.invited
            .iter()
            .find(|(staff, _)| *staff == id)
            .map(|(_, until)| *until)
    }
}

impl Desk {
    /// Reads the accounts; none where the role may not.
    pub async fn view_staff(&self, actor: &Actor) -> Result<Option<StaffView>, DbError> {
        let now = self.now();
        let key = self.desk_key().await?.clone();
        let allowed = may(actor.role, Action::ManageStaff);
        let kind = if allowed {
            EventKind::StaffListSeen
        } else {
            EventKind::AccessDenied
        };
        let mut tx = self.begin().await?;
        let seen = Event::of_desk(Doer::staff(actor), kind, now)
            .with("action", Action::ManageStaff.code());
        insert_event(&mut tx, &seen).await?;
        let view = if allowed {
            let mut staff = list_staff(&mut tx, &key).await?;
            staff.sort_by_key(|member| {
                (
                    !member.active,
                    member.person.name.expose().to_lowercase(),
                    member.facts.id,
                )
            });
            Some(StaffView {
                staff,
                invited: accounts::list_invited(&mut tx, now).await?,
                as_of: now,
            })
        } else {
            None
        };
        tx.commit().await?;
        Ok(view)
    }
}
