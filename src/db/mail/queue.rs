//! The outbox as the administrator sees it: what has not left, what was given up, and why. For whom, it says by role
//! alone. `outbox` is the part that sends.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::coded;
use crate::db::error::DbError;
use crate::db::referral::list::COUNT_BOUND;
use crate::domain::notice::Notice;
use crate::domain::staff::Role;

coded! {
    /// A part of the queue.
    pub enum QueuePart {
        /// Everything that has not left: waiting, being sent, given up.
        Unsent = "unsent",
        /// Given up.
        Dead = "dead",
        /// Waiting or being sent for longer than it may.
        Late = "late",
        /// Being sent.
        Sending = "sending",
        /// Taken by the server.
        Sent = "sent",
    }
}

/// One row of the queue.
#[derive(Debug, Clone)]
pub struct QueuedMail {
    /// Row id; its Message-ID is made of it.
    pub id: Uuid,
    /// What people see and say of the case; none where it is of an unfinished form.
    pub reference: Option<String>,
    /// The code of what it is about; a newer program beside this one may know more of them.
    pub notice: String,
    /// For somebody of this role; none for family and doctor.
    pub role: Option<Role>,
    /// Where it stands, as the outbox calls it.
    pub status: String,
    /// How often it was tried.
    pub attempts: i32,
    /// Not before.
    pub due_at: Timestamp,
    /// When it should have left first.
    pub wanted_at: Timestamp,
    /// When it was settled.
    pub settled_at: Option<Timestamp>,
    /// What the server last said, without addresses.
    pub last_reply: Option<String>,
}

impl QueuedMail {
    /// True where it goes to the doctor who referred.
    pub fn is_to_doctor(&self) -> bool {
        Notice::from_code(&self.notice).is_some_and(Notice::is_for_doctor)
    }
}

/// How many there are of each, counted up to [`COUNT_BOUND`] and one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueueCounts {
    /// Waiting for their time.
    pub waiting: i64,
    /// Being sent.
    pub sending: i64,
    /// Waiting or being sent for longer than they may.
    pub late: i64,
    /// Of cases, given up.
    pub dead: i64,
    /// Of unfinished forms, given up: they end there, and nobody has to do anything.
    pub dead_of_forms: i64,
}

/// What is listed.
#[derive(Debug, Clone, Copy)]
pub struct QueueFilter {
    /// Which part.
    pub part: QueuePart,
    /// About what; none means anything.
    pub notice: Option<Notice>,
    /// The id of the last row of the page before.
    pub after: Option<Uuid>,
}

/// Counts the parts of the queue. `patience` is how long a mail may wait past its time.
pub async fn count_parts(
    conn: &mut PgConnection,
    patience: SignedDuration,
    now: Timestamp,
) -> Result<QueueCounts, DbError> {
    let row = sqlx::query!(
        r#"SELECT (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE status = 'waiting'
                       UNION ALL SELECT 1 FROM draft_mails WHERE status = 'waiting' LIMIT $1) w) AS "waiting!",
                  (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE status = 'sending'
                       UNION ALL SELECT 1 FROM draft_mails WHERE status = 'sending' LIMIT $1) s) AS "sending!",
                  (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE status IN ('waiting', 'sending') AND wanted_at < $2
                       UNION ALL SELECT 1 FROM draft_mails WHERE status IN ('waiting', 'sending') AND wanted_at < $2 LIMIT $1) l) AS "late!",
                  (SELECT count(*) FROM (SELECT 1 FROM outbox WHERE status = 'dead' LIMIT $1) d) AS "dead!",
                  (SELECT count(*) FROM (SELECT 1 FROM draft_mails WHERE status = 'dead' LIMIT $1) f) AS "dead_of_forms!""#,
        COUNT_BOUND + 1,
        (now - patience).to_sqlx() as _,
    )
    .fetch_one(conn)
    .await?;
    Ok(QueueCounts {
        waiting: row.waiting,
        sending: row.sending,
        late: row.late,
        dead: row.dead,
        dead_of_forms: row.dead_of_forms,
    })
}

