//! Spelling variants of one folded word: prefixes, sounds-like codes, one letter left out.
//! A typing error meets its word because both sides leave out one letter.

use std::ops::RangeInclusive;

use rphonetic::DoubleMetaphone;

/// Lengths of the prefixes that are stored.
pub(super) const PREFIX_LETTERS: RangeInclusive<usize> = 3..=10;
/// Words shorter than this are not searched with typing errors: everything would look like them.
const TYPO_LETTERS: usize = 5;
/// Length of a sounds-like code; the shortest worth storing has two sounds.
const SOUND_LETTERS: usize = 6;
const FEWEST_SOUNDS: usize = 2;
/// Words shorter than this sound like too many others.
const SPOKEN_LETTERS: usize = 3;

/// Returns the first letters of a longer word.
pub(super) fn proper_prefix(word: &str, letters: usize) -> Option<&str> {
    word.char_indices()
        .nth(letters)
        .map(|(end, _)| &word[..end])
}

/// Returns the prefix under which words that begin like this are stored; a long beginning is cut.
pub(super) fn searched_prefix(word: &str) -> Option<&str> {
    let enough = word.chars().count() >= *PREFIX_LETTERS.start();
    enough.then(|| proper_prefix(word, *PREFIX_LETTERS.end()).unwrap_or(word))
}

/// Returns the word with each of its letters left out in turn, if it is long enough to be mistyped.
pub(super) fn indexed_deletions(word: &str) -> Vec<String> {
    if word.chars().count() < TYPO_LETTERS {
        Vec::new()
    } else {
        deletions(word)
    }
}

/// Tells whether the word may be a longer one with a letter missing.
pub(super) fn can_be_a_deletion(word: &str) -> bool {
    word.chars().count() + 1 >= TYPO_LETTERS
}

fn deletions(word: &str) -> Vec<String> {
    let mut left: Vec<String> = word
        .char_indices()
        .map(|(start, character)| {
            let (before, rest) = word.split_at(start);
            [before, &rest[character.len_utf8()..]].concat()
        })
        .collect();
    left.dedup();
    left
}

/// Returns the code under which a word's sound is stored.
pub(super) fn main_sound(word: &str) -> Option<String> {
    sounds(word).into_iter().next()
}

/// Returns the codes of the ways a word in Latin letters may be spoken, the likeliest first.
pub(super) fn sounds(word: &str) -> Vec<String> {
    if word.len() < SPOKEN_LETTERS || !word.chars().all(|character| character.is_ascii_lowercase())
    {
        return Vec::new();
    }
    let spoken = DoubleMetaphone::new(Some(SOUND_LETTERS)).double_metaphone(word);
    let mut codes = vec![spoken.primary(), spoken.alternate()];
    codes.dedup();
    codes.retain(|code| code.chars().count() >= FEWEST_SOUNDS);
    codes
}
