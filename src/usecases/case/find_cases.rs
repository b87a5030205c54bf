//! Somebody opens the worklist or searches. One row on their own audit stream says which cases a list showed.

use jiff::Timestamp;
use uuid::Uuid;

use super::view_case::{StaffNames, names, trim_facts, who_can};
use crate::db::audit::insert_event;
use crate::db::referral::Viewer;
use crate::db::referral::list::{self, Cursor, Filter, ListRow, Listed, Wanted};
use crate::db::{DbError, search};
use crate::domain::event::{Doer, Event, EventKind, codes};
use crate::domain::permission::{Action, may};
use crate::domain::referral::Duty;
use crate::domain::search::query_with_prefix;
use crate::domain::staff::{Actor, StaffId};
use crate::support::ids::random_id;
use crate::usecases::Desk;

/// Rows of a page.
pub const PAGE: usize = 50;

/// A page of the worklist.
#[derive(Debug, Clone)]
pub struct CasePage {
    /// The rows.
    pub rows: Vec<ListRow>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
    /// How many there are, counted up to [`list::COUNT_BOUND`]; one more means "or more".
    pub total: i64,
    /// Names of staff.
    pub names: StaffNames,
    /// Staff one may filter by.
    pub owners: Vec<StaffId>,
    /// What was searched for, to show it in the box again.
    pub searched: Option<String>,
    /// When the page was made.
    pub as_of: Timestamp,
}

/// Why there is no list.
#[derive(Debug, thiserror::Error)]
pub enum FindCasesError {
    /// The role sees no cases.
    #[error("this role sees no cases")]
    Forbidden,
    /// The search's address no longer works.
    #[error("no such search")]
    NoSuchSearch,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for FindCasesError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Desk {
    /// Stores what is searched for and returns the random id for the address.
    pub async fn start_search(&self, actor: &Actor, terms: &str) -> Result<Uuid, FindCasesError> {
        if !may(actor.role, Action::ListCases) {
            return Err(FindCasesError::Forbidden);
        }
        let key = self.desk_key().await?;
        let id = random_id();
        let mut conn = self.acquire().await?;
        search::insert_search(&mut conn, key, id, actor.id, terms, self.now()).await?;
        Ok(id)
    }

    /// Lists a page of cases this person may see.
    pub async fn find_cases(
        &self,
        actor: &Actor,
        mut filter: Filter,
        searched: Option<Uuid>,
        after: Option<Cursor>,
    ) -> Result<CasePage, FindCasesError> {
        if !may(actor.role, Action::ListCases) {
            return Err(FindCasesError::Forbidden);
        }
        trim_filter(actor, &mut filter);
        let now = self.now();
        let key = self.desk_key().await?.clone();
        let roster = self.roster().await?;
        let viewer = Viewer::from(actor);
        let mut conn = self.acquire().await?;
        let terms = match searched {
            Some(id) => Some(
                search::find_search(&mut conn, &key, id, actor.id, now)
                    .await?
                    .ok_or(FindCasesError::NoSuchSearch)?,
            ),
            None => None,
        };
        let finds_nothing = terms
            .as_deref()
            .is_some_and(|terms| !self.narrow(&mut filter, terms));
        let kind = if terms.is_some() {
            EventKind::Searched
        } else {
            EventKind::ListSeen
        };
        let look = Event::of_desk(Doer::staff(actor), kind, now);
        let mut page = Listed::default();
        if finds_nothing {
            let nothing = codes(std::iter::empty::<Uuid>());
            insert_event(&mut conn, &look.with("cases", nothing)).await?;
        } else {
            let wanted = [Wanted {
                filter,
                after,
                most: PAGE,
                pressing_for: None,
            }];
            let mut lists =
                list::list_pages(&mut conn, &self.vault, viewer, &wanted, &look).await?;
            page = lists.pop().unwrap_or_default();
        }
        trim_rows(actor, &mut page.rows);
        Ok(CasePage {
            rows: page.rows,
            next: page.next,
            total: page.total,
            names: names(&roster.staff),
            owners: who_can(&roster.staff, Duty::Owner),
            searched: terms,
            as_of: now,
        })
    }

    /// Turns what was typed into conditions; false where nothing searchable was typed.
    fn narrow(&self, filter: &mut Filter, terms: &str) -> bool {
        let query = query_with_prefix(terms, &self.settings.reference_prefix);
        filter.any_state = true;
        filter.token_groups = query
            .groups
            .iter()
            .map(|group| self.vault.blind(group))
            .collect();
        filter.reference.clone_from(&query.reference);
        !query.is_empty()
    }
}

/// Who may not read the illness may not find it out by filtering either.
fn trim_filter(actor: &Actor, filter: &mut Filter) {
    if !may(actor.role, Action::SeeClinical) {
        filter.disease.clear();
        filter.lineage = None;
    }
}

/// Leaves in each row what the role may read.
pub(super) fn trim_rows(actor: &Actor, rows: &mut [ListRow]) {
    for row in rows {
        trim_facts(actor, &mut row.facts);
    }
}
