//! Treatment so far in words.

use jiff::civil::Date;

use super::super::choices::word;
use super::{Answer, chosen, joined, month_year, told, typed};
use crate::domain::request::doctor::{TreatmentForm, TypedDetails};
use crate::support::words::Words;

/// Each treatment has a row of its own.
pub(super) fn treatment(words: &Words, form: &TreatmentForm, today: Date) -> Vec<Answer> {
    let rows = form.therapies().into_iter().filter(|row| !row.is_empty());
    let therapies = rows.map(|row| {
        let dates = [row.start, row.stop].map(|date| month_year(words, date, today));
        let dates = match dates {
            [start, stop] if stop.is_empty() => start,
            [start, stop] => format!("{start} – {stop}"),
        };
        let given = joined([
            word(words, "therapy_kind", row.kind),
            row.name.trim().to_owned(),
        ]);
        let course = [
            dates,
            word(words, "therapy_response", row.response),
            row.ended.trim().to_owned(),
        ];
        let note = row.note.trim().to_owned();
        let lines = std::iter::once(given).chain(details(words, row.details));
        let lines = lines.chain([note]).chain(course);
        let lines = lines.filter(|line| !line.is_empty());
        told("therapy", lines.collect::<Vec<_>>().join("\n"))
    });
    let rest = [
        typed("current", &form.current),
        typed("last_doses", &form.last_doses),
        chosen(words, "donor", &form.donor),
        chosen(words, "hla", &form.hla),
    ];
    therapies.chain(rest).collect()
}

/// What belongs to its kind, each with its name: of two that say yes nobody knows which is which.
fn details(words: &Words, typed: TypedDetails<'_>) -> impl Iterator<Item = String> {
    let told = typed.fields().into_iter();
    told.filter(|(_, text)| !text.trim().is_empty())
        .map(|(field, text)| {
            let name = words.text(&format!("field-{field}"));
            format!("{name}: {}", word(words, field, text.trim()))
        })
}
