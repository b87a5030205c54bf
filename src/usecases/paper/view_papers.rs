//! An adult of a family looks at the papers they sent. What another adult sent is not theirs to see.

use crate::db::{DbError, link, paper, referral::read};
use crate::domain::paper::{Paper, PaperState};
use crate::domain::reference::Reference;
use crate::domain::referral::ContactKind;
use crate::usecases::Desk;
use crate::usecases::link::LinkToken;

/// The papers that one adult of a family sent.
#[derive(Debug, Clone)]
pub struct OwnPapers {
    /// The reference of the request.
    pub reference: Reference,
    /// True where they are a doctor's.
    pub by_doctor: bool,
    /// Those that came whole, newest first.
    pub papers: Vec<Paper>,
    /// False where the request takes no more.
    pub open: bool,
}

impl Desk {
    /// Lists the papers of whoever this browser is; none where it is not in, or the family wants to be left alone.
    pub async fn view_own_papers(&self, session: &LinkToken) -> Result<Option<OwnPapers>, DbError> {
        let mut conn = self.acquire().await?;
        let Some(link) = link::find_by_session(&mut conn, &self.vault, session, self.now()).await?
        else {
            return Ok(None);
        };
        let Some(case) = read::find(&mut conn, &self.vault, link.referral).await? else {
            return Ok(None);
        };
        if case.referral.is_silent() {
            return Ok(None);
        }
        let all = paper::list_of_case(&mut conn, &self.vault, link.referral).await?;
        let own = |paper: &Paper| {
            paper.contact == Some(link.contact) && paper.state != PaperState::Uploading
        };
        Ok(Some(OwnPapers {
            by_doctor: link.kind == ContactKind::Doctor,
            reference: case.referral.reference,
            open: case.referral.status.is_open(),
            papers: all.into_iter().map(|open| open.paper).filter(own).collect(),
        }))
    }
}
