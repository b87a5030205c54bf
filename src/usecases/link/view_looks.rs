//! An adult of a family asks who of us has opened their request.

use std::collections::BTreeMap;

use jiff::civil::Date;
use uuid::Uuid;

use super::LinkToken;
use crate::db::referral::read;
use crate::db::{DbError, audit, link};
use crate::domain::event::{Event, EventKind};
use crate::domain::reference::Reference;
use crate::domain::referral::ContactKind;
use crate::domain::staff::Role;
use crate::usecases::Desk;

/// The most days that are counted, of all roles together: some years of daily work.
const DAYS_MOST: i64 = 2_000;

/// Who opened a request.
#[derive(Debug, Clone)]
pub struct Looks {
    /// The reference of the request.
    pub reference: Reference,
    /// In which role, on which days where the programme is, newest first. Names are told by a person.
    pub days: BTreeMap<Role, Vec<Date>>,
}

impl Desk {
    /// Finds who opened the request of a browser's private link, and puts this look on the record too; none where the
    /// browser is not in, or is a doctor's, or after a death.
    pub async fn view_looks(
        &self,
        session: &LinkToken,
        zone: &str,
    ) -> Result<Option<Looks>, DbError> {
        let now = self.now();
        let mut tx = self.begin().await?;
        let found = link::find_by_session(&mut tx, &self.vault, session, now).await?;
        let Some(found) = found.filter(|found| found.kind != ContactKind::Doctor) else {
            return Ok(None);
        };
        let Some(case) = read::find(&mut tx, &self.vault, found.referral).await? else {
            return Ok(None);
        };
        if case.referral.is_silent() {
            return Ok(None);
        }
        let mut days: BTreeMap<Role, Vec<Date>> = BTreeMap::new();
        // Once it is joined into another, that one is what staff open.
        let kept = case.referral.joined.into.as_ref().map(|kept| kept.id);
        let opened: Vec<Uuid> = std::iter::once(found.referral).chain(kept).collect();
        let looked = audit::list_days_of_looks(&mut tx, &opened, zone, DAYS_MOST).await?;
        for (role, day) in looked {
            days.entry(role).or_default().push(day);
        }
        let seen = Event::of_case(
            found.referral,
            found.kind.doer(),
            EventKind::StatusSeen,
            now,
        )
        .with("contact", found.contact.to_string());
        audit::insert_event(&mut tx, &seen).await?;
        tx.commit().await?;
        Ok(Some(Looks {
            reference: case.referral.reference,
            days,
        }))
    }
}
