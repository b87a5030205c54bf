//! Step 7: the doctor who treats the child now, and whether we may get in touch with them.
//!
//! That permission is a choice of its own: its time is the submission's, its wording that of the form's version.

use serde::{Deserialize, Serialize};

use crate::domain::person::{FreeText, Phone, masked_debug};
use crate::domain::request::{FieldErrors, MayContact};

/// The page as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TreatingForm {
    /// The doctor's name.
    pub doctor_name: String,
    /// Their hospital or practice.
    pub doctor_hospital: String,
    /// Its city.
    pub doctor_city: String,
    /// Their phone.
    pub doctor_phone: String,
    /// Code of [`MayContact`].
    pub may_contact: String,
    /// The reference that the doctor gave, where they have written to us already.
    pub doctor_reference: String,
}

/// Who treats the child now, as far as the family told.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Treating {
    /// The doctor's name.
    pub name: Option<FreeText>,
    /// Their hospital or practice.
    pub hospital: Option<FreeText>,
    /// Its city.
    pub city: Option<FreeText>,
    /// Their phone.
    pub phone: Option<Phone>,
    /// Whether we may get in touch with them.
    pub may_contact: Option<MayContact>,
    /// The reference of what the doctor sent, as typed: kept, shown to staff, and answered alike whatever it names.
    #[serde(default)]
    pub reference: Option<FreeText>,
}

masked_debug!(TreatingForm, Treating);

impl TreatingForm {
    /// The most characters of a line: families write two names, or a name and a title.
    pub const LINE_MAX: usize = 200;
    /// The most characters of the doctor's reference: ours has twelve.
    pub const REFERENCE_MAX: usize = 40;

    /// Checks the page.
    pub fn parse(&self) -> Result<Treating, FieldErrors> {
        let mut errors = FieldErrors::default();
        let mut line = |field, text: &str| {
            let line = FreeText::parse(text, Self::LINE_MAX);
            errors.optional(field, line)
        };
        let name = line("doctor_name", &self.doctor_name);
        let hospital = line("doctor_hospital", &self.doctor_hospital);
        let city = line("doctor_city", &self.doctor_city);
        let treating = Treating {
            name,
            hospital,
            city,
            phone: errors.optional("doctor_phone", Phone::parse(&self.doctor_phone)),
            may_contact: errors.choice("may_contact", &self.may_contact, MayContact::from_code),
            reference: errors.optional(
                "doctor_reference",
                FreeText::parse(&self.doctor_reference, Self::REFERENCE_MAX),
            ),
        };
        errors.finish(Some(treating))
    }
}
