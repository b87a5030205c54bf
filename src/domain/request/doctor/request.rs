//! A doctor's whole referral, understood.

use jiff::civil::Date;

use super::{
    Attestation, Disease, DoctorAnswers, PatientAndGuardian, Practice, Presentation, Section,
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
    /// The disease.
    pub disease: Disease,
    /// The patient today.
    pub today: Presentation,
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
        let disease = take(
            &mut refused,
            Some(Section::Disease),
            answers.disease.parse(today),
        );
        let presentation = take(&mut refused, Some(Section::Today), answers.today.parse());
        let attestation = take(&mut refused, None, answers.attest.parse());
        let request = || {
            Some(DoctorRequest {
                practice: practice?,
                patient: patient?,
                disease: disease?,
                today: presentation?,
                attestation: attestation?,
            })
        };
        request().ok_or(refused)
    }

    /// Returns how soon the case needs a person.
    pub fn urgency(&self) -> Priority {
        self.today.priority()
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
