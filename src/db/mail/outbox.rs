//! The outbox: insert with the change, claim with a lease. `settle` ends what was claimed, `of_draft` are the mails of
//! unfinished forms, which stand in a table of their own.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::settle::claimed_in;
use crate::db::error::DbError;
use crate::domain::notice::{Mail, Notice, Recipient};
use crate::domain::referral::{ContactKind, Dropped};
use crate::support::ids::fresh_id;

/// Stores mails of a change, all in one statement.
pub async fn insert_mails(
    conn: &mut PgConnection,
    referral: Uuid,
    mails: &[Mail],
    now: Timestamp,
) -> Result<(), DbError> {
    if mails.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = mails.iter().map(|_| fresh_id()).collect();
    let notices: Vec<String> = mails.iter().map(|mail| mail.notice.to_string()).collect();
    let staff: Vec<Option<Uuid>> = mails
        .iter()
        .map(|mail| {
            if let Recipient::Staff(id) = mail.to {
                Some(id.0)
            } else {
                None
            }
        })
        .collect();
    let contacts: Vec<Option<Uuid>> = mails
        .iter()
        .map(|mail| {
            if let Recipient::Contact(id) = mail.to {
                Some(id)
            } else {
                None
            }
        })
        .collect();
    let reasons: Vec<String> = mails.iter().map(|mail| mail.reason.clone()).collect();
    let languages: Vec<String> = mails.iter().map(|mail| mail.language.clone()).collect();
    let due: Vec<jiff_sqlx::Timestamp> = mails.iter().map(|mail| mail.due_at.to_sqlx()).collect();
    sqlx::query!(
        "INSERT INTO outbox (id, referral_id, notice, staff_id, contact_id, reason, language, due_at, wanted_at, created_at)
         SELECT m.id, $1, m.notice, m.staff_id, m.contact_id, m.reason, m.language, m.due_at, m.due_at, $9
         FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::timestamptz[])
              AS m (id, notice, staff_id, contact_id, reason, language, due_at)",
        referral,
        &ids,
        &notices,
        &staff as _,
        &contacts as _,
        &reasons,
        &languages,
        &due as _,
        now.to_sqlx() as _,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Drops what still waits for the people of a case, but not what a person has said to the doctor.
pub async fn update_family_dropped(
    conn: &mut PgConnection,
    referral: Uuid,
    dropped: Dropped,
    now: Timestamp,
) -> Result<(), DbError> {
    let said: Vec<String> = Notice::BY_A_PERSON
        .iter()
        .map(ToString::to_string)
        .collect();
    sqlx::query!(
        "UPDATE outbox SET status = 'skipped', settled_at = $2, last_reply = 'contact was stopped', lease = NULL, lease_until = NULL
         WHERE referral_id = $1 AND contact_id IS NOT NULL AND status IN ('waiting', 'sending') AND notice <> ALL($3)
               AND ($4 OR wanted_at <= $2)",
        referral,
        now.to_sqlx() as _,
        &said,
        dropped == Dropped::All
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Drops what waits for one contact.
pub async fn update_contact_dropped(
    conn: &mut PgConnection,
    contact: Uuid,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE outbox SET status = 'skipped', settled_at = $2, last_reply = 'they want no messages'
         WHERE contact_id = $1 AND status = 'waiting'",
        contact,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Drops what a case had still to say to the people of another that was joined into it.
pub async fn update_parted_dropped(
    conn: &mut PgConnection,
    kept: Uuid,
    parted: Uuid,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE outbox SET status = 'skipped', settled_at = $3, last_reply = 'the cases were parted', lease = NULL, lease_until = NULL
         WHERE referral_id = $1 AND status IN ('waiting', 'sending') AND contact_id IN (SELECT id FROM contacts WHERE referral_id = $2)",
        kept,
        parted,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Drops reminders of a case that were written for a status it has left.
pub async fn update_reminders_dropped(
    conn: &mut PgConnection,
    referral: Uuid,
    now: Timestamp,
) -> Result<(), DbError> {
    let reminders: Vec<String> = Notice::REMINDERS.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "UPDATE outbox SET status = 'skipped', settled_at = $2, last_reply = 'the case has moved on'
         WHERE referral_id = $1 AND status = 'waiting' AND notice = ANY($3)",
        referral,
        now.to_sqlx() as _,
        &reminders
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Drops what waits and should have left before a moment, whoever it is for.
pub async fn update_dropped_before(
    conn: &mut PgConnection,
    wanted_before: Timestamp,
    now: Timestamp,
) -> Result<u64, DbError> {
    let done = sqlx::query_scalar!(
        r#"WITH cases AS (
               UPDATE outbox SET status = 'skipped', settled_at = $2, last_reply = 'dropped by the operator', lease = NULL, lease_until = NULL
               WHERE status IN ('waiting', 'sending') AND wanted_at < $1 RETURNING id
           ), forms AS (
               UPDATE draft_mails SET status = 'skipped', settled_at = $2, last_reply = 'dropped by the operator', lease = NULL, lease_until = NULL
               WHERE status IN ('waiting', 'sending') AND wanted_at < $1 RETURNING id
           )
           SELECT (SELECT count(*) FROM cases) + (SELECT count(*) FROM forms) AS "dropped!""#,
        wanted_before.to_sqlx() as _,
        now.to_sqlx() as _
    )
    .fetch_one(conn)
    .await?;
    Ok(u64::try_from(done).unwrap_or_default())
}

/// A row that is being sent.
#[derive(Debug, Clone)]
pub struct Claimed {
    /// Row id.
    pub id: Uuid,
    /// The fence: only who holds it may settle.
    pub lease: Uuid,
    /// How often it was tried, this time included.
    pub attempt: i32,
    /// How often the other side refused it.
    pub failures: i32,
    /// What it is about; none where a newer program wrote a code that this one does not know.
    pub notice: Option<Notice>,
    /// The case.
    pub referral: Uuid,
    /// To which staff member.
    pub staff: Option<Uuid>,
    /// To which contact.
    pub contact: Option<Uuid>,
    /// Why they get it.
    pub reason: String,
    /// In which language.
    pub language: String,
    /// When it should have left first.
    pub wanted_at: Timestamp,
}

/// Claims rows that are due, and rows whose worker died.
pub async fn update_claimed(
    conn: &mut PgConnection,
    lease: SignedDuration,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Claimed>, DbError> {
    let token = crate::support::ids::random_id();
    let rows = claimed_in!(
        "outbox",
        "o.referral_id, o.staff_id, o.contact_id, o.reason",
        now,
        limit,
        token,
        lease
    )
    .fetch_all(conn)
    .await?;
    let claimed = rows.into_iter().map(|row| Claimed {
        id: row.id,
        lease: token,
        attempt: row.attempts,
        failures: row.failures,
        notice: Notice::from_code(&row.notice),
        referral: row.referral_id,
        staff: row.staff_id,
        contact: row.contact_id,
        reason: row.reason,
        language: row.language,
        wanted_at: row.wanted_at.to_jiff(),
    });
    Ok(claimed.collect())
}

/// How the queue is: shown to staff and to the readiness probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueHealth {
    /// When the oldest row that still waits should have left.
    pub oldest_due: Option<Timestamp>,
    /// How many wait past their time.
    pub waiting: i64,
    /// How many of cases were given up. One of an unfinished form ends there and calls for nothing.
    pub dead: i64,
    /// How many of those were to families and doctors who have not heard since, by a later mail or by phone.
    pub dead_outside: i64,
    /// How many of those were to staff.
    pub dead_inside: i64,
    /// How many of those were to staff, within a week: no case says "phone them" for these.
    pub dead_to_staff: i64,
}

/// Reads how the queue is.
pub async fn find_health(conn: &mut PgConnection, now: Timestamp) -> Result<QueueHealth, DbError> {
    let row = sqlx::query!(
        r#"SELECT least((SELECT min(wanted_at) FROM outbox WHERE status IN ('waiting', 'sending') AND wanted_at <= $1),
                        (SELECT min(wanted_at) FROM draft_mails WHERE status IN ('waiting', 'sending') AND wanted_at <= $1)) AS oldest,
                  (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE status IN ('waiting', 'sending') AND wanted_at <= $1
                                         UNION ALL SELECT 1 FROM draft_mails WHERE status IN ('waiting', 'sending') AND wanted_at <= $1
                                         LIMIT 1001) w) AS "waiting!",
                  (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE status = 'dead' LIMIT 1001) d) AS "dead!",
                  (SELECT count(*) FROM (SELECT 1 FROM outbox o WHERE status = 'dead' AND contact_id IS NOT NULL
                                         AND NOT EXISTS (SELECT FROM outbox l WHERE l.contact_id = o.contact_id AND l.status = 'sent'
                                                         AND l.settled_at > o.settled_at) LIMIT 1001) d) AS "dead_outside!",
                  (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE status = 'dead' AND contact_id IS NULL LIMIT 1001) d) AS "dead_inside!",
                  (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE status = 'dead' AND staff_id IS NOT NULL
                                         AND settled_at > $1::timestamptz - interval '7 days' LIMIT 1001) s) AS "dead_to_staff!""#,
        now.to_sqlx() as _
    )
    .fetch_one(conn)
    .await?;
    Ok(QueueHealth {
        oldest_due: row.oldest.map(jiff_sqlx::Timestamp::to_jiff),
        waiting: row.waiting,
        dead: row.dead,
        dead_outside: row.dead_outside,
        dead_inside: row.dead_inside,
        dead_to_staff: row.dead_to_staff,
    })
}

/// Sets aside what could not be delivered to one side of a case: somebody has reached them by phone.
pub async fn update_told_by_phone(
    conn: &mut PgConnection,
    referral: Uuid,
    kinds: &[ContactKind],
    now: Timestamp,
) -> Result<(), DbError> {
    let codes: Vec<String> = kinds.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "UPDATE outbox o SET status = 'skipped', settled_at = $3 FROM contacts c
         WHERE o.referral_id = $1 AND o.status = 'dead' AND c.id = o.contact_id AND c.kind = ANY($2)",
        referral,
        &codes,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets some mails that were sent, or skipped, before a moment; returns how many. What could not be delivered stays:
/// the case still says "phone them".
pub async fn delete_settled(
    conn: &mut PgConnection,
    before: Timestamp,
    most: i64,
) -> Result<u64, DbError> {
    let done = sqlx::query!(
        "DELETE FROM outbox WHERE id IN (
             SELECT id FROM outbox WHERE status IN ('sent', 'skipped') AND settled_at <= $1 LIMIT $2
         )",
        before.to_sqlx() as _,
        most
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}
