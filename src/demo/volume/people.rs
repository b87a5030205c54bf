//! Made-up families for volume data: names in many scripts, the form as each of them would fill it in.
//!
//! The same number is always the same family. Telephone numbers are of the 555 kind, addresses of example.org.

use jiff::civil::Date;
use rand::RngExt as _;
use rand::rngs::StdRng;

use super::names::{PEOPLES, People};
use crate::domain::request::{
    Answers, CONSENT_VERSION, ChildForm, ConsentForm, HelpForm, LanguageForm, ReachForm,
    RelationshipForm, SituationForm,
};
use crate::support::words::Language;

const HELP: [&str; 7] = [
    "travel",
    "lodging",
    "insurance",
    "funding",
    "interpreter",
    "letters",
    "other",
];
const ADULTS: [&str; 8] = [
    "Rosa", "Peter", "Hélène", "Tomás", "Linh", "Samir", "Irina", "Grace",
];
const AREAS: [&str; 12] = [
    "215", "267", "484", "610", "717", "570", "814", "412", "302", "609", "856", "973",
];

/// A name as the form takes it: first names, last names.
struct ChildName(String, String);

/// A made-up family.
pub struct Family {
    /// The page's language.
    pub page: Language,
    /// The form as typed.
    pub answers: Answers,
}

/// Makes the family of a number; `today` is the day it writes.
pub fn family(dice: &mut StdRng, today: Date) -> Family {
    let people = people(dice);
    let child = child_name(dice, people);
    let adult = pick(dice, &ADULTS);
    let name = format!("{adult} {}", child.1);
    let mail = format!(
        "{}.{}@example.org",
        adult.to_lowercase().replace(['é', 'á'], "e"),
        dice.random_range(0..10_000_000)
    );
    let written_to = dice.random_bool(0.8);
    let answers = Answers {
        reach: ReachForm {
            asker: String::new(),
            name,
            phone: phone(dice),
            email: if written_to { mail } else { String::new() },
            best_way: if written_to { "email" } else { "call" }.to_owned(),
            best_time: pick(dice, &["morning", "afternoon", "evening", "any"]).to_owned(),
            voicemail: pick(dice, &["yes", "yes", "no"]).to_owned(),
        },
        language: LanguageForm {
            spoken: people.spoken.to_owned(),
            spoken_other: people.spoken_other.to_owned(),
            written: people.page.code().to_owned(),
            interpreter: if people.spoken == "en" { "no" } else { "yes" }.to_owned(),
        },
        child: child_form(dice, &child, today),
        relationship: RelationshipForm {
            relation: pick(
                dice,
                &["mother", "mother", "father", "guardian", "grandparent"],
            )
            .to_owned(),
            decides: "yes".to_owned(),
        },
        situation: situation(dice),
        help: help(dice, people.page),
        consent: ConsentForm {
            version: CONSENT_VERSION.to_owned(),
        },
        ..Answers::default()
    };
    Family {
        page: people.page,
        answers,
    }
}

fn situation(dice: &mut StdRng) -> SituationForm {
    SituationForm {
        happened: pick(
            dice,
            &[
                "came_back_once",
                "came_back_more",
                "not_working",
                "not_sure",
            ],
        )
        .to_owned(),
        place: place(dice).to_owned(),
        ..SituationForm::default()
    }
}

fn people(dice: &mut StdRng) -> &'static People {
    let mut at = dice.random_range(0..100);
    for people in PEOPLES {
        if at < people.share {
            return people;
        }
        at -= people.share;
    }
    &PEOPLES[0]
}

fn child_name(dice: &mut StdRng, people: &People) -> ChildName {
    let given = pick(dice, people.given).to_owned();
    let mut last = family_name(dice, people);
    if people.two {
        last = format!("{last} {}", family_name(dice, people));
    }
    ChildName(given, last)
}

fn family_name(dice: &mut StdRng, people: &People) -> String {
    format!(
        "{}{}",
        pick(dice, people.family.0),
        pick(dice, people.family.1)
    )
}

fn phone(dice: &mut StdRng) -> String {
    format!(
        "{}-555-01{:02}",
        pick(dice, &AREAS),
        dice.random_range(0..100)
    )
}

/// Four of five know the whole date; the others know the year.
fn child_form(dice: &mut StdRng, name: &ChildName, today: Date) -> ChildForm {
    let whole = dice.random_bool(0.8);
    let text = |on: bool, number: i16| {
        if on {
            number.to_string()
        } else {
            String::new()
        }
    };
    ChildForm {
        given_names: name.0.clone(),
        family_names: name.1.clone(),
        birth_month: text(whole, dice.random_range(1..=12)),
        birth_day: text(whole, dice.random_range(1..=28)),
        birth_year: (today.year() - dice.random_range(1..=18)).to_string(),
        ..ChildForm::default()
    }
}

fn place(dice: &mut StdRng) -> &'static str {
    match dice.random_range(0..100) {
        0..3 => "intensive_care",
        3..45 => "hospital",
        45..50 => "not_sure",
        _ => "home",
    }
}

fn help(dice: &mut StdRng, page: Language) -> HelpForm {
    let kinds: Vec<String> = HELP
        .iter()
        .filter(|_| dice.random_bool(0.22))
        .map(|kind| (*kind).to_owned())
        .collect();
    let note = match page {
        Language::En => {
            "We live four hours away and have two other children in school. My husband works nights. We would like to know what we can do now, while we wait, and whether her grandmother may come along."
        }
        Language::Es => {
            "Vivimos a cuatro horas y tenemos otros dos hijos en la escuela. Mi esposo trabaja de noche. Quisiéramos saber qué podemos hacer mientras esperamos y si su abuela puede venir con nosotros."
        }
    };
    HelpForm {
        note: if kinds.is_empty() { "" } else { note }.to_owned(),
        kinds,
        ..HelpForm::default()
    }
}

/// One of several.
pub fn pick<'a>(dice: &mut StdRng, from: &[&'a str]) -> &'a str {
    from[dice.random_range(0..from.len())]
}
