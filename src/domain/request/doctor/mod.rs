//! The doctor's form: six sections in any order, each with its raw form, its checks and its parsed value, and a letter
//! that may stand for most of them.
//!
//! [`DoctorAnswers`] is all of it as typed, [`DoctorRequest`] all of it as understood. `choices` has the closed
//! questions, `interval` the time to relapse, `remarks` what does not fit together. Nothing here refuses a weak answer.

mod answers;
mod attest;
mod choices;
mod disease;
mod documents;
mod interval;
mod letter;
mod numbers;
mod patient;
mod remarks;
mod request;
mod section;
mod today;
mod treatment;
mod you;

pub use answers::{DOCTOR_FORM_VERSION, DoctorAnswers};
pub use attest::{ATTESTATION_VERSION, AttestForm, Attestation};
pub use choices::{
    Antigen, Ask, Beam, Capacity, CarTTarget, CentralLine, CnsClass, Conditioning, DiseaseStatus,
    Donor, Finding, FindingResult, FitToFly, Graft, Guardian, Gvhd, Isolation, Knows, Lineage,
    MarrowClass, PatientPlace, PayerType, Problem, RadiationSite, ReplyBy, Response, Role, Sex,
    Site, SlidesBy, TherapyKind, Transfusion, Urgency,
};
pub use disease::{
    ANTIGENS, Disease, DiseaseForm, EarlierRelapse, Mrd, MrdLevel, MrdMethod, MrdSite,
    TypedFinding, TypedRelapse, suggested_icd,
};
pub use documents::{Documents, DocumentsForm};
pub use interval::{Band, BandRule, Interval, OwnBand};
pub use letter::LetterForm;
pub use patient::{PatientAndGuardian, PatientForm};
pub use remarks::Remark;
pub use request::{DoctorRequest, Refusals};
pub use section::{Section, SectionState};
pub use today::{Presentation, TodayForm};
pub use treatment::{
    Therapy, TherapyDetails, Treatment, TreatmentForm, TypedDetails, TypedTherapy,
};
pub use you::{Practice, YouForm};

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "test code")]
mod tests;
