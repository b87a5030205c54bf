//! Private links and the browsers that opened one. A link's token is made of its row and a key that never enters the
//! database (`Vault::link_token`): mails can carry it, and a stolen table cannot.

mod sessions;

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use self::sessions::delete_sessions_of;
use super::error::DbError;
use super::vault::{Vault, WrappedKey};
use crate::domain::link::{KEPT_AFTER_END, LEFT_OPEN};
use crate::domain::reference::Reference;
use crate::domain::referral::{CaseFacts, ContactKind, ContactRecord, Source};
use crate::support::ids::Token;

pub use self::sessions::{delete_expired_sessions, delete_session, insert_session};

/// A link that leads to a case, with what its question is about.
#[derive(Debug, Clone)]
pub struct FoundLink {
    /// Whose link it is.
    pub contact: Uuid,
    /// Which of their links.
    pub generation: i32,
    /// The case.
    pub referral: Uuid,
    /// Who they are.
    pub kind: ContactKind,
    /// Code of the language they are written to in.
    pub language: String,
    /// How to reach them.
    pub person: ContactRecord,
    /// The child's facts.
    pub facts: CaseFacts,
    /// True where they asked us to write no more.
    pub stopped: bool,
}

/// By what a browser came to a contact's pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By the private link of one case.
    Link,
    /// By a link that only a mail to the contact's own address brings.
    Address,
}

/// A link's row with its contact and what the case's key opens; private to this floor.
struct Row {
    contact_id: Uuid,
    generation: i32,
    referral_id: Uuid,
    kind: String,
    language: String,
    person: Vec<u8>,
    child: Vec<u8>,
    wrapped: Vec<u8>,
    master_version: i32,
    stopped: bool,
}

impl Row {
    fn open(self, vault: &Vault) -> Result<FoundLink, DbError> {
        let key = vault.unwrap(&WrappedKey {
            owner: self.referral_id,
            wrapped: self.wrapped,
            version: self.master_version,
        })?;
        Ok(FoundLink {
            contact: self.contact_id,
            generation: self.generation,
            referral: self.referral_id,
            kind: ContactKind::from_code(&self.kind)
                .ok_or_else(|| DbError::corrupt("contacts", "kind", self.contact_id))?,
            language: self.language,
            stopped: self.stopped,
            person: key.open("contacts", "person", self.contact_id, &self.person)?,
            facts: key.open("referrals", "child", self.referral_id, &self.child)?,
        })
    }
}

/// Links with their contacts and cases, unless the case ended too long ago, or the one it is joined into: one look, whatever
/// finds them.
macro_rules! links_where {
    ($now:expr, $condition:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Row,
            "SELECT l.contact_id, l.generation, c.referral_id, c.kind, c.language, c.person, r.child, k.wrapped, k.master_version,
                    c.messages_stopped_at IS NOT NULL AS \"stopped!\"
             FROM private_links l JOIN contacts c ON c.id = l.contact_id JOIN referrals r ON r.id = c.referral_id
                  JOIN data_keys k ON k.owner = r.id LEFT JOIN referrals j ON j.id = r.joined_into
             WHERE l.shut_at IS NULL AND coalesce(CASE WHEN j.id IS NULL THEN r.closed_at ELSE j.closed_at END, 'infinity') > $1 AND " + $condition,
            ($now - KEPT_AFTER_END).to_sqlx() as _,
            $($value),+
        )
    };
}

/// Finds the link of a token; none where it was replaced, or its case ended too long ago.
pub async fn find_by_token(
    conn: &mut PgConnection,
    vault: &Vault,
    token: &Token,
    now: Timestamp,
) -> Result<Option<FoundLink>, DbError> {
    let row = links_where!(now, "l.token_hash = $2", token.hash())
        .fetch_optional(conn)
        .await?;
    row.map(|row| row.open(vault)).transpose()
}

