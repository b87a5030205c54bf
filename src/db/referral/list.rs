//! The worklist: filters, keyset pages, bounded counts. Names are opened row by row, after the page was chosen.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Viewer;
use crate::db::error::DbError;
use crate::db::vault::{Vault, WrappedKey};
use crate::domain::clock::ClockKind;
use crate::domain::priority::Priority;
use crate::domain::referral::{CaseFacts, Source};
use crate::domain::request::HelpKind;
use crate::domain::request::doctor::Lineage;
use crate::domain::staff::StaffId;
use crate::domain::status::{Status, WaitingOn};

/// Who owns the cases looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerFilter {
    /// Nobody yet.
    Nobody,
    /// This person, as owner or social worker.
    Staff(StaffId),
}

/// What a list shows. Everything absent means any; `ended` turns from open cases to ended ones.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Owner.
    pub owner: Option<OwnerFilter>,
    /// Due by this moment, missed promises included.
    pub due_by: Option<Timestamp>,
    /// Due after this moment.
    pub due_after: Option<Timestamp>,
    /// How it came.
    pub source: Option<Source>,
    /// Language code the family speaks.
    pub language: Option<String>,
    /// A kind of help asked.
    pub help: Option<HelpKind>,
    /// Urgency.
    pub priority: Option<Priority>,
    /// Whom it waits for.
    pub waiting_on: Option<WaitingOn>,
    /// Where the disease stands: one of these codes.
    pub disease: Vec<&'static str>,
    /// Its lineage.
    pub lineage: Option<Lineage>,
    /// Ended cases instead of open ones.
    pub ended: bool,
    /// Blind tokens: one of each group must be there.
    pub token_groups: Vec<Vec<i64>>,
    /// Exactly this reference.
    pub reference: Option<String>,
    /// Open and ended cases alike (for searches).
    pub any_state: bool,
}

/// Where a page ends: the next begins after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// Sort moment of the last row.
    pub at: Timestamp,
    /// Its id.
    pub id: Uuid,
}

/// One row of a list.
#[derive(Debug, Clone)]
pub struct ListRow {
    /// Row id.
    pub id: Uuid,
    /// What people see and say.
    pub reference: String,
    /// Where it stands.
    pub status: Status,
    /// Urgency.
    pub priority: Priority,
    /// Whom it waits for.
    pub waiting_on: WaitingOn,
    /// How it came.
    pub source: Source,
    /// Who has it.
    pub owner: Option<StaffId>,
    /// Language code the family speaks.
    pub language: String,
    /// True where they need an interpreter.
    pub interpreter: bool,
    /// Help asked.
    pub help: Vec<HelpKind>,
    /// Next action.
    pub next_action: Option<ClockKind>,
    /// The promise.
    pub due_at: Option<Timestamp>,
    /// Since when a promise is missed.
    pub overdue_since: Option<Timestamp>,
    /// When it came.
    pub received_at: Timestamp,
    /// The child's facts.
    pub facts: CaseFacts,
    /// Sort moment, for the cursor.
    pub sort_at: Timestamp,
}

/// Counts are exact up to here; above, "1000+".
pub const COUNT_BOUND: i64 = 1_000;

