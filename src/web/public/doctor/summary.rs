//! A doctor's answers in words, section by section: on "Check your answers", after sending, and for staff.
//! They are shown as typed; what we could not understand is shown as it stands, never dropped.

use jiff::civil::Date;

use super::choices::{codes, word};
use super::frame::path;
use crate::domain::request::doctor::{
    Band, Disease, DiseaseForm, DoctorAnswers, DocumentsForm, Interval, LetterForm, PatientForm,
    Section as FormSection, TodayForm, TreatmentForm, YouForm,
};
use crate::support::words::Words;
use crate::web::public::summary::{self, Row, Section};

/// One answer in words.
pub struct Answer {
    /// The question.
    pub field: &'static str,
    /// The answer; empty when none was given.
    pub value: String,
    /// True for what somebody typed in their own words.
    pub typed: bool,
}

/// Returns all answers with their signature.
pub fn sections(words: &Words, answers: &DoctorAnswers, today: Date) -> Vec<Section> {
    let mut sections = to_change(words, answers, today);
    for row in sections.iter_mut().flat_map(|section| &mut section.rows) {
        row.change.clear();
    }
    sections.push(Section {
        title: words.text("doctor-check-sign"),
        rows: rows(words, signature(words, answers), ""),
    });
    sections
}

/// Returns all answers, each leading back to its section.
pub fn to_change(words: &Words, answers: &DoctorAnswers, today: Date) -> Vec<Section> {
    FormSection::ALL
        .iter()
        .filter(|section| !answers.may_be_left(**section))
        .map(|section| Section {
            title: title(words, *section),
            rows: rows(
                words,
                section_answers(words, answers, *section, today),
                &format!("{}?from=check", path(words, section.code())),
            ),
        })
        .collect()
}

/// Returns the title of a section.
pub fn title(words: &Words, section: FormSection) -> String {
    words.text(&format!("doctor-section-{}", section.code()))
}

/// Returns what does not fit together, in words.
pub fn remarks(words: &Words, answers: &DoctorAnswers, today: Date) -> Vec<String> {
    let remarks = answers.remarks(today).into_iter();
    remarks
        .map(|remark| words.text(&format!("doctor-remark-{}", remark.code())))
        .collect()
}

fn rows(words: &Words, answers: Vec<Answer>, change: &str) -> Vec<Row> {
    answers
        .into_iter()
        .map(|answer| Row {
            label: words.text(&format!("field-{}", answer.field)),
            value: answer.value,
            change: change.to_owned(),
            off_paper: false,
        })
        .collect()
}

/// Returns the answers of one section.
pub fn section_answers(
    words: &Words,
    answers: &DoctorAnswers,
    section: FormSection,
    today: Date,
) -> Vec<Answer> {
    match section {
        FormSection::You => you(words, &answers.you),
        FormSection::Patient => patient(words, &answers.patient, today),
        FormSection::Disease => disease(words, &answers.disease, today),
        FormSection::Treatment => treatment(words, &answers.treatment, today),
        FormSection::Today => presentation(words, &answers.today),
        FormSection::Documents => documents(words, &answers.documents),
        FormSection::Letter => letter(words, &answers.letter),
    }
}

/// Returns who signed, and as what.
pub fn signature(words: &Words, answers: &DoctorAnswers) -> Vec<Answer> {
    vec![
        typed("signed_by", &answers.you.clinician_name),
        chosen(words, "capacity", &answers.attest.capacity),
        typed("clinician", &answers.attest.clinician),
        typed("clinician_mail", &answers.attest.clinician_mail),
    ]
}

fn you(words: &Words, form: &YouForm) -> Vec<Answer> {
    vec![
        typed("clinician_name", &form.clinician_name),
        chosen(words, "role", &form.role),
        typed("institution", &form.institution),
        typed("clinician_phone", &form.clinician_phone),
        typed("clinician_email", &form.clinician_email),
        typed("npi", &form.npi),
        typed("fax", &form.fax),
        typed("attending", &form.attending),
        chosen(words, "reply_by", &form.reply_by),
        typed("final_note", &form.final_note),
    ]
}

fn patient(words: &Words, form: &PatientForm, today: Date) -> Vec<Answer> {
    let name = format!(
        "{} {}",
        form.patient_given.trim(),
        form.patient_family.trim()
    );
    let birth = [&form.birth_month, &form.birth_day, &form.birth_year];
    let spoken = summary::spoken(words, &form.family_spoken, &form.family_spoken_other);
    vec![
        typed("patient", &name),
        date(words, "birth", birth, today),
        chosen(words, "sex", &form.sex),
        typed("mrn", &form.mrn),
        chosen(words, "guardian", &form.guardian),
        typed("guardian_name", &form.guardian_name),
        typed("guardian_phone", &form.guardian_phone),
        typed("guardian_email", &form.guardian_email),
        told("family_spoken", spoken),
        chosen(words, "family_interpreter", &form.family_interpreter),
        chosen(words, "knows", &form.knows),
        typed("family_reference", &form.family_reference),
    ]
}

