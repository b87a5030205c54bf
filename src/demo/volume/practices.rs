//! Made-up referrals by doctors: the family of a number, seen from the practice that refers it.
//!
//! Names, birth and the guardian are those of `people`, so a case is found by the same child's name however it came.

use jiff::Span;
use jiff::civil::Date;
use rand::RngExt as _;
use rand::rngs::StdRng;

use super::people::{Family, pick};
use crate::domain::request::doctor::{
    ATTESTATION_VERSION, AttestForm, DiseaseForm, DoctorAnswers, PatientForm, TodayForm,
    TreatmentForm, YouForm,
};

const CLINICIANS: [&str; 8] = [
    "Dr. Wilhelmina Achterberg",
    "Dr. Tobias Ferreira",
    "Dr. Oluwaseun Bright",
    "Dr. Pilar Quintero",
    "Dr. Ngozi Eze",
    "Dr. Haruto Ishikawa",
    "Dr. Maeve O'Rourke",
    "Dr. Zeynep Aydın",
];
const INSTITUTIONS: [&str; 6] = [
    "Lehigh Children's Clinic",
    "Westridge Hospital",
    "Harbor Oncology",
    "Summit Pediatrics",
    "Allegheny Regional",
    "St. Brendan's",
];

/// Makes the referral of a family's child; `today` is the day it is written.
pub fn referral(dice: &mut StdRng, family: &Family, today: Date) -> DoctorAnswers {
    let text = str::to_owned;
    let clinician = dice.random_range(0..CLINICIANS.len());
    let patient = patient(dice, family);
    DoctorAnswers {
        disease: disease(dice, birth(&patient), today),
        patient,
        you: YouForm {
            clinician_name: text(CLINICIANS[clinician]),
            role: text(pick(dice, &["oncologist", "oncologist", "paediatrician"])),
            institution: text(pick(dice, &INSTITUTIONS)),
            clinician_phone: format!("610-555-01{:02}", dice.random_range(0..100)),
            clinician_email: format!("clinician{clinician}@example.org"),
            npi: if dice.random_bool(0.5) {
                "1234567893"
            } else {
                ""
            }
            .to_owned(),
            reply_by: text(pick(dice, &["phone", "fax", "letter"])),
            fax: text("610-555-0199"),
            ..YouForm::default()
        },
        today: acute(dice),
        attest: AttestForm {
            version: text(ATTESTATION_VERSION),
            capacity: text("treating"),
            ..AttestForm::default()
        },
        treatment: TreatmentForm {
            therapy_kind: vec![text("frontline")],
            ..TreatmentForm::default()
        },
        ..DoctorAnswers::default()
    }
}

fn patient(dice: &mut StdRng, family: &Family) -> PatientForm {
    let (child, reach) = (&family.answers.child, &family.answers.reach);
    // The date of birth is known to a practice, to the day.
    let or = |typed: &str, number: i16| match typed {
        "" => number.to_string(),
        typed => typed.to_owned(),
    };
    let text = str::to_owned;
    PatientForm {
        patient_given: child.given_names.clone(),
        patient_family: child.family_names.clone(),
        birth_month: or(&child.birth_month, dice.random_range(1..=12)),
        birth_day: or(&child.birth_day, dice.random_range(1..=28)),
        birth_year: child.birth_year.clone(),
        sex: text(pick(dice, &["female", "male"])),
        mrn: format!("MR-{:07}", dice.random_range(0..10_000_000)),
        guardian: text(pick(dice, &["mother", "father", "guardian"])),
        guardian_name: reach.name.clone(),
        guardian_phone: reach.phone.clone(),
        family_spoken: family.answers.language.spoken.clone(),
        family_spoken_other: family.answers.language.spoken_other.clone(),
        knows: text(pick(
            dice,
            &["yes", "yes", "yes", "asked_us", "call_me_first"],
        )),
        ..PatientForm::default()
    }
}

fn birth(patient: &PatientForm) -> Option<Date> {
    Date::new(
        patient.birth_year.parse().ok()?,
        patient.birth_month.parse().ok()?,
        patient.birth_day.parse().ok()?,
    )
    .ok()
}

/// The diagnosis lies after the birth, the relapse after the diagnosis, neither in the future.
fn disease(dice: &mut StdRng, birth: Option<Date>, today: Date) -> DiseaseForm {
    let lived = birth.map_or(0, |birth| today.duration_since(birth).as_hours() / 24);
    let ago = |days: i64| today.saturating_sub(Span::new().days(days));
    let since_diagnosis = dice.random_range(0..=lived.clamp(0, 1_800));
    let since_relapse = dice.random_range(0..=since_diagnosis.min(300));
    let (diagnosis, relapse) = (ago(since_diagnosis), ago(since_relapse));
    let later = dice.random_bool(0.25);
    DiseaseForm {
        disease_status: if later {
            "later_relapse"
        } else {
            "first_relapse"
        }
        .to_owned(),
        relapse_number: if later { "2" } else { "" }.to_owned(),
        lineage: pick(dice, &["b", "b", "b", "t", "mixed"]).to_owned(),
        sites: vec![pick(dice, &["marrow", "marrow", "cns", "node"]).to_owned()],
        diagnosis_month: diagnosis.month().to_string(),
        diagnosis_year: diagnosis.year().to_string(),
        relapse_month: relapse.month().to_string(),
        relapse_year: relapse.year().to_string(),
        ..DiseaseForm::default()
    }
}

fn acute(dice: &mut StdRng) -> TodayForm {
    let (urgency, reason) = match dice.random_range(0..100) {
        0..2 => ("emergency", "Tumor lysis since this morning."),
        2..25 => ("within_week", "The next induction ends on Friday."),
        _ => ("standard", ""),
    };
    let place = pick(dice, &["home", "home", "ward"]);
    TodayForm {
        urgency: urgency.to_owned(),
        urgency_reason: reason.to_owned(),
        whereabouts: place.to_owned(),
        transfer: if place == "home" { "" } else { "yes" }.to_owned(),
        asks: vec![
            pick(
                dice,
                &["evaluation", "second_opinion", "car_t", "transplant"],
            )
            .to_owned(),
        ],
        score: "70".to_owned(),
        ..TodayForm::default()
    }
}
