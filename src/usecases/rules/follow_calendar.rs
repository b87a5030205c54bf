//! Every process follows the calendar: a look at one number every few seconds, and the new calendar where it has grown.

use std::sync::Arc;

use crate::db::{DbError, calendar};
use crate::domain::calendar::BusinessCalendar;
use crate::domain::clock::ClockRules;
use crate::usecases::Desk;

impl Desk {
    /// Takes up a calendar that another process has saved. Tells whether there was one.
    pub async fn follow_calendar(&self) -> Result<bool, DbError> {
        let mut conn = self.acquire().await?;
        let Some(version) = calendar::find_version(&mut conn).await? else {
            return Ok(false);
        };
        if version <= self.rules().calendar.version() {
            return Ok(false);
        }
        let found = calendar::find_calendar(&mut conn, version).await?;
        let found = found.ok_or_else(|| DbError::corrupt("calendar_versions", "plan", version))?;
        self.use_calendar(&found);
        Ok(true)
    }

    /// Uses a calendar from now on. A look that was overtaken by a save does not bring the older one back.
    pub(in crate::usecases) fn use_calendar(&self, calendar: &BusinessCalendar) {
        self.rules.rcu(|rules| {
            if calendar.version() < rules.calendar.version() {
                return Arc::clone(rules);
            }
            Arc::new(ClockRules {
                calendar: calendar.clone(),
                policy: rules.policy.clone(),
            })
        });
    }
}
