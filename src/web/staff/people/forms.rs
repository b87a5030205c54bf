//! The forms about a person: who they are and how to reach them, whether the case is shared with them, and the child.

use jiff::civil::Date;
use serde::Deserialize;

use crate::db::message::Thread;
use crate::domain::person::{
    EmailAddress, ParseError, PartialDate, PersonName, Phone, masked_debug,
};
use crate::domain::referral::{CaseFacts, ContactKind, PersonSaid};
use crate::domain::request::{Child, ChildName, Relation, YesNo};
use crate::support::words::Language;
use crate::web::components::Choice;
use crate::web::staff::case::forms::entries::Entries;
use crate::web::staff::case::page::FormView;
use crate::web::staff::display::words;

/// Is a person as they were written down.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PersonForm {
    pub version: i32,
    pub person_name: String,
    pub relation: String,
    pub person_phone: String,
    pub person_email: String,
    pub language: String,
    pub voicemail: String,
}

/// Is the wish to share, or to take it back.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ShareForm {
    pub version: i32,
    pub share: String,
    pub agreed: String,
}

/// Is the child as somebody told us.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChildSaidForm {
    pub version: i32,
    pub given: String,
    pub family: String,
    pub used: String,
    pub birth_month: String,
    pub birth_day: String,
    pub birth_year: String,
}

masked_debug!(PersonForm, ShareForm, ChildSaidForm);

impl PersonForm {
    /// Returns the form with what is known of somebody.
    pub fn view(known: Option<&Thread>) -> FormView {
        let label = if known.is_some() {
            "What we know of them"
        } else {
            "Add a person"
        };
        let choice = |code: &'static str, label: String, chosen| Choice::new(code, label, chosen);
        let none = choice("", "Not known".to_owned(), false);
        let relations = Relation::ALL
            .iter()
            .map(|one| choice(one.code(), words::relation(*one).to_owned(), false));
        let languages = Language::ALL.iter().map(|one| {
            choice(
                one.code(),
                words::language(one.code()),
                *one == Language::En,
            )
        });
        let voicemail = [
            choice("", "Not known: leave none".to_owned(), true),
            choice("yes", "Yes, without details".to_owned(), false),
            choice("no", "No".to_owned(), false),
        ];
        let doctor = known.is_some_and(|known| known.kind == ContactKind::Doctor);
        let mut form = FormView::new("person", label, "people")
            .button("Save")
            .field("text", "person_name", "Full name", "");
        if !doctor {
            let all = std::iter::once(none).chain(relations).collect();
            form = form.choices("select", "relation", "Who they are to the child", all);
        }
        form = form
            .field("tel", "person_phone", "Phone (optional)", "")
            .field(
                "email",
                "person_email",
                "E-mail (optional)",
                if doctor {
                    "Their mails and their private link go there. A new address gets a new link, and the old link stops working."
                } else {
                    "Their mails and their private link go there."
                },
            )
            .choices(
                "radios",
                "language",
                "Language of their page and mails",
                languages.collect(),
            );
        if !doctor {
            form = form.choices(
                "radios",
                "voicemail",
                "May we leave a message on this phone?",
                voicemail.to_vec(),
            );
        }
        if let Some(known) = known {
            Self::of(known).entries().fill(&mut form);
        }
        form.open = true;
        form
    }

    fn of(known: &Thread) -> Self {
        let person = &known.person;
        let phone = person.phone.as_ref().map(|phone| phone.expose().to_owned());
        let email = person.email.as_ref().map(|email| email.expose().to_owned());
        Self {
            version: 0,
            person_name: person.name.expose().to_owned(),
            relation: person.relation.map_or("", Relation::code).to_owned(),
            person_phone: phone.unwrap_or_default(),
            person_email: email.unwrap_or_default(),
            language: known.language.clone(),
            voicemail: person.voicemail.map_or("", YesNo::code).to_owned(),
        }
    }

    /// Returns what was typed.
    pub fn entries(&self) -> Entries {
        Entries::of("person")
            .keep("person_name", &self.person_name)
            .keep("relation", &self.relation)
            .keep("person_phone", &self.person_phone)
            .keep("person_email", &self.person_email)
            .keep("language", &self.language)
            .keep("voicemail", &self.voicemail)
    }

