//! Step 7: permission to keep the answers and to get in touch, with the version of the words that were read.

use serde::{Deserialize, Serialize};

use crate::domain::request::FieldErrors;

/// The version of the consent's words in the catalogues (`check-consent`). New words, new version.
pub const CONSENT_VERSION: &str = "family-2026-11";

/// The tick as sent: the version of the words beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ConsentForm {
    /// The version agreed to; empty when the box is not ticked.
    pub version: String,
}

/// Permission, given on the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The version of the words agreed to.
    pub version: String,
}

impl ConsentForm {
    /// Checks that the box is ticked, beside the words that stand there today.
    pub fn parse(&self) -> Result<Consent, FieldErrors> {
        let mut errors = FieldErrors::default();
        match self.version.as_str() {
            CONSENT_VERSION => {}
            "" => errors.add_key("consent", "error-consent-missing"),
            _ => errors.add_key("consent", "error-consent-changed"),
        }
        let version = CONSENT_VERSION.to_owned();
        errors.finish(Some(Consent { version }))
    }
}
