//! Step 1: how we reach the person who asks.

use serde::{Deserialize, Serialize};

use crate::domain::person::{EmailAddress, ParseError, PersonName, Phone, masked_debug};
use crate::domain::request::{Asker, BestTime, BestWay, FieldErrors, YesNo};

/// The page as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReachForm {
    /// Code of [`Asker`], hidden in the form; empty means family.
    pub asker: String,
    /// Full name.
    pub name: String,
    /// Phone.
    pub phone: String,
    /// E-mail.
    pub email: String,
    /// Code of [`BestWay`].
    pub best_way: String,
    /// Code of [`BestTime`].
    pub best_time: String,
    /// Whether a message may be left: code of [`YesNo`].
    pub voicemail: String,
}

/// The person who asks, and how to reach them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Their name.
    pub name: PersonName,
    /// Their phone; where it is missing there is an e-mail address.
    pub phone: Option<Phone>,
    /// Their e-mail address; where it is missing there is a phone.
    pub email: Option<EmailAddress>,
    /// How they would like to hear from us.
    pub best_way: Option<BestWay>,
    /// When a call is best.
    pub best_time: Option<BestTime>,
    /// Whether a message may be left.
    pub voicemail: Option<YesNo>,
}

masked_debug!(ReachForm, Contact);

impl ReachForm {
    /// Checks the page.
    pub fn parse(&self) -> Result<Contact, FieldErrors> {
        let mut errors = FieldErrors::default();
        errors.choice("asker", &self.asker, Asker::from_code);
        let name = errors.required("name", PersonName::parse(&self.name));
        let phone = Phone::parse(&self.phone);
        let email = EmailAddress::parse(&self.email);
        if phone == Err(ParseError::Missing) && email == Err(ParseError::Missing) {
            errors.add_key("phone", "error-phone-or-email-missing");
        }
        let phone = errors.optional("phone", phone);
        let email = errors.optional("email", email);
        let best_way = errors.choice("best_way", &self.best_way, BestWay::from_code);
        self.refuse_way_without_means(best_way, &mut errors);
        let best_time = errors.choice("best_time", &self.best_time, BestTime::from_code);
        let voicemail = errors.choice("voicemail", &self.voicemail, YesNo::from_code);
        errors.finish(name.map(|name| Contact {
            name,
            phone,
            email,
            best_way,
            best_time,
            voicemail,
        }))
    }

    /// A wish to be called needs a number, a wish to be written to needs an address.
    fn refuse_way_without_means(&self, best_way: Option<BestWay>, errors: &mut FieldErrors) {
        let (no_phone, no_email) = (self.phone.trim().is_empty(), self.email.trim().is_empty());
        match best_way {
            Some(BestWay::Call | BestWay::Text) if no_phone && !no_email => {
                errors.add_key("phone", "error-best-way-needs-phone");
            }
            Some(BestWay::Email) if no_email && !no_phone => {
                errors.add_key("email", "error-best-way-needs-email");
            }
            _ => {}
        }
    }
}
