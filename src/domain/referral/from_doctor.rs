//! What a doctor's referral says of the case and its people, in the case's own words.

use super::people::{CaseFacts, ContactKind, ContactRecord};
use crate::domain::request::doctor::{DoctorRequest, Guardian, PatientPlace};
use crate::domain::request::{Relation, Whereabouts};

/// The child's facts.
pub(super) fn facts(request: &DoctorRequest) -> CaseFacts {
    let disease = request.disease.as_ref();
    CaseFacts {
        child: Some(request.patient.child.clone()),
        place: request.today.as_ref().map(|today| match today.place {
            PatientPlace::Home => Whereabouts::Home,
            PatientPlace::Ward => Whereabouts::Hospital,
            PatientPlace::IntensiveCare => Whereabouts::IntensiveCare,
        }),
        disease: disease.map(|disease| disease.status),
        relapse_number: disease.and_then(|disease| disease.relapse_number),
        lineage: disease.map(|disease| disease.lineage),
        ..CaseFacts::default()
    }
}

/// The doctor, with the phone that reaches a person.
pub(super) fn doctor(request: &DoctorRequest) -> ContactRecord {
    let practice = &request.practice;
    ContactRecord {
        phone: Some(practice.phone.clone()),
        email: Some(practice.email.clone()),
        practice: Some((practice.role, practice.institution.clone())),
        ..ContactRecord::named(ContactKind::Doctor, practice.name.clone())
    }
}

/// The clinician in whose name somebody else refers, where they are asked to confirm it.
pub(super) fn attending(request: &DoctorRequest) -> Option<ContactRecord> {
    let (name, email) = request.attestation.asked_to_confirm()?;
    Some(ContactRecord {
        email: Some(email.clone()),
        confirms: true,
        ..ContactRecord::named(ContactKind::Doctor, name.clone())
    })
}

/// Who speaks for the patient.
pub(super) fn guardian(request: &DoctorRequest) -> ContactRecord {
    let patient = &request.patient;
    let (kind, relation) = match patient.guardian {
        Guardian::Patient => (ContactKind::Patient, None),
        Guardian::Mother => (ContactKind::Family, Some(Relation::Mother)),
        Guardian::Father => (ContactKind::Family, Some(Relation::Father)),
        Guardian::LegalGuardian => (ContactKind::Family, Some(Relation::Guardian)),
        Guardian::Grandparent => (ContactKind::Family, Some(Relation::Grandparent)),
        Guardian::OtherFamily => (ContactKind::Family, Some(Relation::OtherFamily)),
        Guardian::SomeoneElse => (ContactKind::Family, Some(Relation::SomeoneElse)),
    };
    ContactRecord {
        phone: Some(patient.guardian_phone.clone()),
        email: patient.guardian_email.clone(),
        spoken: patient.spoken,
        spoken_other: patient.spoken_other.clone(),
        interpreter: patient.interpreter,
        relation,
        ..ContactRecord::named(kind, patient.guardian_name.clone())
    }
}
