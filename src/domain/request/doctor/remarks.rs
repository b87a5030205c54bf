//! What does not fit together in a doctor's answers, and may still be true: said to the doctor before sending and to
//! staff after, never in the way.

use jiff::civil::Date;

use super::{Disease, DoctorAnswers, MarrowClass, PatientAndGuardian};
use crate::coded;
use crate::domain::person::PartialDate;

coded! {
    /// Something to look at again.
    pub enum Remark {
        /// The diagnosis is dated before the birth.
        DiagnosisBeforeBirth = "diagnosis_before_birth",
        /// The relapse is dated before the diagnosis.
        RelapseBeforeDiagnosis = "relapse_before_diagnosis",
        /// The remission is dated before the diagnosis.
        RemissionBeforeDiagnosis = "remission_before_diagnosis",
        /// The last remission is dated after the latest relapse.
        RemissionAfterRelapse = "remission_after_relapse",
        /// The blasts do not fit the marrow's class.
        BlastsAgainstClass = "blasts_against_class",
    }
}

impl DoctorAnswers {
    /// Returns what does not fit together, as far as the answers can be understood.
    pub fn remarks(&self, today: Date) -> Vec<Remark> {
        let patient = self.patient.parse(today).ok();
        let Ok(disease) = self.disease.parse(today) else {
            return Vec::new();
        };
        Remark::ALL
            .iter()
            .copied()
            .filter(|remark| applies(*remark, patient.as_ref(), &disease))
            .collect()
    }
}

fn applies(remark: Remark, patient: Option<&PatientAndGuardian>, disease: &Disease) -> bool {
    let diagnosis = Some(disease.diagnosis);
    match remark {
        Remark::DiagnosisBeforeBirth => {
            before(diagnosis, patient.and_then(|patient| patient.child.birth))
        }
        Remark::RelapseBeforeDiagnosis => before(disease.relapse, diagnosis),
        Remark::RemissionBeforeDiagnosis => before(disease.remission, diagnosis),
        Remark::RemissionAfterRelapse => before(disease.relapse, disease.remission),
        Remark::BlastsAgainstClass => match (disease.blasts, disease.marrow_class) {
            (Some(blasts), Some(MarrowClass::M1)) => blasts > 5,
            (Some(blasts), Some(MarrowClass::M2)) => !(5..=25).contains(&blasts),
            (Some(blasts), Some(MarrowClass::M3)) => blasts < 25,
            _ => false,
        },
    }
}

/// True where every day the first can mean comes before every day the second can.
fn before(first: Option<PartialDate>, second: Option<PartialDate>) -> bool {
    let latest = first
        .and_then(PartialDate::expose_span)
        .map(|(_, last)| last);
    let earliest = second
        .and_then(PartialDate::expose_span)
        .map(|(start, _)| start);
    latest
        .zip(earliest)
        .is_some_and(|(latest, earliest)| latest < earliest)
}
