//! Somebody opens Today: what is overdue, due today, nobody's, and theirs.

use jiff::{SignedDuration, Timestamp};

use super::find_cases::trim_rows;
use super::view_case::{StaffNames, names};
use crate::db::DbError;
use crate::db::mail::outbox::{self, QueueHealth};
use crate::db::referral::Viewer;
use crate::db::referral::list::{self, Filter, Listed, Owed, OwnerFilter, Wanted};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::permission::{Action, may};
use crate::domain::staff::Actor;
use crate::usecases::Desk;

/// Rows of each list on Today.
const SHOWN: usize = 10;
/// A mail older than this unsent raises an alarm.
pub const MAIL_ALARM: SignedDuration = SignedDuration::from_mins(10);

/// The Today page.
#[derive(Debug, Clone)]
pub struct Today {
    /// Missed promises.
    pub overdue: Listed,
    /// Promises that end today.
    pub due_today: Listed,
    /// Cases that nobody has.
    pub unassigned: Listed,
    /// Cases from which somebody wrote, and waits for an answer.
    pub unanswered: Listed,
    /// This person's own cases.
    pub mine: Listed,
    /// Cases with a mail that could not be delivered, for those who do something about it and see them.
    pub to_phone: Listed,
    /// How the mail queue is.
    pub mail: QueueHealth,
    /// True where a mail has waited too long.
    pub mail_alarm: bool,
    /// How many mails could not be delivered, for those who do something about it.
    pub undelivered: i64,
    /// True where this person sends such a mail again or sets it aside.
    pub resends: bool,
    /// Names of staff.
    pub names: StaffNames,
    /// When the page was made.
    pub as_of: Timestamp,
}

impl Desk {
    /// Makes the Today page.
    pub async fn view_today(&self, actor: &Actor) -> Result<Today, DbError> {
        let now = self.now();
        let roster = self.roster().await?;
        let mut conn = self.acquire().await?;
        let mail = outbox::find_health(&mut conn, now).await?;
        let tells = may(actor.role, Action::ResendMail) || may(actor.role, Action::AssignCase);
        let mut lists = Vec::new();
        if may(actor.role, Action::ListCases) {
            let shown = |filter| Wanted {
                filter,
                after: None,
                most: SHOWN,
                pressing_for: Some(actor.id),
            };
            let mut wanted: Vec<Wanted> = self
                .today_filters(actor, now)
                .into_iter()
                .map(shown)
                .collect();
            if tells && mail.dead > 0 {
                wanted.push(shown(undelivered()));
            }
            let (viewer, doer) = (Viewer::from(actor), Doer::staff(actor));
            let look = Event::of_desk(doer, EventKind::ListSeen, now);
            lists = list::list_pages(&mut conn, &self.vault, viewer, &wanted, &look).await?;
            for list in &mut lists {
                trim_rows(actor, &mut list.rows);
            }
        }
        let mut lists = lists.into_iter();
        let mut next = || lists.next().unwrap_or_default();
        Ok(Today {
            overdue: next(),
            due_today: next(),
            unassigned: next(),
            unanswered: next(),
            mine: next(),
            to_phone: next(),
            mail,
            mail_alarm: mail.is_late(now),
            undelivered: if tells { mail.dead } else { 0 },
            resends: may(actor.role, Action::ResendMail),
            names: names(&roster.staff),
            as_of: now,
        })
    }

    fn today_filters(&self, actor: &Actor, now: Timestamp) -> [Filter; 5] {
        let midnight = self.end_of_today(now);
        [
            Filter {
                due_by: Some(now),
                ..Filter::default()
            },
            Filter {
                due_after: Some(now),
                due_by: Some(midnight),
                ..Filter::default()
            },
            Filter {
                owner: Some(OwnerFilter::Nobody),
                ..Filter::default()
            },
            Filter {
                owed: Some(Owed::Answer),
                ..Filter::default()
            },
            Filter {
                owner: Some(OwnerFilter::Staff(actor.id)),
                ..Filter::default()
            },
        ]
    }

    /// The end of today in the programme's zone.
    pub fn end_of_today(&self, now: Timestamp) -> Timestamp {
        let rules = self.rules();
        let zone = rules.calendar.zone();
        let today = rules.calendar.day_of(now);
        today
            .tomorrow()
            .ok()
            .and_then(|day| {
                zone.to_ambiguous_zoned(day.at(0, 0, 0, 0))
                    .compatible()
                    .ok()
            })
            .map_or(now, |zoned| zoned.timestamp())
    }
}

/// Also a case that has ended: its people have not heard of that.
fn undelivered() -> Filter {
    Filter {
        owed: Some(Owed::Mail),
        any_state: true,
        ..Filter::default()
    }
}

impl QueueHealth {
    /// True where a mail has waited longer than it may.
    pub fn is_late(&self, now: Timestamp) -> bool {
        self.oldest_due
            .is_some_and(|oldest| now.duration_since(oldest) > MAIL_ALARM)
    }
}
