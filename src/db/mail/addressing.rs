//! What a claimed mail needs besides its own row, for a whole batch at once: the case it is about and the contact it
//! goes to. A value that does not open concerns its own mail only.

use std::collections::HashMap;

use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::error::DbError;
use crate::db::vault::{Vault, WrappedKey};
use crate::domain::paper::PaperSender;
use crate::domain::person::EmailAddress;
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
    /// True where it is joined into another, which says from now on where the child's case stands.
    pub joined: bool,
    /// Who was asked for papers and has nothing to do about them any more.
    pub has_sent: Vec<PaperSender>,
}

/// Finds the cases of a batch, by id. One that was forgotten is not among them.
pub async fn list_cases(
    conn: &mut PgConnection,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Result<MailCase, DbError>>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT r.id, r.reference, r.status, r.priority, r.due_at, r.family_aware, r.joined_into IS NOT NULL AS "joined!",
                  EXISTS (SELECT FROM referrals d WHERE (d.id = r.id OR d.id = r.joined_into OR d.joined_into = coalesce(r.joined_into, r.id))
                      AND (d.contact_stopped_at IS NOT NULL OR d.death_told_at IS NOT NULL)) AS "contact_stopped!",
                  ARRAY(SELECT a.sender FROM paper_asks a WHERE a.referral_id = r.id GROUP BY a.sender
                      HAVING bool_and(a.state <> 'missing' OR a.said_sent_at IS NOT NULL)) AS "has_sent!"
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
                joined: row.joined,
                has_sent: row
                    .has_sent
                    .iter()
                    .filter_map(|code| PaperSender::from_code(code))
                    .collect(),
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
    /// Their own case, which may be joined into the one that the mail is about.
    pub referral: Uuid,
    /// Its reference: the one they know.
    pub reference: String,
}

/// Finds the contacts of a batch, by id.
pub async fn list_contacts(
    conn: &mut PgConnection,
    vault: &Vault,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Result<MailContact, DbError>>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT c.id, c.person, r.reference, l.generation AS "generation?", c.messages_stopped_at IS NOT NULL AS "stopped!", k.owner, k.wrapped, k.master_version
           FROM contacts c JOIN referrals r ON r.id = c.referral_id JOIN data_keys k ON k.owner = c.referral_id LEFT JOIN private_links l ON l.contact_id = c.id AND l.shut_at IS NULL
           WHERE c.id = ANY($1)"#,
        ids
    )
    .fetch_all(conn)
    .await?;
    let contacts = rows.into_iter().map(|row| {
        let (referral, reference) = (row.owner, row.reference);
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
            referral,
            reference,
        };
        (row.id, person.map(contact))
    });
    Ok(contacts.collect())
}

/// Finds, for mails to people of a case that is joined into the one they are about, the addresses to which that one's own
/// people get the same mail: a mother whom both family and doctor named is written to once.
pub async fn list_same_mails(
    conn: &mut PgConnection,
    vault: &Vault,
    mails: &[Uuid],
) -> Result<HashMap<Uuid, Vec<EmailAddress>>, DbError> {
    let rows = sqlx::query!(
        "SELECT m.id AS mail, p.id AS contact, p.person, k.owner, k.wrapped, k.master_version
         FROM outbox m JOIN outbox t ON t.referral_id = m.referral_id AND t.notice = m.notice AND t.wanted_at = m.wanted_at
              AND t.created_at = m.created_at AND t.status <> 'skipped'
              JOIN contacts p ON p.id = t.contact_id AND p.referral_id = m.referral_id JOIN data_keys k ON k.owner = p.referral_id
         WHERE m.id = ANY($1)",
        mails
    )
    .fetch_all(conn)
    .await?;
    let mut addresses: HashMap<Uuid, Vec<EmailAddress>> = HashMap::new();
    for row in rows {
        let key = vault.unwrap(&WrappedKey {
            owner: row.owner,
            wrapped: row.wrapped,
            version: row.master_version,
        });
        let person = key.and_then(|key| key.open("contacts", "person", row.contact, &row.person));
        // One that does not open concerns its own mail only: this one goes out.
        let person: Option<ContactRecord> = person.ok();
        let email = person.and_then(|person| person.email);
        addresses.entry(row.mail).or_default().extend(email);
    }
    Ok(addresses)
}
