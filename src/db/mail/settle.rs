//! How mails are claimed, held and settled, with the lease as a fence. The mails of cases and those of unfinished forms
//! stand in two tables and go by the same words.

use jiff::{SignedDuration, Timestamp};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::error::DbError;

/// Claims rows of one of the two tables that are due, and rows whose worker died. Leases are timed by the database, so that
/// no worker's clock can take a mail from another. `$own` are the columns that only this table has.
macro_rules! claimed_in {
    ($table:literal, $own:literal, $now:expr, $limit:expr, $token:expr, $lease:expr) => {
        sqlx::query!(
            "WITH due AS (
                 SELECT id FROM " + $table + "
                 WHERE (status = 'waiting' AND due_at <= $1) OR (status = 'sending' AND lease_until <= now())
                 ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
             )
             UPDATE " + $table + " o SET status = 'sending', lease = $3, lease_until = now() + make_interval(secs => $4),
                 attempts = o.attempts + 1
             FROM due WHERE o.id = due.id
             RETURNING o.id, o.notice, o.language, o.attempts, o.failures, o.wanted_at, " + $own,
            $now.to_sqlx() as _,
            $limit,
            $token,
            $lease.as_secs_f64(),
        )
    };
}

pub(super) use claimed_in;

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

impl Settlement {
    /// Its status, its next moment, and whether it counts as a failure.
    fn columns(&self) -> (&'static str, Option<Timestamp>, i32) {
        match self {
            Self::Sent => ("sent", None, 0),
            Self::Skipped => ("skipped", None, 0),
            Self::Again { due_at, counts } => ("waiting", Some(*due_at), i32::from(*counts)),
            Self::Dead => ("dead", None, 1),
        }
    }
}

/// What became of one claimed row.
#[derive(Debug, Clone)]
pub struct Settled {
    /// Row id.
    pub id: Uuid,
    /// The fence it was claimed with.
    pub lease: Uuid,
    /// How it ends, or when it is tried again.
    pub settlement: Settlement,
    /// What the other side said.
    pub reply: String,
}

/// Settles rows of one of the two tables.
macro_rules! settled_in {
    ($table:literal, $ids:expr, $leases:expr, $statuses:expr, $due:expr, $failed:expr, $replies:expr, $now:expr) => {
        sqlx::query_scalar!(
            "UPDATE " + $table + " o SET status = s.status, due_at = coalesce(s.due_at, o.due_at), failures = o.failures + s.failed,
                 last_reply = s.reply, lease = NULL, lease_until = NULL,
                 settled_at = CASE WHEN s.status = 'waiting' THEN NULL ELSE $7::timestamptz END
             FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::int[], $6::text[])
                  AS s (id, lease, status, due_at, failed, reply)
             WHERE o.id = s.id AND o.lease = s.lease AND o.status = 'sending' RETURNING o.id",
            $ids,
            $leases,
            $statuses,
            $due as _,
            $failed,
            $replies,
            $now.to_sqlx() as _,
        )
    };
}

/// Settles claimed rows and returns those that were still held under their lease. A worker whose lease was taken over
/// changes nothing and learns so.
pub async fn update_settled(
    conn: &mut PgConnection,
    settled: &[Settled],
    now: Timestamp,
) -> Result<Vec<Uuid>, DbError> {
    let ids: Vec<Uuid> = settled.iter().map(|row| row.id).collect();
    let leases: Vec<Uuid> = settled.iter().map(|row| row.lease).collect();
    let ends: Vec<(&str, Option<Timestamp>, i32)> =
        settled.iter().map(|row| row.settlement.columns()).collect();
    let statuses: Vec<String> = ends
        .iter()
        .map(|(status, ..)| (*status).to_owned())
        .collect();
    let due: Vec<Option<jiff_sqlx::Timestamp>> = ends
        .iter()
        .map(|(_, due, _)| due.map(ToSqlx::to_sqlx))
        .collect();
    let failed: Vec<i32> = ends.iter().map(|(.., failed)| *failed).collect();
    let replies: Vec<String> = settled.iter().map(|row| row.reply.clone()).collect();
    let mut done = settled_in!(
        "outbox", &ids, &leases, &statuses, &due, &failed, &replies, now
    )
    .fetch_all(&mut *conn)
    .await?;
    if done.len() < settled.len() {
        let forms = settled_in!(
            "draft_mails",
            &ids,
            &leases,
            &statuses,
            &due,
            &failed,
            &replies,
            now
        );
        done.extend(forms.fetch_all(conn).await?);
    }
    Ok(done)
}

/// Renews leases on rows of one of the two tables.
macro_rules! leased_in {
    ($table:literal, $ids:expr, $leases:expr, $lease:expr) => {
        sqlx::query_scalar!(
            "UPDATE " + $table + " o SET lease_until = now() + make_interval(secs => $3)
             FROM unnest($1::uuid[], $2::uuid[]) AS held (id, lease)
             WHERE o.id = held.id AND o.lease = held.lease AND o.status = 'sending' RETURNING o.id",
            $ids,
            $leases,
            $lease.as_secs_f64(),
        )
    };
}

/// Renews leases that are still held, on the time of the database, and returns their rows.
pub async fn update_leases(
    conn: &mut PgConnection,
    held: &[(Uuid, Uuid)],
    lease: SignedDuration,
) -> Result<Vec<Uuid>, DbError> {
    let (ids, leases): (Vec<Uuid>, Vec<Uuid>) = held.iter().copied().unzip();
    let mut ours = leased_in!("outbox", &ids, &leases, lease)
        .fetch_all(&mut *conn)
        .await?;
    if ours.len() < held.len() {
        let forms = leased_in!("draft_mails", &ids, &leases, lease);
        ours.extend(forms.fetch_all(conn).await?);
    }
    Ok(ours)
}
