//! One case of a list, from what the use case found to what a row shows.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use uuid::Uuid;

use super::{MomentView, RowView};
use super::{moments, words};
use crate::db::referral::list::ListRow;
use crate::web::staff::case::people;

/// What every row of one page shares.
pub struct RowFrame<'a> {
    pub names: &'a BTreeMap<Uuid, String>,
    pub now: Timestamp,
    pub zone: &'a TimeZone,
}

impl RowFrame<'_> {
    /// Returns the rows of a list.
    pub fn rows(&self, rows: &[ListRow]) -> Vec<RowView> {
        rows.iter().map(|row| self.row(row)).collect()
    }

    fn row(&self, row: &ListRow) -> RowView {
        let today = self.now.to_zoned(self.zone.clone()).date();
        RowView {
            reference: row.reference.clone(),
            child: people::child_name(&row.facts),
            age: people::child_age(&row.facts, today),
            priority: words::priority_tag(row.priority),
            death_told: row.death_told.then(words::death_told_tag),
            status: words::status_tag(row.status),
            disease: people::disease(&row.facts),
            waiting_on: row.waiting_on.words(),
            next_action: match row.next_action {
                _ if row.death_told => words::AFTER_DEATH_TOLD.to_owned(),
                Some(action) => row.source.next_action(action).to_owned(),
                None => String::new(),
            },
            // Nobody is to call them by a date: the promise was for a child who lives. That of a joined case is the other's.
            due: promise(row.due_at, row.overdue_since, self.now, self.zone)
                .filter(|_| !row.death_told && row.joined_into.is_none()),
            language: words::language(&row.language),
            interpreter: row.interpreter,
            owner: row
                .owner
                .and_then(|owner| self.names.get(&owner.0).cloned())
                .unwrap_or_default(),
            help: words::help_list(row.help.iter().copied()),
            source: row.source.words(),
            joined: row.joined_into.clone().unwrap_or_default(),
        }
    }
}

/// Returns a case's promise: how late it is where it was missed, and the moment that stands now.
pub fn promise(
    due_at: Option<Timestamp>,
    overdue_since: Option<Timestamp>,
    now: Timestamp,
    zone: &TimeZone,
) -> Option<MomentView> {
    let due_at = due_at?;
    let Some(since) = overdue_since else {
        return Some(moments::due(due_at, now, zone));
    };
    let late = moments::due(since.min(now), now, zone);
    let again = moments::exact(due_at, zone);
    Some(MomentView {
        words: late.words,
        class: "due-late",
        exact: format!("Now by {}", again.exact),
        at: again.at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missed_promise_says_how_late_it_is_and_what_stands_now() {
        let zone =
            TimeZone::get("America/New_York").expect("the zone is in the time zone database");
        let at = |text: &str| text.parse::<Timestamp>().expect("a moment");
        let now = at("2026-03-03T19:14:00Z");
        let view = promise(
            Some(at("2026-03-04T17:00:00Z")),
            Some(at("2026-03-03T17:00:00Z")),
            now,
            &zone,
        );
        let view = view.expect("an open case has a promise");
        assert_eq!(
            (view.words.as_str(), view.class),
            ("Overdue 2 h", "due-late")
        );
        assert_eq!(view.exact, "Now by Wed, Mar 4, 12:00 pm");
        assert_eq!(promise(None, None, now, &zone), None);
    }
}
