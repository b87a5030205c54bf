//! The sections as pages: one struct each, filled from what was typed.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::{Frame, Place};
use super::rows::{self, FindingRow, RelapseRow, TherapyRow};
use super::summary;
use crate::domain::request::FieldErrors;
use crate::domain::request::doctor::{
    DiseaseForm, DiseaseStatus, DoctorAnswers, DocumentsForm, LetterForm, Lineage, PatientForm,
    Section, TodayForm, TreatmentForm, YouForm, suggested_icd,
};
use crate::web::page;
use crate::web::public::frame::saved_line;
use crate::web::shell::PublicShell;

/// Section 1, ready to show.
#[derive(Template)]
#[template(path = "public/doctor/you.html")]
pub struct YouPage {
    shell: PublicShell,
    frame: Frame,
    saved: String,
    form: YouForm,
}

/// Section 2, ready to show.
#[derive(Template)]
#[template(path = "public/doctor/patient.html")]
pub struct PatientPage {
    shell: PublicShell,
    frame: Frame,
    saved: String,
    form: PatientForm,
}

/// Section 3, ready to show.
#[derive(Template)]
#[template(path = "public/doctor/disease.html")]
pub struct DiseasePage {
    shell: PublicShell,
    frame: Frame,
    saved: String,
    form: DiseaseForm,
    /// The code that fits what was told, where none was typed.
    suggested: Option<String>,
    /// The time from diagnosis to relapse, in words.
    interval: String,
    interval_name: String,
    /// True where the doctor can say how they read it: it is computed, or they have said so.
    asks_own_band: bool,
    relapses: Vec<RelapseRow>,
    findings: Vec<FindingRow>,
}

/// Section 4, ready to show.
#[derive(Template)]
#[template(path = "public/doctor/treatment.html")]
pub struct TreatmentPage {
    shell: PublicShell,
    frame: Frame,
    saved: String,
    form: TreatmentForm,
    therapies: Vec<TherapyRow>,
}

/// Section 5, ready to show.
#[derive(Template)]
#[template(path = "public/doctor/today.html")]
pub struct TodayPage {
    shell: PublicShell,
    frame: Frame,
    saved: String,
    form: TodayForm,
}

/// Section 6, ready to show.
#[derive(Template)]
#[template(path = "public/doctor/documents.html")]
pub struct DocumentsPage {
    shell: PublicShell,
    frame: Frame,
    saved: String,
    form: DocumentsForm,
}

/// The letter that may stand for most sections, ready to show.
#[derive(Template)]
#[template(path = "public/doctor/letter.html")]
pub struct LetterPage {
    shell: PublicShell,
    frame: Frame,
    saved: String,
    form: LetterForm,
}

/// Returns the page of a section with the answers so far and what was not taken of them.
pub fn render(
    status: StatusCode,
    shell: PublicShell,
    place: &Place,
    section: Section,
    answers: &DoctorAnswers,
    errors: &FieldErrors,
) -> Response {
    let words = shell.words;
    let title = summary::title(words, section);
    let frame = Frame::new(words, place, section.code(), title, errors);
    let saved = saved_line(words, place.saved_at.as_ref(), &place.now);
    // What every page of plain questions is made of.
    macro_rules! plain {
        ($page:ident, $form:ident) => {{
            let form = answers.$form.clone();
            let page = $page {
                shell,
                frame,
                saved,
                form,
            };
            page::render(status, &page)
        }};
    }
    match section {
        Section::You => plain!(YouPage, you),
        Section::Patient => plain!(PatientPage, patient),
        Section::Disease => page::render(
            status,
            &disease(shell, frame, saved, place, &answers.disease),
        ),
        Section::Treatment => page::render(
            status,
            &TreatmentPage {
                therapies: rows::therapies(&frame, &answers.treatment),
                shell,
                frame,
                saved,
                form: answers.treatment.clone(),
            },
        ),
        Section::Today => plain!(TodayPage, today),
        Section::Documents => plain!(DocumentsPage, documents),
        Section::Letter => plain!(LetterPage, letter),
    }
}

fn disease(
    shell: PublicShell,
    frame: Frame,
    saved: String,
    place: &Place,
    form: &DiseaseForm,
) -> DiseasePage {
    let words = shell.words;
    let status = DiseaseStatus::from_code(&form.disease_status);
    let fitting = status
        .zip(Lineage::from_code(&form.lineage))
        .and_then(|(status, lineage)| suggested_icd(status, lineage))
        .filter(|_| form.icd.trim().is_empty());
    let parsed = form.parse(place.now.date()).ok();
    let interval_name = frame.label(summary::interval_field(parsed.as_ref()));
    let interval = parsed.and_then(|disease| disease.interval());
    DiseasePage {
        suggested: fitting.map(|code| words.with("doctor-icd-suggested", &[("code", code)])),
        asks_own_band: interval.is_some()
            || !form.own_band.is_empty()
            || !form.own_band_reason.is_empty(),
        interval: summary::interval_words(words, interval),
        interval_name,
        relapses: rows::relapses(&frame, form),
        findings: rows::findings(&frame, form),
        form: form.clone(),
        shell,
        frame,
        saved,
    }
}
