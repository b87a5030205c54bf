//! Earlier relapses, one row for each, with the remission that followed, and the time to the first.

use jiff::civil::Date;

use super::{Disease, DiseaseForm};
use crate::domain::person::{FreeText, ParseError, PartialDate};
use crate::domain::request::FieldErrors;
use crate::domain::request::dates::DateNames;
use crate::domain::request::doctor::you::LINE_MAX;
use crate::domain::request::doctor::{DiseaseStatus, Interval, OwnBand, Site};
use crate::domain::request::rows::{ROWS_MOST, each_row, grow, nth, shown};

const MONTH: [&str; ROWS_MOST] = each_row!("earlier", "_month");
const YEAR: [&str; ROWS_MOST] = each_row!("earlier", "_year");
const SITE: [&str; ROWS_MOST] = each_row!("earlier_site", "");
const AGAIN_MONTH: [&str; ROWS_MOST] = each_row!("earlier_remission", "_month");
const AGAIN_YEAR: [&str; ROWS_MOST] = each_row!("earlier_remission", "_year");

/// The most earlier relapses.
const MOST: usize = 6;

/// One earlier relapse as typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TypedRelapse<'a> {
    /// Month and year.
    pub at: (&'a str, &'a str),
    /// Code of [`Site`].
    pub site: &'a str,
    /// Month and year of the remission that followed.
    pub remission: (&'a str, &'a str),
}

/// One earlier relapse, understood.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct EarlierRelapse {
    /// When it came.
    pub at: Option<PartialDate>,
    /// Where it was.
    pub site: Option<Site>,
    /// When it went into remission again.
    pub remission: Option<PartialDate>,
}

crate::domain::person::masked_debug!(TypedRelapse<'_>, EarlierRelapse);

impl TypedRelapse<'_> {
    /// True where nothing was typed in the row.
    pub fn is_empty(&self) -> bool {
        let (at, again) = (self.at, self.remission);
        let typed = [at.0, at.1, self.site, again.0, again.1];
        typed.iter().all(|text| text.trim().is_empty())
    }
}

impl DiseaseForm {
    /// The earlier relapses as typed; at least one, for the page to show.
    pub fn earlier_relapses(&self) -> Vec<TypedRelapse<'_>> {
        let row = |at| TypedRelapse {
            at: (nth(&self.earlier_month, at), nth(&self.earlier_year, at)),
            site: nth(&self.earlier_site, at),
            remission: (
                nth(&self.earlier_remission_month, at),
                nth(&self.earlier_remission_year, at),
            ),
        };
        (0..self.earlier_shown()).map(row).collect()
    }

    /// Returns whether there is room for one more.
    pub fn has_room_for_relapse(&self) -> bool {
        self.earlier_shown() < MOST
    }

    pub(super) fn adds_relapse(&mut self) -> &'static str {
        let shown = self.earlier_shown();
        grow(&mut self.earlier_month, shown, MOST);
        MONTH[shown.min(MOST - 1)]
    }

    /// Another reading than ours needs its reason, and a reason its reading.
    pub(super) fn own_band(&self, errors: &mut FieldErrors) -> Option<OwnBand> {
        let reason = FreeText::parse(&self.own_band_reason, LINE_MAX);
        if self.own_band.is_empty() && reason.is_ok() {
            errors.add("own_band", ParseError::Missing);
        }
        let band = errors.choice("own_band", &self.own_band, OwnBand::from_code);
        if band.is_some() {
            errors.required("own_band_reason", reason);
        } else {
            errors.optional("own_band_reason", reason);
        }
        band
    }

    fn earlier_shown(&self) -> usize {
        let lists = [
            &self.earlier_month,
            &self.earlier_year,
            &self.earlier_site,
            &self.earlier_remission_month,
            &self.earlier_remission_year,
        ];
        shown(&lists, MOST)
    }

    pub(super) fn parse_course(
        &self,
        today: Date,
        errors: &mut FieldErrors,
    ) -> Vec<EarlierRelapse> {
        let rows = self.earlier_relapses().into_iter().enumerate();
        rows.filter(|(_, row)| !row.is_empty())
            .map(|(at, row)| EarlierRelapse {
                at: DateNames::of_row("earlier", MONTH[at], YEAR[at]).take(
                    [row.at.0, "", row.at.1],
                    false,
                    today,
                    errors,
                ),
                site: errors.row_choice((SITE[at], "earlier_site"), row.site, Site::from_code),
                remission: DateNames::of_row("earlier_remission", AGAIN_MONTH[at], AGAIN_YEAR[at])
                    .take([row.remission.0, "", row.remission.1], false, today, errors),
            })
            .collect()
    }
}

impl Disease {
    /// Returns the time from the first diagnosis to the first relapse, where both are told: its band is that of the first
    /// one, however many came after. Where the first is not told, the time to the latest, without a band.
    pub fn interval(&self) -> Option<Interval> {
        let dated = self.earlier.iter().filter_map(|one| Some((one.at?, one)));
        let first = dated.min_by_key(|(at, _)| at.expose_span());
        match first {
            Some((at, one)) => {
                let sites: Vec<Site> = one.site.into_iter().collect();
                Interval::between(self.diagnosis, at, DiseaseStatus::FirstRelapse, &sites)
            }
            None => Interval::between(self.diagnosis, self.relapse?, self.status, &self.sites),
        }
    }

    /// True where [`Disease::interval`] is the time to the first relapse.
    pub fn knows_first_relapse(&self) -> bool {
        let told = self.earlier.iter().any(|one| one.at.is_some());
        told || self.status == DiseaseStatus::FirstRelapse
    }
}
