//! Somebody adds a paper, part by part: outside by a private link, or staff what came by fax. Each part is sealed and lies in
//! the file store before it counts; a line that breaks goes on where it broke, and the same part twice is one. With its count it
//! leaves a mark: whatever is laid over it later does not open.

use uuid::Uuid;

use super::bring::{Bringer, Brought};
use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::paper::{self, Content, NewPart, NewRow, OpenPaper};
use crate::domain::event::{Event, EventKind};
use crate::domain::notice::Notice;
use crate::domain::paper::{self as rules, Media, PART_BYTES, PaperKind, PaperRefusal, PaperState};
use crate::domain::permission::Action;
use crate::domain::person::{FreeText, masked_debug};
use crate::support::ids::fresh_id;
use crate::support::store::StoreError;
use crate::usecases::Desk;

/// A paper that somebody sends.
#[derive(Clone)]
pub struct NewPaper {
    /// The key of the page's form, or one that a script made for this paper: the same paper has the same.
    pub key: Uuid,
    /// Its name on the sender's device.
    pub name: String,
    /// What it is, as the sender says.
    pub kind: PaperKind,
    /// What it is in the sender's words.
    pub what: Option<FreeText>,
    /// How many bytes it has; at most so many, where the sender does not tell.
    pub bytes: u64,
}

masked_debug!(NewPaper);

/// One part of a paper.
pub struct Part {
    /// Where it begins, in bytes.
    pub at: u64,
    /// Its bytes; all parts but the last have the same length.
    pub bytes: Vec<u8>,
    /// True where nothing follows.
    pub last: bool,
    /// The paper it belongs to, where the sender goes on with that one alone; else the key says which.
    pub of: Option<Uuid>,
}

/// What is here after a part.
#[derive(Debug, Clone, Copy)]
pub struct Received {
    /// The paper it belongs to.
    pub paper: Uuid,
    /// Bytes of it that are here.
    pub bytes: u64,
}

/// Why a part was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AddPaperError {
    /// The browser is not in, or the request takes no papers any more; for staff, there is no such case that they may see.
    #[error("the request takes no papers from here")]
    NotHere,
    /// The role may see the case but not put in papers, or none of this kind.
    #[error("not allowed")]
    Forbidden,
    /// The case has ended.
    #[error("the case has ended")]
    Ended,
    /// The paper is none that we take.
    #[error(transparent)]
    Refused(#[from] PaperRefusal),
    /// Another part is next.
    #[error("another part is next")]
    Elsewhere {
        /// Bytes that are here already.
        received: u64,
    },
    /// The file store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The database failed.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl From<sqlx::Error> for AddPaperError {
    fn from(error: sqlx::Error) -> Self {
        Self::Db(error.into())
    }
}

impl Desk {
    /// Takes one part of a paper; returns how many bytes are here then. The first part decides what it is, and a paper whose
    /// first part did not come to count was not begun.
    pub async fn add_part(
        &self,
        bringer: Bringer<'_>,
        new: &NewPaper,
        part: &Part,
    ) -> Result<Received, AddPaperError> {
        let length = u64::try_from(part.bytes.len()).unwrap_or(u64::MAX);
        let number = number_of(part.at).ok_or(AddPaperError::Elsewhere { received: 0 })?;
        if part.bytes.is_empty() {
            return Err(PaperRefusal::Empty.into());
        }
        let to = part.at + length;
        if to > rules::BYTES_MOST || to > new.bytes {
            return Err(PaperRefusal::TooLarge.into());
        }
        if part.bytes.len() != PART_BYTES && !part.last {
            return Err(AddPaperError::Elsewhere { received: part.at });
        }
        let (open, begun) = self.paper_of(bringer, new, part).await?;
        let (paper, received) = (open.paper.id, open.paper.received);
        if open.paper.state != PaperState::Uploading || received != part.at {
            return Err(AddPaperError::Elsewhere { received });
        }
        let kept = self.keep_part(bringer, &open, (number, to), part).await;
        if kept.is_err() && begun {
            let gone = async {
                let mut conn = self.acquire().await?;
                paper::delete_empty(&mut conn, paper).await
            };
            self.clear_up(paper, gone.await).await;
        }
        kept.map(|()| Received { paper, bytes: to })
    }

    /// Lays a part into the store, then counts it.
    async fn keep_part(
        &self,
        bringer: Bringer<'_>,
        open: &OpenPaper,
        (number, to): (i32, u64),
        part: &Part,
    ) -> Result<(), AddPaperError> {
        let counted = NewPart {
            number,
            from: part.at,
            to,
            last: part.last,
            mark: open.key.mark(number, &part.bytes),
        };
        let sealed = open.key.seal(Content::Original, number, &part.bytes)?;
        let name = Content::Original.name(open.paper.id, number);
        self.store.put(&name, sealed).await?;
        self.count_part(bringer, open, &counted).await
    }

