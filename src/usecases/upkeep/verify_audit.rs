//! The operator checks that no event is missing: each stream's numbers run without a hole up to its counter.

use crate::db::{DbError, audit};
use crate::usecases::Desk;

/// What the check found.
#[derive(Debug, Clone)]
pub struct AuditReport {
    /// How many events there are.
    pub events: i64,
    /// How many streams.
    pub streams: i64,
    /// Streams with a hole, by id.
    pub holes: Vec<String>,
}

impl Desk {
    /// Checks the audit trail.
    pub async fn verify_audit(&self) -> Result<AuditReport, DbError> {
        let mut conn = self.pool.acquire().await?;
        let (events, streams) = audit::count_events(&mut conn).await?;
        let holes = audit::list_holes(&mut conn)
            .await?
            .into_iter()
            .map(|stream| stream.to_string())
            .collect();
        Ok(AuditReport {
            events,
            streams,
            holes,
        })
    }
}
