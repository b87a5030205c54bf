//! A doctor's answers in words, section by section: on "Check your answers", after sending, and for staff.
//! They are shown as typed; what we could not understand is shown as it stands, never dropped. `disease` and `treatment`
//! have the sections that are more than a list of answers.

mod disease;
mod treatment;

pub use disease::{interval_field, interval_words};

use jiff::civil::Date;

use self::disease::disease;
use self::treatment::treatment;
use super::choices::{codes, word};
use super::frame::path;
use crate::domain::request::doctor::{
    DoctorAnswers, DocumentsForm, LetterForm, PatientForm, Section as FormSection, TodayForm,
    YouForm,
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
        typed("coordinator", &form.coordinator),
        typed("coordinator_phone", &form.coordinator_phone),
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
        typed("allergies", &form.allergies),
        ticked(words, "isolation", &form.isolation),
        chosen(words, "line", &form.line),
        ticked(words, "transfusions", &form.transfusions),
        typed("changes", &form.changes),
    ]
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
