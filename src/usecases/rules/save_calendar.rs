//! Somebody saves a calendar: clocks that start from now on are counted on it. What was promised stays as it was told.

use super::RulesError;
use crate::db::audit::insert_event;
use crate::db::calendar;
use crate::domain::calendar::CalendarPlan;
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::permission::Action;
use crate::domain::staff::Actor;
use crate::domain::version::Version;
use crate::usecases::Desk;

/// A calendar to save.
#[derive(Debug, Clone)]
pub struct NewCalendar {
    /// The version it was made from.
    pub upon: i32,
    /// The calendar. Its zone is the programme's, whatever was sent.
    pub plan: CalendarPlan,
    /// The older version it brings back, where it does.
    pub back_to: Option<i32>,
}

impl Desk {
    /// Saves a calendar as the next version, uses it in this process at once, and returns its number. Other processes
    /// follow within seconds.
    pub async fn save_calendar(&self, actor: &Actor, new: &NewCalendar) -> Result<i32, RulesError> {
        self.allow(actor, Action::ManageCalendar).await?;
        let mut tx = self.begin().await?;
        let in_force = calendar::find_version(&mut tx).await?;
        if in_force != Some(new.upon) {
            return Err(RulesError::Stale);
        }
        let stored = calendar::find_calendar(&mut tx, new.upon).await?;
        let plan = CalendarPlan {
            zone: stored.ok_or(RulesError::Stale)?.plan().zone,
            ..new.plan.clone()
        };
        let version = Version {
            number: new.upon.saturating_add(1),
            saved_at: self.now(),
            saved_by: Some(actor.id),
            back_to: new.back_to,
        };
        let accepted = plan
            .accept(version.saved_at)
            .map_err(|_| RulesError::Wrong)?;
        calendar::insert_version(&mut tx, &version, &plan)
            .await
            .map_err(|error| RulesError::of_insert(error, "calendar_versions_pkey"))?;
        let event = Event::of_desk(
            Doer::staff(actor),
            EventKind::CalendarSaved,
            version.saved_at,
        )
        .with("version", version.number)
        .with("back_to", version.back_to)
        .with("exceptions", plan.exceptions.len());
        insert_event(&mut tx, &event).await?;
        tx.commit().await?;
        self.use_calendar(&accepted.numbered(version.number));
        Ok(version.number)
    }
}
