//! What a claimed mail needs besides its own row, for a whole batch at once: the case it is about and the contact it
//! goes to. A value that does not open concerns its own mail only.

use std::collections::HashMap;

use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::error::DbError;
use crate::db::vault::{Vault, WrappedKey};
use crate::domain::priority::Priority;
use crate::domain::referral::ContactRecord;
use crate::domain::status::Status;

/// What a mail says of its case.
#[derive(Debug, Clone)]
pub struct MailCase {
    /// As people know it.
    pub reference: String,
    /// Where it stands.
    pub status: Status,
    /// How urgent it is.
    pub priority: Priority,
    /// The promise.
    pub due_at: Option<Timestamp>,
    /// True where the family must hear nothing more.
    pub contact_stopped: bool,
    /// True where the family knows of the referral.
    pub family_aware: bool,
}

/// Finds the cases of a batch, by id. One that was forgotten is not among them.
pub async fn list_cases(
    conn: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Result<MailCase, DbError>>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT r.id, r.reference, r.status, r.priority, r.due_at, (r.contact_stopped_at IS NOT NULL OR r.death_told_at IS NOT NULL) AS "contact_stopped!", r.family_aware
           FROM referrals r JOIN data_keys k ON k.owner = r.id WHERE r.id = ANY($1)"#,
        ids
    )
    .fetch_all(conn)
    .await?;
    let cases = rows.into_iter().map(|row| {
        let bad = |column| DbError::corrupt("referrals", column, row.id);
        let status = Status::from_code(&row.status).ok_or_else(|| bad("status"));
        let priority = Priority::from_code(&row.priority).ok_or_else(|| bad("priority"));
        let case = status.and_then(|status| {
            Ok(MailCase {
                reference: row.reference,
                status,
                priority: priority?,
                due_at: row.due_at.map(jiff_sqlx::Timestamp::to_jiff),
                contact_stopped: row.contact_stopped,
                family_aware: row.family_aware,
            })
        });
        (row.id, case)
    });
    Ok(cases.collect())
}

/// A contact that a mail goes to.
#[derive(Debug, Clone)]
pub struct MailContact {
    /// How to reach them.
    pub person: ContactRecord,
    /// Which of their private links is good; none where they have none.
    pub link: Option<i32>,
    /// True where they asked us to write no more.
    pub stopped: bool,
}

/// Finds the contacts of a batch, by id.
pub async fn list_contacts(
    conn: &mut PgConnection,
    vault: &Vault,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Result<MailContact, DbError>>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT c.id, c.person, l.generation AS "generation?", c.messages_stopped_at IS NOT NULL AS "stopped!", k.owner, k.wrapped, k.master_version
           FROM contacts c JOIN data_keys k ON k.owner = c.referral_id LEFT JOIN private_links l ON l.contact_id = c.id AND l.shut_at IS NULL
           WHERE c.id = ANY($1)"#,
        ids
    )
    .fetch_all(conn)
    .await?;
    let contacts = rows.into_iter().map(|row| {
        let key = vault.unwrap(&WrappedKey {
            owner: row.owner,
            wrapped: row.wrapped,
            version: row.master_version,
        });
        let person = key.and_then(|key| key.open("contacts", "person", row.id, &row.person));
        let (link, stopped) = (row.generation, row.stopped);
        let contact = |person| MailContact {
            person,
            link,
            stopped,
        };
        (row.id, person.map(contact))
    });
    Ok(contacts.collect())
}
