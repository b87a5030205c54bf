//! Browsers that opened a private link, and for how long they are in.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{By, FoundLink};
use crate::db::error::DbError;
use crate::domain::link::LEFT_OPEN;
use crate::support::ids::Token;

/// Lets a browser in until then.
pub async fn insert_session(
    conn: &mut PgConnection,
    session: &Token,
    link: &FoundLink,
    by: By,
    expires_at: Timestamp,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO link_sessions (token_hash, contact_id, generation, opened_at, expires_at, by_address) VALUES ($1, $2, $3, $4, $5, $6)",
        session.hash(),
        link.contact,
        link.generation,
        now.to_sqlx() as _,
        expires_at.to_sqlx() as _,
        by == By::Address
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Lets a browser in no more.
pub async fn delete_session(conn: &mut PgConnection, session: &Token) -> Result<(), DbError> {
    sqlx::query!(
        "DELETE FROM link_sessions WHERE token_hash = $1",
        session.hash()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets some browsers whose time is long over; returns how many.
pub async fn delete_expired_sessions(
    conn: &mut PgConnection,
    now: Timestamp,
    most: i64,
) -> Result<u64, DbError> {
    let done = sqlx::query!(
        "DELETE FROM link_sessions WHERE token_hash IN (SELECT token_hash FROM link_sessions WHERE expires_at <= $1 LIMIT $2)",
        (now - LEFT_OPEN).to_sqlx() as _,
        most
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Lets no browser in any more that opened a link of this contact.
pub(super) async fn delete_sessions_of(
    conn: &mut PgConnection,
    contact: Uuid,
) -> Result<(), DbError> {
    sqlx::query!("DELETE FROM link_sessions WHERE contact_id = $1", contact)
        .execute(conn)
        .await?;
    Ok(())
}
