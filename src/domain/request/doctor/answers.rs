//! All answers of one doctor's form, as typed. This is what a draft keeps and what a submission stores unchanged.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    AttestForm, DiseaseForm, DocumentsForm, LetterForm, PatientForm, Section, SectionState,
    TodayForm, TreatmentForm, Urgency, YouForm,
};
use crate::domain::person::masked_debug;
use crate::domain::request::FieldErrors;
use crate::domain::request::cut::{Cut as _, cut};

/// The version of the form's questions. New or changed questions, new version.
pub const DOCTOR_FORM_VERSION: u16 = 3;

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
    /// Treatment so far.
    pub treatment: TreatmentForm,
    /// The patient today.
    pub today: TodayForm,
    /// Documents and insurance.
    pub documents: DocumentsForm,
    /// The letter that may stand for most sections.
    pub letter: LetterForm,
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
            treatment: TreatmentForm::default(),
            today: TodayForm::default(),
            documents: DocumentsForm::default(),
            letter: LetterForm::default(),
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
            Section::Treatment => self.treatment.parse(self.has_letter(), today).err(),
            Section::Today => self.today.parse().err(),
            Section::Documents => self.documents.parse().err(),
            Section::Letter => self.letter.parse().err(),
        };
        errors.unwrap_or_default()
    }

    /// True where a letter tells what the sections on disease, treatment and today would ask.
    pub fn has_letter(&self) -> bool {
        self.letter.is_given() || !self.disease.letter.trim().is_empty()
    }

    /// Returns whether a section may be sent as it is because nothing was typed in it and nothing has to be.
    pub fn may_be_left(&self, section: Section) -> bool {
        let told = match section {
            Section::You | Section::Patient => false,
            Section::Disease | Section::Treatment | Section::Today => self.has_letter(),
            Section::Documents | Section::Letter => true,
        };
        told && self.is_untouched(section)
    }

    /// Returns how far a section is.
    pub fn state(&self, section: Section, today: Date) -> SectionState {
        if self.is_untouched(section) {
            return match section {
                Section::Documents | Section::Letter => SectionState::Optional,
                section if self.may_be_left(section) => SectionState::InLetter,
                _ => SectionState::NotStarted,
            };
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
            Section::You => self.you.is_blank(),
            Section::Patient => self.patient.is_blank(),
            Section::Disease => self.disease.is_blank(),
            Section::Treatment => self.treatment.is_blank(),
            Section::Today => self.today.is_blank(),
            Section::Documents => self.documents.is_blank(),
            Section::Letter => self.letter.is_blank(),
        }
    }

    /// True where the doctor said that it cannot wait: the phone number comes before anything else.
    pub fn is_emergency(&self) -> bool {
        let told = [&self.today.urgency, &self.letter.letter_urgency];
        told.into_iter()
            .any(|code| code == Urgency::Emergency.code())
    }

    /// Cuts each text to what a draft keeps.
    pub fn cut(&mut self) {
        self.you.cut();
        self.patient.cut();
        self.disease.cut();
        self.treatment.cut();
        self.today.cut();
        self.documents.cut();
        self.letter.cut();
        self.attest.cut();
    }
}

cut! {
    YouForm: clinician_name, role, institution, clinician_phone, clinician_email, npi, fax, attending, coordinator, coordinator_phone, reply_by,
        final_note;
    PatientForm: patient_given, patient_family, one_name, birth_month, birth_day, birth_year, sex, mrn, guardian,
        guardian_name, guardian_phone, guardian_email, family_spoken, family_spoken_other, family_interpreter, knows,
        family_reference;
    DiseaseForm: disease_status, relapse_number, lineage, icd, sites, site_other, diagnosis_month, diagnosis_day,
        diagnosis_year, remission_month, remission_day, remission_year, relapse_month, relapse_day, relapse_year, own_band, own_band_reason,
        earlier_month, earlier_year, earlier_site, earlier_remission_month, earlier_remission_year, marrow_class, blasts,
        cns_class, mrd_percent, mrd_none, mrd_method,
        mrd_site, mrd_at_month, mrd_at_day, mrd_at_year, mrd, cd19, cd22, cd20, cd38, cd7, cd3, antigens_month, antigens_year, finding, finding_result,
        finding_note, genetics, letter, add;
    TreatmentForm: therapy_kind, therapy_name, therapy_target, therapy_graft, therapy_conditioning, therapy_tbi,
        therapy_gvhd, therapy_site, therapy_dose, therapy_beam, therapy_note, therapy_start_month, therapy_start_year,
        therapy_stop_month, therapy_stop_year, therapy_response, therapy_ended, current, last_doses, donor, hla, add;
    TodayForm: urgency, urgency_reason, whereabouts, transfer, asks, trial, score, problems, problems_note, weight, fly, allergies, isolation,
        line, transfusions, changes;
    DocumentsForm: will_send, slides_by, slides_note, payer_type, payer, member_id, authorization;
    LetterForm: letter, letter_file, letter_urgency;
    AttestForm: version, capacity, clinician, clinician_mail;
}
