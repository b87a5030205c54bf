//! All answers of one doctor's form, as typed. This is what a draft keeps and what a submission stores unchanged.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    AttestForm, DiseaseForm, PatientForm, Section, SectionState, TodayForm, Urgency, YouForm,
};
use crate::domain::person::masked_debug;
use crate::domain::request::FieldErrors;
use crate::domain::request::cut::{Cut as _, cut};

/// The version of the form's questions. New or changed questions, new version.
pub const DOCTOR_FORM_VERSION: u16 = 1;

/// All answers as typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DoctorAnswers {
    /// The version of the questions that were answered.
    pub form_version: u16,
    /// Who refers.
    pub you: YouForm,
    /// The patient and who speaks for them.
    pub patient: PatientForm,
    /// The disease.
    pub disease: DiseaseForm,
    /// The patient today.
    pub today: TodayForm,
    /// The signature.
    pub attest: AttestForm,
}

masked_debug!(DoctorAnswers);

impl Default for DoctorAnswers {
    fn default() -> DoctorAnswers {
        DoctorAnswers {
            form_version: DOCTOR_FORM_VERSION,
            you: YouForm::default(),
            patient: PatientForm::default(),
            disease: DiseaseForm::default(),
            today: TodayForm::default(),
            attest: AttestForm::default(),
        }
    }
}

impl DoctorAnswers {
    /// Returns what a section still needs, or what of it was not taken.
    pub fn check(&self, section: Section, today: Date) -> FieldErrors {
        let errors = match section {
            Section::You => self.you.parse().err(),
            Section::Patient => self.patient.parse(today).err(),
            Section::Disease => self.disease.parse(today).err(),
            Section::Today => self.today.parse().err(),
        };
        errors.unwrap_or_default()
    }

    /// Returns how far a section is.
    pub fn state(&self, section: Section, today: Date) -> SectionState {
        if self.is_untouched(section) {
            return SectionState::NotStarted;
        }
        let errors = self.check(section, today);
        if errors.is_empty() {
            SectionState::Done
        } else {
            SectionState::InProgress(errors)
        }
    }

    fn is_untouched(&self, section: Section) -> bool {
        match section {
            Section::You => self.you == YouForm::default(),
            Section::Patient => self.patient == PatientForm::default(),
            Section::Disease => self.disease == DiseaseForm::default(),
            Section::Today => self.today == TodayForm::default(),
        }
    }

    /// True where the doctor said that it cannot wait: the phone number comes before anything else.
    pub fn is_emergency(&self) -> bool {
        self.today.urgency == Urgency::Emergency.code()
    }

    /// Cuts each text to what a draft keeps.
    pub fn cut(&mut self) {
        self.you.cut();
        self.patient.cut();
        self.disease.cut();
        self.today.cut();
        self.attest.cut();
    }
}

cut! {
    YouForm: clinician_name, role, institution, clinician_phone, clinician_email, npi, fax, attending, reply_by,
        final_note;
    PatientForm: patient_given, patient_family, one_name, birth_month, birth_day, birth_year, sex, mrn, guardian,
        guardian_name, guardian_phone, guardian_email, family_spoken, family_spoken_other, family_interpreter, knows;
    DiseaseForm: disease_status, relapse_number, lineage, icd, sites, site_other, diagnosis_month, diagnosis_day,
        diagnosis_year, remission_month, remission_day, remission_year, relapse_month, relapse_day, relapse_year,
        marrow_class, blasts, cns_class, mrd, cd19, cd22, genetics, letter;
    TodayForm: urgency, urgency_reason, whereabouts, transfer, asks, trial, score, problems, problems_note, weight, fly, changes;
    AttestForm: version, capacity, clinician;
}
