//! Step 3: who the child is. A name, or "I will tell you by phone"; the date of birth as far as it is known.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::person::{ParseError, PartialDate, PersonName, masked_debug};
use crate::domain::request::{Asker, FieldErrors};

/// The page as typed. A patient who asks for themselves sees only the name they use and the birth date.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChildForm {
    /// First and middle names.
    pub given_names: String,
    /// Last name or names.
    pub family_names: String,
    /// `yes`: there is only one name.
    pub only_one_name: String,
    /// The name the child goes by.
    pub name_used: String,
    /// Month of birth: 3, 03, Mar, marzo.
    pub birth_month: String,
    /// Day of birth.
    pub birth_day: String,
    /// Year of birth.
    pub birth_year: String,
    /// Age in years, where the date is not known.
    pub about_age: String,
    /// `yes`: the name will be told by phone.
    pub by_phone: String,
}

/// A child's or patient's name.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildName {
    /// First and middle names, or the only name.
    pub given: PersonName,
    /// Last name or names.
    pub family: Option<PersonName>,
    /// The name they go by.
    pub used: Option<PersonName>,
}

/// What we know of the child or patient.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    /// Their name; nothing where it will be told by phone.
    pub name: Option<ChildName>,
    /// Their date of birth, as far as it was told.
    pub birth: Option<PartialDate>,
}

masked_debug!(ChildForm, ChildName, Child);

impl ChildName {
    /// Gives away the whole name as it is written where names have no space: family first, like 李小龙 or 김민준.
    pub fn in_one_word(&self) -> Option<String> {
        let spaceless = |name: &str| {
            name.chars()
                .all(|sign| matches!(sign, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
        };
        let family = self.family.as_ref()?.expose();
        let given = self.given.expose();
        (spaceless(family) && spaceless(given)).then(|| format!("{family}{given}"))
    }

    /// Gives away the whole name, in the order it was asked for.
    pub fn expose_full(&self) -> String {
        match &self.family {
            Some(family) => format!("{} {}", self.given.expose(), family.expose()),
            None => self.given.expose().to_owned(),
        }
    }
}

impl ChildForm {
    /// Checks the page. For a patient who asks, the name comes from the first page: `own_name`.
    pub fn parse(
        &self,
        asker: Asker,
        own_name: Option<&PersonName>,
        today: Date,
    ) -> Result<Child, FieldErrors> {
        let mut errors = FieldErrors::default();
        let name = match asker {
            Asker::Family => self.name(&mut errors),
            Asker::Patient => own_name.map(|name| (name.clone(), None)),
        };
        let used = errors.optional("name_used", PersonName::parse(&self.name_used));
        let birth = self.birth(today, &mut errors);
        let name = name.map(|(given, family)| ChildName {
            given,
            family,
            used,
        });
        errors.finish(Some(Child { name, birth }))
    }

    fn name(&self, errors: &mut FieldErrors) -> Option<(PersonName, Option<PersonName>)> {
        let by_phone = errors.tick("by_phone", &self.by_phone);
        let only_one = errors.tick("only_one_name", &self.only_one_name);
        let given = PersonName::parse(&self.given_names);
        let family = PersonName::parse(&self.family_names);
        if by_phone || only_one {
            return self.lenient_name(by_phone, given, family, errors);
        }
        let given = errors.required("given_names", given);
        let family = errors.required("family_names", family);
        Some((given?, Some(family?)))
    }

    /// With one of the ticks a part of the name may be missing; what is there must still be a name.
    fn lenient_name(
        &self,
        by_phone: bool,
        given: Result<PersonName, ParseError>,
        family: Result<PersonName, ParseError>,
        errors: &mut FieldErrors,
    ) -> Option<(PersonName, Option<PersonName>)> {
        let nothing = self.given_names.trim().is_empty() && self.family_names.trim().is_empty();
        if nothing && !by_phone {
            errors.add("given_names", ParseError::Missing);
        }
        let given = errors.optional("given_names", given);
        let family = errors.optional("family_names", family);
        match (given, family) {
            (Some(given), family) => Some((given, family)),
            (None, Some(only)) => Some((only, None)),
            (None, None) => None,
        }
    }

    fn birth(&self, today: Date, errors: &mut FieldErrors) -> Option<PartialDate> {
        match PartialDate::parse(&self.birth_month, &self.birth_day, &self.birth_year, today) {
            Ok(date) => Some(date),
            Err(ParseError::Missing) => {
                errors.optional("about_age", PartialDate::parse_age(&self.about_age, today))
            }
            Err(error) => {
                errors.add_for(Self::first_wrong_box(error), "birth", error);
                None
            }
        }
    }

    fn first_wrong_box(error: ParseError) -> &'static str {
        match error {
            ParseError::DateNeedsYear
            | ParseError::YearNeedsFourDigits
            | ParseError::InTheFuture
            | ParseError::TooLongAgo => "birth_year",
            _ => "birth_month",
        }
    }
}
