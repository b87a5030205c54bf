//! Signing: "I treat this patient", or "I act for the clinician named". Who signs is named in section 1; the moment is
//! that of the send. Who is acted for can be asked by mail to confirm it: the referral does not wait for that.

use serde::{Deserialize, Serialize};

use super::Capacity;
use crate::domain::person::{EmailAddress, ParseError, PersonName, masked_debug};
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
    /// Their work e-mail, to confirm the referral.
    pub clinician_mail: String,
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
    /// Where they are asked to confirm.
    pub clinician_mail: Option<EmailAddress>,
}

masked_debug!(AttestForm, Attestation);

impl Attestation {
    /// The clinician in whose name somebody else refers, with the address that asks them to confirm.
    pub fn asked_to_confirm(&self) -> Option<(&PersonName, &EmailAddress)> {
        let acting = self.capacity == Capacity::ActingFor;
        let asked = self.clinician.as_ref().zip(self.clinician_mail.as_ref());
        asked.filter(|_| acting)
    }
}

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
        let clinician_mail =
            errors.optional("clinician_mail", EmailAddress::parse(&self.clinician_mail));
        let attestation = capacity.map(|capacity| Attestation {
            version: self.version.clone(),
            capacity,
            clinician,
            clinician_mail,
        });
        errors.finish(attestation)
    }
}
