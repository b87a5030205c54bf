//! Reads what staff type into the one search box: names, a birth date, a phone, an e-mail address, a number of
//! another hospital, or our own reference, alone or several together.

use std::fmt;

use crate::domain::reference::ALPHABET;

use super::fold::{self, Chunk};
use super::{
    PHONE_DIGITS, SearchToken, TokenKind, dates, email_token, outside_token, phone_token, variants,
};

/// Prefix of our references where the programme did not configure another.
const USUAL_PREFIX: &str = "RL";
const REFERENCE_LENGTH: usize = 7;
/// Where the second dash stands.
const REFERENCE_FIRST: usize = 4;
/// Limits how many conditions one search may have.
const MOST_GROUPS: usize = 12;

/// Holds what a search asks for. A case is found by its reference, or when it has at least one token of every
/// group; a query with neither finds nothing.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SearchQuery {
    /// All of these must be met, each by any of its tokens.
    pub groups: Vec<Vec<SearchToken>>,
    /// The reference that was typed, in its usual form.
    pub reference: Option<String>,
}

impl SearchQuery {
    /// Tells whether nothing searchable was typed.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty() && self.reference.is_none()
    }
}

impl fmt::Debug for SearchQuery {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "SearchQuery({} groups, reference: {:?})",
            self.groups.len(),
            self.reference
        )
    }
}

/// Reads a search with the usual prefix of references.
pub fn query_of(text: &str) -> SearchQuery {
    query_with_prefix(text, USUAL_PREFIX)
}

/// Reads a search where references begin with the programme's own prefix.
pub fn query_with_prefix(text: &str, prefix: &str) -> SearchQuery {
    let folded = fold::folded(text);
    let mut query = SearchQuery::default();
    let mut rest = Vec::new();
    for piece in folded.split_whitespace() {
        match reference(piece, prefix) {
            Some(typed) if typed.certain => query.reference = Some(typed.text),
            Some(typed) => {
                query.reference = Some(typed.text);
                rest.push(piece);
            }
            None => rest.push(piece),
        }
    }
    if let (None, Some(typed)) = (&query.reference, reference(&rest.concat(), prefix)) {
        query.reference = Some(typed.text);
        if typed.certain {
            return query;
        }
    }
    query.groups = groups(text, &rest);
    query.groups.truncate(MOST_GROUPS);
    query
}

/// Turns the pieces that are no reference into conditions.
fn groups(text: &str, pieces: &[&str]) -> Vec<Vec<SearchToken>> {
    let outside_whole = (pieces.len() > 1
        && pieces
            .concat()
            .contains(|character: char| character.is_ascii_digit()))
    .then(|| outside_token(&pieces.concat()))
    .flatten();
    let mut groups = Vec::new();
    let mut remaining = pieces;
    while let Some((piece, after)) = remaining.split_first() {
        if let Some((date, taken)) = dates::written_date(remaining) {
            groups.push(vec![date_token(date)]);
            remaining = &remaining[taken..];
            continue;
        }
        let digits = phone_run(remaining);
        if let Some(token) = email_group(text, piece) {
            groups.push(vec![token]);
        } else if let Some(date) = dates::typed_date(piece).filter(|_| digits <= 1) {
            groups.push(
                [date_token(date)]
                    .into_iter()
                    .chain(number_tokens(piece))
                    .collect(),
            );
        } else if digits > 0 {
            groups.push(number_tokens(&remaining[..digits].concat()).collect());
            remaining = &remaining[digits..];
            continue;
        } else {
            groups.extend(name_groups(piece));
        }
        remaining = after;
    }
    drop_initials(&mut groups);
    for group in &mut groups {
        group.extend(outside_whole.clone());
    }
    groups
}

/// An address is compared with its accents, so it is read from the text before folding.
fn email_group(text: &str, piece: &str) -> Option<SearchToken> {
    let (before, after) = piece.split_once('@')?;
    if before.is_empty() || after.is_empty() {
        return None;
    }
    let written = text
        .split_whitespace()
        .find(|written| fold::folded(written) == piece)
        .unwrap_or(piece);
    email_token(written)
}

/// Counts how many pieces from the first on together make one phone number, nothing if they do not.
fn phone_run(pieces: &[&str]) -> usize {
    let run = pieces
        .iter()
        .take_while(|piece| is_phone_like(piece) && !is_separated_date(piece))
        .count();
    let digits = pieces[..run]
        .iter()
        .flat_map(|piece| piece.chars())
        .filter(char::is_ascii_digit)
        .count();
    if digits >= PHONE_DIGITS { run } else { 0 }
}

fn is_phone_like(piece: &str) -> bool {
    piece.chars().all(|character| {
        character.is_ascii_digit()
            || matches!(
                character,
                '+' | '(' | ')' | '.' | '-' | '/' | '\u{2010}'..='\u{2015}'
            )
    })
}

fn is_separated_date(piece: &str) -> bool {
    piece.contains(['-', '/', '.']) && dates::typed_date(piece).is_some()
}

