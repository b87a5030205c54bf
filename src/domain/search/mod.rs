//! What a case can be found by: plain tokens of names, birth dates, phones, e-mail addresses and outside numbers.
//!
//! The tokens are keyed-hashed before they are stored, so this module decides alone what "found" means: [`tokens_of`]
//! on every write, [`query_of`] on every search, both through the same folding (`fold`). It refuses nothing and
//! never shows its texts in logs. Spelling variants are in `variants`, typed dates in `dates`.

mod alike;
mod dates;
mod fold;
mod query;
#[cfg(test)]
mod tests;
mod variants;

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;

pub use alike::{Alike, Shared, share_first_name};
pub use query::{SearchQuery, query_of, query_with_prefix};

/// Limits what one case adds to the index: each token costs a few microseconds of every send. An ordinary case has
/// about 40. When a case has more, the rarest helps go first: variants of typing errors, then long prefixes, then
/// sounds; the exact words of the names that the caller listed first are the last to go.
pub const MOST_TOKENS: usize = 64;

/// Limits each exact kind, so that a long list of phones cannot push out the names.
const MOST_OF_A_KIND: usize = 8;

/// Digits of a phone that are compared: country and area codes are written in too many ways.
const PHONE_DIGITS: usize = 7;

/// Says which part of a case a token comes from; equal texts of different kinds are different tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// A whole word of a name, or one or two characters of a name in a script without spaces.
    Word,
    /// The first three to ten letters of a longer word.
    Prefix,
    /// The sounds-like code of a word in Latin letters.
    Sound,
    /// A word of five or more letters with one letter left out.
    Deletion,
    /// A full birth date.
    BirthDate,
    /// The last seven digits of a phone.
    Phone,
    /// A whole e-mail address.
    Email,
    /// A number or code that another hospital or system gave.
    Outside,
}

impl TokenKind {
    /// Returns the stable one-letter name that goes into the keyed hash; it never changes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Word => "w",
            Self::Prefix => "p",
            Self::Sound => "s",
            Self::Deletion => "x",
            Self::BirthDate => "b",
            Self::Phone => "t",
            Self::Email => "e",
            Self::Outside => "o",
        }
    }
}

/// Holds one normalised text that can be looked up; its text is personal data.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SearchToken {
    /// Where the text comes from.
    pub kind: TokenKind,
    /// The folded text.
    pub text: String,
}

impl SearchToken {
    fn new(kind: TokenKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
        }
    }
}

impl fmt::Debug for SearchToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SearchToken({:?}, ..)", self.kind)
    }
}

/// Holds everything of a case that staff may search by; the names that matter most come first.
#[derive(Clone, Default)]
pub struct Searchable {
    /// Whole names as written, in any script.
    pub names: Vec<String>,
    /// Full birth dates; partial ones are not searchable.
    pub birth_dates: Vec<Date>,
    /// Phones as written or stored, with any punctuation.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Hospital numbers and references of other systems.
    pub outside_refs: Vec<String>,
}

/// Returns the tokens under which a case is stored, at most [`MOST_TOKENS`].
pub fn tokens_of(record: &Searchable) -> BTreeSet<SearchToken> {
    let names: Vec<_> = record
        .names
        .iter()
        .take(MOST_OF_A_KIND)
        .map(|name| fold::name_words(name))
        .collect();
    let words: Vec<&str> = unique(
        names
            .iter()
            .flat_map(|name| name.words.iter().map(String::as_str)),
    );
    let grams = unique(
        names
            .iter()
            .flat_map(|name| name.grams.iter().map(String::as_str)),
    );

    let by_priority = exact_tokens(record)
        .chain(
            words
                .iter()
                .chain(&grams)
                .map(|word| SearchToken::new(TokenKind::Word, *word)),
        )
        .chain(
            words
                .iter()
                .filter_map(|word| variants::main_sound(word))
                .map(|code| SearchToken::new(TokenKind::Sound, code)),
        )
        .chain(prefixes_shortest_first(&words))
        .chain(
            words
                .iter()
                .flat_map(|word| variants::indexed_deletions(word))
                .map(|left| SearchToken::new(TokenKind::Deletion, left)),
        );

    let mut tokens = BTreeSet::new();
    for token in by_priority {
        if tokens.len() == MOST_TOKENS {
            break;
        }
        tokens.insert(token);
    }
    tokens
}

fn exact_tokens(record: &Searchable) -> impl Iterator<Item = SearchToken> {
    let dates = record
        .birth_dates
        .iter()
        .map(|date| SearchToken::new(TokenKind::BirthDate, date.to_string()));
    let phones = record.phones.iter().filter_map(|phone| phone_token(phone));
    let emails = record.emails.iter().filter_map(|email| email_token(email));
    let outside = record
        .outside_refs
        .iter()
        .flat_map(|reference| outside_tokens(reference));
    dates
        .take(MOST_OF_A_KIND)
        .chain(phones.take(MOST_OF_A_KIND))
        .chain(emails.take(MOST_OF_A_KIND))
        .chain(outside.take(MOST_OF_A_KIND))
}

fn prefixes_shortest_first(words: &[&str]) -> impl Iterator<Item = SearchToken> {
    (variants::PREFIX_LETTERS)
        .flat_map(move |letters| {
            words
                .iter()
                .filter_map(move |word| variants::proper_prefix(word, letters))
        })
        .map(|prefix| SearchToken::new(TokenKind::Prefix, prefix))
}

fn phone_token(phone: &str) -> Option<SearchToken> {
    let digits: Vec<char> = fold::folded(phone)
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let last = digits.len().checked_sub(PHONE_DIGITS)?;
    Some(SearchToken::new(
        TokenKind::Phone,
        digits[last..].iter().collect::<String>(),
    ))
}

/// The token of an e-mail address; none where nothing of it is left.
pub fn email_token(email: &str) -> Option<SearchToken> {
    let folded = fold::folded_address(email);
    (!folded.is_empty()).then(|| SearchToken::new(TokenKind::Email, folded))
}

/// A number is found with and without the words around it: `MRN 0044` and `0044`.
fn outside_tokens(reference: &str) -> impl Iterator<Item = SearchToken> {
    let numbers = reference
        .split_whitespace()
        .filter(|piece| piece.contains(char::is_numeric))
        .filter_map(outside_token);
    outside_token(reference).into_iter().chain(numbers)
}

fn outside_token(reference: &str) -> Option<SearchToken> {
    let folded: String = fold::folded(reference)
        .chars()
        .filter(|character| character.is_alphanumeric())
        .collect();
    (!folded.is_empty()).then(|| SearchToken::new(TokenKind::Outside, folded))
}

fn unique<'words>(words: impl Iterator<Item = &'words str>) -> Vec<&'words str> {
    let mut seen = BTreeSet::new();
    words.filter(|word| seen.insert(*word)).collect()
}
