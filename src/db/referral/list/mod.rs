//! The worklist: filters, keyset pages, bounded counts. One statement reads the lists of a page and writes down on the
//! record which cases they show. Names are opened row by row, after the page was chosen.

mod filter;

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use self::filter::push_conditions;
use super::Viewer;
use crate::db::audit::push_look;
use crate::db::error::DbError;
use crate::db::vault::{Vault, WrappedKey};
use crate::domain::clock::ClockKind;
use crate::domain::event::Event;
use crate::domain::priority::Priority;
use crate::domain::referral::{CaseFacts, Source};
use crate::domain::request::HelpKind;
use crate::domain::staff::StaffId;
use crate::domain::status::{Status, WaitingOn};

pub use self::filter::{Filter, Owed, OwnerFilter};

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
    /// The reference of the case that it is joined into.
    pub joined_into: Option<String>,
    /// True where the family told us that the child has died, on this case or on one of the same child, and nobody has
    /// recorded it or taken it back.
    pub death_told: bool,
    /// The child's facts.
    pub facts: CaseFacts,
    /// Sort moment, for the cursor.
    pub sort_at: Timestamp,
}

/// Counts are exact up to here; above, "1000+".
pub const COUNT_BOUND: i64 = 1_000;

/// A list to read.
#[derive(Debug)]
pub struct Wanted {
    /// Which cases.
    pub filter: Filter,
    /// Where the page before it ended.
    pub after: Option<Cursor>,
    /// The most rows to show.
    pub most: usize,
    /// For whom what presses comes first and is never cut: emergencies, then urgent cases. A list like that has one page.
    pub pressing_for: Option<StaffId>,
}

/// A page of a list.
#[derive(Debug, Clone, Default)]
pub struct Listed {
    /// The rows.
    pub rows: Vec<ListRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<Cursor>,
    /// How many cases the filter finds in all: up to [`COUNT_BOUND`] and one more, counted in the same look. A page
    /// after the last case counts nothing.
    pub total: i64,
}

/// Reads lists, in their order, and records as `look` which cases they show: one statement, so that nothing is read
/// that is not written down. Each list chooses ids alone; what a row shows is read once, for all that were chosen.
pub async fn list_pages(
    conn: &mut PgConnection,
    vault: &Vault,
    viewer: Viewer,
    wanted: &[Wanted],
    look: &Event,
) -> Result<Vec<Listed>, DbError> {
    let mut query = sqlx::QueryBuilder::<sqlx::Postgres>::new("WITH listed AS MATERIALIZED (");
    for (list, wanted) in wanted.iter().enumerate() {
        query.push(if list == 0 { "(" } else { " UNION ALL (" });
        push_list(&mut query, viewer, list, wanted);
        query.push(")");
    }
    query.push("), ");
    let shown = "(SELECT coalesce(jsonb_agg(id ORDER BY list, place), '[]') FROM listed WHERE place <= most)";
    push_look(&mut query, look, "cases", shown);
    query.push(format_args!(
        " SELECT l.list, l.place, l.most, l.total, {COLUMNS} FROM listed l
          JOIN referrals r ON r.id = l.id JOIN data_keys k ON k.owner = r.id ORDER BY l.list, l.place"
    ));
    let rows: Vec<Row> = query.build_query_as().fetch_all(conn).await?;
    let mut lists: Vec<Listed> = wanted.iter().map(|_| Listed::default()).collect();
    for row in rows {
        let at = usize::try_from(row.list).unwrap_or_default();
        let (Some(listed), Some(wanted)) = (lists.get_mut(at), wanted.get(at)) else {
            continue;
        };
        listed.total = row.total;
        if row.place <= row.most {
            listed
                .rows
                .push(row.open(vault, wanted.filter.newest_first())?);
        } else {
            listed.next = listed.rows.last().map(|last| Cursor {
                at: last.sort_at,
                id: last.id,
            });
        }
    }
    Ok(lists)
}

