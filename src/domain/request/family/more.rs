//! Step 9: what worries them most, who else cares for the child, and who is not to be told.

use serde::{Deserialize, Serialize};

use crate::domain::person::{EmailAddress, FreeText, ParseError, PersonName, Phone, masked_debug};
use crate::domain::request::{FieldErrors, Relation, YesNoNotSure};

/// The page as typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MoreForm {
    /// What worries them most.
    pub worry: String,
    /// Another parent or guardian: their name.
    pub other_name: String,
    /// Code of [`Relation`].
    pub other_relation: String,
    /// Their phone.
    pub other_phone: String,
    /// Their e-mail address.
    pub other_email: String,
    /// Whether they may follow the request as well: code of [`YesNoNotSure`].
    pub other_access: String,
    /// Whom we should not share with, and why as far as they want to say.
    pub not_share: String,
}

/// Another adult who cares for the child.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OtherAdult {
    /// Their name.
    pub name: PersonName,
    /// Who they are to the child.
    pub relation: Option<Relation>,
    /// Their phone.
    pub phone: Option<Phone>,
    /// Their e-mail address.
    pub email: Option<EmailAddress>,
    /// Whether whoever asks wants them to follow the request as well; staff decide.
    pub access: Option<YesNoNotSure>,
}

/// What else a family told.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct More {
    /// What worries them most.
    pub worry: Option<FreeText>,
    /// Another adult who cares for the child.
    pub other: Option<OtherAdult>,
    /// Whom we should not share with.
    pub not_share: Option<FreeText>,
}

masked_debug!(MoreForm, OtherAdult, More);

impl MoreForm {
    /// The most characters of a worry.
    pub const WORRY_MAX: usize = 1_000;
    /// The most characters about whom we should not share with.
    pub const NOT_SHARE_MAX: usize = 500;

    /// Checks the page.
    pub fn parse(&self) -> Result<More, FieldErrors> {
        let mut errors = FieldErrors::default();
        let worry = FreeText::parse(&self.worry, Self::WORRY_MAX);
        let worry = errors.optional("worry", worry);
        let other = self.other(&mut errors);
        let not_share = FreeText::parse(&self.not_share, Self::NOT_SHARE_MAX);
        let not_share = errors.optional("not_share", not_share);
        errors.finish(Some(More {
            worry,
            other,
            not_share,
        }))
    }

    /// Whoever tells anything of another adult tells their name.
    fn other(&self, errors: &mut FieldErrors) -> Option<OtherAdult> {
        let said = [
            &self.other_relation,
            &self.other_phone,
            &self.other_email,
            &self.other_access,
        ];
        let name = match PersonName::parse(&self.other_name) {
            Err(ParseError::Missing) if said.iter().all(|text| text.trim().is_empty()) => None,
            name => errors.required("other_name", name),
        };
        let relation = errors.choice("other_relation", &self.other_relation, Relation::from_code);
        let phone = errors.optional("other_phone", Phone::parse(&self.other_phone));
        let email = errors.optional("other_email", EmailAddress::parse(&self.other_email));
        let access = errors.choice("other_access", &self.other_access, YesNoNotSure::from_code);
        Some(OtherAdult {
            name: name?,
            relation,
            phone,
            email,
            access,
        })
    }
}
