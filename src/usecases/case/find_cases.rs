//! Somebody opens the worklist or searches. One row on their own audit stream says which cases a list showed.

use jiff::Timestamp;
use uuid::Uuid;

use super::view_case::{StaffNames, names, trim_facts, who_can};
use crate::db::audit::insert_event;
use crate::db::referral::Viewer;
use crate::db::referral::list::{self, Cursor, Filter, ListRow};
use crate::db::{DbError, search};
use crate::domain::event::{Doer, Event, EventKind, codes};
use crate::domain::permission::{Action, may};
use crate::domain::referral::Duty;
use crate::domain::search::query_with_prefix;
use crate::domain::staff::{Actor, StaffId};
use crate::support::ids::random_id;
use crate::usecases::Desk;

/// Rows of a page.
pub const PAGE: i64 = 50;

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
        let mut tx = self.begin().await?;
        search::insert_search(&mut tx, key, id, actor.id, terms, self.now()).await?;
        tx.commit().await?;
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
        if !may(actor.role, Action::SeeClinical) {
            // Who may not read the illness may not find it out by filtering either.
            filter.disease.clear();
            filter.lineage = None;
        }
        let now = self.now();
        let key = self.desk_key().await?.clone();
        let roster = self.roster().await?;
        let viewer = Viewer::from(actor);
        let mut tx = self.begin().await?;
        let terms = match searched {
            Some(id) => Some(
                search::find_search(&mut tx, &key, id, actor.id, now)
                    .await?
                    .ok_or(FindCasesError::NoSuchSearch)?,
            ),
            None => None,
        };
        let finds_nothing = terms
            .as_deref()
            .is_some_and(|terms| !self.narrow(&mut filter, terms));
        let (mut rows, mut total) = (Vec::new(), 0);
        if !finds_nothing {
            (rows, total) =
                list::list_page(&mut tx, &self.vault, viewer, &filter, after, PAGE + 1).await?;
        }
        let next = cut(&mut rows);
        trim_rows(actor, &mut rows);
        let searched = terms.is_some();
        let kind = if searched {
            EventKind::Searched
        } else {
            EventKind::ListSeen
        };
        let shown = Event::of_desk(Doer::staff(actor), kind, now)
            .with("cases", codes(rows.iter().map(|row| row.id)));
        insert_event(&mut tx, &shown).await?;
        tx.commit().await?;
        Ok(CasePage {
            rows,
            next,
            total,
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

/// Leaves in each row what the role may read.
pub(super) fn trim_rows(actor: &Actor, rows: &mut [ListRow]) {
    for row in rows {
        trim_facts(actor, &mut row.facts);
    }
}

/// Cuts the row that was read beyond the page and says where the next page begins.
fn cut(rows: &mut Vec<ListRow>) -> Option<Cursor> {
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    if rows.len() <= most {
        return None;
    }
    rows.truncate(most);
    rows.last().map(|row| Cursor {
        at: row.sort_at,
        id: row.id,
    })
}