/// Finds the link that a browser has opened; none where that has expired or the link was replaced since.
pub async fn find_by_session(
    conn: &mut PgConnection,
    vault: &Vault,
    session: &Token,
    now: Timestamp,
) -> Result<Option<FoundLink>, DbError> {
    find_opened(conn, vault, session, By::Link, now).await
}

/// Finds the link that a browser has opened whose address was proved by a mail; none else.
pub async fn find_by_proved_address(
    conn: &mut PgConnection,
    vault: &Vault,
    session: &Token,
    now: Timestamp,
) -> Result<Option<FoundLink>, DbError> {
    find_opened(conn, vault, session, By::Address, now).await
}

async fn find_opened(
    conn: &mut PgConnection,
    vault: &Vault,
    session: &Token,
    by: By,
    now: Timestamp,
) -> Result<Option<FoundLink>, DbError> {
    let row = links_where!(
        now,
        "EXISTS (SELECT FROM link_sessions s WHERE s.token_hash = $2 AND s.expires_at > $3 AND (s.by_address OR NOT $4)
             AND s.contact_id = l.contact_id AND s.generation = l.generation)",
        session.hash(),
        now.to_sqlx() as _,
        by == By::Address
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.open(vault)).transpose()
}

/// Finds the link that a browser had opened whose time is over, but not for long; none where it was signed out, the link
/// was replaced since, or it was a mail to the address that let it in.
pub async fn find_left(
    conn: &mut PgConnection,
    vault: &Vault,
    session: &Token,
    now: Timestamp,
) -> Result<Option<FoundLink>, DbError> {
    let row = links_where!(
        now,
        "EXISTS (SELECT FROM link_sessions s WHERE s.token_hash = $2 AND s.expires_at <= $3 AND s.expires_at > $4 AND NOT s.by_address
             AND s.contact_id = l.contact_id AND s.generation = l.generation)",
        session.hash(),
        now.to_sqlx() as _,
        (now - LEFT_OPEN).to_sqlx() as _
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.open(vault)).transpose()
}

/// Finds the link of a contact; none where it was shut, or its case ended too long ago.
pub async fn find_by_contact(
    conn: &mut PgConnection,
    vault: &Vault,
    contact: Uuid,
    now: Timestamp,
) -> Result<Option<FoundLink>, DbError> {
    let row = links_where!(now, "l.contact_id = $2", contact)
        .fetch_optional(conn)
        .await?;
    row.map(|row| row.open(vault)).transpose()
}

/// Finds the links of doctors in the newest cases that carry these blind tokens, newest first, so many at most.
pub async fn list_of_doctors(
    conn: &mut PgConnection,
    vault: &Vault,
    blind: &[i64],
    most: i64,
    now: Timestamp,
) -> Result<Vec<FoundLink>, DbError> {
    let rows = rows_of_doctors(conn, blind, most, now).await?;
    rows.into_iter().map(|row| row.open(vault)).collect()
}

/// Finds the newest of these links that fits. Nothing older than that one is opened.
pub async fn find_of_doctor(
    conn: &mut PgConnection,
    vault: &Vault,
    blind: &[i64],
    most: i64,
    now: Timestamp,
    fits: impl Fn(&FoundLink) -> bool,
) -> Result<Option<FoundLink>, DbError> {
    for row in rows_of_doctors(conn, blind, most, now).await? {
        let link = row.open(vault)?;
        if fits(&link) {
            return Ok(Some(link));
        }
    }
    Ok(None)
}

async fn rows_of_doctors(
    conn: &mut PgConnection,
    blind: &[i64],
    most: i64,
    now: Timestamp,
) -> Result<Vec<Row>, DbError> {
    let rows = links_where!(
        now,
        "c.kind = 'doctor' AND cardinality($2::bigint[]) > 0 AND r.search_tokens @> $2 ORDER BY r.received_at DESC, c.id LIMIT $3",
        blind,
        most
    );
    Ok(rows.fetch_all(conn).await?)
}