    /// Checks the form.
    pub fn parse(&self) -> Result<PersonSaid, Entries> {
        let mut entries = self.entries();
        let name = PersonName::parse(&self.person_name).ok();
        if name.is_none() {
            entries.complain("person_name", "Enter their name");
        }
        let mut given = |field, problem: Option<ParseError>, words: &str| {
            if problem.is_some_and(|problem| problem != ParseError::Missing) {
                entries.complain(field, words);
            }
        };
        let phone = Phone::parse(&self.person_phone);
        let email = EmailAddress::parse(&self.person_email);
        let wrong = "Enter a phone number, such as 215-555-0100, or leave it empty";
        given("person_phone", phone.as_ref().err().copied(), wrong);
        let wrong = "Enter an e-mail address, such as name@example.org, or leave it empty";
        given("person_email", email.as_ref().err().copied(), wrong);
        let language = Language::from_code(&self.language);
        if language.is_none() {
            entries.complain("language", "Choose a language");
        }
        let relation = Relation::from_code(&self.relation);
        let voicemail = YesNo::from_code(&self.voicemail);
        if relation.is_none() && !self.relation.is_empty() {
            entries.complain("relation", "Choose from the list");
        }
        if voicemail.is_none() && !self.voicemail.is_empty() {
            entries.complain("voicemail", "Choose one of these");
        }
        match (name, language) {
            (Some(name), Some(language)) if entries.is_fine() => Ok(PersonSaid {
                name,
                relation,
                phone: phone.ok(),
                email: email.ok(),
                language: language.code().to_owned(),
                voicemail,
            }),
            _ => Err(entries),
        }
    }
}

impl ShareForm {
    /// Returns the form that shares the case, or takes that back.
    pub fn view(shared: bool) -> FormView {
        if shared {
            let mut form = FormView::new("share", "Share no longer", "shares")
                .hidden("share", "no")
                .note("Their link stops working at once, on every phone, and no more mails go to them.")
                .button("Take their link away");
            form.grave = true;
            return form;
        }
        FormView::new("share", "Share this case with them", "shares")
            .hidden("share", "yes")
            .note("They get a private link of their own: where it stands, the promise, the help, and their own messages. They do not see what others of the family wrote or sent.")
            .field(
                "tick",
                "agreed",
                "Whoever asked us agrees, or the law lets this person know",
                "Talk with them first. What they told us about sharing stands on the case.",
            )
            .button("Share the case")
    }

    /// Returns what was typed.
    pub fn entries(&self) -> Entries {
        Entries::of("share").keep("agreed", &self.agreed)
    }

    /// Checks the form; returns whether to share.
    pub fn parse(&self) -> Result<bool, Entries> {
        match self.share.as_str() {
            "no" => Ok(false),
            "yes" if self.agreed == "yes" => Ok(true),
            _ => {
                let mut entries = self.entries();
                entries.complain("agreed", "Tick the box once you have talked about it");
                Err(entries)
            }
        }
    }
}

/// How a year is typed; where only an age is known, that it stays.
fn year_hint(facts: &CaseFacts) -> String {
    let birth = facts.child.as_ref().and_then(|child| child.birth);
    match birth {
        Some(PartialDate::AboutAge { years, .. }) => format!(
            "Four digits, or about 2016. Left empty, the age that we were told stays: about {years}."
        ),
        _ => "Four digits, or about 2016".to_owned(),
    }
}

impl ChildSaidForm {
    /// Returns the form with what is known of the child.
    pub fn view(facts: &CaseFacts) -> FormView {
        let mut form = FormView::new("child", "What we learned of the child", "child")
            .button("Save")
            .field("text", "given", "First name or names", "")
            .field("text", "family", "Last name or names (optional)", "")
            .field("text", "used", "Name they go by (optional)", "")
            .field(
                "text",
                "birth_month",
                "Month of birth (optional)",
                "3, March or marzo",
            )
            .field("digits", "birth_day", "Day of birth (optional)", "")
            .field(
                "digits",
                "birth_year",
                "Year of birth (optional)",
                &year_hint(facts),
            );
        Self::of(facts).entries().fill(&mut form);
        form.open = true;
        form
    }