fn disease(words: &Words, form: &DiseaseForm, today: Date) -> Vec<Answer> {
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
        told("earlier", earlier(words, form, today)),
        chosen(words, "marrow_class", &form.marrow_class),
        typed("blasts", &form.blasts),
        chosen(words, "cns_class", &form.cns_class),
        typed("mrd", &form.mrd),
        told("antigens", antigens(words, form, today)),
        told("findings", findings(words, form)),
        typed("genetics", &form.genetics),
    ];
    if !form.letter.trim().is_empty() {
        answers.push(typed("letter", &form.letter));
    }
    answers
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

/// Each treatment has a row of its own.
fn treatment(words: &Words, form: &TreatmentForm, today: Date) -> Vec<Answer> {
    let rows = form.therapies().into_iter().filter(|row| !row.is_empty());
    let therapies = rows.map(|row| {
        let dates = [row.start, row.stop].map(|date| month_year(words, date, today));
        let dates = match dates {
            [start, stop] if stop.is_empty() => start,
            [start, stop] => format!("{start} – {stop}"),
        };
        let lines = [
            joined([
                word(words, "therapy_kind", row.kind),
                row.name.trim().to_owned(),
            ]),
            row.note.trim().to_owned(),
            dates,
            word(words, "therapy_response", row.response),
            row.ended.trim().to_owned(),
        ];
        let lines = lines.into_iter().filter(|line| !line.is_empty());
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

fn documents(words: &Words, form: &DocumentsForm) -> Vec<Answer> {
    vec![
        ticked(words, "will_send", &form.will_send),
        chosen(words, "slides_by", &form.slides_by),
        typed("slides_note", &form.slides_note),
        chosen(words, "payer_type", &form.payer_type),
        typed("payer", &form.payer),
        typed("member_id", &form.member_id),
        typed("authorization", &form.authorization),
    ]
}

fn letter(words: &Words, form: &LetterForm) -> Vec<Answer> {
    let file = if form.letter_file == "yes" {
        words.text("choice-yes")
    } else {
        form.letter_file.clone()
    };
    vec![
        told(
            "letter_urgency",
            word(words, "letter_urgency", &form.letter_urgency),
        ),
        typed("letter", &form.letter),
        told("letter_file", file),
    ]
}

/// A month and a year in words; what cannot be understood stands as it was typed.
fn month_year(words: &Words, (month, year): (&str, &str), today: Date) -> String {
    summary::past(words, [month, "", year], today)
}

fn joined<const N: usize>(parts: [String; N]) -> String {
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

fn presentation(words: &Words, form: &TodayForm) -> Vec<Answer> {
    vec![
        chosen(words, "urgency", &form.urgency),
        typed("urgency_reason", &form.urgency_reason),
        chosen(words, "whereabouts", &form.whereabouts),
        chosen(words, "transfer", &form.transfer),
        ticked(words, "asks", &form.asks),
        typed("trial", &form.trial),
        typed("score", &form.score),
        ticked(words, "problems", &form.problems),
        typed("problems_note", &form.problems_note),
        typed("weight", &form.weight),
        chosen(words, "fly", &form.fly),
        typed("changes", &form.changes),
    ]
}

/// Returns the name of the time that is told: to the first relapse, or to the latest where the first is not known.
pub fn interval_field(disease: Option<&Disease>) -> &'static str {
    match disease {
        Some(disease) if !disease.knows_first_relapse() => "interval_latest",
        _ => "interval",
    }
}

/// Returns the time from diagnosis to relapse in months, with its band.
pub fn interval_words(words: &Words, interval: Option<Interval>) -> String {
    let Some(Interval { least, most, band }) = interval else {
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
    let band = match band {
        Band::Early => words.text("doctor-band-early"),
        Band::Late => words.text("doctor-band-late"),
        Band::Open => words.text("doctor-band-open"),
    };
    format!("{months} {band}")
}

fn typed(field: &'static str, value: &str) -> Answer {
    Answer {
        field,
        value: value.trim().to_owned(),
        typed: true,
    }
}

fn told(field: &'static str, value: String) -> Answer {
    Answer {
        field,
        value,
        typed: false,
    }
}

fn chosen(words: &Words, field: &'static str, code: &str) -> Answer {
    told(field, word(words, field, code))
}

/// What was ticked, in the order of the page; what is not on our list comes last, as it was sent.
fn ticked(words: &Words, field: &'static str, chosen: &[String]) -> Answer {
    let known = codes(field);
    let listed = known.iter().filter(|code| chosen.contains(code));
    let strange = chosen.iter().filter(|code| !known.contains(code));
    let lines: Vec<String> = listed
        .chain(strange)
        .map(|code| word(words, field, code))
        .collect();
    told(field, lines.join("\n"))
}

fn date(words: &Words, field: &'static str, boxes: [&String; 3], today: Date) -> Answer {
    told(
        field,
        summary::past(words, boxes.map(String::as_str), today),
    )
}
