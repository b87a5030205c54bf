//! The catalogues: nothing missing, nothing unused, nothing stale, and plain words only.
//!
//! `locales/es.sources` holds, for each Spanish sentence, a fingerprint of the English one it was written from.
//! After an English sentence has changed, check its translation, then run this test with `ACCEPT_TRANSLATIONS=1`.

mod doctor;
mod wording;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::serializer::serialize;
use intake_desk::domain::person::{ParseError, SpokenLanguage};
use intake_desk::domain::request::{
    BestTime, BestWay, Happened, HelpKind, MayContact, Relation, Step, ToldSite, ToldTreatment,
    ToldType, Whereabouts, YesNoNotSure,
};
use intake_desk::domain::status::{self, Status};
use regex::Regex;
use sha2::{Digest as _, Sha256};

/// The sentences of one language, by key.
type Catalogue = BTreeMap<String, Sentence>;

struct Sentence {
    /// The file it stands in.
    file: String,
    /// The first 12 digits of the SHA-256 of its text.
    fingerprint: String,
    /// Every form of it, values replaced by one word.
    forms: Vec<String>,
    /// The names of its values.
    values: BTreeSet<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if endings
                .iter()
                .any(|ending| path.to_string_lossy().ends_with(ending))
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn catalogue(language: &str) -> Catalogue {
    let mut sentences = Catalogue::new();
    for path in files(&format!("locales/{language}"), &[".ftl"]) {
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let resource = fluent_syntax::parser::parse(text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for entry in resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let key = message.id.name.to_owned();
            let pattern = message
                .value
                .clone()
                .unwrap_or_else(|| panic!("{key} has no text"));
            let alone = fluent_syntax::ast::Resource {
                body: vec![Entry::Message(fluent_syntax::ast::Message {
                    comment: None,
                    ..message
                })],
            };
            let mut values = BTreeSet::new();
            let sentence = Sentence {
                file: file.clone(),
                fingerprint: fingerprint(&serialize(&alone)),
                forms: forms(&pattern, &mut values),
                values,
            };
            assert!(
                sentences.insert(key.clone(), sentence).is_none(),
                "{key} stands twice in {language}"
            );
        }
    }
    sentences
}

fn fingerprint(text: &str) -> String {
    let hash = Sha256::digest(text.as_bytes());
    let start = u64::from_be_bytes(hash[..8].try_into().unwrap());
    format!("{:012x}", start >> 16)
}

fn forms(pattern: &Pattern<&str>, values: &mut BTreeSet<String>) -> Vec<String> {
    let mut forms = vec![String::new()];
    for element in &pattern.elements {
        let added = match element {
            PatternElement::TextElement { value } => vec![(*value).to_owned()],
            PatternElement::Placeable { expression } => placeable(expression, values),
        };
        forms = forms
            .iter()
            .flat_map(|start| added.iter().map(move |end| format!("{start}{end}")))
            .collect();
    }
    forms
}

fn placeable(expression: &Expression<&str>, values: &mut BTreeSet<String>) -> Vec<String> {
    let (selector, variants) = match expression {
        Expression::Inline(inline) => (inline, None),
        Expression::Select { selector, variants } => (selector, Some(variants)),
    };
    if let InlineExpression::VariableReference { id } = selector {
        values.insert(id.name.to_owned());
    }
    match variants {
        None => vec!["value".to_owned()],
        Some(variants) => variants
            .iter()
            .flat_map(|variant| forms(&variant.value, values))
            .collect(),
    }
}

fn codes<T: Copy>(all: &[T], code: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|value| code(*value)).collect()
}

/// Keys that the code puts together from stable codes: each must be there.
fn composed() -> Vec<String> {
    let mut keys = doctor::composed();
    let mut add = |prefix: &str, codes: Vec<&str>| {
        keys.extend(codes.iter().map(|code| format!("{prefix}-{code}")));
    };
    add("choice", codes(YesNoNotSure::ALL, YesNoNotSure::code));
    add("choice-best_way", codes(BestWay::ALL, BestWay::code));
    add("choice-best_time", codes(BestTime::ALL, BestTime::code));
    add("choice-relation", codes(Relation::ALL, Relation::code));
    add("choice-happened", codes(Happened::ALL, Happened::code));
    add("choice-place", codes(Whereabouts::ALL, Whereabouts::code));
    add("choice-help", codes(HelpKind::ALL, HelpKind::code));
    add("choice-site", codes(ToldSite::ALL, ToldSite::code));
    add("choice-type", codes(ToldType::ALL, ToldType::code));
    add(
        "choice-treatment",
        codes(ToldTreatment::ALL, ToldTreatment::code),
    );
    add(
        "choice-may_contact",
        codes(MayContact::ALL, MayContact::code),
    );
    let unnamed = SpokenLanguage::ALL
        .iter()
        .filter(|value| value.native_name().is_none());
    add("choice-spoken", unnamed.map(|value| value.code()).collect());
    add("status-family", codes(Status::ALL, Status::code));
    add(
        "status-decision",
        codes(status::Decision::ALL, status::Decision::code),
    );
    add("status-step", codes(status::Step::ALL, status::Step::code));
    let questions = Step::ALL.iter().filter(|step| **step != Step::Check);
    add("check", questions.map(|step| step.code()).collect());
    keys.extend(
        Step::ALL
            .iter()
            .map(|step| format!("{}-title", step.code())),
    );
    let reasons = [
        ParseError::TooLong { max: 1 },
        ParseError::ForbiddenCharacter,
        ParseError::NoLetter,
        ParseError::NotAnEmail,
        ParseError::NotAPhone,
        ParseError::DateNeedsMonth,
        ParseError::DateNeedsYear,
        ParseError::YearNeedsFourDigits,
        ParseError::NotAnNpi,
        ParseError::NotADate,
        ParseError::NotAnAge,
        ParseError::InTheFuture,
        ParseError::TooLongAgo,
        ParseError::NotAChoice,
    ];
    keys.extend(
        reasons
            .iter()
            .map(|reason| format!("error-{}", reason.code())),
    );
    keys.extend(
        ["name", "phone", "given_names", "family_names", "other_name"]
            .map(|field| format!("error-{field}-missing")),
    );
    keys.extend((1..=12).map(|month| format!("month-{month}")));
    keys.extend((1..=7).map(|weekday| format!("weekday-{weekday}")));
    keys
}

