//! Section 4: treatment so far, one row for each. A summary letter may stand for the rows. `details` has what belongs to
//! some kinds only.

mod details;

pub use details::{TherapyDetails, TypedDetails};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::you::LINE_MAX;
use super::{Donor, Response, TherapyKind};
use crate::domain::person::{FreeText, ParseError, PartialDate, masked_debug};
use crate::domain::request::dates::DateNames;
use crate::domain::request::rows::{ROWS_MOST, each_row, grow, nth, shown};
use crate::domain::request::{FieldErrors, YesNo};

const KIND: [&str; ROWS_MOST] = each_row!("therapy_kind", "");
const NAME: [&str; ROWS_MOST] = each_row!("therapy_name", "");
const NOTE: [&str; ROWS_MOST] = each_row!("therapy_note", "");
const RESPONSE: [&str; ROWS_MOST] = each_row!("therapy_response", "");
const ENDED: [&str; ROWS_MOST] = each_row!("therapy_ended", "");
const START_MONTH: [&str; ROWS_MOST] = each_row!("therapy_start", "_month");
const START_YEAR: [&str; ROWS_MOST] = each_row!("therapy_start", "_year");
const STOP_MONTH: [&str; ROWS_MOST] = each_row!("therapy_stop", "_month");
const STOP_YEAR: [&str; ROWS_MOST] = each_row!("therapy_stop", "_year");

/// The section as typed. The lists lie side by side: each treatment has its place in all of them.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TreatmentForm {
    /// Codes of [`TherapyKind`].
    pub therapy_kind: Vec<String>,
    /// Protocol or product.
    pub therapy_name: Vec<String>,
    /// Codes of [`super::CarTTarget`].
    pub therapy_target: Vec<String>,
    /// Codes of [`super::Graft`].
    pub therapy_graft: Vec<String>,
    /// Codes of [`super::Conditioning`].
    pub therapy_conditioning: Vec<String>,
    /// Whether the whole body was irradiated before a transplant: codes of [`YesNo`].
    pub therapy_tbi: Vec<String>,
    /// Codes of [`super::Gvhd`].
    pub therapy_gvhd: Vec<String>,
    /// Codes of [`super::RadiationSite`].
    pub therapy_site: Vec<String>,
    /// Doses of radiation, in gray.
    pub therapy_dose: Vec<String>,
    /// Codes of [`super::Beam`].
    pub therapy_beam: Vec<String>,
    /// What the other boxes have no place for.
    pub therapy_note: Vec<String>,
    /// Months of the first day.
    pub therapy_start_month: Vec<String>,
    /// Years of the first day.
    pub therapy_start_year: Vec<String>,
    /// Months of the last day.
    pub therapy_stop_month: Vec<String>,
    /// Years of the last day.
    pub therapy_stop_year: Vec<String>,
    /// Codes of [`Response`].
    pub therapy_response: Vec<String>,
    /// Why each was stopped.
    pub therapy_ended: Vec<String>,
    /// What is given now, and when the next dose is due.
    pub current: String,
    /// When chemotherapy and steroids were given last: a washout counts from there.
    pub last_doses: String,
    /// Code of [`Donor`].
    pub donor: String,
    /// Whether there is an HLA report: code of [`YesNo`].
    pub hla: String,
    /// The button that asks for one more treatment.
    pub add: String,
}

/// One treatment as typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TypedTherapy<'a> {
    /// Code of [`TherapyKind`].
    pub kind: &'a str,
    /// Protocol or product.
    pub name: &'a str,
    /// What the other boxes have no place for.
    pub note: &'a str,
    /// What belongs to some kinds only.
    pub details: TypedDetails<'a>,
    /// Month and year of the first day.
    pub start: (&'a str, &'a str),
    /// Month and year of the last day.
    pub stop: (&'a str, &'a str),
    /// Code of [`Response`].
    pub response: &'a str,
    /// Why it was stopped.
    pub ended: &'a str,
}

/// One treatment, understood.
#[derive(Clone, PartialEq, Eq)]
pub struct Therapy {
    /// What was given.
    pub kind: TherapyKind,
    /// When it began.
    pub start: Option<PartialDate>,
    /// When it ended.
    pub stop: Option<PartialDate>,
    /// The best response.
    pub response: Option<Response>,
    /// What belongs to some kinds only.
    pub details: TherapyDetails,
}

/// Treatment so far, understood.
#[derive(Clone, PartialEq, Eq)]
pub struct Treatment {
    /// What was given, in the order of the page.
    pub therapies: Vec<Therapy>,
    /// Who would give cells for a transplant.
    pub donor: Option<Donor>,
    /// Whether there is an HLA report.
    pub hla: Option<YesNo>,
}

