//! Step 5: what has happened: when it was found and when it came back, where it is and where the child is.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::person::{PartialDate, masked_debug};
use crate::domain::request::dates::DateNames;
use crate::domain::request::rows::{ROWS_MOST, each_row, grow, nth, shown};
use crate::domain::request::{FieldErrors, Happened, ToldSite, ToldType, Whereabouts};

const FIRST_TOLD: DateNames = DateNames {
    whole: "first_told",
    month: "first_told_month",
    year: "first_told_year",
};

/// The times it came back: the boxes of each.
const BACK_MONTH: [&str; ROWS_MOST] = each_row!("back", "_month");
const BACK_YEAR: [&str; ROWS_MOST] = each_row!("back", "_year");

/// The page as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SituationForm {
    /// Code of [`Happened`].
    pub happened: String,
    /// Month in which they were first told that it is leukemia.
    pub first_told_month: String,
    /// The year of it.
    pub first_told_year: String,
    /// Month of each time they were told that it came back, the first time first.
    pub back_month: Vec<String>,
    /// The year of each.
    pub back_year: Vec<String>,
    /// Codes of [`ToldSite`].
    pub told_sites: Vec<String>,
    /// Code of [`ToldType`].
    pub told_type: String,
    /// Code of [`Whereabouts`].
    pub place: String,
    /// `back`: the button that asks for one more time it came back.
    pub add: String,
}

/// What has happened, as far as the family told.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Situation {
    /// What has happened so far.
    pub happened: Option<Happened>,
    /// When they were first told.
    pub first_told: Option<PartialDate>,
    /// When they were told that it came back.
    pub back: Vec<PartialDate>,
    /// Where it was found this time.
    pub sites: Vec<ToldSite>,
    /// What kind it is.
    pub told_type: Option<ToldType>,
    /// Where the child is now.
    pub place: Option<Whereabouts>,
}

masked_debug!(SituationForm, Situation);

impl SituationForm {
    /// The most times it came back that the page asks for.
    pub const BACK_MOST: usize = 6;

    /// Checks the page.
    pub fn parse(&self, today: Date) -> Result<Situation, FieldErrors> {
        let mut errors = FieldErrors::default();
        let happened = errors.choice("happened", &self.happened, Happened::from_code);
        let place = errors.choice("place", &self.place, Whereabouts::from_code);
        let (month, year) = (&self.first_told_month, &self.first_told_year);
        let first_told = past(FIRST_TOLD, month, year, today, &mut errors);
        let sites = errors.choices(
            "told_sites",
            &self.told_sites,
            ToldSite::ALL,
            ToldSite::code,
        );
        let told_type = errors.choice("told_type", &self.told_type, ToldType::from_code);
        let back = self
            .times_back()
            .into_iter()
            .enumerate()
            .filter_map(|(at, (month, year))| {
                let names = DateNames::of_row("back", BACK_MONTH[at], BACK_YEAR[at]);
                past(names, month, year, today, &mut errors)
            })
            .collect();
        errors.finish(Some(Situation {
            happened,
            first_told,
            back,
            sites,
            told_type,
            place,
        }))
    }

    /// The month and the year of each time it came back, as typed; at least one, for the page to show.
    pub fn times_back(&self) -> Vec<(&str, &str)> {
        (0..shown(&[&self.back_month, &self.back_year], Self::BACK_MOST))
            .map(|at| (nth(&self.back_month, at), nth(&self.back_year, at)))
            .collect()
    }

    /// Shows the boxes of one more time, where the button for that was pressed. Returns whether it was.
    pub fn makes_room(&mut self) -> bool {
        let asked = self.add == "back";
        self.add.clear();
        let shown = self.times_back().len();
        if asked {
            grow(&mut self.back_month, shown, Self::BACK_MOST);
            grow(&mut self.back_year, shown, Self::BACK_MOST);
        }
        asked
    }
}

fn past(
    names: DateNames,
    month: &str,
    year: &str,
    today: Date,
    errors: &mut FieldErrors,
) -> Option<PartialDate> {
    names.take([month, "", year], false, today, errors)
}
