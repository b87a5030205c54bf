//! What belongs to CAR T cells, a transplant or radiation. Each row has boxes for all of it: a page without scripts cannot
//! ask by what was given.

use super::TreatmentForm;
use crate::domain::request::doctor::numbers::parts;
use crate::domain::request::doctor::{
    Beam, CarTTarget, Conditioning, Graft, Gvhd, RadiationSite, TherapyKind,
};
use crate::domain::request::rows::{ROWS_MOST, each_row, nth};
use crate::domain::request::{FieldErrors, YesNo};

const TARGET: [&str; ROWS_MOST] = each_row!("therapy_target", "");
const GRAFT: [&str; ROWS_MOST] = each_row!("therapy_graft", "");
const CONDITIONING: [&str; ROWS_MOST] = each_row!("therapy_conditioning", "");
const TBI: [&str; ROWS_MOST] = each_row!("therapy_tbi", "");
const GVHD: [&str; ROWS_MOST] = each_row!("therapy_gvhd", "");
const SITE: [&str; ROWS_MOST] = each_row!("therapy_site", "");
const DOSE: [&str; ROWS_MOST] = each_row!("therapy_dose", "");
const BEAM: [&str; ROWS_MOST] = each_row!("therapy_beam", "");

/// What belongs to one treatment, as typed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TypedDetails<'a> {
    /// Code of [`CarTTarget`].
    pub target: &'a str,
    /// Code of [`Graft`].
    pub graft: &'a str,
    /// Code of [`Conditioning`].
    pub conditioning: &'a str,
    /// Whether the whole body was irradiated: code of [`YesNo`].
    pub tbi: &'a str,
    /// Code of [`Gvhd`].
    pub gvhd: &'a str,
    /// Code of [`RadiationSite`].
    pub site: &'a str,
    /// Dose in gray.
    pub dose: &'a str,
    /// Code of [`Beam`].
    pub beam: &'a str,
}

/// What belongs to one treatment, understood.
#[derive(Clone, PartialEq, Eq)]
pub struct TherapyDetails {
    /// What CAR T cells are aimed at.
    pub target: Option<CarTTarget>,
    /// Who gave the cells of a transplant.
    pub graft: Option<Graft>,
    /// How it was prepared.
    pub conditioning: Option<Conditioning>,
    /// Whether the whole body was irradiated.
    pub tbi: Option<YesNo>,
    /// Graft-versus-host disease after it.
    pub gvhd: Option<Gvhd>,
    /// What was irradiated.
    pub site: Option<RadiationSite>,
    /// With how many centigray.
    pub dose: Option<u16>,
    /// With what.
    pub beam: Option<Beam>,
}

crate::domain::person::masked_debug!(TypedDetails<'_>, TherapyDetails);

impl<'a> TypedDetails<'a> {
    /// The answers by their question, in the order of the page.
    pub fn fields(&self) -> [(&'static str, &'a str); 8] {
        [
            ("therapy_target", self.target),
            ("therapy_graft", self.graft),
            ("therapy_conditioning", self.conditioning),
            ("therapy_tbi", self.tbi),
            ("therapy_gvhd", self.gvhd),
            ("therapy_site", self.site),
            ("therapy_dose", self.dose),
            ("therapy_beam", self.beam),
        ]
    }

    /// True where nothing was typed.
    pub fn is_empty(&self) -> bool {
        let mut fields = self.fields().into_iter();
        fields.all(|(_, text)| text.trim().is_empty())
    }

    pub(super) fn parse(&self, at: usize, errors: &mut FieldErrors) -> TherapyDetails {
        let target = (TARGET[at], "therapy_target");
        let graft = (GRAFT[at], "therapy_graft");
        let conditioning = (CONDITIONING[at], "therapy_conditioning");
        let (tbi, gvhd) = ((TBI[at], "therapy_tbi"), (GVHD[at], "therapy_gvhd"));
        let (site, beam) = ((SITE[at], "therapy_site"), (BEAM[at], "therapy_beam"));
        TherapyDetails {
            target: errors.row_choice(target, self.target, CarTTarget::from_code),
            graft: errors.row_choice(graft, self.graft, Graft::from_code),
            conditioning: errors.row_choice(
                conditioning,
                self.conditioning,
                Conditioning::from_code,
            ),
            tbi: errors.row_choice(tbi, self.tbi, YesNo::from_code),
            gvhd: errors.row_choice(gvhd, self.gvhd, Gvhd::from_code),
            site: errors.row_choice(site, self.site, RadiationSite::from_code),
            dose: dose(at, self.dose, errors),
            beam: errors.row_choice(beam, self.beam, Beam::from_code),
        }
    }
}

impl TherapyDetails {
    /// True unless a detail is told that this kind of treatment cannot have. The kinds that may be anything have any.
    pub fn fits(&self, kind: TherapyKind) -> bool {
        let cells = self.target.is_some();
        let transplant = self.graft.is_some()
            || self.conditioning.is_some()
            || self.tbi.is_some()
            || self.gvhd.is_some();
        let radiation = self.site.is_some() || self.beam.is_some() || self.dose.is_some();
        match kind {
            TherapyKind::TrialAgent | TherapyKind::Other => true,
            TherapyKind::CarT => !transplant && !radiation,
            // Before a transplant the whole body is irradiated, with a dose.
            TherapyKind::Transplant => !cells,
            TherapyKind::Radiation => !cells && !transplant,
            _ => !cells && !transplant && !radiation,
        }
    }
}

/// Gray with two digits behind a point or comma at most, or centigray where that is said; from 0.1 to 100 Gy.
fn dose(at: usize, raw: &str, errors: &mut FieldErrors) -> Option<u16> {
    let typed = raw.trim().to_lowercase();
    if typed.is_empty() {
        return None;
    }
    let centigray = match typed.strip_suffix("cgy") {
        Some(whole) => whole.trim_end().parse().ok(),
        None => parts(typed.trim_end_matches("gy"), 2),
    };
    let dose = centigray
        .and_then(|centigray| u16::try_from(centigray).ok())
        .filter(|centigray| (10..=10_000).contains(centigray));
    if dose.is_none() {
        errors.add_key_for(DOSE[at], "therapy_dose", "error-therapy_dose");
    }
    dose
}

impl TreatmentForm {
    pub(super) fn details(&self, at: usize) -> TypedDetails<'_> {
        TypedDetails {
            target: nth(&self.therapy_target, at),
            graft: nth(&self.therapy_graft, at),
            conditioning: nth(&self.therapy_conditioning, at),
            tbi: nth(&self.therapy_tbi, at),
            gvhd: nth(&self.therapy_gvhd, at),
            site: nth(&self.therapy_site, at),
            dose: nth(&self.therapy_dose, at),
            beam: nth(&self.therapy_beam, at),
        }
    }
}
