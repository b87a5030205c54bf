//! Minimal residual disease: how much, how measured, where and when. Older forms told it in one line.

use jiff::civil::Date;

use super::DiseaseForm;
use crate::coded;
use crate::domain::person::{FreeText, PartialDate, masked_debug};
use crate::domain::request::FieldErrors;
use crate::domain::request::dates::DateNames;
use crate::domain::request::doctor::numbers::parts;
use crate::domain::request::doctor::you::LINE_MAX;

coded! {
    /// How minimal residual disease was measured.
    pub enum MrdMethod {
        /// Flow cytometry.
        Flow = "flow",
        /// PCR of a rearrangement or a fusion.
        Pcr = "pcr",
        /// Sequencing.
        Ngs = "ngs",
    }
}

coded! {
    /// Where minimal residual disease was measured.
    pub enum MrdSite {
        /// Bone marrow.
        Marrow = "marrow",
        /// Blood.
        Blood = "blood",
        /// Spinal fluid.
        Csf = "csf",
    }
}

/// How much there was.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum MrdLevel {
    /// None was found.
    NotDetected,
    /// So many hundred-thousandths of a percent.
    Of(u32),
    /// Less than that.
    Below(u32),
}

/// Minimal residual disease, understood.
#[derive(Clone, PartialEq, Eq)]
pub struct Mrd {
    /// How much.
    pub level: Option<MrdLevel>,
    /// How measured.
    pub method: Option<MrdMethod>,
    /// Where.
    pub site: Option<MrdSite>,
    /// When.
    pub at: Option<PartialDate>,
}

masked_debug!(MrdLevel, Mrd);

const AT: DateNames = DateNames {
    whole: "mrd_at",
    month: "mrd_at_month",
    year: "mrd_at_year",
};

/// Digits behind the point of a percentage: one cell in ten million.
const DIGITS: usize = 5;
/// All of a hundred percent.
const ALL: u32 = 10_000_000;

impl DiseaseForm {
    pub(super) fn parse_mrd(&self, today: Date, errors: &mut FieldErrors) -> Mrd {
        let none = errors.tick("mrd_none", &self.mrd_none);
        let level = self.level(none, errors);
        let method = errors.choice("mrd_method", &self.mrd_method, MrdMethod::from_code);
        let site = errors.choice("mrd_site", &self.mrd_site, MrdSite::from_code);
        let boxes = [&self.mrd_at_month, &self.mrd_at_day, &self.mrd_at_year];
        let at = AT.take(boxes.map(String::as_str), false, today, errors);
        errors.optional("mrd", FreeText::parse(&self.mrd, LINE_MAX));
        Mrd {
            level,
            method,
            site,
            at,
        }
    }

    /// A percentage, or less than one: `0.05`, `< 0,01 %`.
    fn level(&self, none: bool, errors: &mut FieldErrors) -> Option<MrdLevel> {
        let typed = self.mrd_percent.trim();
        if typed.is_empty() {
            return none.then_some(MrdLevel::NotDetected);
        }
        if none {
            errors.add_key("mrd_percent", "error-mrd-both");
            return None;
        }
        let number = typed.trim_start_matches('<').trim_end_matches('%');
        let level = parts(number, DIGITS).filter(|level| *level <= ALL);
        if level.is_none() {
            errors.add_key("mrd_percent", "error-mrd_percent");
        }
        level.map(if typed.starts_with('<') {
            MrdLevel::Below
        } else {
            MrdLevel::Of
        })
    }
}
