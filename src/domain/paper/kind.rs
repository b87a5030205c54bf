//! What a paper is, in the words of records: each with its LOINC document code, where there is one.

use crate::coded;

coded! {
    /// What a paper is.
    pub enum PaperKind {
        /// A letter of the doctor who refers.
        ReferralLetter = "referral_letter",
        /// A summary of what has happened and what was given so far.
        Summary = "summary",
        /// Pathology, with flow cytometry.
        Pathology = "pathology",
        /// Cytogenetics, molecular findings, sequencing.
        Genetics = "genetics",
        /// Measurable residual disease.
        Mrd = "mrd",
        /// Reports of imaging.
        Imaging = "imaging",
        /// The roadmap or flowsheet of the treatment.
        Roadmap = "roadmap",
        /// Tissue typing.
        Hla = "hla",
        /// Results of the laboratory.
        Labs = "labs",
        /// A letter that sums up a stay in hospital.
        Discharge = "discharge",
        /// The card of the insurance.
        InsuranceCard = "insurance_card",
        /// Something else, or nobody said.
        Other = "other",
    }
}

impl PaperKind {
    /// The LOINC code of such a document; none where no single one fits.
    pub fn loinc(self) -> Option<&'static str> {
        match self {
            Self::ReferralLetter => Some("57133-1"),
            Self::Summary => Some("34133-9"),
            Self::Pathology => Some("11526-1"),
            Self::Imaging => Some("18748-4"),
            Self::Labs => Some("11502-2"),
            Self::Discharge => Some("18842-5"),
            Self::InsuranceCard => Some("64290-0"),
            Self::Genetics | Self::Mrd | Self::Roadmap | Self::Hla | Self::Other => None,
        }
    }

    /// Its name, for staff and doctors.
    pub fn words(self) -> &'static str {
        match self {
            Self::ReferralLetter => "Referral letter",
            Self::Summary => "Treatment summary",
            Self::Pathology => "Pathology and flow cytometry",
            Self::Genetics => "Cytogenetics and molecular findings",
            Self::Mrd => "MRD report",
            Self::Imaging => "Imaging report",
            Self::Roadmap => "Treatment roadmap",
            Self::Hla => "HLA typing",
            Self::Labs => "Laboratory results",
            Self::Discharge => "Discharge summary",
            Self::InsuranceCard => "Insurance card",
            Self::Other => "Other paper",
        }
    }
}