/// One list, with a row more than it shows: that one says that there is a next page.
fn push_list(
    query: &mut sqlx::QueryBuilder<sqlx::Postgres>,
    viewer: Viewer,
    list: usize,
    wanted: &Wanted,
) {
    if let Some(staff) = wanted.pressing_for {
        return push_pressing(query, viewer, list, wanted, staff);
    }
    let filter = &wanted.filter;
    let newest_first = filter.newest_first();
    let order = if newest_first {
        "r.received_at DESC, r.id DESC"
    } else {
        "r.sort_due_at, r.id"
    };
    query.push(format_args!(
        "SELECT {list} AS list, row_number() OVER (ORDER BY {order}) AS place, {}::bigint AS most, r.id, ",
        wanted.most
    ));
    push_count(query, viewer, filter);
    query.push(" FROM referrals r WHERE ");
    push_conditions(query, viewer, filter);
    if let Some(cursor) = wanted.after {
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
    query.push(format_args!(" ORDER BY {order} LIMIT {}", wanted.most + 1));
}

/// One list with what presses on top: its first rows, and every emergency and urgent case that is this person's or
/// nobody's. What presses is few and sorted, what does not is read in the order of its index.
fn push_pressing(
    query: &mut sqlx::QueryBuilder<sqlx::Postgres>,
    viewer: Viewer,
    list: usize,
    wanted: &Wanted,
    StaffId(staff): StaffId,
) {
    query.push(format_args!(
        "SELECT {list} AS list, chosen.place, {MOST_PRESSING}::bigint AS most, chosen.id, "
    ));
    push_count(query, viewer, &wanted.filter);
    query
        .push(
            " FROM (SELECT f.id, f.presses, row_number() OVER (ORDER BY f.rank, f.sort_due_at, f.id) AS place FROM (
                (SELECT r.id, r.sort_due_at, CASE r.priority WHEN 'emergency' THEN 0 ELSE 1 END AS rank,
                        (r.owner_id IS NULL OR r.owner_id = ",
        )
        .push_bind(staff)
        .push(" OR r.social_worker_id = ")
        .push_bind(staff)
        .push(") AS presses FROM referrals r WHERE r.priority <> 'standard' AND ");
    push_conditions(query, viewer, &wanted.filter);
    query.push(format_args!(
        " ORDER BY rank, r.sort_due_at, r.id LIMIT {MOST_PRESSING})
            UNION ALL (SELECT r.id, r.sort_due_at, 2, false FROM referrals r WHERE r.priority = 'standard' AND "
    ));
    push_conditions(query, viewer, &wanted.filter);
    query.push(format_args!(
        " ORDER BY r.sort_due_at, r.id LIMIT {})) AS f) AS chosen
         WHERE chosen.place <= {} OR chosen.presses",
        wanted.most, wanted.most
    ));
}

/// How many cases the filter finds, counted as far as it is told.
fn push_count(query: &mut sqlx::QueryBuilder<sqlx::Postgres>, viewer: Viewer, filter: &Filter) {
    query.push("(SELECT count(*) FROM (SELECT FROM referrals r WHERE ");
    push_conditions(query, viewer, filter);
    query.push(format_args!(
        " LIMIT {}) AS found) AS total",
        COUNT_BOUND + 1
    ));
}

/// What a row shows. What a case is joined with is looked up row by row: of an `EXISTS` the planner would make a list of
/// all such cases, by reading the whole table.
const COLUMNS: &str = "r.id, r.reference, r.status, r.priority, r.waiting_on, r.source, r.owner_id, r.language, r.interpreter, r.help,
    r.next_action, r.due_at, r.overdue_since, r.received_at,
    (r.contact_stopped_at IS NULL AND (r.death_told_at IS NOT NULL
        OR coalesce((SELECT true FROM referrals d
            WHERE d.joined_into = r.id AND d.death_told_at IS NOT NULL AND d.contact_stopped_at IS NULL LIMIT 1), false)
        OR coalesce((SELECT d.death_told_at IS NOT NULL AND d.contact_stopped_at IS NULL FROM referrals d
            WHERE d.id = r.joined_into), false)
    )) AS death_told,
    (SELECT j.reference FROM referrals j WHERE j.id = r.joined_into) AS joined_into, r.child, k.wrapped, k.master_version";

/// Where even pressing cases are cut: no day holds so many, and a page must end.
const MOST_PRESSING: usize = 200;

/// A list row as it stands; private to this floor.
#[derive(sqlx::FromRow)]
struct Row {
    list: i32,
    place: i64,
    most: i64,
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
    joined_into: Option<String>,
    death_told: bool,
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
            joined_into: self.joined_into,
            death_told: self.death_told,
            facts: key.open("referrals", "child", id, &self.child)?,
            sort_at: if newest_first {
                received_at
            } else {
                overdue_since.or(due_at).unwrap_or(received_at)
            },
        })
    }
}
