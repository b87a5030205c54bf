//! The choices of a question, in the reader's words, with the one that was chosen before.

use crate::domain::person::SpokenLanguage;
use crate::domain::request::{
    BestTime, BestWay, Happened, HelpKind, MayContact, Relation, ToldSite, ToldTreatment, ToldType,
    Whereabouts, YesNo, YesNoNotSure,
};
use crate::support::words::{Language, Words};
use crate::web::components::Choice;

/// Returns the ways to be reached.
pub fn best_ways(words: &Words, chosen: &str) -> Vec<Choice> {
    list(
        words,
        "best_way",
        BestWay::ALL.iter().map(|way| way.code()),
        chosen,
    )
}

/// Returns the times of a day.
pub fn best_times(words: &Words, chosen: &str) -> Vec<Choice> {
    list(
        words,
        "best_time",
        BestTime::ALL.iter().map(|time| time.code()),
        chosen,
    )
}

/// Returns yes and no.
pub fn yes_no(words: &Words, chosen: &str) -> Vec<Choice> {
    plain(words, YesNo::ALL.iter().map(|answer| answer.code()), chosen)
}

/// Returns yes, no and not sure.
pub fn yes_no_not_sure(words: &Words, chosen: &str) -> Vec<Choice> {
    plain(
        words,
        YesNoNotSure::ALL.iter().map(|answer| answer.code()),
        chosen,
    )
}

/// Returns what somebody can be to the child.
pub fn relations(words: &Words, chosen: &str) -> Vec<Choice> {
    list(
        words,
        "relation",
        Relation::ALL.iter().map(|relation| relation.code()),
        chosen,
    )
}

/// Returns what can have happened.
pub fn happenings(words: &Words, chosen: &str) -> Vec<Choice> {
    list(
        words,
        "happened",
        Happened::ALL.iter().map(|happened| happened.code()),
        chosen,
    )
}

/// Returns where the child can be.
pub fn places(words: &Words, chosen: &str) -> Vec<Choice> {
    list(
        words,
        "place",
        Whereabouts::ALL.iter().map(|place| place.code()),
        chosen,
    )
}

/// Returns where it can have been found.
pub fn told_sites(words: &Words, chosen: &[String]) -> Vec<Choice> {
    let codes = ToldSite::ALL.iter().map(|site| site.code());
    ticks(words, "site", codes, chosen)
}

/// Returns the kinds of leukemia.
pub fn told_types(words: &Words, chosen: &str) -> Vec<Choice> {
    let codes = ToldType::ALL.iter().map(|kind| kind.code());
    list(words, "type", codes, chosen)
}

/// Returns the treatments a child can have had.
pub fn treatments(words: &Words, chosen: &[String]) -> Vec<Choice> {
    let codes = ToldTreatment::ALL.iter().map(|treatment| treatment.code());
    ticks(words, "treatment", codes, chosen)
}

/// Returns whether we may get in touch with the child's doctor.
pub fn may_contact(words: &Words, chosen: &str) -> Vec<Choice> {
    let codes = MayContact::ALL.iter().map(|answer| answer.code());
    list(words, "may_contact", codes, chosen)
}

/// Returns the kinds of help.
pub fn helps(words: &Words, chosen: &[String]) -> Vec<Choice> {
    let codes = HelpKind::ALL.iter().map(|kind| kind.code());
    ticks(words, "help", codes, chosen)
}

/// Returns the languages we write in, each in its own words.
pub fn written(chosen: &str) -> Vec<Choice> {
    Language::ALL
        .iter()
        .map(|language| {
            Choice::new(
                language.code(),
                language.native_name(),
                language.code() == chosen,
            )
        })
        .collect()
}

/// Returns the languages somebody may speak, with an empty choice on top.
pub fn spoken(words: &Words, chosen: &str) -> Vec<Choice> {
    let none = Choice::new("", words.text("language-spoken-none"), chosen.is_empty());
    let languages = SpokenLanguage::ALL.iter().map(|language| {
        Choice::new(
            language.code(),
            spoken_name(words, *language),
            language.code() == chosen,
        )
    });
    std::iter::once(none).chain(languages).collect()
}

/// Returns a spoken language's name: its own, or ours where its speakers read another.
pub fn spoken_name(words: &Words, language: SpokenLanguage) -> String {
    match language.native_name() {
        Some(name) => name.to_owned(),
        None => words.text(&format!("choice-spoken-{}", language.code())),
    }
}

fn list<'a>(
    words: &Words,
    group: &str,
    codes: impl Iterator<Item = &'a str>,
    chosen: &str,
) -> Vec<Choice> {
    codes
        .map(|code| {
            Choice::new(
                code,
                words.text(&format!("choice-{group}-{code}")),
                code == chosen,
            )
        })
        .collect()
}

fn ticks<'a>(
    words: &Words,
    group: &str,
    codes: impl Iterator<Item = &'a str>,
    chosen: &[String],
) -> Vec<Choice> {
    codes
        .map(|code| {
            let ticked = chosen.iter().any(|one| one == code);
            Choice::new(code, words.text(&format!("choice-{group}-{code}")), ticked)
        })
        .collect()
}

fn plain<'a>(words: &Words, codes: impl Iterator<Item = &'a str>, chosen: &str) -> Vec<Choice> {
    codes
        .map(|code| Choice::new(code, words.text(&format!("choice-{code}")), code == chosen))
        .collect()
}
