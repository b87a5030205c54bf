//! Accounts as the administrator and the operator change them: one at a time, so that two at once cannot leave the desk
//! without somebody who answers, or without an administrator.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::super::error::{DbError, ensure_one};
use crate::domain::staff::{Role, StaffFacts, StaffId};

/// What is looked at before an account is changed; no name, no address.
#[derive(Debug, Clone)]
pub struct Account {
    /// What routing knows.
    pub facts: StaffFacts,
    /// True for the one who answers for cases that nobody owns.
    pub is_fallback_owner: bool,
    /// Counts the changes.
    pub version: i32,
}

/// Lets nobody else change accounts until this transaction ends. Reading them, and holding one (`lock_active`), goes on.
pub async fn lock_accounts(conn: &mut PgConnection) -> Result<(), DbError> {
    sqlx::query!("LOCK TABLE staff IN SHARE ROW EXCLUSIVE MODE")
        .execute(conn)
        .await?;
    Ok(())
}

/// Locks one active account for a change: whoever is just giving it a case comes first or finds it changed.
pub async fn lock_account(
    conn: &mut PgConnection,
    id: StaffId,
) -> Result<Option<Account>, DbError> {
    let row = sqlx::query!(
        "SELECT role, speaks, on_call, is_fallback_owner, version FROM staff WHERE id = $1 AND disabled_at IS NULL FOR NO KEY UPDATE",
        id.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Account {
            facts: StaffFacts {
                id,
                role: super::role(&row.role, id.0)?,
                speaks: row.speaks,
                on_call: row.on_call,
            },
            is_fallback_owner: row.is_fallback_owner,
            version: row.version,
        })
    })
    .transpose()
}

/// Counts the active accounts of a role.
pub async fn count_active(conn: &mut PgConnection, role: Role) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM staff WHERE role = $1 AND disabled_at IS NULL"#,
        role.code()
    )
    .fetch_one(conn)
    .await?)
}

/// Writes role, languages and duty of an account.
pub async fn update_account(conn: &mut PgConnection, facts: &StaffFacts) -> Result<(), DbError> {
    let done = sqlx::query!(
        "UPDATE staff SET role = $2, speaks = $3, on_call = $4, version = version + 1 WHERE id = $1 AND disabled_at IS NULL",
        facts.id.0,
        facts.role.code(),
        &facts.speaks,
        facts.on_call,
    )
    .execute(conn)
    .await?;
    ensure_one(done.rows_affected())
}

/// Lists until when each open invitation works.
pub async fn list_invited(
    conn: &mut PgConnection,
    now: Timestamp,
) -> Result<Vec<(StaffId, Timestamp)>, DbError> {
    let rows = sqlx::query!(
        "SELECT staff_id, expires_at FROM staff_invitations WHERE used_at IS NULL AND expires_at > $1",
        jiff_sqlx::Timestamp::from(now) as _
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (StaffId(row.staff_id), row.expires_at.to_jiff()))
        .collect())
}
