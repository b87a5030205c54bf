//! One-time links with which somebody chooses their password. Only the hash of a link's token is stored.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use super::super::error::DbError;
use crate::domain::staff::StaffId;
use crate::support::ids::Token;

/// Stores an invitation; earlier ones of the same person stop working.
pub async fn insert_invitation(
    conn: &mut PgConnection,
    token: &Token,
    staff: StaffId,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM staff_invitations WHERE staff_id = $1", staff.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "INSERT INTO staff_invitations (token_hash, staff_id, expires_at, created_at) VALUES ($1, $2, $3, $4)",
        token.hash(),
        staff.0,
        expires_at.to_sqlx() as _,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Finds whom an unused, unexpired invitation is for, without using it.
pub async fn find_invited(
    conn: &mut PgConnection,
    token: &Token,
    now: Timestamp,
) -> Result<Option<StaffId>, DbError> {
    let staff = sqlx::query_scalar!(
        "SELECT i.staff_id FROM staff_invitations i JOIN staff s ON s.id = i.staff_id
         WHERE i.token_hash = $1 AND i.used_at IS NULL AND i.expires_at > $2 AND s.disabled_at IS NULL",
        token.hash(),
        now.to_sqlx() as _
    )
    .fetch_optional(conn)
    .await?;
    Ok(staff.map(StaffId))
}

/// Uses an invitation up; of two at once one succeeds.
pub async fn update_used(
    conn: &mut PgConnection,
    token: &Token,
    now: Timestamp,
) -> Result<Option<StaffId>, DbError> {
    let staff = sqlx::query_scalar!(
        "UPDATE staff_invitations SET used_at = $2 WHERE token_hash = $1 AND used_at IS NULL AND expires_at > $2 RETURNING staff_id",
        token.hash(),
        now.to_sqlx() as _
    )
    .fetch_optional(conn)
    .await?;
    Ok(staff.map(StaffId))
}

/// Voids every open invitation of somebody who has chosen a password.
pub async fn delete_invitations(conn: &mut PgConnection, staff: StaffId) -> Result<(), DbError> {
    sqlx::query!(
        "DELETE FROM staff_invitations WHERE staff_id = $1 AND used_at IS NULL",
        staff.0
    )
    .execute(conn)
    .await?;
    Ok(())
}