fn date_token(date: jiff::civil::Date) -> SearchToken {
    SearchToken::new(TokenKind::BirthDate, date.to_string())
}

fn number_tokens(text: &str) -> impl Iterator<Item = SearchToken> {
    phone_token(text).into_iter().chain(outside_token(text))
}

/// Makes the conditions of one written word: every part of it, or the word without its hyphens and apostrophes.
fn name_groups(piece: &str) -> Vec<Vec<SearchToken>> {
    fold::chunks(piece)
        .iter()
        .flat_map(|chunk| chunk_groups(chunk, piece))
        .collect()
}

fn chunk_groups(chunk: &Chunk, piece: &str) -> Vec<Vec<SearchToken>> {
    if chunk.is_dense() {
        return dense_groups(&chunk.joined);
    }
    let mut groups = Vec::new();
    for segment in &chunk.segments {
        for part in &segment.parts {
            let mut group = alternatives(part);
            for joined in [&segment.joined, &chunk.joined] {
                if joined != part {
                    group.extend(alternatives(joined));
                }
            }
            if piece.contains(|character: char| character.is_ascii_digit()) {
                group.extend(outside_token(piece));
            }
            group.sort();
            group.dedup();
            groups.push(group);
        }
    }
    groups
}

/// Characters of a script without spaces are found anywhere in a name, in their order.
fn dense_groups(text: &str) -> Vec<Vec<SearchToken>> {
    let found_by = if text.chars().count() == 1 {
        vec![text.to_owned()]
    } else {
        fold::pairs(text)
    };
    found_by
        .into_iter()
        .map(|gram| vec![SearchToken::new(TokenKind::Word, gram)])
        .collect()
}

/// Returns everything a stored word may have in common with a typed one.
fn alternatives(word: &str) -> Vec<SearchToken> {
    let mut tokens = vec![SearchToken::new(TokenKind::Word, word)];
    if variants::can_be_a_deletion(word) {
        tokens.push(SearchToken::new(TokenKind::Deletion, word));
    }
    tokens.extend(
        variants::searched_prefix(word).map(|prefix| SearchToken::new(TokenKind::Prefix, prefix)),
    );
    tokens.extend(
        variants::sounds(word)
            .into_iter()
            .map(|code| SearchToken::new(TokenKind::Sound, code)),
    );
    for left in variants::indexed_deletions(word) {
        tokens.push(SearchToken::new(TokenKind::Word, left.clone()));
        tokens.push(SearchToken::new(TokenKind::Deletion, left));
    }
    tokens
}

/// A single letter beside a name is an initial and narrows nothing.
fn drop_initials(groups: &mut Vec<Vec<SearchToken>>) {
    let is_initial = |group: &Vec<SearchToken>| {
        let words = group.iter().filter(|token| token.kind == TokenKind::Word);
        group.len() == 1
            && words
                .flat_map(|token| token.text.chars())
                .filter(|letter| !fold::is_dense(*letter))
                .count()
                == 1
    };
    if groups.iter().any(|group| !is_initial(group)) {
        groups.retain(|group| !is_initial(group));
    }
}

struct TypedReference {
    text: String,
    /// Whether it can be nothing else: a name, or a number of another hospital.
    certain: bool,
}

/// Recognises a reference in any letter case, its dashes and its prefix optional. Without the prefix it is certain only
/// where the dash stands right and it has both letters and digits; else it is looked for beside what it may also be.
fn reference(piece: &str, prefix: &str) -> Option<TypedReference> {
    let written: String = piece
        .chars()
        .map(plain_dash)
        .flat_map(char::to_uppercase)
        .collect();
    let prefix = prefix.to_uppercase();
    let bare = written.replace('-', "");
    let (code, has_prefix) = match bare.strip_prefix(&prefix) {
        Some(code) if code.chars().count() == REFERENCE_LENGTH => (code, true),
        _ => (bare.as_str(), false),
    };
    let fits = code.chars().count() == REFERENCE_LENGTH
        && code
            .chars()
            .all(|letter| u8::try_from(letter).is_ok_and(|letter| ALPHABET.contains(&letter)));
    let has_digit = code.contains(|letter: char| letter.is_ascii_digit());
    let has_letter = code.contains(|letter: char| letter.is_ascii_alphabetic());
    let dash_stands_right =
        written.find('-') == Some(REFERENCE_FIRST) && written.matches('-').count() == 1;
    let reads_as_a_name = !has_digit && code.contains(['A', 'E', 'Y']);
    if !fits
        || !(has_prefix || dash_stands_right || !reads_as_a_name)
        || !(has_prefix || has_letter)
    {
        return None;
    }
    let has_dash = written.contains('-');
    let certain = if has_prefix {
        has_digit || has_dash
    } else {
        dash_stands_right && has_digit
    };
    let (first, last) = code.split_at(REFERENCE_FIRST);
    Some(TypedReference {
        text: format!("{prefix}-{first}-{last}"),
        certain,
    })
}

fn plain_dash(character: char) -> char {
    if matches!(character, '\u{2010}'..='\u{2015}' | '\u{2212}') {
        '-'
    } else {
        character
    }
}
