//! The clock raises promises that were missed: one transaction per case, a busy one waits for the next round.

use uuid::Uuid;

use crate::db::DbError;
use crate::db::referral::{apply, overdue, read};
use crate::domain::referral::{Change, Setting};
use crate::usecases::Desk;
use crate::usecases::roster::load_directory;

/// How many cases one round takes.
const ROUND: i64 = 200;

impl Desk {
    /// Raises what has run out; returns how many clocks that were.
    pub async fn raise_overdue(&self) -> Result<usize, DbError> {
        let mut conn = self.pool.acquire().await?;
        let cases = overdue::list_run_out(&mut conn, self.now(), ROUND).await?;
        drop(conn);
        let mut raised = 0;
        for id in cases {
            match self.raise_case(id).await {
                Ok(clocks) => raised += clocks,
                Err(error) if error.is_outage() => return Err(error),
                // One case that cannot be read must not silence the promises of all others.
                Err(error) => {
                    tracing::error!(case = %id, %error, "a missed promise could not be raised");
                }
            }
        }
        if raised > 0 {
            self.mail_wake.notify_one();
        }
        Ok(raised)
    }

    async fn raise_case(&self, id: Uuid) -> Result<usize, DbError> {
        let now = self.now();
        let mut raised = 0;
        loop {
            let mut tx = self.begin().await?;
            let Some(directory) = load_directory(&mut tx).await? else {
                tracing::error!("nobody is set to answer: a missed promise cannot be raised");
                return Ok(raised);
            };
            let Some(case) = read::lock_unless_busy(&mut tx, &self.vault, id).await? else {
                return Ok(raised);
            };
            if case.referral.joined.into.is_some() {
                return Ok(raised);
            }
            let Some(clock) = case.referral.run_out(now).into_iter().next() else {
                return Ok(raised);
            };
            let clock_rules = self.rules();
            let setting = Setting {
                now,
                rules: &clock_rules,
                directory: &directory,
            };
            let change: Change = case.referral.raise_overdue(&clock, &setting);
            apply::update(&mut tx, &self.vault, &case.key, &change, now).await?;
            tx.commit().await?;
            raised += 1;
        }
    }
}
