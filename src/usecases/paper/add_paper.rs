//! An adult of a family adds a paper, part by part. Each part is sealed and lies in the file store before it counts; a line
//! that breaks goes on where it broke, and the same part twice is one. With its count it leaves a mark: whatever is laid over it
//! later does not open.

use uuid::Uuid;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::link::{self, FoundLink};
use crate::db::paper::{self, Content, NewPart, NewRow, OpenPaper};
use crate::db::referral::read::{self, OpenCase};
use crate::domain::event::{Event, EventKind};
use crate::domain::notice::Notice;
use crate::domain::paper::{self as rules, Media, PART_BYTES, PaperKind, PaperRefusal, PaperState};
use crate::domain::person::masked_debug;
use crate::support::ids::fresh_id;
use crate::support::store::StoreError;
use crate::usecases::Desk;
use crate::usecases::link::LinkToken;

/// A paper that somebody sends.
#[derive(Clone)]
pub struct NewPaper {
    /// The page's key: the same paper has the same.
    pub key: Uuid,
    /// Its name on the sender's device.
    pub name: String,
    /// What it is, as the sender says.
    pub kind: PaperKind,
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
}

/// Why a part was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AddPaperError {
    /// The browser is not in, or the request takes no papers any more.
    #[error("the request takes no papers from here")]
    NotHere,
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
    /// Takes one part of a paper; returns how many bytes are here then. The first part decides what it is.
    pub async fn add_part(
        &self,
        session: &LinkToken,
        new: &NewPaper,
        part: &Part,
    ) -> Result<u64, AddPaperError> {
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
        let open = self.paper_of(session, new, part).await?;
        let (paper, received) = (open.paper.id, open.paper.received);
        if open.paper.state != PaperState::Uploading || received != part.at {
            return Err(AddPaperError::Elsewhere { received });
        }
        let counted = NewPart {
            number,
            from: part.at,
            to,
            last: part.last,
            mark: open.key.mark(number, &part.bytes),
        };
        let sealed = open.key.seal(Content::Original, number, &part.bytes)?;
        self.store
            .put(&Content::Original.name(paper, number), sealed)
            .await?;
        self.count_part(session, &open, &counted).await?;
        Ok(to)
    }

    /// Gives up a paper of which not all has come, and gives back its room: where that ran out, nobody waits a day for it.
    /// Whoever says how much they brought of it gives up that alone, not what another post of the page brings meanwhile.
    pub async fn drop_paper(
        &self,
        session: &LinkToken,
        key: Uuid,
        brought: Option<u64>,
    ) -> Result<(), AddPaperError> {
        let mut tx = self.begin().await?;
        let Some(link) = link::find_by_session(&mut tx, &self.vault, session, self.now()).await?
        else {
            return Ok(());
        };
        let found = paper::find_by_key(&mut tx, &self.vault, link.referral, key).await?;
        let own = |open: &OpenPaper| {
            open.paper.contact == Some(link.contact)
                && brought.is_none_or(|brought| brought == open.paper.received)
        };
        let Some(open) = found.filter(own) else {
            return Ok(());
        };
        let gone = paper::delete_unfinished(&mut tx, open.paper.id).await?;
        tx.commit().await?;
        if gone {
            self.remove_parts(open.paper.id).await;
        }
        Ok(())
    }

    /// Finds the paper that a part belongs to; the first part begins it.
    async fn paper_of(
        &self,
        session: &LinkToken,
        new: &NewPaper,
        part: &Part,
    ) -> Result<OpenPaper, AddPaperError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let (link, case) = self.case_of(&mut tx, session).await?;
        let known = paper::find_by_key(&mut tx, &self.vault, link.referral, new.key).await?;
        if let Some(known) = known {
            // A key is the page's own: another adult's paper is not found by it.
            return if known.paper.contact == Some(link.contact) {
                Ok(known)
            } else {
                Err(AddPaperError::NotHere)
            };
        }
        if part.at != 0 {
            return Err(AddPaperError::Elsewhere { received: 0 });
        }
        let name = rules::file_name(&new.name);
        let media = Media::of(&name, &part.bytes)?;
        media.check_measures(&part.bytes)?;
        let (count, together) = paper::count(&mut tx, link.referral).await?;
        rules::room(count, together, new.bytes)?;
        let row = NewRow {
            id: fresh_id(),
            referral: link.referral,
            contact: link.contact,
            send_key: new.key,
            kind: new.kind,
            media,
            name: &name,
            bytes: new.bytes,
        };
        paper::insert(&mut tx, &case.key, &row, now).await?;
        let begun = paper::find(&mut tx, &self.vault, link.referral, row.id).await?;
        tx.commit().await?;
        begun.ok_or(AddPaperError::NotHere)
    }

    /// Finds the case of a browser that is in, and holds it, so that two papers at once do not both take the last place.
    async fn case_of(
        &self,
        conn: &mut sqlx::PgConnection,
        session: &LinkToken,
    ) -> Result<(FoundLink, OpenCase), AddPaperError> {
        let link = link::find_by_session(conn, &self.vault, session, self.now())
            .await?
            .ok_or(AddPaperError::NotHere)?;
        let case = read::lock(conn, &self.vault, link.referral)
            .await?
            .ok_or(AddPaperError::NotHere)?;
        if case.referral.is_silent() || !case.referral.status.is_open() {
            return Err(AddPaperError::NotHere);
        }
        Ok((link, case))
    }

    /// Counts a part that lies in the store. With the last one the paper is on the record, and its owner is told.
    async fn count_part(
        &self,
        session: &LinkToken,
        open: &OpenPaper,
        part: &NewPart,
    ) -> Result<(), AddPaperError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let (link, case) = self.case_of(&mut tx, session).await?;
        if !paper::update_received(&mut tx, open.paper.id, part, now).await? {
            return Err(AddPaperError::Elsewhere {
                received: part.from,
            });
        }
        if part.last {
            let event = Event::of_case(
                link.referral,
                link.kind.doer(),
                EventKind::PaperReceived,
                now,
            )
            .with("paper", open.paper.id.to_string())
            .with("kind", open.paper.kind.code())
            .with("contact", link.contact.to_string());
            insert_event(&mut tx, &event).await?;
            let notice = Notice::StaffPapersCame;
            self.tell_owner_once(&mut tx, &case.referral, notice, "papers_came", None)
                .await?;
        }
        tx.commit().await?;
        if part.last {
            self.mail_wake.notify_one();
            self.paper_wake.notify_one();
        }
        Ok(())
    }
}

/// The number of the part that begins there.
fn number_of(at: u64) -> Option<i32> {
    let part = u64::try_from(PART_BYTES).ok()?;
    at.is_multiple_of(part)
        .then(|| i32::try_from(at / part).ok())
        .flatten()
}
