//! Calendars as rows: one per saved version, never changed. The highest version is in force.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use super::error::DbError;
use crate::domain::calendar::{BusinessCalendar, CalendarPlan, Loss};
use crate::domain::reference::Reference;
use crate::domain::staff::StaffId;
use crate::domain::version::{FIRST, Version};

/// Finds the number of the calendar in force; none before the first start.
pub async fn find_version(conn: &mut PgConnection) -> Result<Option<i32>, DbError> {
    Ok(
        sqlx::query_scalar!("SELECT max(version) FROM calendar_versions")
            .fetch_one(conn)
            .await?,
    )
}

/// Finds the calendar of a version.
pub async fn find_calendar(
    conn: &mut PgConnection,
    version: i32,
) -> Result<Option<BusinessCalendar>, DbError> {
    let plan = sqlx::query_scalar!(
        "SELECT plan FROM calendar_versions WHERE version = $1",
        version
    )
    .fetch_optional(conn)
    .await?;
    plan.map(|plan| {
        let plan: CalendarPlan = serde_json::from_value(plan)?;
        let calendar = plan.calendar();
        let calendar =
            calendar.map_err(|_| DbError::corrupt("calendar_versions", "plan", version))?;
        Ok(calendar.numbered(version))
    })
    .transpose()
}

/// Stores a version. The number is there only once: who comes second is refused (`calendar_versions_pkey`).
pub async fn insert_version(
    conn: &mut PgConnection,
    version: &Version,
    plan: &CalendarPlan,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO calendar_versions (version, plan, saved_at, saved_by, back_to) VALUES ($1, $2, $3, $4, $5)",
        version.number,
        serde_json::to_value(plan)?,
        version.saved_at.to_sqlx() as _,
        version.saved_by.map(|StaffId(id)| id),
        version.back_to,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes a calendar the one in force, where the one in force is not it already: for a start, whose settings name the
/// first calendar, and ever after only the zone. Returns the calendar in force.
pub async fn insert_first_calendar(
    conn: &mut PgConnection,
    of_settings: &BusinessCalendar,
    now: Timestamp,
) -> Result<BusinessCalendar, DbError> {
    sqlx::query!("LOCK TABLE calendar_versions IN SHARE ROW EXCLUSIVE MODE")
        .execute(&mut *conn)
        .await?;
    let stored = match find_version(conn).await? {
        Some(version) => find_calendar(conn, version).await?,
        None => None,
    };
    let mut plan = of_settings.plan();
    let mut number = FIRST;
    if let Some(stored) = stored {
        if stored.plan().zone == plan.zone {
            return Ok(stored);
        }
        number = stored.version().saturating_add(1);
        plan = CalendarPlan {
            zone: plan.zone,
            ..stored.plan()
        };
    }
    let version = Version {
        number,
        saved_at: now,
        saved_by: None,
        back_to: None,
    };
    insert_version(conn, &version, &plan).await?;
    let calendar = find_calendar(conn, number).await?;
    calendar.ok_or_else(|| DbError::corrupt("calendar_versions", "plan", number))
}

/// Lists the versions, newest first.
pub async fn list_versions(conn: &mut PgConnection, limit: i64) -> Result<Vec<Version>, DbError> {
    let rows = sqlx::query!(
        "SELECT version, saved_at, saved_by, back_to FROM calendar_versions ORDER BY version DESC LIMIT $1",
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Version {
            number: row.version,
            saved_at: row.saved_at.to_jiff(),
            saved_by: row.saved_by.map(StaffId),
            back_to: row.back_to,
        })
        .collect())
}

/// A case whose next promise falls into hours that are lost.
#[derive(Debug, Clone)]
pub struct PromiseInLostHours {
    /// The case.
    pub reference: Reference,
    /// When its first such promise is due.
    pub due_at: Timestamp,
}

/// Lists the cases with a running promise in hours that a new calendar takes away, soonest first, and counts them all.
pub async fn list_promises_in(
    conn: &mut PgConnection,
    losses: &[Loss],
    limit: i64,
) -> Result<(Vec<PromiseInLostHours>, i64), DbError> {
    let moments = |pick: fn(&Loss) -> Timestamp| -> Vec<jiff_sqlx::Timestamp> {
        losses.iter().map(|loss| pick(loss).to_sqlx()).collect()
    };
    let rows = sqlx::query!(
        r#"SELECT r.id, r.reference, min(c.due_at) AS "due_at!: jiff_sqlx::Timestamp", count(*) OVER () AS "total!"
           FROM unnest($1::timestamptz[], $2::timestamptz[]) AS lost (after, until)
           JOIN clocks c ON c.due_at > lost.after AND c.due_at <= lost.until
           JOIN referrals r ON r.id = c.referral_id
           WHERE c.stopped_at IS NULL AND c.paused_at IS NULL AND c.breached_at IS NULL AND c.kind <> 'acknowledge'
           GROUP BY r.id, r.reference
           ORDER BY 3, r.id
           LIMIT $3"#,
        &moments(|loss| loss.after) as _,
        &moments(|loss| loss.until) as _,
        limit,
    )
    .fetch_all(conn)
    .await?;
    let total = rows.first().map_or(0, |row| row.total);
    let cases = rows
        .into_iter()
        .map(|row| {
            Ok(PromiseInLostHours {
                reference: Reference::parse(&row.reference)
                    .ok_or_else(|| DbError::corrupt("referrals", "reference", row.id))?,
                due_at: row.due_at.to_jiff(),
            })
        })
        .collect::<Result<_, DbError>>()?;
    Ok((cases, total))
}
