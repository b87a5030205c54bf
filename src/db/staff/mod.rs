//! Staff accounts, the directory routing reads, invitations, sessions and counted sign-in attempts.

pub mod accounts;
pub mod attempts;
pub mod devices;
pub mod invitations;
pub mod sessions;

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use uuid::Uuid;

use super::error::{DbError, ensure_one};
use super::vault::{DataKey, Vault};
use crate::domain::person::{EmailAddress, PersonName};
use crate::domain::staff::{Role, StaffFacts, StaffId};

/// What is sealed of a staff member.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StaffPerson {
    /// Their name.
    pub name: PersonName,
    /// Their address, as typed when the account was made: mails go here and nowhere else.
    pub email: EmailAddress,
}

/// An account with its person.
#[derive(Debug, Clone)]
pub struct StaffMember {
    /// What routing knows.
    pub facts: StaffFacts,
    /// Name and address.
    pub person: StaffPerson,
    /// True while the account may be used.
    pub active: bool,
    /// True for the one who answers for cases that nobody owns.
    pub is_fallback_owner: bool,
    /// True once a password was chosen.
    pub has_password: bool,
    /// Counts the changes; a form must carry the one it was made from.
    pub version: i32,
}

/// What sign-in needs.
#[derive(Debug, Clone)]
pub struct Credential {
    /// Whose.
    pub id: StaffId,
    /// Their role.
    pub role: Role,
    /// The argon2id hash; none before the first password.
    pub password_hash: Option<String>,
    /// True while the account may be used.
    pub active: bool,
}

/// The keyed hash by which an account is found; case and compatibility forms do not matter.
pub fn email_hash(vault: &Vault, email: &EmailAddress) -> Vec<u8> {
    vault.keyed_hash("staff-email", email.expose_comparable().as_bytes())
}

/// Stores a new account, without a password.
pub async fn insert_staff(
    conn: &mut PgConnection,
    vault: &Vault,
    key: &DataKey,
    facts: &StaffFacts,
    person: &StaffPerson,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO staff (id, email_hash, person, role, speaks, on_call, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        facts.id.0,
        email_hash(vault, &person.email),
        key.seal("staff", "person", facts.id.0, person)?,
        facts.role.code(),
        &facts.speaks,
        facts.on_call,
        now.to_sqlx() as _,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes one account the fallback owner instead of whoever was.
pub async fn update_fallback_owner(conn: &mut PgConnection, id: StaffId) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE staff SET is_fallback_owner = false WHERE is_fallback_owner AND id <> $1",
        id.0
    )
    .execute(&mut *conn)
    .await?;
    let done = sqlx::query!("UPDATE staff SET is_fallback_owner = true, version = version + 1 WHERE id = $1 AND disabled_at IS NULL", id.0)
        .execute(conn)
        .await?;
    ensure_one(done.rows_affected())
}

/// Holds an active account until the transaction ends, against being disabled or changed, and returns its role.
pub async fn lock_active(conn: &mut PgConnection, id: StaffId) -> Result<Option<Role>, DbError> {
    let code = sqlx::query_scalar!(
        "SELECT role FROM staff WHERE id = $1 AND disabled_at IS NULL FOR SHARE",
        id.0
    )
    .fetch_optional(conn)
    .await?;
    code.map(|code| role(&code, id.0)).transpose()
}

/// Sets the password hash.
pub async fn update_password(
    conn: &mut PgConnection,
    id: StaffId,
    hash: &str,
    now: Timestamp,
) -> Result<(), DbError> {
    let done = sqlx::query!(
        "UPDATE staff SET password_hash = $2, password_changed_at = $3, version = version + 1 WHERE id = $1 AND disabled_at IS NULL",
        id.0,
        hash,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    ensure_one(done.rows_affected())
}

/// Takes the password away: only an invitation opens the account again.
pub async fn update_password_cleared(conn: &mut PgConnection, id: StaffId) -> Result<(), DbError> {
    let done = sqlx::query!(
        "UPDATE staff SET password_hash = NULL, version = version + 1 WHERE id = $1 AND disabled_at IS NULL",
        id.0
    )
    .execute(conn)
    .await?;
    ensure_one(done.rows_affected())
}

/// Disables an account. A fallback owner cannot be disabled: somebody always answers.
pub async fn update_disabled(
    conn: &mut PgConnection,
    id: StaffId,
    now: Timestamp,
) -> Result<(), DbError> {
    let done = sqlx::query!(
        "UPDATE staff SET disabled_at = $2, version = version + 1 WHERE id = $1 AND disabled_at IS NULL AND NOT is_fallback_owner",
        id.0,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    ensure_one(done.rows_affected())
}

/// Finds what sign-in needs by the hash of an address.
pub async fn find_credential(
    conn: &mut PgConnection,
    email_hash: &[u8],
) -> Result<Option<Credential>, DbError> {
    let row = sqlx::query!(r#"SELECT id, role, password_hash, disabled_at IS NULL AS "active!" FROM staff WHERE email_hash = $1"#, email_hash)
        .fetch_optional(conn)
        .await?;
    row.map(|row| {
        Ok(Credential {
            id: StaffId(row.id),
            role: role(&row.role, row.id)?,
            password_hash: row.password_hash,
            active: row.active,
        })
    })
    .transpose()
}

/// Finds what a password change needs.
pub async fn find_credential_by_id(
    conn: &mut PgConnection,
    id: StaffId,
) -> Result<Option<Credential>, DbError> {
    let row = sqlx::query!(
        r#"SELECT role, password_hash, disabled_at IS NULL AS "active!" FROM staff WHERE id = $1"#,
        id.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Credential {
            id,
            role: role(&row.role, id.0)?,
            password_hash: row.password_hash,
            active: row.active,
        })
    })
    .transpose()
}

/// Lists every account with its person.
pub async fn list_staff(
    conn: &mut PgConnection,
    key: &DataKey,
) -> Result<Vec<StaffMember>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT id, person, role, speaks, on_call, is_fallback_owner, password_hash IS NOT NULL AS "has_password!",
                  disabled_at IS NULL AS "active!", version
           FROM staff ORDER BY id"#
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(StaffMember {
                facts: StaffFacts {
                    id: StaffId(row.id),
                    role: role(&row.role, row.id)?,
                    speaks: row.speaks,
                    on_call: row.on_call,
                },
                person: key.open("staff", "person", row.id, &row.person)?,
                active: row.active,
                is_fallback_owner: row.is_fallback_owner,
                has_password: row.has_password,
                version: row.version,
            })
        })
        .collect()
}

/// Lists what routing needs of every active account.
pub async fn list_facts(
    conn: &mut PgConnection,
) -> Result<(Vec<StaffFacts>, Option<StaffId>), DbError> {
    let rows = sqlx::query!("SELECT id, role, speaks, on_call, is_fallback_owner FROM staff WHERE disabled_at IS NULL ORDER BY id")
        .fetch_all(conn)
        .await?;
    let fallback = rows
        .iter()
        .find(|row| row.is_fallback_owner)
        .map(|row| StaffId(row.id));
    let facts: Result<Vec<_>, DbError> = rows
        .into_iter()
        .map(|row| {
            Ok(StaffFacts {
                id: StaffId(row.id),
                role: role(&row.role, row.id)?,
                speaks: row.speaks,
                on_call: row.on_call,
            })
        })
        .collect();
    Ok((facts?, fallback))
}

fn role(code: &str, id: Uuid) -> Result<Role, DbError> {
    Role::from_code(code).ok_or_else(|| DbError::corrupt("staff", "role", id))
}