/// Finds the links of a case by its reference; none where it ended too long ago.
pub async fn list_of_case(
    conn: &mut PgConnection,
    vault: &Vault,
    reference: &Reference,
    now: Timestamp,
) -> Result<Vec<FoundLink>, DbError> {
    let rows = links_where!(now, "r.reference = $2", reference.as_str())
        .fetch_all(conn)
        .await?;
    rows.into_iter().map(|row| row.open(vault)).collect()
}

/// Finds whose link whoever asked has, and which of theirs is good.
pub async fn find_of_asker(
    conn: &mut PgConnection,
    referral: Uuid,
    asked: Source,
) -> Result<Option<(Uuid, i32)>, DbError> {
    let row = sqlx::query!(
        "SELECT l.contact_id, l.generation FROM contacts c JOIN private_links l ON l.contact_id = c.id
         WHERE c.referral_id = $1 AND (c.kind = 'doctor') = $2 AND c.kind <> 'other_adult' ORDER BY c.created_at, c.id LIMIT 1",
        referral,
        asked == Source::Doctor
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.contact_id, row.generation)))
}

/// Tells whether the link of the family was replaced: the browser that sent may be in other hands.
pub async fn was_replaced(conn: &mut PgConnection, referral: Uuid) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM contacts c JOIN private_links l ON l.contact_id = c.id
           WHERE c.referral_id = $1 AND c.kind IN ('family', 'patient') AND l.generation > 1) AS "replaced!""#,
        referral
    )
    .fetch_one(conn)
    .await?)
}

/// Notes that somebody wants no more messages, or wants them again; returns whether that is new.
pub async fn update_stopped(
    conn: &mut PgConnection,
    contact: Uuid,
    stop: bool,
    now: Timestamp,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "UPDATE contacts SET messages_stopped_at = CASE WHEN $2 THEN $3::timestamptz END
         WHERE id = $1 AND (messages_stopped_at IS NOT NULL) <> $2",
        contact,
        stop,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Makes the links that some contacts lack: cases that came before there were any.
pub async fn insert_missing(
    conn: &mut PgConnection,
    vault: &Vault,
    contacts: &[Uuid],
    now: Timestamp,
) -> Result<(), DbError> {
    let hashes: Vec<Vec<u8>> = contacts
        .iter()
        .map(|contact| vault.link_token(*contact, 1).hash())
        .collect();
    sqlx::query!(
        "INSERT INTO private_links (contact_id, token_hash, made_at)
         SELECT m.contact_id, m.token_hash, $3 FROM unnest($1::uuid[], $2::bytea[]) AS m (contact_id, token_hash)
         ON CONFLICT (contact_id) DO NOTHING",
        contacts,
        &hashes,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Replaces a contact's link: the next generation, under a new token. What was opened by an older one is shut.
pub async fn update_replaced(
    conn: &mut PgConnection,
    vault: &Vault,
    contact: Uuid,
    now: Timestamp,
) -> Result<(), DbError> {
    let generation = sqlx::query_scalar!(
        "SELECT generation FROM private_links WHERE contact_id = $1 FOR UPDATE",
        contact
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(generation) = generation else {
        return insert_missing(conn, vault, &[contact], now).await;
    };
    let next = generation + 1;
    sqlx::query!(
        "UPDATE private_links SET generation = $2, token_hash = $3, made_at = $4, shut_at = NULL WHERE contact_id = $1",
        contact,
        next,
        vault.link_token(contact, next).hash(),
        now.to_sqlx() as _
    )
    .execute(&mut *conn)
    .await?;
    delete_sessions_of(conn, contact).await
}

/// Takes a contact's link away: it leads nowhere, and what was opened by it is shut.
pub async fn update_shut(
    conn: &mut PgConnection,
    contact: Uuid,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE private_links SET shut_at = $2 WHERE contact_id = $1",
        contact,
        now.to_sqlx() as _
    )
    .execute(&mut *conn)
    .await?;
    delete_sessions_of(conn, contact).await
}
