//! What a new calendar takes away from the one before it: the hours in which somebody was promised a call and nobody
//! will be at work. A promise once told is kept as told, so these are the cases to look at before saving.

use jiff::Timestamp;

use super::BusinessCalendar;
use super::due::days_from;

/// How far ahead hours are compared: no clock runs longer.
const COMPARED_DAYS: usize = 400;

/// A stretch of hours that were open and are open no more: after the first moment, up to and including the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss {
    /// Where it begins; this moment itself is outside.
    pub after: Timestamp,
    /// Where it ends; a promise "by 5 pm" falls on it.
    pub until: Timestamp,
}

impl BusinessCalendar {
    /// Lists the hours from now on that this calendar has and the new one has not.
    pub fn hours_lost_to(&self, new: &Self, now: Timestamp) -> Vec<Loss> {
        let days = days_from(self.day_of(now)).take(COMPARED_DAYS);
        let open = days.filter_map(|day| Some((self.window(day)?, new.window(day))));
        open.flat_map(|(old, new)| match new {
            None => vec![(old.start, old.end)],
            Some(new) => vec![
                (old.start, old.end.min(new.start)),
                (old.start.max(new.end), old.end),
            ],
        })
        .map(|(after, until)| Loss {
            after: after.max(now),
            until,
        })
        .filter(|loss| loss.after < loss.until)
        .collect()
    }
}
