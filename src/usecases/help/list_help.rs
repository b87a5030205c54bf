//! Somebody opens the list of help: what nobody has on top, then what is due soonest. The look is on the record.

use jiff::Timestamp;

use crate::db::DbError;
use crate::db::audit::insert_event;
use crate::db::help::list::{self, HelpCursor, HelpFilter, HelpRow};
use crate::db::referral::Viewer;
use crate::domain::event::{Doer, Event, EventKind, codes};
use crate::domain::permission::{Action, may};
use crate::domain::staff::Actor;
use crate::usecases::Desk;
use crate::usecases::case::view_case::{StaffNames, names};

/// Rows of one page.
const PAGE: i64 = 50;

/// A page of the list.
#[derive(Debug, Clone)]
pub struct HelpPage {
    /// The rows.
    pub rows: Vec<HelpRow>,
    /// Where the next page begins, if there is one.
    pub next: Option<HelpCursor>,
    /// How many there are in all, as far as they were counted.
    pub total: i64,
    /// Names of staff.
    pub names: StaffNames,
    /// When the page was made.
    pub as_of: Timestamp,
}

impl Desk {
    /// Lists help for this person; none where their role sees none.
    pub async fn list_help(
        &self,
        actor: &Actor,
        filter: HelpFilter,
        after: Option<HelpCursor>,
    ) -> Result<Option<HelpPage>, DbError> {
        let now = self.now();
        let roster = self.roster().await?;
        let mut tx = self.begin().await?;
        if !may(actor.role, Action::SeeHelp) {
            let denied = Event::of_desk(Doer::staff(actor), EventKind::AccessDenied, now)
                .with("action", Action::SeeHelp.code());
            insert_event(&mut tx, &denied).await?;
            tx.commit().await?;
            return Ok(None);
        }
        let viewer = Viewer::from(actor);
        let mut rows =
            list::list_page(&mut tx, &self.vault, viewer, filter, after, PAGE + 1).await?;
        let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > most;
        rows.truncate(most);
        let total = list::count(&mut tx, viewer, filter).await?;
        let seen = Event::of_desk(Doer::staff(actor), EventKind::ListSeen, now)
            .with("list", "help")
            .with("cases", codes(rows.iter().map(|row| row.referral)));
        insert_event(&mut tx, &seen).await?;
        tx.commit().await?;
        Ok(Some(HelpPage {
            next: rows.last().filter(|_| more).map(HelpRow::cursor),
            rows,
            total,
            names: names(&roster.staff),
            as_of: now,
        }))
    }
}
