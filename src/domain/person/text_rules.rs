//! Which characters any typed text may hold.

use super::ParseError;

/// Removes space, and marks that show nothing, from both ends.
pub(super) fn trimmed(raw: &str) -> &str {
    raw.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'))
}

/// Refuses characters that could hide or reorder what staff read.
///
/// Marks that many scripts need (joiners, left-to-right and right-to-left marks) are fine.
pub(super) fn refuse_forbidden(text: &str, newlines: bool) -> Result<(), ParseError> {
    let forbidden = |c: char| match c {
        '\n' => !newlines,
        '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}'
        | '\u{2028}'..='\u{2029}'
        | '\u{FFFE}'..='\u{FFFF}' => true,
        _ => c.is_control(),
    };
    if text.chars().any(forbidden) {
        return Err(ParseError::ForbiddenCharacter);
    }
    Ok(())
}

/// Refuses text of more than `max` characters.
pub(super) fn refuse_long(text: &str, max: usize) -> Result<(), ParseError> {
    // Bytes first: counting the characters of a megabyte is not needed to know that it is too long.
    if text.len() > max * 4 || text.chars().count() > max {
        return Err(ParseError::TooLong { max });
    }
    Ok(())
}
