//! What the laboratory found: antigens on the blasts, and molecular findings, one row for each.

use super::DiseaseForm;
use crate::domain::person::{FreeText, ParseError};
use crate::domain::request::FieldErrors;
use crate::domain::request::doctor::you::LINE_MAX;
use crate::domain::request::doctor::{Antigen, Finding, FindingResult};
use crate::domain::request::rows::{ROWS_MOST, each_row, grow, nth, shown};

const FINDING: [&str; ROWS_MOST] = each_row!("finding", "");
const RESULT: [&str; ROWS_MOST] = each_row!("finding_result", "");
const NOTE: [&str; ROWS_MOST] = each_row!("finding_note", "");

/// The antigens that are asked for, in the order of the page: those that treatments are aimed at.
pub const ANTIGENS: [&str; 6] = ["cd19", "cd22", "cd20", "cd38", "cd7", "cd3"];

/// One molecular finding as typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TypedFinding<'a> {
    /// Code of [`Finding`].
    pub finding: &'a str,
    /// Code of [`FindingResult`].
    pub result: &'a str,
    /// More about it: the variant, the laboratory, when a report comes.
    pub note: &'a str,
}

crate::domain::person::masked_debug!(TypedFinding<'_>);

impl TypedFinding<'_> {
    /// True where nothing was typed in the row.
    pub fn is_empty(&self) -> bool {
        let typed = [self.finding, self.result, self.note];
        typed.iter().all(|text| text.trim().is_empty())
    }
}

impl DiseaseForm {
    /// What was answered for each of [`ANTIGENS`].
    pub fn antigens(&self) -> [(&'static str, &str); 6] {
        let typed = [
            &self.cd19, &self.cd22, &self.cd20, &self.cd38, &self.cd7, &self.cd3,
        ];
        std::array::from_fn(|at| (ANTIGENS[at], typed[at].as_str()))
    }

    /// The molecular findings as typed; at least one, for the page to show.
    pub fn findings(&self) -> Vec<TypedFinding<'_>> {
        let row = |at| TypedFinding {
            finding: nth(&self.finding, at),
            result: nth(&self.finding_result, at),
            note: nth(&self.finding_note, at),
        };
        (0..self.findings_shown()).map(row).collect()
    }

    /// Returns whether there is room for one more.
    pub fn has_room_for_finding(&self) -> bool {
        self.findings_shown() < ROWS_MOST
    }

    pub(super) fn adds_finding(&mut self) -> &'static str {
        let shown = self.findings_shown();
        grow(&mut self.finding, shown, ROWS_MOST);
        FINDING[shown.min(ROWS_MOST - 1)]
    }

    fn findings_shown(&self) -> usize {
        let lists = [&self.finding, &self.finding_result, &self.finding_note];
        shown(&lists, ROWS_MOST)
    }

    pub(super) fn parse_antigens(&self, errors: &mut FieldErrors) -> Vec<(&'static str, Antigen)> {
        let typed = self.antigens().into_iter();
        typed
            .filter_map(|(field, code)| {
                let known = errors.choice(field, code, Antigen::from_code);
                known.map(|antigen| (field, antigen))
            })
            .collect()
    }

    /// A row needs its finding and what was found; what "another" is stands in the remark.
    pub(super) fn parse_findings(&self, errors: &mut FieldErrors) -> Vec<(Finding, FindingResult)> {
        let rows = self.findings().into_iter().enumerate();
        rows.filter(|(_, row)| !row.is_empty())
            .filter_map(|(at, row)| {
                if row.finding.is_empty() {
                    errors.add_for(FINDING[at], "finding", ParseError::Missing);
                }
                if row.result.is_empty() {
                    errors.add_for(RESULT[at], "finding_result", ParseError::Missing);
                }
                let note = FreeText::parse(row.note, LINE_MAX);
                errors.row_optional((NOTE[at], "finding_note"), note);
                let finding = (FINDING[at], "finding");
                let finding = errors.row_choice(finding, row.finding, Finding::from_code);
                let result = (RESULT[at], "finding_result");
                let result = errors.row_choice(result, row.result, FindingResult::from_code);
                finding.zip(result)
            })
            .collect()
    }
}
