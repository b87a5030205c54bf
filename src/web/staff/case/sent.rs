//! What was sent, unchanged, with our English labels: codes become words, their own words stay as typed.

use jiff::civil::Date;

use super::page::{AnswerView, NOT_TO_BE_TOLD};
use crate::domain::person::SpokenLanguage;
use crate::domain::request::{
    Answers, Asker, BestTime, BestWay, CallMeForm, Happened, HelpKind, Relation, SituationForm,
    Step, Whereabouts, YesNo, YesNoNotSure,
};
use crate::support::words::{Language, Words};
use crate::web::public::summary;
use crate::web::staff::display::words;

/// Asked only where the language is not in the list.
const IN_WORDS: &str = "Language, in words";

/// What is asked in few words or not at all: shown where it was told, in the family's own words and choices.
const TOLD: [(Step, &str, &str, bool); 21] = [
    (
        Step::Situation,
        "first_told",
        "First told of leukemia",
        false,
    ),
    (Step::Situation, "back", "Told that it came back", false),
    (Step::Situation, "told_sites", "Found this time", false),
    (Step::Situation, "told_type", "Kind of leukemia", false),
    (Step::Treatment, "treatments", "Treatment so far", false),
    (
        Step::Treatment,
        "treatment_note",
        "About the treatment",
        true,
    ),
    (Step::Treating, "doctor_name", "Treating doctor", true),
    (
        Step::Treating,
        "doctor_hospital",
        "Hospital or clinic",
        true,
    ),
    (Step::Treating, "doctor_city", "City", true),
    (Step::Treating, "doctor_phone", "Doctor's phone", true),
    (
        Step::Treating,
        "may_contact",
        "May we contact the doctor",
        false,
    ),
    (
        Step::Treating,
        "doctor_reference",
        "Reference from the doctor",
        true,
    ),
    (Step::Help, "town", "Would come from", true),
    (Step::Help, "insurance", "Insurance", true),
    (Step::More, "other_name", "Another adult", true),
    (Step::More, "other_relation", "Who they are", false),
    (Step::More, "other_phone", "Their phone", true),
    (Step::More, "other_email", "Their e-mail", true),
    (Step::More, "other_access", "Should they follow too", false),
    (Step::More, "not_share", NOT_TO_BE_TOLD, true),
    (Step::More, "worry", "Biggest worry", true),
];

/// Returns the rows of a family form.
pub fn family_rows(answers: &Answers, sent_on: Date) -> Vec<AnswerView> {
    let mut rows = reach_rows(answers);
    if answers.reach.name.is_empty() {
        rows.truncate(1);
    }
    rows.extend(language_rows(answers));
    rows.extend(child_rows(answers));
    rows.push(coded(
        "Relationship to the child",
        &answers.relationship.relation,
        |code| Relation::from_code(code).map(words::relation),
    ));
    rows.push(coded(
        "Can decide for the child",
        &answers.relationship.decides,
        yes_no_not_sure,
    ));
    // What this person's role does not read has been taken out; an empty row would say that it was not told.
    if answers.situation != SituationForm::default() {
        rows.push(coded(
            "What has happened",
            &answers.situation.happened,
            |code| Happened::from_code(code).map(words::happened),
        ));
        rows.push(coded(
            "Where the child is",
            &answers.situation.place,
            |code| Whereabouts::from_code(code).map(words::whereabouts),
        ));
    }
    rows.push(help_row(&answers.help.kinds));
    rows.push(typed("About the help", &answers.help.note));
    rows.extend(told_rows(answers, sent_on));
    rows.push(typed("Agreed to wording", &answers.consent.version));
    without_unasked(rows)
}

fn told_rows(answers: &Answers, sent_on: Date) -> impl Iterator<Item = AnswerView> {
    let words = Words::of(Language::En);
    TOLD.iter()
        .filter_map(move |(step, field, label, own_words)| {
            let told = summary::step_answers(words, answers, *step, sent_on);
            let (_, value) = told.into_iter().find(|(name, _)| name == field)?;
            (!value.is_empty()).then(|| AnswerView {
                label: (*label).into(),
                value,
                own_words: *own_words,
            })
        })
}

