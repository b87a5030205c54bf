//! Signing: "I treat this patient", or "I act for the clinician named". Who signs is named in section 1; the moment is
//! that of the send.

use serde::{Deserialize, Serialize};

use super::Capacity;
use crate::domain::person::{ParseError, PersonName, masked_debug};
use crate::domain::request::FieldErrors;

/// The version of the words that are signed (`doctor-attest-…` in the catalogues). New words, new version.
pub const ATTESTATION_VERSION: &str = "doctor-2026-11";

/// The signature as sent.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AttestForm {
    /// The version of the words that stood beside it.
    pub version: String,
    /// Code of [`Capacity`].
    pub capacity: String,
    /// The clinician one acts for.
    pub clinician: String,
}

/// A signature.
#[derive(Clone, PartialEq, Eq)]
pub struct Attestation {
    /// The version of the words.
    pub version: String,
    /// In which capacity.
    pub capacity: Capacity,
    /// The clinician one acts for.
    pub clinician: Option<PersonName>,
}

masked_debug!(AttestForm, Attestation);

impl AttestForm {
    /// Checks that it is signed, beside the words that stand there today.
    pub fn parse(&self) -> Result<Attestation, FieldErrors> {
        let mut errors = FieldErrors::default();
        let capacity = errors.needed_choice("capacity", &self.capacity, Capacity::from_code);
        if capacity.is_some() && self.version != ATTESTATION_VERSION {
            errors.add_key("capacity", "error-attest-changed");
        }
        let clinician = PersonName::parse(&self.clinician);
        if capacity == Some(Capacity::ActingFor) && clinician == Err(ParseError::Missing) {
            errors.add("clinician", ParseError::Missing);
        }
        let clinician = errors.optional("clinician", clinician);
        let attestation = capacity.map(|capacity| Attestation {
            version: self.version.clone(),
            capacity,
            clinician,
        });
        errors.finish(attestation)
    }
}
