//! The clock forgets what has expired, as docs/data-retention.md says: each kind in small transactions, so that a long
//! list holds up nobody and a start after a crash goes on where the last one stopped.

use jiff::{SignedDuration, Timestamp};
use sqlx::PgConnection;

use crate::db::audit::insert_event;
use crate::db::mail::outbox;
use crate::db::referral::put_away;
use crate::db::staff::{attempts, devices, sessions};
use crate::db::{DbError, draft, health, link, search};
use crate::domain::event::{Doer, Event, EventKind};
use crate::usecases::Desk;

/// Rows that one transaction forgets.
const BATCH: i64 = 500;
/// Sessions are kept this long after their end, for the list of a person's sign-ins.
const SESSIONS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);
/// Counted tries are of no use after their window; a day leaves room for a clock that was set back.
const ATTEMPTS_KEPT: SignedDuration = SignedDuration::from_hours(24);
/// Mails that were sent, or were not called for any more, stay on the case page this long.
const MAILS_KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);
/// What was put away as no referral can be brought back this long.
const PUT_AWAY_KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// What expires.
#[derive(Debug, Clone, Copy)]
enum Expiring {
    Drafts,
    Searches,
    Attempts,
    Sessions,
    Devices,
    Mails,
    PutAway,
    LinkSessions,
}

const ALL: [Expiring; 8] = [
    Expiring::Drafts,
    Expiring::Searches,
    Expiring::Attempts,
    Expiring::Sessions,
    Expiring::Devices,
    Expiring::Mails,
    Expiring::PutAway,
    Expiring::LinkSessions,
];

impl Desk {
    /// Forgets what has expired; returns how many rows that were. A kind that cannot be forgotten holds up no other one:
    /// the first failure is returned after all were tried.
    pub async fn purge_expired(&self) -> Result<u64, DbError> {
        let now = self.now();
        let (mut forgotten, mut failed) = (0, None);
        for kind in ALL {
            match self.purge_all_of(kind, now).await {
                Ok(gone) => forgotten += gone,
                Err(error) => {
                    tracing::error!(
                        ?kind,
                        error = &error as &dyn std::error::Error,
                        "what has expired could not be forgotten"
                    );
                    failed = failed.or(Some(error));
                }
            }
        }
        let mut conn = self.acquire().await?;
        health::delete_lost_workers(&mut conn).await?;
        failed.map_or(Ok(forgotten), Err)
    }

    async fn purge_all_of(&self, kind: Expiring, now: Timestamp) -> Result<u64, DbError> {
        let mut forgotten = 0;
        loop {
            let mut tx = self.begin().await?;
            let gone = purge(&mut tx, kind, now).await?;
            tx.commit().await?;
            forgotten += gone;
            if i64::try_from(gone).is_ok_and(|gone| gone < BATCH) {
                return Ok(forgotten);
            }
        }
    }
}

async fn purge(conn: &mut PgConnection, kind: Expiring, now: Timestamp) -> Result<u64, DbError> {
    match kind {
        Expiring::Drafts => draft::delete_expired(conn, now, BATCH).await,
        Expiring::Searches => search::delete_old(conn, now, BATCH).await,
        Expiring::Attempts => attempts::delete_old_attempts(conn, now - ATTEMPTS_KEPT, BATCH).await,
        Expiring::Sessions => sessions::delete_old_sessions(conn, now - SESSIONS_KEPT, BATCH).await,
        Expiring::Devices => devices::delete_old_devices(conn, now, BATCH).await,
        Expiring::Mails => outbox::delete_settled(conn, now - MAILS_KEPT, BATCH).await,
        Expiring::LinkSessions => link::delete_expired_sessions(conn, now, BATCH).await,
        Expiring::PutAway => purge_put_away(conn, now).await,
    }
}

async fn purge_put_away(conn: &mut PgConnection, now: Timestamp) -> Result<u64, DbError> {
    let gone = put_away::delete_put_away(conn, now - PUT_AWAY_KEPT, BATCH).await?;
    for case in &gone {
        let event = Event::of_case(*case, Doer::Clock, EventKind::CaseForgotten, now);
        insert_event(conn, &event).await?;
    }
    Ok(u64::try_from(gone.len()).unwrap_or(u64::MAX))
}
