//! Folds what people write into what is compared: compatibility forms, letter case, accents, digits of any script,
//! apostrophes and hyphens both joined and split, scripts without spaces into characters and pairs.
//! Only for search; what is shown stays as it was written.

use caseless::Caseless;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, is_combining_mark};

/// Letters of a word that count; nobody types more of one.
const MOST_LETTERS: usize = 40;
/// Characters of a name that count.
const MOST_CHARACTERS: usize = 240;
/// Words of a name that count.
const MOST_WORDS: usize = 12;

/// Holds the parts of one name: its words, and the characters and pairs of scripts without spaces.
#[derive(Default)]
pub(super) struct NameWords {
    pub words: Vec<String>,
    pub grams: Vec<String>,
}

/// One written word: the ways it can be split, outermost first (`O'Neill-Smith`: hyphen parts, each with its
/// apostrophe parts).
pub(super) struct Chunk {
    /// All parts joined: `oneillsmith`.
    pub joined: String,
    /// The parts between hyphens: `oneill`, `smith`, each with its parts between apostrophes.
    pub segments: Vec<Segment>,
}

impl Chunk {
    /// Tells whether it is written without spaces, so that its words cannot be told apart.
    pub(super) fn is_dense(&self) -> bool {
        self.joined.chars().all(is_dense)
    }
}

/// One part of a written word between hyphens.
pub(super) struct Segment {
    pub joined: String,
    pub parts: Vec<String>,
}

/// Folds text for comparison, keeping its punctuation.
pub(super) fn folded(text: &str) -> String {
    let bounded = text
        .chars()
        .take(MOST_CHARACTERS)
        .filter(|character| !is_ignorable(*character));
    let plain = bounded
        .map(plain_mark)
        .nfkd()
        .default_case_fold()
        .nfkd()
        .default_case_fold();
    let mut bare = String::with_capacity(text.len().min(MOST_CHARACTERS));
    for character in plain.nfkd().filter(|character| !is_accent(*character)) {
        push_plain_letter(&mut bare, character);
    }
    bare.nfc().collect()
}

/// Folds an e-mail address: letter case and compatibility forms, but accents stay, they are other addresses.
pub(super) fn folded_address(text: &str) -> String {
    let bounded = text
        .trim()
        .chars()
        .take(MOST_CHARACTERS)
        .filter(|character| !is_ignorable(*character));
    bounded
        .nfkc()
        .default_case_fold()
        .nfkc()
        .filter(|character| !character.is_whitespace())
        .collect()
}

/// Splits a name into everything it is found by.
pub(super) fn name_words(name: &str) -> NameWords {
    let folded = folded(name);
    let mut found = NameWords::default();
    let mut dense = String::new();
    for chunk in chunks(&folded) {
        if chunk.is_dense() {
            dense.push_str(&chunk.joined);
            continue;
        }
        for segment in chunk.segments {
            found.words.extend(segment.parts);
            found.words.push(segment.joined);
        }
        found.words.push(chunk.joined);
    }
    found.grams = grams(&dense);
    found
}

/// Splits folded text into written words.
pub(super) fn chunks(folded: &str) -> Vec<Chunk> {
    let written = folded.split(|character: char| {
        !is_of_word(character) && !is_hyphen(character) && !is_apostrophe(character)
    });
    written
        .flat_map(split_scripts)
        .filter_map(chunk)
        .take(MOST_WORDS)
        .collect()
}

/// Returns the single characters and the neighbouring pairs of text in a script without spaces.
pub(super) fn grams(dense: &str) -> Vec<String> {
    let characters: Vec<char> = dense.chars().collect();
    let singles = characters.iter().map(ToString::to_string);
    singles.chain(pairs(dense)).collect()
}

/// Returns the neighbouring pairs of characters.
pub(super) fn pairs(dense: &str) -> Vec<String> {
    dense
        .chars()
        .zip(dense.chars().skip(1))
        .map(|(first, second)| String::from_iter([first, second]))
        .collect()
}

/// Tells whether a character belongs to a script that writes words without spaces between them.
pub(super) fn is_dense(character: char) -> bool {
    matches!(character,
        '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn chunk(written: &str) -> Option<Chunk> {
    let segments: Vec<Segment> = written.split(is_hyphen).filter_map(segment).collect();
    let joined: String = segments
        .iter()
        .flat_map(|segment| segment.joined.chars())
        .take(MOST_LETTERS)
        .collect();
    (!joined.is_empty()).then_some(Chunk { joined, segments })
}

fn segment(written: &str) -> Option<Segment> {
    let parts: Vec<String> = written
        .split(is_apostrophe)
        .filter(|part| !part.is_empty())
        .map(|part| part.chars().take(MOST_LETTERS).collect())
        .collect();
    let joined: String = parts
        .iter()
        .flat_map(|part: &String| part.chars())
        .take(MOST_LETTERS)
        .collect();
    (!joined.is_empty()).then_some(Segment { joined, parts })
}

/// Cuts `王Wang` into `王` and `Wang`.
fn split_scripts(written: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut start = 0;
    let mut previous = None;
    for (index, character) in written.char_indices() {
        let dense = is_dense(character);
        if previous.is_some_and(|before| before != dense) {
            runs.push(&written[start..index]);
            start = index;
        }
        previous = Some(dense);
    }
    runs.push(&written[start..]);
    runs
}

fn is_of_word(character: char) -> bool {
    (character.is_alphanumeric() || is_combining_mark(character)) && !is_apostrophe(character)
}

fn is_hyphen(character: char) -> bool {
    matches!(
        character,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{5be}' | '\u{30fb}'
    )
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '`' | '\u{2b9}'..='\u{2bf}' | '\u{2018}'..='\u{201b}' | '\u{2032}' | '\u{5f3}' | '\u{a78c}')
}

/// Marks that are put on a letter and left out in hurried writing. Vowel signs of Indic scripts and the sound
/// marks of Japanese are letters of their own and stay.
fn is_accent(character: char) -> bool {
    matches!(canonical_combining_class(character), 1 | 10..=36 | 200..)
}

/// Characters without a shape: joiners, direction marks, soft hyphens, variation selectors, control characters.
fn is_ignorable(character: char) -> bool {
    (character.is_control() && !character.is_whitespace())
        || matches!(character,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
}

/// A lone acute accent is typed for an apostrophe; its compatibility form would be a space.
fn plain_mark(character: char) -> char {
    if character == '\u{b4}' {
        '\''
    } else {
        character
    }
}

/// Writes letters that have no decomposition, and digits of other scripts, as people without that keyboard do.
fn push_plain_letter(text: &mut String, character: char) {
    match character {
        'ø' => text.push('o'),
        'ł' => text.push('l'),
        'đ' | 'ð' => text.push('d'),
        'ħ' => text.push('h'),
        'ŧ' => text.push('t'),
        'ı' => text.push('i'),
        'ŋ' => text.push('n'),
        'æ' => text.push_str("ae"),
        'œ' => text.push_str("oe"),
        'þ' => text.push_str("th"),
        '\u{649}' | '\u{6cc}' => text.push('\u{64a}'),
        '\u{6a9}' => text.push('\u{643}'),
        '\u{629}' => text.push('\u{647}'),
        _ => text.push(ascii_digit(character).unwrap_or(character)),
    }
}

fn ascii_digit(character: char) -> Option<char> {
    let zero = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xe50, 0x1040,
    ];
    let value = zero.iter().find_map(|zero| {
        u32::from(character)
            .checked_sub(*zero)
            .filter(|value| *value < 10)
    })?;
    char::from_digit(value, 10)
}
