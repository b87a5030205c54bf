//! The outbox: insert with the change, claim with a lease, settle with a fence.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::error::DbError;
use crate::domain::notice::{Mail, Notice, Recipient};
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

/// Drops what still waits for the family of a case.
pub async fn update_family_dropped(
    conn: &mut PgConnection,
    referral: Uuid,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE outbox SET status = 'skipped', settled_at = $2, last_reply = 'contact was stopped', lease = NULL, lease_until = NULL
         WHERE referral_id = $1 AND contact_id IS NOT NULL AND status IN ('waiting', 'sending')",
        referral,
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
    /// What it is about.
    pub notice: Notice,
    /// The case.
    pub referral: Uuid,
    /// To which staff member.
    pub staff: Option<Uuid>,
    /// To which contact.
    pub contact: Option<Uuid>,
    /// In which language.
    pub language: String,
    /// When it should have left first.
    pub wanted_at: Timestamp,
}

/// Claims rows that are due, and rows whose worker died. Leases are timed by the database, so that no worker's clock
/// can take a mail from another.
pub async fn update_claimed(
    conn: &mut PgConnection,
    lease: SignedDuration,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Claimed>, DbError> {
    let token = crate::support::ids::random_id();
    let rows = sqlx::query!(
        "WITH due AS (
             SELECT id FROM outbox
             WHERE (status = 'waiting' AND due_at <= $1) OR (status = 'sending' AND lease_until <= now())
             ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
         )
         UPDATE outbox o SET status = 'sending', lease = $3, lease_until = now() + make_interval(secs => $4), attempts = o.attempts + 1
         FROM due WHERE o.id = due.id
         RETURNING o.id, o.notice, o.referral_id, o.staff_id, o.contact_id, o.language, o.attempts, o.failures, o.wanted_at",
        now.to_sqlx() as _,
        limit,
        token,
        lease.as_secs_f64(),
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Claimed {
                id: row.id,
                lease: token,
                attempt: row.attempts,
                failures: row.failures,
                notice: Notice::from_code(&row.notice)
                    .ok_or_else(|| DbError::corrupt("outbox", "notice", row.id))?,
                referral: row.referral_id,
                staff: row.staff_id,
                contact: row.contact_id,
                language: row.language,
                wanted_at: row.wanted_at.to_jiff(),
            })
        })
        .collect()
}

/// How a row ends, or when it is tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// The server has taken it.
    Sent,
    /// The case no longer calls for it.
    Skipped,
    /// It is tried again at this moment.
    Again {
        /// Not before.
        due_at: Timestamp,
        /// True where the message itself was refused, false where the relay was out of reach.
        counts: bool,
    },
    /// It will not be tried again.
    Dead,
}

/// Settles a claimed row. A worker whose lease was taken over changes nothing and learns so.
pub async fn update_settled(
    conn: &mut PgConnection,
    id: Uuid,
    lease: Uuid,
    settlement: &Settlement,
    reply: &str,
    now: Timestamp,
) -> Result<bool, DbError> {
    let (status, due_at, failed) = match settlement {
        Settlement::Sent => ("sent", None, 0),
        Settlement::Skipped => ("skipped", None, 0),
        Settlement::Again { due_at, counts } => ("waiting", Some(*due_at), i32::from(*counts)),
        Settlement::Dead => ("dead", None, 1),
    };
    let done = sqlx::query!(
        "UPDATE outbox SET status = $3, due_at = coalesce($4, due_at), failures = failures + $5, last_reply = $6, lease = NULL, lease_until = NULL,
             settled_at = CASE WHEN $3 = 'waiting' THEN NULL ELSE $7::timestamptz END
         WHERE id = $1 AND lease = $2 AND status = 'sending'",
        id,
        lease,
        status,
        due_at.map(ToSqlx::to_sqlx) as _,
        failed,
        reply,
        now.to_sqlx() as _,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How the queue is: shown to staff and to the readiness probe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueHealth {
    /// When the oldest row that still waits should have left.
    pub oldest_due: Option<Timestamp>,
    /// How many wait past their time.
    pub waiting: i64,
    /// How many were given up.
    pub dead: i64,
}

/// Reads how the queue is.
pub async fn find_health(conn: &mut PgConnection, now: Timestamp) -> Result<QueueHealth, DbError> {
    let row = sqlx::query!(
        r#"SELECT (SELECT min(wanted_at) FROM outbox WHERE status IN ('waiting', 'sending') AND wanted_at <= $1) AS oldest,
                  (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE status IN ('waiting', 'sending') AND wanted_at <= $1 LIMIT 1001) w) AS "waiting!",
                  (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE status = 'dead' LIMIT 1001) d) AS "dead!""#,
        now.to_sqlx() as _
    )
    .fetch_one(conn)
    .await?;
    Ok(QueueHealth {
        oldest_due: row.oldest.map(jiff_sqlx::Timestamp::to_jiff),
        waiting: row.waiting,
        dead: row.dead,
    })
}

/// One mail of a case, for the case page.
#[derive(Debug, Clone)]
pub struct CaseMail {
    /// What it is about.
    pub notice: Notice,
    /// True where it goes to the family.
    pub to_family: bool,
    /// To which staff member.
    pub staff: Option<Uuid>,
    /// Why this person gets it.
    pub reason: String,
    /// Where it stands.
    pub status: String,
    /// Not before.
    pub due_at: Timestamp,
    /// When it was settled.
    pub settled_at: Option<Timestamp>,
    /// What the server last said.
    pub last_reply: Option<String>,
}

/// Lists the mails of a case, newest first.
pub async fn list_of_case(
    conn: &mut PgConnection,
    referral: Uuid,
) -> Result<Vec<CaseMail>, DbError> {
    let rows = sqlx::query!(
        "SELECT id, notice, staff_id, reason, status, due_at, settled_at, last_reply FROM outbox WHERE referral_id = $1 ORDER BY created_at DESC, id DESC LIMIT 200",
        referral
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let notice = Notice::from_code(&row.notice)
                .ok_or_else(|| DbError::corrupt("outbox", "notice", row.id))?;
            Ok(CaseMail {
                notice,
                to_family: notice.is_for_family(),
                staff: row.staff_id,
                reason: row.reason,
                status: row.status,
                due_at: row.due_at.to_jiff(),
                settled_at: row.settled_at.map(jiff_sqlx::Timestamp::to_jiff),
                last_reply: row.last_reply,
            })
        })
        .collect()
}
