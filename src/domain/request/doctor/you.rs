//! Section 1: who refers, how to reach them, and how they want to hear back.

use serde::{Deserialize, Serialize};

use super::{ReplyBy, Role};
use crate::domain::person::{
    EmailAddress, FreeText, Npi, ParseError, PersonName, Phone, masked_debug,
};
use crate::domain::request::FieldErrors;

/// The section as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct YouForm {
    /// Full name.
    pub clinician_name: String,
    /// Code of [`Role`].
    pub role: String,
    /// Hospital or practice.
    pub institution: String,
    /// A phone that reaches a person.
    pub clinician_phone: String,
    /// Work e-mail.
    pub clinician_email: String,
    /// National Provider Identifier.
    pub npi: String,
    /// Fax.
    pub fax: String,
    /// The attending doctor, where a delegate writes.
    pub attending: String,
    /// Who can be called about dates.
    pub coordinator: String,
    /// Their phone.
    pub coordinator_phone: String,
    /// Code of [`ReplyBy`].
    pub reply_by: String,
    /// Who gets the final note.
    pub final_note: String,
}

/// Who refers.
#[derive(Clone, PartialEq, Eq)]
pub struct Practice {
    /// Their name.
    pub name: PersonName,
    /// What they are.
    pub role: Role,
    /// Where they work.
    pub institution: FreeText,
    /// The phone that reaches a person.
    pub phone: Phone,
    /// Their work e-mail.
    pub email: EmailAddress,
    /// Their National Provider Identifier.
    pub npi: Option<Npi>,
    /// Their fax.
    pub fax: Option<Phone>,
    /// The attending doctor.
    pub attending: Option<PersonName>,
    /// Who can be called about dates.
    pub coordinator: Option<PersonName>,
    /// Their phone.
    pub coordinator_phone: Option<Phone>,
    /// How they want to hear back.
    pub reply_by: ReplyBy,
    /// Who gets the final note.
    pub final_note: Option<FreeText>,
}

masked_debug!(YouForm, Practice);

/// The most characters of an institution's name and of a line of words.
pub(super) const LINE_MAX: usize = 200;

impl YouForm {
    /// Checks the section.
    pub fn parse(&self) -> Result<Practice, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.required("clinician_name", PersonName::parse(&self.clinician_name));
        let role = errors.needed_choice("role", &self.role, Role::from_code);
        let institution =
            errors.required("institution", FreeText::parse(&self.institution, LINE_MAX));
        let phone = errors.required("clinician_phone", Phone::parse(&self.clinician_phone));
        let email = errors.required(
            "clinician_email",
            EmailAddress::parse(&self.clinician_email),
        );
        let npi = errors.optional("npi", Npi::parse(&self.npi));
        let fax = self.fax(&mut errors);
        let attending = errors.optional("attending", PersonName::parse(&self.attending));
        let coordinator = errors.optional("coordinator", PersonName::parse(&self.coordinator));
        let coordinator_phone =
            errors.optional("coordinator_phone", Phone::parse(&self.coordinator_phone));
        let reply_by = errors.needed_choice("reply_by", &self.reply_by, ReplyBy::from_code);
        let final_note = errors.optional("final_note", FreeText::parse(&self.final_note, LINE_MAX));
        let practice = || {
            Some(Practice {
                name: name?,
                role: role?,
                institution: institution?,
                phone: phone?,
                email: email?,
                npi,
                fax,
                attending,
                coordinator,
                coordinator_phone,
                reply_by: reply_by?,
                final_note,
            })
        };
        let practice = practice();
        errors.finish(practice)
    }

    /// A wish for a fax needs a number to send it to.
    fn fax(&self, errors: &mut FieldErrors) -> Option<Phone> {
        let fax = Phone::parse(&self.fax);
        if self.reply_by == ReplyBy::Fax.code() && fax == Err(ParseError::Missing) {
            errors.add("fax", ParseError::Missing);
        }
        errors.optional("fax", fax)
    }
}
