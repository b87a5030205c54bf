//! The express lane: a name and a phone number are enough.

use serde::{Deserialize, Serialize};

use super::family::LANGUAGE_NAME_MAX;
use super::{BestTime, FieldErrors};
use crate::domain::person::{FreeText, PersonName, Phone, SpokenLanguage, masked_debug};
use crate::domain::priority::Priority;

/// The page as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CallMeForm {
    /// The key that makes a second press of the button harmless, hidden in the form.
    pub submission_key: String,
    /// Full name.
    pub name: String,
    /// Phone.
    pub phone: String,
    /// Code of [`SpokenLanguage`].
    pub spoken: String,
    /// The language's name, where it is not in the list.
    pub spoken_other: String,
    /// Code of [`BestTime`].
    pub best_time: String,
}

/// A wish to be called, understood.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallMeRequest {
    /// Who to ask for.
    pub name: PersonName,
    /// The number to call.
    pub phone: Phone,
    /// What they speak.
    pub spoken: Option<SpokenLanguage>,
    /// Its name, where it is not in our list.
    pub spoken_other: Option<FreeText>,
    /// When a call is best.
    pub best_time: Option<BestTime>,
}

masked_debug!(CallMeForm, CallMeRequest);

impl CallMeForm {
    /// Checks the page.
    pub fn parse(&self) -> Result<CallMeRequest, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = errors.required("name", PersonName::parse(&self.name));
        let phone = errors.required("phone", Phone::parse(&self.phone));
        let spoken = errors.choice("spoken", &self.spoken, SpokenLanguage::from_code);
        let spoken_other = errors.optional(
            "spoken_other",
            FreeText::parse(&self.spoken_other, LANGUAGE_NAME_MAX),
        );
        let best_time = errors.choice("best_time", &self.best_time, BestTime::from_code);
        errors.finish(name.zip(phone).map(|(name, phone)| CallMeRequest {
            name,
            phone,
            spoken,
            spoken_other,
            best_time,
        }))
    }
}

impl CallMeRequest {
    /// Returns how soon the case needs a person.
    pub fn urgency(&self) -> Priority {
        Priority::Standard
    }
}
