//! Somebody opens a paper: staff whose role may, or whoever sent it. The look is on the record before the first byte leaves.

use bytes::Bytes;
use uuid::Uuid;

use crate::db::audit::insert_event;
use crate::db::paper::{self, Content, OpenPaper};
use crate::db::referral::{Viewer, read};
use crate::db::{DbError, link};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::paper::{PART_BYTES, Paper, may_open};
use crate::domain::reference::Reference;
use crate::domain::staff::Actor;
use crate::support::store::{Store, StoreError};
use crate::usecases::Desk;
use crate::usecases::link::LinkToken;

/// A paper that may be read, part by part.
#[derive(Debug, Clone)]
pub struct ReadablePaper {
    /// The paper.
    pub paper: Paper,
    /// Bytes that are handed out.
    pub length: u64,
    open: OpenPaper,
    store: Store,
    content: Content,
}

/// Why a part could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadPaperError {
    /// The file store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It does not open.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl ReadablePaper {
    pub(in crate::usecases) fn of(open: OpenPaper, content: Content, store: Store) -> Self {
        let length = match content {
            Content::Original => open.paper.bytes,
            Content::Copy => open.copy_bytes.unwrap_or_default(),
        };
        Self {
            paper: open.paper.clone(),
            length,
            open,
            store,
            content,
        }
    }

    /// How many parts it has.
    pub fn parts(&self) -> i32 {
        let part = u64::try_from(PART_BYTES).unwrap_or(u64::MAX);
        i32::try_from(self.length.div_ceil(part)).unwrap_or(i32::MAX)
    }

    /// Reads one part; numbers count from 0.
    pub async fn part(&self, number: i32) -> Result<Bytes, ReadPaperError> {
        let name = self.content.name(self.paper.id, number);
        let sealed = self.store.get(&name).await?;
        let plain = self.open.open_part(self.content, number, &sealed)?;
        Ok(Bytes::copy_from_slice(&plain))
    }
}

impl Desk {
    /// Opens a paper of a case for staff; none where there is none, it does not open, or the role may not.
    pub async fn open_paper(
        &self,
        actor: &Actor,
        reference: &Reference,
        id: Uuid,
    ) -> Result<Option<ReadablePaper>, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let viewer = Viewer::from(actor);
        let Some(case) = read::find_for(&mut tx, &self.vault, viewer, reference).await? else {
            return Ok(None);
        };
        let referral = case.referral.id;
        let found = paper::find(&mut tx, &self.vault, referral, id).await?;
        let Some(open) = found.filter(|open| open.paper.state.opens()) else {
            return Ok(None);
        };
        let allowed = may_open(actor.role, open.paper.kind);
        let kind = if allowed {
            EventKind::PaperOpened
        } else {
            EventKind::AccessDenied
        };
        let event =
            Event::of_case(referral, Doer::staff(actor), kind, now).with("paper", id.to_string());
        insert_event(&mut tx, &event).await?;
        tx.commit().await?;
        Ok(allowed.then(|| self.readable(open)))
    }

    /// Opens a paper for whoever sent it.
    pub async fn open_own_paper(
        &self,
        session: &LinkToken,
        id: Uuid,
    ) -> Result<Option<ReadablePaper>, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some(link) = link::find_by_session(&mut tx, &self.vault, session, now).await? else {
            return Ok(None);
        };
        let found = paper::find(&mut tx, &self.vault, link.referral, id).await?;
        let own =
            |open: &OpenPaper| open.paper.contact == Some(link.contact) && open.paper.state.opens();
        let Some(open) = found.filter(own) else {
            return Ok(None);
        };
        let event = Event::of_case(link.referral, link.kind.doer(), EventKind::PaperOpened, now)
            .with("paper", id.to_string());
        insert_event(&mut tx, &event).await?;
        tx.commit().await?;
        Ok(Some(self.readable(open)))
    }

    /// What is handed out of a picture is its copy.
    fn readable(&self, open: OpenPaper) -> ReadablePaper {
        let content = if open.copy_bytes.is_some() {
            Content::Copy
        } else {
            Content::Original
        };
        ReadablePaper::of(open, content, self.store.clone())
    }
}
