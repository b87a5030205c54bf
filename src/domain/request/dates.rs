//! The boxes of a date and how their errors find them.

use jiff::civil::Date;

use crate::domain::person::{ParseError, PartialDate};
use crate::domain::request::FieldErrors;

/// The names of a date's controls: the whole, and its three boxes.
#[derive(Debug, Clone, Copy)]
pub(super) struct DateNames {
    pub whole: &'static str,
    pub month: &'static str,
    pub year: &'static str,
}

/// A date of birth: both forms ask for it.
pub(super) const BIRTH: DateNames = DateNames {
    whole: "birth",
    month: "birth_month",
    year: "birth_year",
};

impl DateNames {
    /// The names of a date of one row, which shares its whole with the other rows.
    pub const fn of_row(whole: &'static str, month: &'static str, year: &'static str) -> Self {
        Self { whole, month, year }
    }

    /// Takes a date from its three boxes; `needed` decides whether it may be left out.
    pub fn take(
        self,
        boxes: [&str; 3],
        needed: bool,
        today: Date,
        errors: &mut FieldErrors,
    ) -> Option<PartialDate> {
        match PartialDate::parse(boxes[0], boxes[1], boxes[2], today) {
            Ok(date) => Some(date),
            Err(ParseError::Missing) if !needed => None,
            Err(error) => {
                errors.add_for(self.wrong_box(error), self.whole, error);
                None
            }
        }
    }

    /// The box that an error leads to.
    pub fn wrong_box(self, error: ParseError) -> &'static str {
        match error {
            ParseError::DateNeedsYear
            | ParseError::YearNeedsFourDigits
            | ParseError::InTheFuture
            | ParseError::TooLongAgo => self.year,
            _ => self.month,
        }
    }
}
