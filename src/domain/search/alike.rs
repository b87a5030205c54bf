//! Which other case may be about the same child: by birth date, first name, phone and e-mail address, through the same
//! folding as every search. It proposes; a person decides.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{SearchToken, TokenKind, email_token, fold, outside_token, phone_token};
use crate::coded;
use crate::domain::reference::Reference;
use crate::domain::request::ChildName;

coded! {
    /// What two cases share.
    pub enum Shared {
        /// One of them names the other by its reference.
        Named = "named",
        /// A first name.
        FirstName = "first_name",
        /// The birth date.
        Birth = "birth",
        /// A phone of the family.
        Phone = "phone",
        /// An e-mail address of the family.
        Email = "email",
    }
}

impl Shared {
    /// Tells whether what two cases share makes them likely to be about one child: one is named, or two of birth date, first
    /// name and a means of contact are the same. Twins share birth date and phone, and then a person looks.
    pub fn is_likely(shared: &BTreeSet<Self>) -> bool {
        let has = |what| shared.contains(&what);
        let contact = has(Self::Phone) || has(Self::Email);
        let kinds = [has(Self::Birth), has(Self::FirstName), contact];
        has(Self::Named) || kinds.into_iter().filter(|is| *is).count() > 1
    }
}

/// What a case is compared by. Phones and addresses are the family's: a doctor's own lead to all their patients.
#[derive(Clone, Default)]
pub struct Alike {
    /// The birth date.
    pub births: Vec<SearchToken>,
    /// Each word of the first name and of the name they go by.
    pub first_names: Vec<SearchToken>,
    /// The family's phones.
    pub phones: Vec<SearchToken>,
    /// The family's e-mail addresses.
    pub emails: Vec<SearchToken>,
    /// Its own reference, as another form may name it.
    pub named: Vec<SearchToken>,
    /// The references that its own forms name.
    pub names: Vec<Reference>,
}

impl Alike {
    /// Reads what a case is compared by.
    pub fn of(
        own: &Reference,
        child: Option<&ChildName>,
        birth: Option<Date>,
        phones: &[&str],
        emails: &[&str],
    ) -> Self {
        let words = child.map(first_names).unwrap_or_default();
        let word = |word: String| SearchToken::new(TokenKind::Word, word);
        Self {
            births: birth
                .map(|date| SearchToken::new(TokenKind::BirthDate, date.to_string()))
                .into_iter()
                .collect(),
            first_names: words.into_iter().map(word).collect(),
            phones: phones
                .iter()
                .filter_map(|phone| phone_token(phone))
                .collect(),
            emails: emails
                .iter()
                .filter_map(|email| email_token(email))
                .collect(),
            named: outside_token(own.as_str()).into_iter().collect(),
            names: Vec::new(),
        }
    }
}

/// Tells whether two children may have one first name. Family names say nothing: brothers and sisters share them. Names
/// that were typed in the other order are met by looking through the whole other name.
pub fn share_first_name(one: &ChildName, other: &ChildName) -> bool {
    let in_whole =
        |first: &ChildName, whole: &ChildName| !first_names(first).is_disjoint(&all_names(whole));
    in_whole(one, other) || in_whole(other, one)
}

/// The words of a first name. Of a script without spaces the pairs, for one character is in too many names; a name of one
/// character is that one. A letter alone is no name.
fn first_names(name: &ChildName) -> BTreeSet<String> {
    let parts = std::iter::once(&name.given).chain(&name.used);
    let mut words = BTreeSet::new();
    for part in parts {
        let found = fold::name_words(part.expose());
        let is_long = |word: &String| word.chars().nth(1).is_some();
        let pairs = found.grams.iter().any(is_long);
        let grams = found.grams.into_iter();
        words.extend(grams.filter(|gram| is_long(gram) || !pairs));
        words.extend(found.words.into_iter().filter(is_long));
    }
    words
}

fn all_names(name: &ChildName) -> BTreeSet<String> {
    let whole = name.in_one_word();
    let parts = [Some(&name.given), name.family.as_ref(), name.used.as_ref()];
    let parts = parts
        .into_iter()
        .flatten()
        .map(|part| part.expose().to_owned());
    let mut words = BTreeSet::new();
    for part in parts.chain(whole) {
        let found = fold::name_words(&part);
        words.extend(found.words);
        words.extend(found.grams);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::PersonName;

    fn child(given: &str, family: &str) -> ChildName {
        let name = |text: &str| PersonName::parse(text).ok();
        ChildName {
            given: name(given).expect("a name"),
            family: name(family),
            used: None,
        }
    }

    #[test]
    fn one_child_written_in_two_ways_shares_a_first_name() {
        for (one, other) in [
            (
                child("Zoë", "O'Neill-Ибрагимова"),
                child("ZOE", "ONeill Ибрагимова"),
            ),
            (child("José María", "Núñez"), child("Jose", "Nunez")),
            (child("太郎", "山田"), child("山田太郎", "")),
            (child("明", "山田"), child("山田明", "")),
            (child("Jean-Luc", "Oka"), child("Jean Luc", "Oka")),
            (child("Nguyen", "Anh"), child("Anh", "Nguyen")),
            (child("Зоя", "Ибрагимова"), child("зоя", "Ибрагимова")),
        ] {
            assert!(
                share_first_name(&one, &other),
                "{} {}",
                one.expose_full(),
                other.expose_full()
            );
        }
    }

    #[test]
    fn brothers_and_sisters_do_not() {
        for (one, other) in [
            (
                child("Anna", "O'Neill-Ибрагимова"),
                child("Béla", "O'Neill-Ибрагимова"),
            ),
            (child("太郎", "山田"), child("次郎", "山田")),
            (child("A.", "Núñez"), child("Ana", "Núñez")),
        ] {
            assert!(
                !share_first_name(&one, &other),
                "{} {}",
                one.expose_full(),
                other.expose_full()
            );
        }
    }
}
