//! Somebody looks at the calendar, or at what an edited one would mean for promises already given. Nothing is changed.

use super::{RulesError, VERSIONS};
use crate::db::calendar::{self, PromiseInLostHours};
use crate::db::{DbError, calendar::find_calendar};
use crate::domain::calendar::{BusinessCalendar, CalendarPlan, PlanError};
use crate::domain::permission::{Action, may};
use crate::domain::staff::Actor;
use crate::domain::version::{FIRST, Version};
use crate::usecases::Desk;
use crate::usecases::case::view_case::StaffNames;

/// How many cases are named one by one.
const NAMED: i64 = 20;

/// The calendar as it is.
#[derive(Debug)]
pub struct CalendarSeen {
    /// The calendar in force, with its version.
    pub calendar: BusinessCalendar,
    /// All versions, newest first.
    pub versions: Vec<Version>,
    /// Names of the staff.
    pub names: StaffNames,
}

/// An edited calendar, tried.
#[derive(Debug)]
pub struct CalendarTrial {
    /// The calendar in force.
    pub seen: CalendarSeen,
    /// Why the edited one cannot be saved.
    pub problems: Vec<PlanError>,
    /// How many cases have a promise in hours that would be closed.
    pub promises: i64,
    /// The first of them; the references only for who may list cases.
    pub named: Vec<PromiseInLostHours>,
    /// True where this person may list cases.
    pub may_list: bool,
}

impl Desk {
    /// Shows the calendar in force.
    pub async fn view_calendar(&self, actor: &Actor) -> Result<CalendarSeen, RulesError> {
        self.allow(actor, Action::ManageCalendar).await?;
        let mut tx = self.begin().await?;
        self.read_calendar(&mut tx).await
    }

    /// Tries an edited calendar: what is wrong with it, and whose promise falls into hours it closes.
    pub async fn try_calendar(
        &self,
        actor: &Actor,
        plan: &CalendarPlan,
    ) -> Result<CalendarTrial, RulesError> {
        self.allow(actor, Action::ManageCalendar).await?;
        let now = self.now();
        let mut tx = self.begin().await?;
        let seen = self.read_calendar(&mut tx).await?;
        let (mut problems, mut found) = (Vec::new(), (Vec::new(), 0));
        match plan.accept(now) {
            Err(wrong) => problems = wrong,
            Ok(new) => {
                let losses = seen.calendar.hours_lost_to(&new, now);
                if !losses.is_empty() {
                    found = calendar::list_promises_in(&mut tx, &losses, NAMED).await?;
                }
            }
        }
        Ok(CalendarTrial {
            seen,
            problems,
            promises: found.1,
            named: found.0,
            may_list: may(actor.role, Action::ListCases),
        })
    }

    /// Reads an older calendar, to bring it back.
    pub async fn calendar_of_version(
        &self,
        actor: &Actor,
        version: i32,
    ) -> Result<CalendarPlan, RulesError> {
        self.allow(actor, Action::ManageCalendar).await?;
        let mut tx = self.begin().await?;
        let found = find_calendar(&mut tx, version).await?;
        Ok(found.ok_or(RulesError::NotFound)?.plan())
    }

    async fn read_calendar(
        &self,
        conn: &mut sqlx::PgConnection,
    ) -> Result<CalendarSeen, RulesError> {
        let version = calendar::find_version(conn).await?.unwrap_or(FIRST);
        let stored = find_calendar(conn, version).await?;
        let corrupt = || DbError::corrupt("calendar_versions", "plan", version);
        Ok(CalendarSeen {
            calendar: stored.ok_or_else(corrupt)?,
            versions: calendar::list_versions(conn, VERSIONS).await?,
            names: self.staff_names(conn).await?,
        })
    }
}
