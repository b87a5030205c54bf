//! Section 3: the disease. A few answers are needed. `course` has the relapses before the latest, `findings` what the
//! laboratory found, `mrd` what treatment left.

mod course;
mod findings;
mod mrd;

pub use course::{EarlierRelapse, TypedRelapse};
pub use findings::{ANTIGENS, TypedFinding};
pub use mrd::{Mrd, MrdLevel, MrdMethod, MrdSite};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::numbers::number;
use super::you::LINE_MAX;
use super::{
    Antigen, CnsClass, DiseaseStatus, Finding, FindingResult, LetterForm, Lineage, MarrowClass,
    OwnBand, Site,
};
use crate::domain::person::{FreeText, ParseError, PartialDate, masked_debug};
use crate::domain::request::FieldErrors;
use crate::domain::request::dates::DateNames;

const DIAGNOSIS: DateNames = DateNames {
    whole: "diagnosis",
    month: "diagnosis_month",
    year: "diagnosis_year",
};
const REMISSION: DateNames = DateNames {
    whole: "remission",
    month: "remission_month",
    year: "remission_year",
};
const RELAPSE: DateNames = DateNames {
    whole: "relapse",
    month: "relapse_month",
    year: "relapse_year",
};

const ANTIGENS_AT: DateNames = DateNames {
    whole: "antigens",
    month: "antigens_month",
    year: "antigens_year",
};

/// The section as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DiseaseForm {
    /// Code of [`DiseaseStatus`].
    pub disease_status: String,
    /// Which relapse it is, where it is not the first.
    pub relapse_number: String,
    /// Code of [`Lineage`].
    pub lineage: String,
    /// ICD-10-CM code.
    pub icd: String,
    /// Codes of [`Site`].
    pub sites: Vec<String>,
    /// Another site, in words.
    pub site_other: String,
    /// Month of the first diagnosis.
    pub diagnosis_month: String,
    /// Day of the first diagnosis.
    pub diagnosis_day: String,
    /// Year of the first diagnosis.
    pub diagnosis_year: String,
    /// Month of the last remission.
    pub remission_month: String,
    /// Day of the last remission.
    pub remission_day: String,
    /// Year of the last remission.
    pub remission_year: String,
    /// Month of the latest relapse, or of the call that it is refractory.
    pub relapse_month: String,
    /// Day of it.
    pub relapse_day: String,
    /// Year of it.
    pub relapse_year: String,
    /// Code of [`OwnBand`]: how the doctor reads the time to relapse, where not as we computed it.
    pub own_band: String,
    /// Why.
    pub own_band_reason: String,
    /// Months of the relapses before the latest.
    pub earlier_month: Vec<String>,
    /// Years of them.
    pub earlier_year: Vec<String>,
    /// Codes of [`Site`]: where each was.
    pub earlier_site: Vec<String>,
    /// Months of the remissions that followed them.
    pub earlier_remission_month: Vec<String>,
    /// Years of those.
    pub earlier_remission_year: Vec<String>,
    /// Code of [`MarrowClass`].
    pub marrow_class: String,
    /// Blasts in the marrow, in percent.
    pub blasts: String,
    /// Code of [`CnsClass`].
    pub cns_class: String,
    /// Minimal residual disease in percent.
    pub mrd_percent: String,
    /// `yes`: none was detected.
    pub mrd_none: String,
    /// Code of [`MrdMethod`].
    pub mrd_method: String,
    /// Code of [`MrdSite`].
    pub mrd_site: String,
    /// Month of that.
    pub mrd_at_month: String,
    /// Day of that.
    pub mrd_at_day: String,
    /// Year of that.
    pub mrd_at_year: String,
    /// All of it in words, where the first versions of the questions had a line for it.
    pub mrd: String,
    /// Code of [`Antigen`].
    pub cd19: String,
    /// Code of [`Antigen`].
    pub cd22: String,
    /// Code of [`Antigen`].
    pub cd20: String,
    /// Code of [`Antigen`].
    pub cd38: String,
    /// Code of [`Antigen`].
    pub cd7: String,
    /// Code of [`Antigen`].
    pub cd3: String,
    /// Month in which the antigens were tested.
    pub antigens_month: String,
    /// Year of it.
    pub antigens_year: String,
    /// Codes of [`Finding`].
    pub finding: Vec<String>,
    /// Codes of [`FindingResult`].
    pub finding_result: Vec<String>,
    /// More about each finding.
    pub finding_note: Vec<String>,
    /// Genetic and molecular findings, in words.
    pub genetics: String,
    /// The summary letter, where the first version of the questions had it.
    pub letter: String,
    /// The button that asks for one more row: `relapse` or `finding`.
    pub add: String,
}

