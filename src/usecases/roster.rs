//! What hardly ever changes and every send and page needs: routing rules, who can be told, and the names of staff.
//!
//! Each process keeps one snapshot with the version it was read at. A send states the version in the statement that
//! stores the case, so an old snapshot stores nothing. Staff pages compare it where the session is found.

use std::sync::Arc;

use arc_swap::ArcSwapOption;
use sqlx::PgConnection;

use super::Desk;
use crate::db::staff::{StaffMember, list_facts, list_staff};
use crate::db::vault::DataKey;
use crate::db::{DbError, find_version, routing};
use crate::domain::routing::{Directory, RoutingRule};

/// Rules and staff as they were at one version.
#[derive(Debug)]
pub(super) struct Roster {
    /// Counts the changes of rules and staff.
    pub version: i64,
    /// Who hears of a new request.
    pub rules: Vec<RoutingRule>,
    /// Who can be told; none where nobody is set to answer.
    pub directory: Option<Directory>,
    /// Every account with its person.
    pub staff: Vec<StaffMember>,
}

/// The place of this process's snapshot.
#[derive(Debug, Default)]
pub(super) struct KeptRoster(ArcSwapOption<Roster>);

impl KeptRoster {
    /// Lets go of the snapshot: the next who needs one reads it anew.
    pub fn forget(&self) {
        self.0.store(None);
    }

    /// Lets go of a snapshot that is not of this version.
    pub fn compare(&self, version: i64) {
        if self
            .0
            .load()
            .as_ref()
            .is_some_and(|kept| kept.version != version)
        {
            self.forget();
        }
    }
}

impl Desk {
    /// The snapshot of this process, read where it has none.
    pub(super) async fn roster(&self) -> Result<Arc<Roster>, DbError> {
        if let Some(kept) = self.roster.0.load_full() {
            return Ok(kept);
        }
        let key = self.desk_key().await?;
        let mut conn = self.pool.acquire().await?;
        let roster = Arc::new(read_roster(&mut conn, key).await?);
        self.roster.0.store(Some(roster.clone()));
        Ok(roster)
    }
}

/// The version is read first: what changes in between makes the snapshot look too old, never too new.
async fn read_roster(conn: &mut PgConnection, key: &DataKey) -> Result<Roster, DbError> {
    let version = find_version(conn, "roster").await?;
    let rules = routing::list_rules(conn).await?;
    let staff = list_staff(conn, key).await?;
    let active = staff.iter().filter(|member| member.active);
    let fallback = active.clone().find(|member| member.is_fallback_owner);
    let directory = fallback.map(|fallback| Directory {
        staff: active.map(|member| member.facts.clone()).collect(),
        fallback_owner: fallback.facts.id,
    });
    Ok(Roster {
        version,
        rules,
        directory,
        staff,
    })
}

/// Loads who can be told; none where nobody is set to answer.
pub(in crate::usecases) async fn load_directory(
    conn: &mut PgConnection,
) -> Result<Option<Directory>, DbError> {
    let (staff, fallback) = list_facts(conn).await?;
    Ok(fallback.map(|fallback_owner| Directory {
        staff,
        fallback_owner,
    }))
}
