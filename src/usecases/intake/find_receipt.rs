//! A browser comes back to what it sent.

use jiff::Timestamp;
use sqlx::PgConnection;

use super::DraftToken;
use crate::db::DbError;
use crate::db::draft::find_draft;
use crate::db::link;
use crate::db::referral::read::{self, OpenCase};
use crate::db::referral::record::{self, Wanted};
use crate::domain::priority::Priority;
use crate::domain::reference::Reference;
use crate::domain::referral::{Referral, SentForm, Source};
use crate::domain::request::DraftAnswers;
use crate::domain::status::{Decision, Status};
use crate::support::ids::Token;
use crate::usecases::Desk;

/// What the confirmation page shows.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// What people see and say.
    pub reference: Reference,
    /// The promise, while the case is open.
    pub promise_due_at: Option<Timestamp>,
    /// The promise that was missed, until it is met.
    pub missed_since: Option<Timestamp>,
    /// How urgent.
    pub priority: Priority,
    /// Where it stands.
    pub status: Status,
    /// The decision, only once the family was told by phone.
    pub decision: Option<Decision>,
    /// True once all contact with the family has stopped, because the child has died.
    pub contact_stopped: bool,
    /// When the visit is.
    pub visit_at: Option<Timestamp>,
    /// True once the family was reached.
    pub first_call_done: bool,
    /// When the family was first reached; none where it was the doctor who referred.
    pub talked_at: Option<Timestamp>,
    /// What was sent, as it was typed.
    pub sent: SentForm,
    /// When it was stored.
    pub received_at: Timestamp,
    /// The private link of whoever sent it, for their own browser.
    pub link: Option<Token>,
}

impl Desk {
    /// Finds what a browser sent by this form; none where another one sent it.
    pub async fn find_receipt<A: DraftAnswers>(
        &self,
        token: &DraftToken,
    ) -> Result<Option<Receipt>, DbError> {
        let mut conn = self.pool.acquire().await?;
        let Some(case) = self.find_sent::<A>(&mut conn, token).await? else {
            return Ok(None);
        };
        // A doctor's browser has no business with the family's link, nor theirs with the doctor's.
        let asked = case.referral.source;
        let link = link::find_of_asker(&mut conn, case.referral.id, asked).await?;
        let link = link.map(|(contact, generation)| self.vault.link_token(contact, generation));
        let stands = read::find_standing(&mut conn, &self.vault, &case.referral).await?;
        let receipt = Receipt::read(&mut conn, case, &stands).await?;
        Ok(receipt.map(|receipt| Receipt { link, ..receipt }))
    }

    /// Finds the case that this very browser sent by a form.
    pub(in crate::usecases) async fn find_sent<A: DraftAnswers>(
        &self,
        conn: &mut PgConnection,
        token: &DraftToken,
    ) -> Result<Option<OpenCase>, DbError> {
        let draft = find_draft::<A>(conn, &self.vault, token, self.now()).await?;
        let referral = draft
            .filter(|draft| draft.own)
            .and_then(|draft| draft.referral);
        match referral {
            Some(referral) => read::find(conn, &self.vault, referral).await,
            None => Ok(None),
        }
    }
}

impl Receipt {
    /// Reads what a family may know of a case. `stands` is the one that says where it stands: itself, or the one that it is
    /// joined into.
    pub(in crate::usecases) async fn read(
        conn: &mut PgConnection,
        case: OpenCase,
        stands: &Referral,
    ) -> Result<Option<Self>, DbError> {
        let wanted = Wanted { notes: false };
        let texts = record::read_texts(conn, &case, wanted).await?;
        let Some(sent) = texts.submissions.into_iter().next() else {
            return Ok(None);
        };
        Ok(Some(Self {
            contact_stopped: case.referral.is_silent(),
            reference: case.referral.reference,
            promise_due_at: stands.due_at,
            missed_since: stands.overdue_since,
            priority: stands.priority,
            status: stands.status,
            decision: stands
                .decision
                .filter(|_| stands.decision_told_at.is_some()),
            visit_at: stands.visit_at,
            first_call_done: stands.first_contact_at.is_some(),
            talked_at: stands
                .first_contact_at
                .filter(|_| stands.source != Source::Doctor),
            sent: sent.form,
            received_at: sent.received_at,
            link: None,
        }))
    }
}
