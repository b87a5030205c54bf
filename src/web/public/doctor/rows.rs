//! Questions of the doctor's form that repeat: the boxes of each row, ready to show.
//!
//! The first row has the plain names as ids, so that error links land on it; the next have `-2`, `-3` and so on.

use super::frame::Frame;
use crate::domain::request::doctor::{DiseaseForm, TreatmentForm, TypedDetails};
use crate::web::components::Choice;

/// A select of a row.
pub struct RowSelect {
    pub id: String,
    pub options: Vec<Choice>,
    pub error: Option<String>,
}

/// A text of a row.
pub struct RowText {
    pub id: String,
    pub value: String,
    pub error: Option<String>,
}

/// A month and a year of a row.
pub struct RowDate {
    pub id: String,
    pub month: String,
    pub year: String,
    pub error: Option<String>,
}

/// An earlier relapse.
pub struct RelapseRow {
    pub legend: String,
    pub at: RowDate,
    pub site: RowSelect,
    pub remission: RowDate,
}

/// A molecular finding.
pub struct FindingRow {
    pub legend: String,
    pub finding: RowSelect,
    pub result: RowSelect,
    pub note: RowText,
}

/// A treatment.
pub struct TherapyRow {
    pub legend: String,
    pub kind: RowSelect,
    pub name: RowText,
    pub start: RowDate,
    pub stop: RowDate,
    pub response: RowSelect,
    pub ended: RowText,
    pub details: DetailsRow,
    pub note: RowText,
}

/// What belongs to CAR T cells, a transplant or radiation: folded away until something of it is told.
pub struct DetailsRow {
    pub open: bool,
    pub choices: Vec<(&'static str, RowSelect)>,
    pub dose: RowText,
    pub beam: RowSelect,
}

/// One row of the page: its frame and its number, counted from 1.
struct Row<'a>(&'a Frame, usize);

impl Row<'_> {
    fn id(&self, name: &str) -> String {
        match self.1 {
            1 => name.to_owned(),
            number => format!("{name}-{number}"),
        }
    }

    fn legend(&self, key: &str) -> String {
        self.0.say_with(key, &[("number", &self.1.to_string())])
    }

    fn select(&self, name: &str, chosen: &str) -> RowSelect {
        let id = self.id(name);
        RowSelect {
            options: self.0.select(name, chosen),
            error: self.0.error(&id),
            id,
        }
    }

    fn text(&self, name: &str, value: &str) -> RowText {
        let id = self.id(name);
        RowText {
            value: value.to_owned(),
            error: self.0.error(&id),
            id,
        }
    }

    fn date(&self, name: &str, (month, year): (&str, &str)) -> RowDate {
        let id = self.id(name);
        RowDate {
            month: month.to_owned(),
            year: year.to_owned(),
            error: self.0.date_error(&id),
            id,
        }
    }
}

/// Returns the earlier relapses.
pub fn relapses(frame: &Frame, form: &DiseaseForm) -> Vec<RelapseRow> {
    let typed = form.earlier_relapses().into_iter().enumerate();
    typed
        .map(|(at, typed)| {
            let row = Row(frame, at + 1);
            RelapseRow {
                legend: row.legend("doctor-row-relapse"),
                at: row.date("earlier", typed.at),
                site: row.select("earlier_site", typed.site),
                remission: row.date("earlier_remission", typed.remission),
            }
        })
        .collect()
}

/// Returns the molecular findings.
pub fn findings(frame: &Frame, form: &DiseaseForm) -> Vec<FindingRow> {
    let typed = form.findings().into_iter().enumerate();
    typed
        .map(|(at, typed)| {
            let row = Row(frame, at + 1);
            FindingRow {
                legend: row.legend("doctor-row-finding"),
                finding: row.select("finding", typed.finding),
                result: row.select("finding_result", typed.result),
                note: row.text("finding_note", typed.note),
            }
        })
        .collect()
}

/// Returns the treatments.
pub fn therapies(frame: &Frame, form: &TreatmentForm) -> Vec<TherapyRow> {
    let typed = form.therapies().into_iter().enumerate();
    typed
        .map(|(at, typed)| {
            let row = Row(frame, at + 1);
            TherapyRow {
                legend: row.legend("doctor-row-therapy"),
                kind: row.select("therapy_kind", typed.kind),
                name: row.text("therapy_name", typed.name),
                start: row.date("therapy_start", typed.start),
                stop: row.date("therapy_stop", typed.stop),
                response: row.select("therapy_response", typed.response),
                ended: row.text("therapy_ended", typed.ended),
                details: details(&row, typed.details),
                note: row.text("therapy_note", typed.note),
            }
        })
        .collect()
}

fn details(row: &Row<'_>, typed: TypedDetails<'_>) -> DetailsRow {
    let [choices @ .., (dose, gray), (beam, with)] = typed.fields();
    let choices = choices.into_iter();
    DetailsRow {
        open: !typed.is_empty(),
        choices: choices
            .map(|(name, chosen)| (name, row.select(name, chosen)))
            .collect(),
        dose: row.text(dose, gray),
        beam: row.select(beam, with),
    }
}
