//! The list of help: what nobody has on top, the longest waiting first, then what is due soonest. Only open help of
//! open cases stands on it. Names are opened row by row, after the page was chosen.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::error::DbError;
use crate::db::referral::Viewer;
use crate::db::referral::list::COUNT_BOUND;
use crate::db::vault::{Vault, WrappedKey};
use crate::domain::help::HelpState;
use crate::domain::priority::Priority;
use crate::domain::referral::CaseFacts;
use crate::domain::request::HelpKind;
use crate::domain::staff::StaffId;

/// Whose help is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HelpOwner {
    /// Anybody's and nobody's.
    #[default]
    Any,
    /// What nobody has yet.
    Nobody,
    /// This person's.
    Staff(StaffId),
}

/// What the list shows.
#[derive(Debug, Clone, Copy, Default)]
pub struct HelpFilter {
    /// Whose.
    pub owner: HelpOwner,
    /// Of which kind; none means every kind the viewer sees.
    pub kind: Option<HelpKind>,
}

/// Where a page ends: the next begins after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HelpCursor {
    /// The next date of the last row, where somebody has it.
    pub turn_on: Option<Date>,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// Its id.
    pub id: Uuid,
}

/// One row of the list.
#[derive(Debug, Clone)]
pub struct HelpRow {
    /// Row id, for the cursor.
    pub id: Uuid,
    /// The case, for the record of who looked.
    pub referral: Uuid,
    /// What people see and say of the case.
    pub reference: String,
    /// How urgent the case is.
    pub priority: Priority,
    /// What was asked.
    pub kind: HelpKind,
    /// How far it is.
    pub state: HelpState,
    /// Who has it.
    pub owner: Option<StaffId>,
    /// The day it is looked at next.
    pub next_on: Option<Date>,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When the visit is.
    pub visit_at: Option<Timestamp>,
    /// Language code the family speaks.
    pub language: String,
    /// True where they need an interpreter.
    pub interpreter: bool,
    /// The child's facts.
    pub facts: CaseFacts,
}

impl HelpRow {
    /// The cursor of a page that ends with this row.
    pub fn cursor(&self) -> HelpCursor {
        HelpCursor {
            turn_on: self.owner.and(self.next_on),
            asked_at: self.asked_at,
            id: self.id,
        }
    }
}

/// Lists a page.
pub async fn list_page(
    conn: &mut PgConnection,
    vault: &Vault,
    viewer: Viewer,
    filter: HelpFilter,
    after: Option<HelpCursor>,
    limit: i64,
) -> Result<Vec<HelpRow>, DbError> {
    let rows = sqlx::query!(
        "SELECT h.id, h.referral_id, r.reference, r.priority, h.kind, h.state, h.owner_id, h.next_on, h.asked_at, r.visit_at, r.language,
                r.interpreter, r.child, k.wrapped, k.master_version
         FROM help_requests h JOIN referrals r ON r.id = h.referral_id JOIN data_keys k ON k.owner = r.id
         WHERE h.state NOT IN ('in_place', 'not_available', 'not_needed') AND r.status NOT IN ('closed', 'not_a_referral')
           AND sees_help($1, h.kind) AND visible_to($1, $2, r)
           AND ($3::text IS NULL OR h.kind = $3)
           AND (NOT $4 OR h.owner_id IS NULL) AND ($5::uuid IS NULL OR h.owner_id = $5)
           AND ($6::uuid IS NULL OR (h.turn_on, h.asked_at, h.id) > (coalesce($7::date, '-infinity'), $8::timestamptz, $6))
         ORDER BY h.turn_on, h.asked_at, h.id LIMIT $9",
        viewer.role,
        viewer.id,
        filter.kind.map(HelpKind::code),
        filter.owner == HelpOwner::Nobody,
        owner_id(filter),
        after.map(|cursor| cursor.id),
        after.and_then(|cursor| cursor.turn_on).map(ToSqlx::to_sqlx) as _,
        after.map(|cursor| cursor.asked_at.to_sqlx()) as _,
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let bad = |column| DbError::corrupt("help_requests", column, row.id);
            let key = vault.unwrap(&WrappedKey {
                owner: row.referral_id,
                wrapped: row.wrapped.clone(),
                version: row.master_version,
            })?;
            Ok(HelpRow {
                id: row.id,
                referral: row.referral_id,
                kind: HelpKind::from_code(&row.kind).ok_or_else(|| bad("kind"))?,
                state: HelpState::from_code(&row.state).ok_or_else(|| bad("state"))?,
                priority: Priority::from_code(&row.priority)
                    .ok_or_else(|| DbError::corrupt("referrals", "priority", row.referral_id))?,
                reference: row.reference,
                owner: row.owner_id.map(StaffId),
                next_on: row.next_on.map(jiff_sqlx::Date::to_jiff),
                asked_at: row.asked_at.to_jiff(),
                visit_at: row.visit_at.map(jiff_sqlx::Timestamp::to_jiff),
                language: row.language,
                interpreter: row.interpreter,
                facts: key.open("referrals", "child", row.referral_id, &row.child)?,
            })
        })
        .collect()
}

/// Counts what a filter finds, up to [`COUNT_BOUND`] and one more.
pub async fn count(
    conn: &mut PgConnection,
    viewer: Viewer,
    filter: HelpFilter,
) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM (
             SELECT 1 FROM help_requests h JOIN referrals r ON r.id = h.referral_id
             WHERE h.state NOT IN ('in_place', 'not_available', 'not_needed') AND r.status NOT IN ('closed', 'not_a_referral')
               AND sees_help($1, h.kind) AND visible_to($1, $2, r)
               AND ($3::text IS NULL OR h.kind = $3)
               AND (NOT $4 OR h.owner_id IS NULL) AND ($5::uuid IS NULL OR h.owner_id = $5)
             LIMIT $6) AS found"#,
        viewer.role,
        viewer.id,
        filter.kind.map(HelpKind::code),
        filter.owner == HelpOwner::Nobody,
        owner_id(filter),
        COUNT_BOUND + 1,
    )
    .fetch_one(conn)
    .await?)
}

fn owner_id(filter: HelpFilter) -> Option<Uuid> {
    match filter.owner {
        HelpOwner::Staff(StaffId(id)) => Some(id),
        HelpOwner::Any | HelpOwner::Nobody => None,
    }
}
