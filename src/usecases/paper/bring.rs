//! Who brings a paper: somebody outside by their private link, or staff to whom it came by fax, by post or by hand.

use uuid::Uuid;

use super::add_paper::AddPaperError;
use crate::db::link;
use crate::db::referral::Viewer;
use crate::db::referral::read::{self, OpenCase};
use crate::domain::event::Doer;
use crate::domain::paper::{Paper, PaperKind, PaperWay, PutIn, may_add};
use crate::domain::permission::{Action, may};
use crate::domain::reference::Reference;
use crate::domain::staff::Actor;
use crate::usecases::Desk;
use crate::usecases::link::LinkToken;

/// Who brings a paper.
#[derive(Clone, Copy)]
pub enum Bringer<'a> {
    /// Whoever this browser is in for.
    Outside(&'a LinkToken),
    /// Staff.
    Staff {
        /// Who.
        actor: &'a Actor,
        /// The case.
        reference: &'a Reference,
        /// How it came.
        came: PaperWay,
    },
}

impl Bringer<'_> {
    /// True where they may bring papers of this kind.
    pub(super) fn may_bring(&self, kind: PaperKind) -> bool {
        match self {
            Self::Outside(_) => true,
            Self::Staff { actor, .. } => may_add(actor.role, kind),
        }
    }
}

/// The case that a paper is brought to, with whose it will be.
pub(super) struct Brought {
    /// The case, held.
    pub case: OpenCase,
    /// Who does it.
    pub doer: Doer,
    /// Whose it is, outside.
    pub contact: Option<Uuid>,
    /// Who of the staff puts it in.
    pub put_in: Option<PutIn>,
}

impl Brought {
    /// True where a paper is theirs to go on with. A key is the page's own: what another brought is not found by it.
    pub fn goes_on_with(&self, paper: &Paper) -> bool {
        let by = |put_in: Option<PutIn>| put_in.map(|put_in| put_in.by);
        paper.contact == self.contact && by(paper.put_in) == by(self.put_in)
    }
}

impl Desk {
    /// Whether this person may put papers into a case, before any byte of one is read.
    pub async fn check_puts_in(
        &self,
        actor: &Actor,
        reference: &Reference,
    ) -> Result<(), AddPaperError> {
        let mut tx = self.begin().await?;
        let found = self.case_of_staff(&mut tx, actor, reference).await;
        tx.commit().await?;
        if matches!(found, Err(AddPaperError::Forbidden)) {
            self.note_denial(actor, reference, Action::AddPapers)
                .await?;
        }
        found.map(drop)
    }

    /// Finds the case that a paper is brought to and holds it, so that two papers at once do not both take the last place.
    pub(super) async fn brought(
        &self,
        conn: &mut sqlx::PgConnection,
        bringer: Bringer<'_>,
    ) -> Result<Brought, AddPaperError> {
        match bringer {
            Bringer::Outside(session) => self.case_of_browser(conn, session).await,
            Bringer::Staff {
                actor,
                reference,
                came,
            } => Ok(Brought {
                case: self.case_of_staff(conn, actor, reference).await?,
                doer: Doer::staff(actor),
                contact: None,
                put_in: Some(PutIn { by: actor.id, came }),
            }),
        }
    }

    async fn case_of_browser(
        &self,
        conn: &mut sqlx::PgConnection,
        session: &LinkToken,
    ) -> Result<Brought, AddPaperError> {
        let link = link::find_by_session(conn, &self.vault, session, self.now())
            .await?
            .ok_or(AddPaperError::NotHere)?;
        let case = read::lock(conn, &self.vault, link.referral)
            .await?
            .ok_or(AddPaperError::NotHere)?;
        if case.referral.is_silent() || !case.referral.status.is_open() {
            return Err(AddPaperError::NotHere);
        }
        Ok(Brought {
            case,
            doer: link.kind.doer(),
            contact: Some(link.contact),
            put_in: None,
        })
    }

    async fn case_of_staff(
        &self,
        conn: &mut sqlx::PgConnection,
        actor: &Actor,
        reference: &Reference,
    ) -> Result<OpenCase, AddPaperError> {
        let case = read::lock_for(conn, &self.vault, Viewer::from(actor), reference)
            .await?
            .ok_or(AddPaperError::NotHere)?;
        if !may(actor.role, Action::AddPapers) {
            return Err(AddPaperError::Forbidden);
        }
        if !case.referral.status.is_open() {
            return Err(AddPaperError::Ended);
        }
        Ok(case)
    }
}