/// A page, and how many cases the filter finds in all: up to [`COUNT_BOUND`] and one more, counted in the same look. A
/// page after the last case counts nothing.
pub async fn list_page(
    conn: &mut PgConnection,
    vault: &Vault,
    viewer: Viewer,
    filter: &Filter,
    after: Option<Cursor>,
    limit: i64,
) -> Result<(Vec<ListRow>, i64), DbError> {
    let mut query = sqlx::QueryBuilder::<sqlx::Postgres>::new(
        "SELECT r.id, r.reference, r.status, r.priority, r.waiting_on, r.source, r.owner_id, r.language, r.interpreter, r.help, r.next_action,
                r.due_at, r.overdue_since, r.received_at, r.child, k.wrapped, k.master_version,
                (SELECT count(*) FROM (SELECT FROM referrals r WHERE ",
    );
    push_conditions(&mut query, viewer, filter);
    query.push(" LIMIT ").push_bind(COUNT_BOUND + 1);
    query.push(") AS found) AS total FROM referrals r JOIN data_keys k ON k.owner = r.id WHERE ");
    push_conditions(&mut query, viewer, filter);
    let newest_first = filter.ended || filter.any_state;
    if let Some(cursor) = after {
        query.push(if newest_first {
            " AND (r.received_at, r.id) < ("
        } else {
            " AND (r.sort_due_at, r.id) > ("
        });
        query
            .push_bind(cursor.at.to_sqlx())
            .push(", ")
            .push_bind(cursor.id)
            .push(")");
    }
    query.push(if newest_first {
        " ORDER BY r.received_at DESC, r.id DESC LIMIT "
    } else {
        " ORDER BY r.sort_due_at, r.id LIMIT "
    });
    query.push_bind(limit);
    let rows: Vec<Row> = query.build_query_as().fetch_all(conn).await?;
    let total = rows.first().map_or(0, |row| row.total);
    let rows: Result<Vec<ListRow>, DbError> = rows
        .into_iter()
        .map(|row| row.open(vault, newest_first))
        .collect();
    Ok((rows?, total))
}

fn push_conditions(
    query: &mut sqlx::QueryBuilder<sqlx::Postgres>,
    viewer: Viewer,
    filter: &Filter,
) {
    if filter.any_state {
        query.push("true");
    } else {
        query.push(if filter.ended {
            "r.status IN ('closed', 'not_a_referral')"
        } else {
            "r.status NOT IN ('closed', 'not_a_referral')"
        });
    }
    // Who sees everything needs no check per row; the rule itself stands in visible_to.
    if !matches!(viewer.role, "intake" | "supervisor") {
        query
            .push(" AND visible_to(")
            .push_bind(viewer.role)
            .push(", ")
            .push_bind(viewer.id)
            .push(", r)");
    }
    if !filter.statuses.is_empty() {
        let codes: Vec<String> = filter.statuses.iter().map(ToString::to_string).collect();
        query
            .push(" AND r.status = ANY(")
            .push_bind(codes)
            .push(")");
    }
    match filter.owner {
        Some(OwnerFilter::Nobody) => {
            query.push(" AND r.owner_id IS NULL");
        }
        Some(OwnerFilter::Staff(StaffId(id))) => {
            query
                .push(" AND (r.owner_id = ")
                .push_bind(id)
                .push(" OR r.social_worker_id = ")
                .push_bind(id)
                .push(")");
        }
        None => {}
    }
    if let Some(before) = filter.due_by {
        query
            .push(" AND r.sort_due_at <= ")
            .push_bind(before.to_sqlx());
    }
    if let Some(from) = filter.due_after {
        query
            .push(" AND r.sort_due_at > ")
            .push_bind(from.to_sqlx());
    }
    push_values(query, filter);
}

fn push_values(query: &mut sqlx::QueryBuilder<sqlx::Postgres>, filter: &Filter) {
    if let Some(source) = filter.source {
        query.push(" AND r.source = ").push_bind(source.code());
    }
    if let Some(language) = &filter.language {
        query.push(" AND r.language = ").push_bind(language.clone());
    }
    if let Some(help) = filter.help {
        query
            .push(" AND r.help @> ARRAY[")
            .push_bind(help.code())
            .push("]::text[]");
    }
    if let Some(priority) = filter.priority {
        query.push(" AND r.priority = ").push_bind(priority.code());
    }
    if let Some(waiting_on) = filter.waiting_on {
        query
            .push(" AND r.waiting_on = ")
            .push_bind(waiting_on.code());
    }
    if !filter.disease.is_empty() {
        query
            .push(" AND r.disease_status = ANY(")
            .push_bind(filter.disease.clone())
            .push(")");
    }
    if let Some(lineage) = filter.lineage {
        query.push(" AND r.lineage = ").push_bind(lineage.code());
    }
    push_search(query, filter);
}

/// A search finds by the reference, or by one token of every group.
fn push_search(query: &mut sqlx::QueryBuilder<sqlx::Postgres>, filter: &Filter) {
    if filter.reference.is_none() && filter.token_groups.is_empty() {
        return;
    }
    query.push(" AND (");
    if let Some(reference) = &filter.reference {
        query.push("r.reference = ").push_bind(reference.clone());
    }
    let also = filter.reference.is_some() && !filter.token_groups.is_empty();
    query.push(if also { " OR (" } else { "" });
    for (n, group) in filter.token_groups.iter().enumerate() {
        query
            .push(if n == 0 { "" } else { " AND " })
            .push("r.search_tokens && ")
            .push_bind(group.clone())
            .push("::bigint[]");
    }
    query.push(if also { "))" } else { ")" });
}

/// A list row as it stands; private to this floor.
#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    reference: String,
    status: String,
    priority: String,
    waiting_on: String,
    source: String,
    owner_id: Option<Uuid>,
    language: String,
    interpreter: bool,
    help: Vec<String>,
    next_action: Option<String>,
    due_at: Option<jiff_sqlx::Timestamp>,
    overdue_since: Option<jiff_sqlx::Timestamp>,
    received_at: jiff_sqlx::Timestamp,
    child: Vec<u8>,
    wrapped: Vec<u8>,
    master_version: i32,
    total: i64,
}

impl Row {
    fn open(self, vault: &Vault, newest_first: bool) -> Result<ListRow, DbError> {
        let id = self.id;
        let bad = |column| move || DbError::corrupt("referrals", column, id);
        let key = vault.unwrap(&WrappedKey {
            owner: id,
            wrapped: self.wrapped,
            version: self.master_version,
        })?;
        let help: Option<Vec<HelpKind>> = self
            .help
            .iter()
            .map(|code| HelpKind::from_code(code))
            .collect();
        let received_at = self.received_at.to_jiff();
        let due_at = self.due_at.map(jiff_sqlx::Timestamp::to_jiff);
        let overdue_since = self.overdue_since.map(jiff_sqlx::Timestamp::to_jiff);
        Ok(ListRow {
            id,
            reference: self.reference,
            status: Status::from_code(&self.status).ok_or_else(bad("status"))?,
            priority: Priority::from_code(&self.priority).ok_or_else(bad("priority"))?,
            waiting_on: WaitingOn::from_code(&self.waiting_on).ok_or_else(bad("waiting_on"))?,
            source: Source::from_code(&self.source).ok_or_else(bad("source"))?,
            owner: self.owner_id.map(StaffId),
            language: self.language,
            interpreter: self.interpreter,
            help: help.ok_or_else(bad("help"))?,
            next_action: self.next_action.as_deref().and_then(ClockKind::from_code),
            due_at,
            overdue_since,
            received_at,
            facts: key.open("referrals", "child", id, &self.child)?,
            sort_at: if newest_first {
                received_at
            } else {
                overdue_since.or(due_at).unwrap_or(received_at)
            },
        })
    }
}