    fn of(facts: &CaseFacts) -> Self {
        let child = facts.child.as_ref();
        let name = child.and_then(|child| child.name.as_ref());
        let shown = |name: Option<&PersonName>| {
            name.map(|name| name.expose().to_owned())
                .unwrap_or_default()
        };
        let (month, day, year) = match child.and_then(|child| child.birth) {
            Some(PartialDate::Full { date }) => (
                date.month().to_string(),
                date.day().to_string(),
                date.year().to_string(),
            ),
            Some(PartialDate::YearMonth { year, month }) => {
                (month.to_string(), String::new(), year.to_string())
            }
            Some(PartialDate::Year { year }) => (String::new(), String::new(), year.to_string()),
            // The boxes take it back as what it is.
            Some(PartialDate::AboutYear { year }) => {
                (String::new(), String::new(), format!("about {year}"))
            }
            // An age has no box: it stays as it was while these are empty (`CaseFacts::learn`).
            Some(PartialDate::AboutAge { .. }) | None => <(String, String, String)>::default(),
        };
        Self {
            version: 0,
            given: shown(name.map(|name| &name.given)),
            family: shown(name.and_then(|name| name.family.as_ref())),
            used: shown(name.and_then(|name| name.used.as_ref())),
            birth_month: month,
            birth_day: day,
            birth_year: year,
        }
    }

    /// Returns what was typed.
    pub fn entries(&self) -> Entries {
        Entries::of("child")
            .keep("given", &self.given)
            .keep("family", &self.family)
            .keep("used", &self.used)
            .keep("birth_month", &self.birth_month)
            .keep("birth_day", &self.birth_day)
            .keep("birth_year", &self.birth_year)
    }

    /// Checks the form.
    pub fn parse(&self, today: Date) -> Result<Child, Entries> {
        let mut entries = self.entries();
        let given = PersonName::parse(&self.given).ok();
        if given.is_none() {
            entries.complain("given", "Enter the first name");
        }
        let mut part = |field, typed: &str| match PersonName::parse(typed) {
            Ok(name) => Some(name),
            Err(ParseError::Missing) => None,
            Err(_) => {
                entries.complain(field, "Write the name again, or leave it empty");
                None
            }
        };
        let family = part("family", &self.family);
        let used = part("used", &self.used);
        let birth = PartialDate::parse(&self.birth_month, &self.birth_day, &self.birth_year, today);
        let birth = match birth {
            Ok(birth) => Some(birth),
            Err(ParseError::Missing) => None,
            Err(ParseError::InTheFuture) => {
                entries.complain("birth_year", "The date of birth must be in the past");
                None
            }
            Err(_) => {
                let words = "Enter a date of birth, such as March 14 2016, March 2016 or 2016";
                entries.complain("birth_month", words);
                None
            }
        };
        match given {
            Some(given) if entries.is_fine() => Ok(Child {
                name: Some(ChildName {
                    given,
                    family,
                    used,
                }),
                birth,
            }),
            _ => Err(entries),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_corrected_name_leaves_the_birth_as_it_was_told() {
        let said_on = date(2025, 3, 2);
        let births = [
            PartialDate::Year { year: 2016 },
            PartialDate::AboutYear { year: 2016 },
            PartialDate::AboutAge { years: 7, said_on },
            PartialDate::YearMonth {
                year: 2016,
                month: 3,
            },
            PartialDate::Full {
                date: date(2016, 3, 14),
            },
        ];
        for birth in births {
            let (name, birth) = (None, Some(birth));
            let mut facts = CaseFacts {
                child: Some(Child { name, birth }),
                ..CaseFacts::default()
            };
            let mut form = ChildSaidForm::of(&facts);
            "Ana".clone_into(&mut form.given);
            let said = form
                .parse(date(2026, 3, 2))
                .ok()
                .expect("a birth that is taken");
            facts.learn(&said);
            let learnt = facts.child.expect("the child");
            assert_eq!(learnt.birth, birth);
            assert!(learnt.name.is_some());
        }
    }
}