/// The disease, understood.
#[derive(Clone, PartialEq, Eq)]
pub struct Disease {
    /// Where it stands.
    pub status: DiseaseStatus,
    /// Which relapse it is.
    pub relapse_number: Option<u8>,
    /// Its lineage.
    pub lineage: Lineage,
    /// Its ICD-10-CM code.
    pub icd: Option<FreeText>,
    /// Where it is now.
    pub sites: Vec<Site>,
    /// When it was first diagnosed.
    pub diagnosis: PartialDate,
    /// When it last went into remission.
    pub remission: Option<PartialDate>,
    /// When it came back last, or was called refractory.
    pub relapse: Option<PartialDate>,
    /// How the doctor reads the time to relapse, where not as we computed it.
    pub own_band: Option<OwnBand>,
    /// The marrow's class.
    pub marrow_class: Option<MarrowClass>,
    /// Blasts in the marrow, in percent.
    pub blasts: Option<u8>,
    /// The spinal fluid's class.
    pub cns_class: Option<CnsClass>,
    /// What treatment left.
    pub mrd: Mrd,
    /// The relapses before the latest.
    pub earlier: Vec<EarlierRelapse>,
    /// Antigens on the blasts, by their control's name.
    pub antigens: Vec<(&'static str, Antigen)>,
    /// When the antigens were tested.
    pub antigens_at: Option<PartialDate>,
    /// Molecular findings.
    pub findings: Vec<(Finding, FindingResult)>,
}

masked_debug!(DiseaseForm, Disease);

impl DiseaseStatus {
    /// True where the day it came back, or was called refractory, has to be told.
    pub fn needs_relapse_date(self) -> bool {
        !matches!(self, Self::InRemission | Self::Other | Self::Unknown)
    }
}

/// Returns the ICD-10-CM code that fits what was told, where one does: the C91.0- codes are those of acute
/// lymphoblastic leukaemia by remission, C83.5- is lymphoblastic lymphoma.
pub fn suggested_icd(status: DiseaseStatus, lineage: Lineage) -> Option<&'static str> {
    use DiseaseStatus as S;
    match (lineage, status) {
        (Lineage::Lymphoma, _) => Some("C83.5-"),
        (Lineage::Mixed | Lineage::Other | Lineage::Unknown, _) | (_, S::Other | S::Unknown) => {
            None
        }
        (_, S::InRemission) => Some("C91.01"),
        (_, S::PrimaryRefractory) => Some("C91.00"),
        (_, S::Mrd) => None,
        (_, S::FirstRelapse | S::LaterRelapse | S::RelapseNotResponding) => Some("C91.02"),
    }
}

impl DiseaseForm {
    /// The most characters of a finding in words.
    pub const FINDING_MAX: usize = 2_000;

