//! The disease in words, with the time to relapse.

use jiff::civil::Date;

use super::super::choices::word;
use super::{Answer, chosen, date, joined, month_year, ticked, told, typed};
use crate::domain::request::doctor::{Band, Disease, DiseaseForm, Interval};
use crate::support::words::Words;
use crate::web::public::summary::past;

/// Returns the answers of the section.
pub(super) fn disease(words: &Words, form: &DiseaseForm, today: Date) -> Vec<Answer> {
    let (d, m, r) = (
        [
            &form.diagnosis_month,
            &form.diagnosis_day,
            &form.diagnosis_year,
        ],
        [
            &form.remission_month,
            &form.remission_day,
            &form.remission_year,
        ],
        [&form.relapse_month, &form.relapse_day, &form.relapse_year],
    );
    let parsed = form.parse(today).ok();
    let field = interval_field(parsed.as_ref());
    let interval = parsed.and_then(|disease| disease.interval());
    let mut answers = vec![
        chosen(words, "disease_status", &form.disease_status),
        typed("relapse_number", &form.relapse_number),
        chosen(words, "lineage", &form.lineage),
        typed("icd", &form.icd),
        ticked(words, "sites", &form.sites),
        typed("site_other", &form.site_other),
        date(words, "diagnosis", d, today),
        date(words, "remission", m, today),
        date(words, "relapse", r, today),
        told(field, interval_words(words, interval)),
        chosen(words, "own_band", &form.own_band),
        typed("own_band_reason", &form.own_band_reason),
        told("earlier", earlier(words, form, today)),
        chosen(words, "marrow_class", &form.marrow_class),
        typed("blasts", &form.blasts),
        chosen(words, "cns_class", &form.cns_class),
        told("mrd", mrd(words, form, today)),
        told("antigens", antigens(words, form, today)),
        told("findings", findings(words, form)),
        typed("genetics", &form.genetics),
    ];
    if !form.letter.trim().is_empty() {
        answers.push(typed("letter", &form.letter));
    }
    answers
}

/// Minimal residual disease on one line, and what older forms said of it on the next.
fn mrd(words: &Words, form: &DiseaseForm, today: Date) -> String {
    let level = match form.mrd_percent.trim() {
        bare if bare.ends_with(|sign: char| sign.is_ascii_digit()) => format!("{bare} %"),
        other => other.to_owned(),
    };
    let none = match form.mrd_none.as_str() {
        "yes" => words.text("field-mrd_none"),
        other => other.to_owned(),
    };
    let at = [&form.mrd_at_month, &form.mrd_at_day, &form.mrd_at_year];
    let measured = joined([
        level,
        none,
        word(words, "mrd_method", &form.mrd_method),
        word(words, "mrd_site", &form.mrd_site),
        past(words, at.map(String::as_str), today),
    ]);
    let lines = [measured, form.mrd.trim().to_owned()].into_iter();
    let lines = lines.filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// Each earlier relapse on a line of its own.
fn earlier(words: &Words, form: &DiseaseForm, today: Date) -> String {
    let rows = form.earlier_relapses().into_iter();
    let lines = rows.filter(|row| !row.is_empty()).map(|row| {
        let again = month_year(words, row.remission, today);
        let again = words.with("doctor-remission-again", &[("when", &again)]);
        joined([
            month_year(words, row.at, today),
            word(words, "earlier_site", row.site),
            if row.remission == ("", "") {
                String::new()
            } else {
                again
            },
        ])
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn antigens(words: &Words, form: &DiseaseForm, today: Date) -> String {
    let told = form
        .antigens()
        .into_iter()
        .filter(|(_, code)| !code.is_empty());
    let lines = told.map(|(field, code)| {
        let label = words.text(&format!("field-{field}"));
        format!("{label}: {}", word(words, field, code))
    });
    let tested = month_year(words, (&form.antigens_month, &form.antigens_year), today);
    let lines = lines.chain((!tested.is_empty()).then_some(tested));
    lines.collect::<Vec<_>>().join("\n")
}

fn findings(words: &Words, form: &DiseaseForm) -> String {
    let rows = form.findings().into_iter().filter(|row| !row.is_empty());
    let lines = rows.map(|row| {
        joined([
            word(words, "finding", row.finding),
            word(words, "finding_result", row.result),
            row.note.trim().to_owned(),
        ])
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns the name of the time that is told: to the first relapse, or to the latest where the first is not known.
pub fn interval_field(disease: Option<&Disease>) -> &'static str {
    match disease {
        Some(disease) if !disease.knows_first_relapse() => "interval_latest",
        _ => "interval",
    }
}

/// Returns the time from diagnosis to relapse in months, with its band and the definition it follows.
pub fn interval_words(words: &Words, interval: Option<Interval>) -> String {
    let Some(Interval {
        least,
        most,
        band,
        rule,
        very_early,
    }) = interval
    else {
        return String::new();
    };
    let (least, most) = (least.to_string(), most.to_string());
    let months = if least == most {
        words.with("doctor-interval", &[("months", &most)])
    } else {
        words.with(
            "doctor-interval-range",
            &[("least", &least), ("most", &most)],
        )
    };
    let known = match (band, rule) {
        (Band::Open, _) | (_, None) => words.text("doctor-band-open"),
        (Band::Early | Band::Late, Some(rule)) => {
            let source = words.text(&format!("doctor-band-{band}-{rule}"));
            format!("{} {source}", words.text(&format!("doctor-band-{band}")))
        }
    };
    let very = very_early.then(|| words.text("doctor-band-very-early"));
    let told = [Some(months), Some(known), very].into_iter().flatten();
    told.collect::<Vec<_>>().join(" ")
}
