//! Answers that repeat on a page: the same boxes once more for each, sent as lists that lie side by side.

/// Returns one text of a list; empty where nobody typed it.
pub(super) fn nth(texts: &[String], at: usize) -> &str {
    texts.get(at).map_or("", String::as_str)
}

/// Returns how many rows a page shows: all that were sent, at least one, and not more than there may be.
pub(super) fn shown(lists: &[&Vec<String>], most: usize) -> usize {
    let sent = lists.iter().map(|list| list.len()).max();
    sent.unwrap_or_default().clamp(1, most)
}

/// Adds an empty row behind those that are shown, where there is room for one.
pub(super) fn grow(list: &mut Vec<String>, shown: usize, most: usize) {
    if shown < most {
        list.resize(shown + 1, String::new());
    }
}

/// The names of the same control in each row: the first has the plain one, the next `name-2` and so on.
macro_rules! each_row {
    ($name:literal, $part:literal) => {
        [
            concat!($name, $part),
            concat!($name, "-2", $part),
            concat!($name, "-3", $part),
            concat!($name, "-4", $part),
            concat!($name, "-5", $part),
            concat!($name, "-6", $part),
            concat!($name, "-7", $part),
            concat!($name, "-8", $part),
            concat!($name, "-9", $part),
            concat!($name, "-10", $part),
            concat!($name, "-11", $part),
            concat!($name, "-12", $part),
        ]
    };
}

pub(super) use each_row;

/// The most rows that any question may have.
pub(super) const ROWS_MOST: usize = 12;
