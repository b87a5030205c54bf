//! A doctor's whole referral, understood.

use jiff::civil::Date;

use super::{
    Attestation, Disease, DoctorAnswers, PatientAndGuardian, Practice, Presentation, Section,
    Treatment, Urgency,
};
use crate::domain::person::masked_debug;
use crate::domain::priority::Priority;
use crate::domain::request::FieldErrors;

/// A referral in which every answer was understood and every needed one is there.
#[derive(Clone, PartialEq, Eq)]
pub struct DoctorRequest {
    /// Who refers.
    pub practice: Practice,
    /// The patient and who speaks for them.
    pub patient: PatientAndGuardian,
    /// The disease; none where the letter tells it.
    pub disease: Option<Disease>,
    /// Treatment so far; none where the letter tells it.
    pub treatment: Option<Treatment>,
    /// The patient today; none where the letter tells it.
    pub today: Option<Presentation>,
    /// How soon the doctor needs us, as told beside the letter.
    pub letter_urgency: Option<Urgency>,
    /// The signature.
    pub attestation: Attestation,
}

masked_debug!(DoctorRequest);

/// What keeps a referral from being sent: errors of sections, and of the signature (no section).
pub type Refusals = Vec<(Option<Section>, FieldErrors)>;

impl DoctorRequest {
    /// Understands all answers, or tells every section's errors in the order of the list.
    pub fn parse(answers: &DoctorAnswers, today: Date) -> Result<DoctorRequest, Refusals> {
        let mut refused = Refusals::new();
        let practice = take(&mut refused, Some(Section::You), answers.you.parse());
        let patient = take(
            &mut refused,
            Some(Section::Patient),
            answers.patient.parse(today),
        );
        let by_letter = answers.has_letter();
        let disease = answers.take(&mut refused, Section::Disease, |own| {
            own.disease.parse(today)
        });
        let treatment = answers.take(&mut refused, Section::Treatment, |own| {
            own.treatment.parse(by_letter, today)
        });
        let presentation = answers.take(&mut refused, Section::Today, |own| own.today.parse());
        answers.take(&mut refused, Section::Documents, |own| {
            own.documents.parse()
        });
        let letter = answers.take(&mut refused, Section::Letter, |own| own.letter.parse());
        let attestation = take(&mut refused, None, answers.attest.parse());
        let request = || {
            Some(DoctorRequest {
                practice: practice?,
                patient: patient?,
                disease,
                treatment,
                today: presentation,
                letter_urgency: letter.flatten(),
                attestation: attestation?,
            })
        };
        match request() {
            Some(request) if refused.is_empty() => Ok(request),
            _ => Err(refused),
        }
    }

    /// Returns how soon the case needs a person: the more urgent of what was told beside the letter and of today.
    pub fn urgency(&self) -> Priority {
        let told = self.letter_urgency.map(Urgency::priority);
        let today = self.today.as_ref().map(Presentation::priority);
        told.into_iter()
            .chain(today)
            .min()
            .unwrap_or(Priority::Standard)
    }
}

impl DoctorAnswers {
    /// Understands a section, unless it may be left and was.
    fn take<T>(
        &self,
        refused: &mut Refusals,
        section: Section,
        parse: impl FnOnce(&Self) -> Result<T, FieldErrors>,
    ) -> Option<T> {
        if self.may_be_left(section) {
            return None;
        }
        take(refused, Some(section), parse(self))
    }
}

fn take<T>(
    refused: &mut Refusals,
    section: Option<Section>,
    parsed: Result<T, FieldErrors>,
) -> Option<T> {
    parsed
        .map_err(|errors| refused.push((section, errors)))
        .ok()
}
