//! The three boxes of a date and how their errors find them.

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

pub(super) const BIRTH: DateNames = DateNames {
    whole: "birth",
    month: "birth_month",
    year: "birth_year",
};
pub(super) const DIAGNOSIS: DateNames = DateNames {
    whole: "diagnosis",
    month: "diagnosis_month",
    year: "diagnosis_year",
};
pub(super) const REMISSION: DateNames = DateNames {
    whole: "remission",
    month: "remission_month",
    year: "remission_year",
};
pub(super) const RELAPSE: DateNames = DateNames {
    whole: "relapse",
    month: "relapse_month",
    year: "relapse_year",
};

impl DateNames {
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

    fn wrong_box(self, error: ParseError) -> &'static str {
        match error {
            ParseError::DateNeedsYear
            | ParseError::YearNeedsFourDigits
            | ParseError::InTheFuture
            | ParseError::TooLongAgo => self.year,
            _ => self.month,
        }
    }
}
