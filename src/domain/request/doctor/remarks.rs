//! What does not fit together in a doctor's answers, and may still be true: said to the doctor before sending and to
//! staff after, never in the way.

use jiff::civil::Date;

use super::{Disease, DoctorAnswers, MarrowClass, PatientAndGuardian, Treatment};
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
        /// An earlier relapse is dated after the latest, or before the diagnosis.
        EarlierRelapseOutOfOrder = "earlier_relapse_out_of_order",
        /// A treatment ended before it began.
        TreatmentEndsBeforeStart = "treatment_ends_before_start",
        /// A treatment has a detail that its kind cannot have.
        DetailsAgainstKind = "details_against_kind",
        /// The blasts do not fit the marrow's class.
        BlastsAgainstClass = "blasts_against_class",
    }
}

impl DoctorAnswers {
    /// Returns what does not fit together, as far as the answers can be understood.
    pub fn remarks(&self, today: Date) -> Vec<Remark> {
        let known = Known {
            patient: self.patient.parse(today).ok(),
            disease: self.disease.parse(today).ok(),
            treatment: self.treatment.parse(true, today).ok(),
        };
        let remarks = Remark::ALL.iter().copied();
        remarks.filter(|remark| known.calls_for(*remark)).collect()
    }
}

/// What of the answers was understood.
struct Known {
    patient: Option<PatientAndGuardian>,
    disease: Option<Disease>,
    treatment: Option<Treatment>,
}

impl Known {
    fn calls_for(&self, remark: Remark) -> bool {
        let disease = self.disease.as_ref();
        let diagnosis = disease.map(|disease| disease.diagnosis);
        let relapse = disease.and_then(|disease| disease.relapse);
        let remission = disease.and_then(|disease| disease.remission);
        match remark {
            Remark::DiagnosisBeforeBirth => {
                let patient = self.patient.as_ref();
                before(diagnosis, patient.and_then(|patient| patient.child.birth))
            }
            Remark::RelapseBeforeDiagnosis => before(relapse, diagnosis),
            Remark::RemissionBeforeDiagnosis => before(remission, diagnosis),
            Remark::RemissionAfterRelapse => before(relapse, remission),
            Remark::EarlierRelapseOutOfOrder => {
                let mut earlier = disease.into_iter().flat_map(|disease| &disease.earlier);
                earlier.any(|one| before(one.at, diagnosis) || before(relapse, one.at))
            }
            Remark::TreatmentEndsBeforeStart => {
                let mut given = self.treatment.iter().flat_map(|known| &known.therapies);
                given.any(|therapy| before(therapy.stop, therapy.start))
            }
            Remark::DetailsAgainstKind => {
                let mut given = self.treatment.iter().flat_map(|known| &known.therapies);
                given.any(|therapy| !therapy.details.fits(therapy.kind))
            }
            Remark::BlastsAgainstClass => disease.is_some_and(blasts_against_class),
        }
    }
}

fn blasts_against_class(disease: &Disease) -> bool {
    match (disease.blasts, disease.marrow_class) {
        (Some(blasts), Some(MarrowClass::M1)) => blasts > 5,
        (Some(blasts), Some(MarrowClass::M2)) => !(5..=25).contains(&blasts),
        (Some(blasts), Some(MarrowClass::M3)) => blasts < 25,
        _ => false,
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
