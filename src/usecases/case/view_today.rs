//! Somebody opens Today: what is overdue, due today, and what the work of their role begins with.

use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};

use super::find_cases::trim_rows;
use super::view_case::{StaffNames, names};
use crate::coded;
use crate::db::DbError;
use crate::db::mail::outbox::{self, QueueHealth};
use crate::db::referral::Viewer;
use crate::db::referral::list::{self, Filter, Listed, Owed, OwnerFilter, Wanted};
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::permission::{Action, may};
use crate::domain::staff::{Actor, Role};
use crate::domain::status::Status;
use crate::usecases::Desk;

/// Rows of each list on Today.
const SHOWN: usize = 10;
/// A mail older than this unsent raises an alarm.
pub const MAIL_ALARM: SignedDuration = SignedDuration::from_mins(10);

coded! {
    /// A list of the Today page. Its code names it on the page.
    pub enum TodayList {
        /// Missed promises.
        Overdue = "overdue",
        /// Promises that end today.
        DueToday = "due-today",
        /// Cases that nobody has.
        Unassigned = "unassigned",
        /// Cases that a reviewing doctor can begin with.
        ReadyForReview = "ready-for-review",
        /// Cases that are being reviewed.
        InReview = "in-review",
        /// Cases on the agenda of the next meeting.
        Conference = "conference",
        /// Cases whose visit is to be arranged.
        Arranging = "arranging",
        /// Cases whose visit is on its day.
        VisitScheduled = "visit-scheduled",
        /// Cases from which somebody wrote, and waits for an answer.
        Unanswered = "unanswered",
        /// This person's own cases.
        Mine = "mine",
    }
}

impl TodayList {
    /// The lists of a role, in the order of the page: what presses, then what its own work begins with.
    pub fn of(role: Role) -> &'static [Self] {
        match role {
            Role::Reviewer => &[
                Self::Overdue,
                Self::DueToday,
                Self::ReadyForReview,
                Self::InReview,
                Self::Conference,
                Self::Unanswered,
            ],
            Role::Coordinator => &[
                Self::Overdue,
                Self::DueToday,
                Self::Conference,
                Self::Arranging,
                Self::VisitScheduled,
                Self::Unanswered,
            ],
            _ => &[
                Self::Overdue,
                Self::DueToday,
                Self::Unassigned,
                Self::Unanswered,
                Self::Mine,
            ],
        }
    }

    /// The status that its cases have, where that is all that is asked.
    pub fn status(self) -> Option<Status> {
        match self {
            Self::ReadyForReview => Some(Status::ReadyForReview),
            Self::InReview => Some(Status::InReview),
            Self::Conference => Some(Status::Conference),
            Self::Arranging => Some(Status::Arranging),
            Self::VisitScheduled => Some(Status::VisitScheduled),
            Self::Overdue | Self::DueToday | Self::Unassigned | Self::Unanswered | Self::Mine => {
                None
            }
        }
    }
}

/// The Today page.
#[derive(Debug, Clone)]
pub struct Today {
    /// The lists of the role, as [`TodayList::of`] orders them.
    pub lists: Vec<(TodayList, Listed)>,
    /// Cases with a mail that could not be delivered, for those who do something about it and see them.
    pub to_phone: Listed,
    /// How the mail queue is.
    pub mail: QueueHealth,
    /// True where a mail has waited too long.
    pub mail_alarm: bool,
    /// How many mails to families and doctors could not be delivered, for those who do something about it.
    pub undelivered: i64,
    /// How many to staff: no case says whom to phone for these.
    pub undelivered_to_staff: i64,
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
        let mut tx = self.begin_planned().await?;
        let mail = outbox::find_health(&mut tx, now).await?;
        let tells = may(actor.role, Action::ResendMail) || may(actor.role, Action::AssignCase);
        let mut lists = Vec::new();
        let of_role = TodayList::of(actor.role);
        if may(actor.role, Action::ListCases) {
            let shown = |filter| Wanted {
                filter,
                after: None,
                most: SHOWN,
                pressing_for: Some(actor.id),
            };
            let filters = of_role.iter().map(|list| self.filter_of(*list, actor, now));
            let mut wanted: Vec<Wanted> = filters.map(shown).collect();
            if tells && mail.dead_outside > 0 {
                wanted.push(shown(undelivered()));
            }
            let (viewer, doer) = (Viewer::from(actor), Doer::staff(actor));
            let look = Event::of_desk(doer, EventKind::ListSeen, now);
            lists = list::list_pages(&mut tx, &self.vault, viewer, &wanted, &look).await?;
            for list in &mut lists {
                trim_rows(actor, &mut list.rows);
            }
        }
        tx.commit().await?;
        let mut lists = lists.into_iter();
        let mut next = || lists.next().unwrap_or_default();
        Ok(Today {
            lists: of_role.iter().map(|list| (*list, next())).collect(),
            to_phone: next(),
            mail,
            mail_alarm: mail.is_late(now),
            undelivered: if tells { mail.dead_outside } else { 0 },
            undelivered_to_staff: if tells { mail.dead_inside } else { 0 },
            resends: may(actor.role, Action::ResendMail),
            names: names(&roster.staff),
            as_of: now,
        })
    }

    fn filter_of(&self, list: TodayList, actor: &Actor, now: Timestamp) -> Filter {
        let mut filter = Filter {
            statuses: list.status().into_iter().collect(),
            ..Filter::default()
        };
        match list {
            TodayList::Overdue => filter.due_by = Some(now),
            TodayList::DueToday => {
                filter.due_after = Some(now);
                filter.due_by = Some(self.end_of_today(now));
            }
            TodayList::Unassigned => filter.owner = Some(OwnerFilter::Nobody),
            TodayList::Unanswered => filter.owed = Some(Owed::Answer),
            TodayList::Mine => filter.owner = Some(OwnerFilter::Staff(actor.id)),
            TodayList::ReadyForReview
            | TodayList::InReview
            | TodayList::Conference
            | TodayList::Arranging
            | TodayList::VisitScheduled => {}
        }
        filter
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

impl Today {
    /// One of its lists; empty where the role has none of that name.
    pub fn list(&self, wanted: TodayList) -> &Listed {
        static NOTHING: LazyLock<Listed> = LazyLock::new(Listed::default);
        let found = self.lists.iter().find(|(list, _)| *list == wanted);
        found.map_or(&NOTHING, |(_, listed)| listed)
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