/// Everything in quotes in code and templates: keys, and patterns such as `mail-{notice}-subject`.
struct Quoted {
    words: BTreeSet<String>,
    patterns: Vec<Regex>,
}

fn quoted() -> Quoted {
    let literal = Regex::new(r#""([a-z][a-zA-Z0-9_{}-]*)""#).unwrap();
    let hole = Regex::new(r"\\\{[a-z_]*\\\}").unwrap();
    let mut words = BTreeSet::new();
    for path in files("src", &[".rs"])
        .into_iter()
        .chain(files("templates", &[".html", ".txt"]))
    {
        let text = std::fs::read_to_string(path).unwrap();
        words.extend(
            literal
                .captures_iter(&text)
                .map(|found| found[1].to_owned()),
        );
    }
    let patterns = words
        .iter()
        .filter(|word| word.contains('{') && word.contains('-'))
        .map(|word| format!("^{}$", hole.replace_all(&regex::escape(word), ".+")))
        .filter_map(|pattern| Regex::new(&pattern).ok())
        .collect();
    Quoted { words, patterns }
}

#[test]
fn both_languages_have_the_same_sentences_with_the_same_values() {
    let (english, spanish) = (catalogue("en"), catalogue("es"));
    let missing: Vec<&String> = english
        .keys()
        .filter(|key| !spanish.contains_key(*key))
        .collect();
    let extra: Vec<&String> = spanish
        .keys()
        .filter(|key| !english.contains_key(*key))
        .collect();
    assert!(missing.is_empty(), "missing in Spanish: {missing:?}");
    assert!(extra.is_empty(), "only in Spanish: {extra:?}");
    for (key, sentence) in &english {
        let other = &spanish[key];
        assert_eq!(sentence.file, other.file, "{key} stands in different files");
        let grammar = |values: &BTreeSet<String>| -> BTreeSet<String> {
            let only_for_grammar = ["form", "asker"];
            values
                .iter()
                .filter(|name| !only_for_grammar.contains(&name.as_str()))
                .cloned()
                .collect()
        };
        assert_eq!(
            grammar(&sentence.values),
            grammar(&other.values),
            "{key} uses other values in Spanish"
        );
    }
}

#[test]
fn no_sentence_is_stale() {
    let english = catalogue("en");
    let lines = english
        .iter()
        .map(|(key, sentence)| format!("{key} {}", sentence.fingerprint));
    let now = lines.collect::<Vec<_>>().join("\n") + "\n";
    let path = root().join("locales/es.sources");
    if std::env::var_os("ACCEPT_TRANSLATIONS").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let accepted = std::fs::read_to_string(&path).unwrap();
    let accepted: BTreeSet<&str> = accepted.lines().collect();
    let stale: Vec<&str> = now
        .lines()
        .filter(|line| !accepted.contains(line))
        .collect();
    assert!(
        stale.is_empty(),
        "English changed, look at the Spanish of: {stale:#?}"
    );
    assert_eq!(
        accepted.len(),
        english.len(),
        "locales/es.sources names sentences that are gone"
    );
}

#[test]
fn every_sentence_the_code_asks_for_is_there() {
    let english = catalogue("en");
    let absent: Vec<String> = composed()
        .into_iter()
        .filter(|key| !english.contains_key(key))
        .collect();
    assert!(absent.is_empty(), "no sentence for {absent:?}");
    let call = Regex::new(
        r#"(?:\.text|\.say|\.with|add_key)\(\s*(?:"[a-z_]+",\s*)?"([a-z]+-[a-zA-Z0-9_-]*)""#,
    )
    .unwrap();
    for path in files("src", &[".rs"])
        .into_iter()
        .chain(files("templates", &[".html", ".txt"]))
    {
        let text = std::fs::read_to_string(&path).unwrap();
        let asked = call.captures_iter(&text).map(|found| found[1].to_owned());
        for key in asked.filter(|key| key != "nothing-of-the-kind") {
            assert!(
                english.contains_key(&key),
                "{}: no sentence for {key}",
                path.display()
            );
        }
    }
}

#[test]
fn no_sentence_is_unused() {
    let quoted = quoted();
    let composed: BTreeSet<String> = composed().into_iter().collect();
    let used = |key: &str| {
        quoted.words.contains(key)
            || composed.contains(key)
            || key
                .strip_prefix("field-")
                .is_some_and(|field| quoted.words.contains(field))
            || quoted
                .patterns
                .iter()
                .any(|pattern| !key.starts_with("field-") && pattern.is_match(key))
    };
    let unused: Vec<String> = catalogue("en")
        .into_keys()
        .filter(|key| !used(key))
        .collect();
    assert!(unused.is_empty(), "nobody asks for {unused:?}");
}
