//! Staff say what a paper is that came under a wrong name. What was asked for under the new name is here then.

use uuid::Uuid;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::paper;
use crate::db::referral::{Viewer, read};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::paper::{PaperKind, may_add, may_rename};
use crate::domain::reference::Reference;
use crate::domain::staff::Actor;
use crate::usecases::Desk;

/// Why a paper keeps its name.
#[derive(Debug, thiserror::Error)]
pub enum RenamePaperError {
    /// There is no such paper for this person.
    #[error("no such paper")]
    NotFound,
    /// The role may not, or not to or from this kind.
    #[error("not allowed")]
    Forbidden,
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for RenamePaperError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Desk {
    /// Changes what a paper is. The same kind again changes nothing.
    pub async fn rename_paper(
        &self,
        actor: &Actor,
        reference: &Reference,
        id: Uuid,
        to: PaperKind,
    ) -> Result<(), RenamePaperError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let viewer = Viewer::from(actor);
        let case = read::lock_for(&mut tx, &self.vault, viewer, reference).await?;
        let case = case.ok_or(RenamePaperError::NotFound)?;
        if !PaperKind::ALL.iter().any(|kind| may_add(actor.role, *kind)) {
            return Err(RenamePaperError::Forbidden);
        }
        let found = paper::find(&mut tx, &self.vault, case.referral.id, id).await?;
        let open = found.ok_or(RenamePaperError::NotFound)?;
        let from = open.paper.kind;
        if !may_rename(actor.role, from, to) {
            return Err(RenamePaperError::Forbidden);
        }
        if from == to {
            return Ok(());
        }
        if paper::update_kind(&mut tx, id, to).await?.opens() {
            paper::ask::update_came(&mut tx, id, true, now).await?;
        }
        let renamed = EventKind::PaperRenamed;
        let event = Event::of_case(case.referral.id, Doer::staff(actor), renamed, now)
            .with("paper", id.to_string())
            .with("from", from.code())
            .with("to", to.code());
        insert_event(&mut tx, &event).await?;
        Ok(tx.commit().await?)
    }
}