/// Leaves out what is asked only after another answer, where it was not answered.
fn without_unasked(rows: Vec<AnswerView>) -> Vec<AnswerView> {
    rows.into_iter()
        .filter(|row| row.label != IN_WORDS || !row.value.is_empty())
        .collect()
}

/// Returns the rows of a call-me form.
pub fn call_me_rows(form: &CallMeForm) -> Vec<AnswerView> {
    without_unasked(vec![
        typed("Name", &form.name),
        typed("Phone", &form.phone),
        coded("Speaks", &form.spoken, spoken),
        typed(IN_WORDS, &form.spoken_other),
        coded("Best time to call", &form.best_time, best_time),
    ])
}

fn reach_rows(answers: &Answers) -> Vec<AnswerView> {
    let reach = &answers.reach;
    vec![
        coded("Who asks", &reach.asker, |code| {
            Asker::from_code(code).map(|asker| match asker {
                Asker::Family => "A parent or family member",
                Asker::Patient => "The patient, 18 or older",
            })
        }),
        typed("Name", &reach.name),
        typed("Phone", &reach.phone),
        typed("E-mail", &reach.email),
        coded("Best way", &reach.best_way, |code| {
            BestWay::from_code(code).map(|way| match way {
                BestWay::Call => "A call",
                BestWay::Text => "A text message",
                BestWay::Email => "E-mail",
            })
        }),
        coded("Best time to call", &reach.best_time, best_time),
        coded("We may leave a message", &reach.voicemail, |code| {
            YesNo::from_code(code).map(|answer| if answer == YesNo::Yes { "Yes" } else { "No" })
        }),
    ]
}

fn language_rows(answers: &Answers) -> Vec<AnswerView> {
    let language = &answers.language;
    vec![
        coded("Speaks", &language.spoken, spoken),
        typed(IN_WORDS, &language.spoken_other),
        coded("Reads", &language.written, spoken),
        coded(
            "Wants an interpreter",
            &language.interpreter,
            yes_no_not_sure,
        ),
    ]
}

fn child_rows(answers: &Answers) -> Vec<AnswerView> {
    let child = &answers.child;
    let date = [&child.birth_month, &child.birth_day, &child.birth_year];
    let date: Vec<&str> = date
        .into_iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let by_phone = if child.by_phone == "yes" {
        "Will tell us by phone"
    } else {
        ""
    };
    vec![
        typed("Child's first names", &child.given_names),
        typed("Child's last names", &child.family_names),
        typed("Name used", &child.name_used),
        typed("Child's name", by_phone),
        typed("Birth: month, day, year", &date.join(" ")),
        typed("About how old", &child.about_age),
    ]
    .into_iter()
    .filter(|row| !row.value.is_empty())
    .collect()
}

fn help_row(kinds: &[String]) -> AnswerView {
    let value = words::help_list(kinds.iter().filter_map(|code| HelpKind::from_code(code)));
    AnswerView {
        label: "Help asked for".into(),
        value,
        own_words: false,
    }
}

fn typed(label: &'static str, value: &str) -> AnswerView {
    AnswerView {
        label: label.into(),
        value: value.to_owned(),
        own_words: true,
    }
}

/// A code of an older form that has no words any more stands for itself.
fn coded(
    label: &'static str,
    code: &str,
    words: impl Fn(&str) -> Option<&'static str>,
) -> AnswerView {
    let value = words(code).map_or_else(|| code.to_owned(), str::to_owned);
    AnswerView {
        label: label.into(),
        value,
        own_words: false,
    }
}

fn spoken(code: &str) -> Option<&'static str> {
    SpokenLanguage::from_code(code).map(words::spoken)
}

fn best_time(code: &str) -> Option<&'static str> {
    BestTime::from_code(code).map(words::best_time)
}

fn yes_no_not_sure(code: &str) -> Option<&'static str> {
    YesNoNotSure::from_code(code).map(|answer| match answer {
        YesNoNotSure::Yes => "Yes",
        YesNoNotSure::No => "No",
        YesNoNotSure::NotSure => "Not sure",
    })
}