    /// Gives up what an earlier post with this key left half done, and gives back its room.
    pub async fn drop_paper(&self, bringer: Bringer<'_>, key: Uuid) -> Result<(), AddPaperError> {
        let mut tx = self.begin().await?;
        let brought = match self.brought(&mut tx, bringer).await {
            Err(AddPaperError::NotHere) => return Ok(()),
            brought => brought?,
        };
        let referral = brought.case.referral.id;
        let found = paper::find_by_key(&mut tx, &self.vault, referral, key).await?;
        let Some(open) = found.filter(|open| brought.goes_on_with(&open.paper)) else {
            return Ok(());
        };
        let gone = paper::delete_unfinished(&mut tx, open.paper.id).await?;
        tx.commit().await?;
        if gone {
            self.remove_parts(open.paper.id).await;
        }
        Ok(())
    }

    /// Gives up a paper that whoever asks has begun and of which not all has come: nobody waits a day for its room. Their right
    /// is not asked for again, for it may have ended in the middle.
    pub async fn give_up_paper(&self, paper: Uuid) {
        let gone = async {
            let mut conn = self.acquire().await?;
            paper::delete_unfinished(&mut conn, paper).await
        };
        self.clear_up(paper, gone.await).await;
    }

    /// Removes the bytes of a paper, where its row is gone. What could not be given up, the sweep takes.
    async fn clear_up(&self, paper: Uuid, gone: Result<bool, DbError>) {
        match gone {
            Ok(true) => self.remove_parts(paper).await,
            Ok(false) => {}
            Err(error) => tracing::warn!(%paper, %error, "half a paper stays until it is swept"),
        }
    }

    /// Finds the paper that a part belongs to; the first part begins it. Tells whether it did.
    async fn paper_of(
        &self,
        bringer: Bringer<'_>,
        new: &NewPaper,
        part: &Part,
    ) -> Result<(OpenPaper, bool), AddPaperError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let brought = self.brought(&mut tx, bringer).await?;
        let referral = brought.case.referral.id;
        let known = paper::find_by_key(&mut tx, &self.vault, referral, new.key).await?;
        if let Some(known) = known {
            if !brought.goes_on_with(&known.paper) {
                return Err(AddPaperError::NotHere);
            }
            if part.of.is_some_and(|of| of != known.paper.id) {
                let received = known.paper.received;
                return Err(AddPaperError::Elsewhere { received });
            }
            return Ok((known, false));
        }
        if !bringer.may_bring(new.kind) {
            let kind = EventKind::AccessDenied;
            let event = Event::of_case(referral, brought.doer, kind, now)
                .with("action", Action::AddPapers.code())
                .with("kind", new.kind.code());
            insert_event(&mut tx, &event).await?;
            tx.commit().await?;
            return Err(AddPaperError::Forbidden);
        }
        if part.at != 0 {
            return Err(AddPaperError::Elsewhere { received: 0 });
        }
        let name = rules::file_name(&new.name);
        let media = Media::of(&name, &part.bytes)?;
        media.check_measures(&part.bytes)?;
        let (count, together) = paper::count(&mut tx, referral).await?;
        rules::room(count, together, new.bytes)?;
        let row = NewRow {
            id: fresh_id(),
            referral,
            contact: brought.contact,
            put_in: brought.put_in,
            send_key: new.key,
            kind: new.kind,
            media,
            name: &name,
            what: new.what.as_ref(),
            bytes: new.bytes,
        };
        paper::insert(&mut tx, &brought.case.key, &row, now).await?;
        let begun = paper::find(&mut tx, &self.vault, referral, row.id).await?;
        tx.commit().await?;
        Ok((begun.ok_or(AddPaperError::NotHere)?, true))
    }

    /// Counts a part that lies in the store. With the last one the paper is on the record, and its owner is told.
    async fn count_part(
        &self,
        bringer: Bringer<'_>,
        open: &OpenPaper,
        part: &NewPart,
    ) -> Result<(), AddPaperError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let brought = self.brought(&mut tx, bringer).await?;
        if !paper::update_received(&mut tx, open.paper.id, part, now).await? {
            return Err(AddPaperError::Elsewhere {
                received: part.from,
            });
        }
        if part.last {
            self.record_paper(&mut tx, brought, open).await?;
        }
        tx.commit().await?;
        if part.last {
            self.mail_wake.notify_one();
            self.paper_wake.notify_one();
        }
        Ok(())
    }

    /// Puts a paper that is whole on the record, and tells whoever answers for the case.
    async fn record_paper(
        &self,
        conn: &mut sqlx::PgConnection,
        brought: Brought,
        open: &OpenPaper,
    ) -> Result<(), DbError> {
        let case = &brought.case.referral;
        let kind = EventKind::PaperReceived;
        let mut event = Event::of_case(case.id, brought.doer, kind, self.now())
            .with("paper", open.paper.id.to_string())
            .with("kind", open.paper.kind.code());
        if let Some(contact) = brought.contact {
            event = event.with("contact", contact.to_string());
        }
        if let Some(put_in) = brought.put_in {
            event = event.with("came", put_in.came.code());
        }
        insert_event(conn, &event).await?;
        let by = brought.put_in.map(|put_in| put_in.by);
        let notice = Notice::StaffPapersCame;
        self.tell_owner_once(conn, case, notice, "papers_came", None, by)
            .await
    }
}

/// The number of the part that begins there.
fn number_of(at: u64) -> Option<i32> {
    let part = u64::try_from(PART_BYTES).ok()?;
    at.is_multiple_of(part)
        .then(|| i32::try_from(at / part).ok())
        .flatten()
}
