//! Somebody saves a set of routing rules: from the next request on it says who hears.

use super::RulesError;
use crate::db::audit::insert_event;
use crate::db::routing;
use crate::domain::event::{Doer, Event, EventKind, codes};
use crate::domain::permission::Action;
use crate::domain::routing::RoutingRule;
use crate::domain::routing::check::problems;
use crate::domain::staff::Actor;
use crate::domain::version::Version;
use crate::usecases::Desk;

/// A set to save.
#[derive(Debug, Clone)]
pub struct NewRules {
    /// The version it was made from.
    pub upon: i32,
    /// The rules, in order.
    pub rules: Vec<RoutingRule>,
    /// The older version it brings back, where it does.
    pub back_to: Option<i32>,
}

impl Desk {
    /// Saves a set as the next version and returns its number.
    pub async fn save_routing(&self, actor: &Actor, new: &NewRules) -> Result<i32, RulesError> {
        self.allow(actor, Action::ManageRouting).await?;
        if !problems(&new.rules).is_empty() {
            return Err(RulesError::Wrong);
        }
        let mut tx = self.begin().await?;
        if routing::find_version(&mut tx).await? != Some(new.upon) {
            return Err(RulesError::Stale);
        }
        let version = Version {
            number: new.upon.saturating_add(1),
            saved_at: self.now(),
            saved_by: Some(actor.id),
            back_to: new.back_to,
        };
        routing::insert_version(&mut tx, &version, &new.rules)
            .await
            .map_err(|error| RulesError::of_insert(error, "routing_versions_pkey"))?;
        let active = new.rules.iter().filter(|rule| rule.active);
        let event = Event::of_desk(
            Doer::staff(actor),
            EventKind::RoutingSaved,
            version.saved_at,
        )
        .with("version", version.number)
        .with("back_to", version.back_to)
        .with("rules", codes(active.map(|rule| &rule.code)));
        insert_event(&mut tx, &event).await?;
        tx.commit().await?;
        Ok(version.number)
    }
}
