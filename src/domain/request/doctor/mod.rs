//! The doctor's form: four sections in any order, each with its raw form, its checks and its parsed value.
//!
//! [`DoctorAnswers`] is all of it as typed, [`DoctorRequest`] all of it as understood. `choices` has the closed
//! questions, `interval` the time to relapse, `remarks` what does not fit together. Nothing here refuses a weak answer.

mod answers;
mod attest;
mod choices;
mod disease;
mod interval;
mod patient;
mod remarks;
mod request;
mod section;
mod today;
mod you;

pub use answers::{DOCTOR_FORM_VERSION, DoctorAnswers};
pub use attest::{ATTESTATION_VERSION, AttestForm, Attestation};
pub use choices::{
    Antigen, Ask, Capacity, CnsClass, DiseaseStatus, FitToFly, Guardian, Knows, Lineage,
    MarrowClass, PatientPlace, Problem, ReplyBy, Role, Sex, Site, Urgency,
};
pub use disease::{Disease, DiseaseForm, suggested_icd};
pub use interval::{Band, Interval};
pub use patient::{PatientAndGuardian, PatientForm};
pub use remarks::Remark;
pub use request::{DoctorRequest, Refusals};
pub use section::{Section, SectionState};
pub use today::{Presentation, TodayForm};
pub use you::{Practice, YouForm};

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "test code")]
mod tests;
