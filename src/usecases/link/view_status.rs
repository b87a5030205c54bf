//! An adult of a family looks where the request stands. What others of the family or a doctor wrote is not theirs to read.

use sqlx::PgConnection;

use super::LinkToken;
use crate::db::link::FoundLink;
use crate::db::mail::of_case;
use crate::db::referral::read;
use crate::db::{DbError, audit, link, message, paper};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::feedback::{Asking, is_asked};
use crate::domain::help::HelpRequest;
use crate::domain::paper::{PaperAsk, PaperState};
use crate::domain::referral::{ContactKind, Source};
use crate::domain::status::WaitingOn;
use crate::usecases::Desk;
use crate::usecases::intake::find_receipt::Receipt;

/// Where a request stands, for one adult of the family.
#[derive(Debug, Clone)]
pub struct StatusView {
    /// The case as the family reads it.
    pub receipt: Receipt,
    /// True where this very person sent the form, and may read it again.
    pub own_form: bool,
    /// True where the family told us of a death that nobody has recorded yet: they can take it back.
    pub death_told: bool,
    /// True where this person asked us to write no more.
    pub stopped: bool,
    /// Whether they are asked how it was.
    pub feedback: Asking,
    /// Papers that are or were asked for.
    pub asks: Vec<PaperAsk>,
    /// How many photos and papers of theirs are here; one that was refused is not.
    pub papers: usize,
    /// Who else has a page of their own about it.
    pub others: Vec<ContactKind>,
    /// How many messages of ours they have not read.
    pub unread: i64,
    /// For whom we wait.
    pub waiting_on: WaitingOn,
    /// The help that was asked, with how far it is.
    pub help: Vec<HelpRequest>,
    /// Who looks after the case, once somebody does.
    pub owner: Option<String>,
    /// Who helps with everything around the visit.
    pub social_worker: Option<String>,
}

impl Desk {
    /// Finds where the request of a browser's private link stands, and puts the look on the record; none where the
    /// browser is not in, or no longer.
    pub async fn view_status(&self, session: &LinkToken) -> Result<Option<StatusView>, DbError> {
        let roster = self.roster().await?;
        let now = self.now();
        let mut tx = self.begin().await?;
        let Some(found) = link::find_by_session(&mut tx, &self.vault, session, now).await? else {
            return Ok(None);
        };
        if found.kind == ContactKind::Doctor {
            return Ok(None);
        }
        let Some(case) = read::find(&mut tx, &self.vault, found.referral).await? else {
            return Ok(None);
        };
        let beside = of_case::list_beside(&mut tx, found.referral).await?;
        let name = |id| {
            let member = roster
                .staff
                .iter()
                .find(|member| Some(member.facts.id) == id);
            member.map(|member| member.person.name.expose().to_owned())
        };
        let stands = read::find_standing(&mut tx, &self.vault, &case.referral).await?;
        let (owner, social_worker) = (name(stands.owner), name(stands.social_worker));
        let by_family = matches!(case.referral.source, Source::Family | Source::CallMe);
        let own_form =
            by_family && matches!(found.kind, ContactKind::Family | ContactKind::Patient);
        let others = case.referral.contacts.iter();
        let others = others.filter(|other| other.has_link && other.id != found.contact);
        let others = others.map(|other| other.kind).collect();
        let papers = self.count_papers(&mut tx, &found).await?;
        let unread = message::count_unread(&mut tx, found.contact).await?;
        let asks = case.referral.asks_with(&stands);
        let (asked, waiting_on) = (is_asked(&stands), stands.waiting_on);
        let recorded = case.referral.contact_stopped_at.is_some();
        let death_told = case.referral.death_told_at.is_some() && !recorded;
        let Some(receipt) = Receipt::read(&mut tx, case, &stands).await? else {
            return Ok(None);
        };
        let seen = Event::of_case(found.referral, Doer::Family, EventKind::StatusSeen, now)
            .with("contact", found.contact.to_string());
        audit::insert_event(&mut tx, &seen).await?;
        tx.commit().await?;
        Ok(Some(StatusView {
            receipt,
            own_form,
            stopped: found.stopped,
            death_told,
            feedback: if asked { Asking::Yes } else { Asking::No },
            asks,
            papers,
            others,
            unread,
            waiting_on,
            help: beside.help,
            owner,
            social_worker,
        }))
    }

    /// Counts the papers that somebody sent and that are here.
    async fn count_papers(
        &self,
        conn: &mut PgConnection,
        found: &FoundLink,
    ) -> Result<usize, DbError> {
        let papers = paper::list_of_case(conn, &self.vault, found.referral).await?;
        let own = papers.iter().map(|open| &open.paper).filter(|paper| {
            let here = paper.state == PaperState::Pending || paper.state.opens();
            here && paper.contact == Some(found.contact)
        });
        Ok(own.count())
    }
}