/// Lists a page, newest first. Ids are made in the order of time, so they are the order of the list.
pub async fn list_page(
    conn: &mut PgConnection,
    filter: QueueFilter,
    patience: SignedDuration,
    limit: i64,
    now: Timestamp,
) -> Result<Vec<QueuedMail>, DbError> {
    let statuses: Vec<String> = statuses(filter.part).map(str::to_owned).collect();
    let late = filter.part == QueuePart::Late;
    let rows = sqlx::query!(
        r#"SELECT o.id AS "id!", r.reference AS "reference?", o.notice AS "notice!", s.role AS "role?", o.status AS "status!",
                  o.attempts AS "attempts!", o.due_at AS "due_at!", o.wanted_at AS "wanted_at!", o.settled_at, o.last_reply
           FROM (
               (SELECT id, referral_id, staff_id, notice, status, attempts, due_at, wanted_at, settled_at, last_reply FROM outbox
                WHERE status = ANY($1) AND ($2::timestamptz IS NULL OR wanted_at < $2)
                  AND ($3::text IS NULL OR notice = $3) AND ($4::uuid IS NULL OR id < $4) ORDER BY id DESC LIMIT $5)
               UNION ALL
               (SELECT id, NULL, NULL, notice, status, attempts, due_at, wanted_at, settled_at, last_reply FROM draft_mails
                WHERE status = ANY($1) AND ($2::timestamptz IS NULL OR wanted_at < $2)
                  AND ($3::text IS NULL OR notice = $3) AND ($4::uuid IS NULL OR id < $4) ORDER BY id DESC LIMIT $5)
           ) o LEFT JOIN referrals r ON r.id = o.referral_id LEFT JOIN staff s ON s.id = o.staff_id
           ORDER BY o.id DESC LIMIT $5"#,
        &statuses,
        late.then(|| (now - patience).to_sqlx()) as _,
        filter.notice.map(Notice::code),
        filter.after,
        limit,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let bad = |column| DbError::corrupt("outbox", column, row.id);
            let role = row
                .role
                .map(|code| Role::from_code(&code).ok_or_else(|| bad("role")));
            Ok(QueuedMail {
                id: row.id,
                reference: row.reference,
                notice: row.notice,
                role: role.transpose()?,
                status: row.status,
                attempts: row.attempts,
                due_at: row.due_at.to_jiff(),
                wanted_at: row.wanted_at.to_jiff(),
                settled_at: row.settled_at.map(jiff_sqlx::Timestamp::to_jiff),
                last_reply: row.last_reply,
            })
        })
        .collect()
}

fn statuses(part: QueuePart) -> impl Iterator<Item = &'static str> {
    let codes: &[&str] = match part {
        QueuePart::Unsent => &["waiting", "sending", "dead"],
        QueuePart::Dead => &["dead"],
        QueuePart::Late => &["waiting", "sending"],
        QueuePart::Sending => &["sending"],
        QueuePart::Sent => &["sent"],
    };
    codes.iter().copied()
}

/// Locks a mail that is looked at for a change, and returns its case and its notice's code; none where it is not as it was seen:
/// tried again since (`attempts` moved on), in the hands of a worker, or settled. A worker that holds it keeps it.
pub async fn lock_seen(
    conn: &mut PgConnection,
    id: Uuid,
    attempts: i32,
    status: &[String],
) -> Result<Option<(Uuid, String)>, DbError> {
    let row = sqlx::query!(
        "SELECT referral_id, notice FROM outbox WHERE id = $1 AND attempts = $2 AND status = ANY($3) FOR UPDATE",
        id,
        attempts,
        status
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.referral_id, row.notice)))
}

/// True where there is a mail of this id, whatever has become of it.
pub async fn exists(conn: &mut PgConnection, id: Uuid) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM outbox WHERE id = $1) AS "there!""#,
        id
    )
    .fetch_one(conn)
    .await?)
}

/// Puts a locked mail back as if it were due now. One that was given up starts afresh: its three days and its failures.
pub async fn update_again(
    conn: &mut PgConnection,
    id: Uuid,
    now: Timestamp,
) -> Result<(), DbError> {
    let done = sqlx::query!(
        "UPDATE outbox SET wanted_at = CASE WHEN status = 'dead' THEN $2 ELSE wanted_at END, status = 'waiting', due_at = $2, failures = 0,
             settled_at = NULL
         WHERE id = $1",
        id,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    crate::db::error::ensure_one(done.rows_affected())
}

/// Sets a locked mail aside: a person has seen that it could not be delivered and does what is to be done.
pub async fn update_set_aside(
    conn: &mut PgConnection,
    id: Uuid,
    now: Timestamp,
) -> Result<(), DbError> {
    let done = sqlx::query!(
        "UPDATE outbox SET status = 'skipped', settled_at = $2 WHERE id = $1",
        id,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    crate::db::error::ensure_one(done.rows_affected())
}