    /// Shows the boxes of one more row, where a button for that was pressed. Returns the control to go to.
    pub fn makes_room(&mut self) -> Option<&'static str> {
        match std::mem::take(&mut self.add).as_str() {
            "relapse" => Some(self.adds_relapse()),
            "finding" => Some(self.adds_finding()),
            _ => None,
        }
    }

    /// Checks the section.
    pub fn parse(&self, today: Date) -> Result<Disease, FieldErrors> {
        let mut errors = FieldErrors::default();
        let status = errors.needed_choice(
            "disease_status",
            &self.disease_status,
            DiseaseStatus::from_code,
        );
        let relapse_number = number(
            &self.relapse_number,
            2..=9,
            ("relapse_number", "error-relapse-number"),
            &mut errors,
        );
        let lineage = errors.needed_choice("lineage", &self.lineage, Lineage::from_code);
        let icd = self.icd(&mut errors);
        let sites = self.sites(&mut errors);
        let [diagnosis, remission, relapse] = self.dates(status, today, &mut errors);
        let own_band = self.own_band(&mut errors);
        let earlier = self.parse_course(today, &mut errors);
        let marrow_class =
            errors.choice("marrow_class", &self.marrow_class, MarrowClass::from_code);
        let blasts = number(
            &self.blasts,
            0..=100,
            ("blasts", "error-blasts"),
            &mut errors,
        );
        let cns_class = errors.choice("cns_class", &self.cns_class, CnsClass::from_code);
        let mrd = self.parse_mrd(today, &mut errors);
        let antigens = self.parse_antigens(&mut errors);
        let tested = [self.antigens_month.as_str(), "", &self.antigens_year];
        let antigens_at = ANTIGENS_AT.take(tested, false, today, &mut errors);
        let findings = self.parse_findings(&mut errors);
        self.check_words(&mut errors);
        let disease = || {
            Some(Disease {
                status: status?,
                relapse_number,
                lineage: lineage?,
                icd,
                sites,
                diagnosis: diagnosis?,
                remission,
                relapse,
                own_band,
                marrow_class,
                blasts,
                cns_class,
                mrd,
                earlier,
                antigens,
                antigens_at,
                findings,
            })
        };
        let disease = disease();
        errors.finish(disease)
    }

    fn sites(&self, errors: &mut FieldErrors) -> Vec<Site> {
        let sites = errors.choices("sites", &self.sites, Site::ALL, Site::code);
        if self.sites.is_empty() {
            errors.add("sites", ParseError::Missing);
        }
        errors.optional("site_other", FreeText::parse(&self.site_other, LINE_MAX));
        sites
    }

    fn dates(
        &self,
        status: Option<DiseaseStatus>,
        today: Date,
        errors: &mut FieldErrors,
    ) -> [Option<PartialDate>; 3] {
        let needed = status.is_some_and(DiseaseStatus::needs_relapse_date);
        [
            DIAGNOSIS.take(
                [
                    &self.diagnosis_month,
                    &self.diagnosis_day,
                    &self.diagnosis_year,
                ],
                true,
                today,
                errors,
            ),
            REMISSION.take(
                [
                    &self.remission_month,
                    &self.remission_day,
                    &self.remission_year,
                ],
                false,
                today,
                errors,
            ),
            RELAPSE.take(
                [&self.relapse_month, &self.relapse_day, &self.relapse_year],
                needed,
                today,
                errors,
            ),
        ]
    }

    /// A code has the shape of ICD-10-CM; which one it is we believe.
    fn icd(&self, errors: &mut FieldErrors) -> Option<FreeText> {
        let code = errors.optional("icd", FreeText::parse(&self.icd, LINE_MAX))?;
        let upper = code.expose().to_uppercase();
        let (head, tail) = upper.split_once('.').unwrap_or((&upper, ""));
        let mut signs = head.chars();
        let letter = signs.next().is_some_and(|c| c.is_ascii_uppercase());
        let digit = signs.next().is_some_and(|c| c.is_ascii_digit());
        let third = signs.next().is_some_and(|c| c.is_ascii_alphanumeric());
        let rest = tail.len() <= 4 && tail.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        if letter && digit && third && signs.next().is_none() && rest {
            return Some(code);
        }
        errors.add_key("icd", "error-icd");
        None
    }

    /// Words are kept as sent; here is only asked whether they can be.
    fn check_words(&self, errors: &mut FieldErrors) {
        errors.optional(
            "genetics",
            FreeText::parse(&self.genetics, DiseaseForm::FINDING_MAX),
        );
        errors.optional(
            "letter",
            FreeText::parse(&self.letter, LetterForm::LETTER_MAX),
        );
    }
}
