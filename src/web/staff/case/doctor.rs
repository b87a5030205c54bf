//! What a doctor sent, unchanged, section by section, in the form's own English words. What the reader's role does not
//! read has been taken out; a section of which nothing is left is left out, for an empty row would say "not told".

use jiff::civil::Date;

use super::page::AnswerView;
use crate::domain::request::doctor::{ATTESTATION_VERSION, DoctorAnswers, Section, SectionState};
use crate::support::words::{Language, Words};
use crate::web::public::doctor::summary::{self, Answer};

/// Returns the sections with their rows.
pub fn sections(answers: &DoctorAnswers, sent_on: Date) -> Vec<(String, Vec<AnswerView>)> {
    let words = Words::of(Language::En);
    // What a doctor needs of us comes first, the disease next: the order in which staff read.
    let order = [
        Section::Today,
        Section::Letter,
        Section::Disease,
        Section::Treatment,
        Section::Patient,
        Section::You,
        Section::Documents,
    ];
    let mut sections: Vec<(String, Vec<AnswerView>)> = order
        .into_iter()
        .filter(|section| {
            let state = answers.state(*section, sent_on);
            matches!(state, SectionState::InProgress(_) | SectionState::Done)
        })
        .map(|section| {
            let rows = summary::section_answers(words, answers, section, sent_on);
            (
                format!("Doctor's form: {}", summary::title(words, section)),
                rows.into_iter()
                    .filter_map(|row| told(words, row))
                    .collect(),
            )
        })
        .collect();
    let remarks = summary::remarks(words, answers, sent_on);
    if let Some((_, rows)) = sections.iter_mut().find(|_| !remarks.is_empty()) {
        let value = remarks.join("\n");
        rows.insert(0, row("Look at this again".to_owned(), value, false));
    }
    sections.push((
        "Doctor's form: signature".to_owned(),
        signature(words, answers),
    ));
    sections
}

fn signature(words: &Words, answers: &DoctorAnswers) -> Vec<AnswerView> {
    let mut rows: Vec<AnswerView> = summary::signature(words, answers)
        .into_iter()
        .filter_map(|row| told(words, row))
        .collect();
    let wording = if answers.attest.version == ATTESTATION_VERSION {
        format!("{} (the present one)", answers.attest.version)
    } else {
        answers.attest.version.clone()
    };
    rows.push(row("Wording".to_owned(), wording, false));
    rows
}

/// Only what was answered: the form has many optional questions, and staff look for what is there.
fn told(words: &Words, answer: Answer) -> Option<AnswerView> {
    let label = words.text(&format!("field-{}", answer.field));
    (!answer.value.is_empty()).then(|| row(label, answer.value, answer.typed))
}

fn row(label: String, value: String, own_words: bool) -> AnswerView {
    AnswerView {
        label: label.into(),
        value,
        own_words,
    }
}
