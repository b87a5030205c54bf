//! The clock sweeps the file store: papers of which the rest never came, and bytes that no paper is known for, because the
//! case was forgotten, the paper was refused, or a process died between the store and the database.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use uuid::Uuid;

use crate::db::DbError;
use crate::db::paper::{self, PAPERS};
use crate::support::store::StoreError;
use crate::usecases::Desk;

/// A paper whose rest has not come for so long never comes; bytes without a paper are let lie as long.
const ABANDONED: SignedDuration = SignedDuration::from_hours(24);
/// Papers that one transaction forgets, or asks for.
const BATCH: usize = 500;

/// Why the store could not be swept.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    /// The file store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl Desk {
    /// Forgets what nobody will ever open; returns how many files went.
    pub async fn sweep_papers(&self) -> Result<usize, SweepError> {
        let before = self.now() - ABANDONED;
        let most = i64::try_from(BATCH).unwrap_or(i64::MAX);
        let mut conn = self.acquire().await?;
        while paper::delete_abandoned(&mut conn, before, most).await? > 0 {}
        let old: Vec<(Uuid, String)> = self
            .store
            .list(PAPERS)
            .await?
            .into_iter()
            .filter(|file| file.at < before)
            .filter_map(|file| Some((paper_of(&file.name)?, file.name)))
            .collect();
        // First what was cut off: a folder that it leaves empty goes too.
        let mut gone = self.store.delete_cut_off(PAPERS, before).await?;
        for files in old.chunks(BATCH) {
            let ids: Vec<Uuid> = files.iter().map(|(paper, _)| *paper).collect();
            let kept: BTreeSet<Uuid> = paper::list_kept(&mut conn, &ids)
                .await?
                .into_iter()
                .collect();
            for (_, name) in files.iter().filter(|(paper, _)| !kept.contains(paper)) {
                self.store.delete(name).await?;
                gone += 1;
            }
        }
        Ok(gone)
    }

    /// Removes the bytes of a paper that nobody will ever open. Whatever is left behind here, the sweep takes.
    pub(super) async fn remove_parts(&self, paper: Uuid) {
        let removed = async {
            for file in self.store.list(&format!("{PAPERS}/{paper}")).await? {
                self.store.delete(&file.name).await?;
            }
            Ok::<_, StoreError>(())
        };
        if let Err(error) = removed.await {
            tracing::warn!(%paper, %error, "the bytes of a paper that is gone lie there until they are swept");
        }
    }
}

/// The paper that a file of the store belongs to.
fn paper_of(name: &str) -> Option<Uuid> {
    Uuid::parse_str(name.split('/').nth(1)?).ok()
}
