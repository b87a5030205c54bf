//! An adult of a family, or a doctor, looks at the papers they sent. What another sent is not theirs to see. Of papers that staff
//! put in they read what the line of the paper that was asked for says already: that one of its kind is here.

use crate::db::{DbError, link, paper, referral::read};
use crate::domain::paper::{AskState, Paper, PaperKind, PaperState};
use crate::domain::reference::Reference;
use crate::domain::referral::ContactKind;
use crate::usecases::Desk;
use crate::usecases::link::LinkToken;

/// The papers that one adult of a family, or a doctor, sent.
#[derive(Debug, Clone)]
pub struct OwnPapers {
    /// The reference of the request.
    pub reference: Reference,
    /// True where they are a doctor's.
    pub by_doctor: bool,
    /// Those that came whole, newest first.
    pub papers: Vec<Paper>,
    /// What came by fax, by post or by hand, was asked for and opens.
    pub received: Vec<PaperKind>,
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
        let asks = &case.referral.asks;
        let asked = |kind: PaperKind| {
            let mut needed = asks.iter().filter(|ask| ask.state != AskState::NotNeeded);
            needed.any(|ask| ask.kind == kind)
        };
        let ours =
            |paper: &Paper| paper.put_in.is_some() && paper.state.opens() && asked(paper.kind);
        let all: Vec<Paper> = all.into_iter().map(|open| open.paper).collect();
        let received = all.iter().filter(|paper| ours(paper));
        let own = |paper: &Paper| {
            paper.contact == Some(link.contact) && paper.state != PaperState::Uploading
        };
        Ok(Some(OwnPapers {
            by_doctor: link.kind == ContactKind::Doctor,
            reference: case.referral.reference,
            open: case.referral.status.is_open(),
            received: received.map(|paper| paper.kind).collect(),
            papers: all.into_iter().filter(own).collect(),
        }))
    }
}