masked_debug!(TreatmentForm, TypedTherapy<'_>, Therapy, Treatment);

impl TypedTherapy<'_> {
    /// True where nothing was typed in the row.
    pub fn is_empty(&self) -> bool {
        let texts = [self.kind, self.name, self.note, self.response, self.ended];
        let dates = [self.start.0, self.start.1, self.stop.0, self.stop.1];
        let mut all = texts.iter().chain(&dates);
        all.all(|text| text.trim().is_empty()) && self.details.is_empty()
    }
}

impl TreatmentForm {
    /// Checks the section; `by_letter` where a summary letter tells what was given.
    pub fn parse(&self, by_letter: bool, today: Date) -> Result<Treatment, FieldErrors> {
        let mut errors = FieldErrors::default();
        let rows = self.therapies();
        let told = rows.iter().any(|row| !row.is_empty());
        if !told && !by_letter {
            errors.add("therapy_kind", ParseError::Missing);
        }
        let therapies = rows
            .into_iter()
            .enumerate()
            .filter(|(_, row)| !row.is_empty())
            .filter_map(|(at, row)| therapy(at, &row, today, &mut errors))
            .collect();
        for (field, text) in [("current", &self.current), ("last_doses", &self.last_doses)] {
            errors.optional(field, FreeText::parse(text, LINE_MAX));
        }
        let donor = errors.choice("donor", &self.donor, Donor::from_code);
        let hla = errors.choice("hla", &self.hla, YesNo::from_code);
        errors.finish(Some(Treatment {
            therapies,
            donor,
            hla,
        }))
    }

    /// The treatments as typed; at least one, for the page to show.
    pub fn therapies(&self) -> Vec<TypedTherapy<'_>> {
        let row = |at| TypedTherapy {
            kind: nth(&self.therapy_kind, at),
            name: nth(&self.therapy_name, at),
            note: nth(&self.therapy_note, at),
            details: self.details(at),
            start: (
                nth(&self.therapy_start_month, at),
                nth(&self.therapy_start_year, at),
            ),
            stop: (
                nth(&self.therapy_stop_month, at),
                nth(&self.therapy_stop_year, at),
            ),
            response: nth(&self.therapy_response, at),
            ended: nth(&self.therapy_ended, at),
        };
        (0..self.shown()).map(row).collect()
    }

    /// Returns whether there is room for one more treatment.
    pub fn has_room(&self) -> bool {
        self.shown() < ROWS_MOST
    }

    /// Shows the boxes of one more treatment, where the button for that was pressed. Returns the question to go to.
    pub fn makes_room(&mut self) -> Option<&'static str> {
        let asked = std::mem::take(&mut self.add) == "therapy";
        if !asked {
            return None;
        }
        let shown = self.shown();
        grow(&mut self.therapy_kind, shown, ROWS_MOST);
        Some(KIND[shown.min(ROWS_MOST - 1)])
    }

    fn shown(&self) -> usize {
        let lists = [
            &self.therapy_kind,
            &self.therapy_name,
            &self.therapy_target,
            &self.therapy_graft,
            &self.therapy_conditioning,
            &self.therapy_tbi,
            &self.therapy_gvhd,
            &self.therapy_site,
            &self.therapy_dose,
            &self.therapy_beam,
            &self.therapy_note,
            &self.therapy_start_month,
            &self.therapy_start_year,
            &self.therapy_stop_month,
            &self.therapy_stop_year,
            &self.therapy_response,
            &self.therapy_ended,
        ];
        shown(&lists, ROWS_MOST)
    }
}

/// Takes one row in which something was typed.
fn therapy(
    at: usize,
    row: &TypedTherapy<'_>,
    today: Date,
    errors: &mut FieldErrors,
) -> Option<Therapy> {
    let kind = errors.row_choice((KIND[at], "therapy_kind"), row.kind, TherapyKind::from_code);
    if row.kind.is_empty() {
        errors.add_for(KIND[at], "therapy_kind", ParseError::Missing);
    }
    line((NAME[at], "therapy_name"), row.name, errors);
    let start = DateNames::of_row("therapy_start", START_MONTH[at], START_YEAR[at]);
    let stop = DateNames::of_row("therapy_stop", STOP_MONTH[at], STOP_YEAR[at]);
    let start = start.take([row.start.0, "", row.start.1], false, today, errors);
    let stop = stop.take([row.stop.0, "", row.stop.1], false, today, errors);
    let response = (RESPONSE[at], "therapy_response");
    let response = errors.row_choice(response, row.response, Response::from_code);
    line((ENDED[at], "therapy_ended"), row.ended, errors);
    let details = row.details.parse(at, errors);
    line((NOTE[at], "therapy_note"), row.note, errors);
    Some(Therapy {
        kind: kind?,
        start,
        stop,
        response,
        details,
    })
}

fn line(control: (&'static str, &'static str), typed: &str, errors: &mut FieldErrors) {
    errors.row_optional(control, FreeText::parse(typed, LINE_MAX));
}
