//! The made-up cases, a table per part of the way. Nobody here exists: numbers are 555-01xx, addresses example.org.

mod doctors;
mod ended;
mod gathering;
mod new;
mod review;
mod visit;
mod waiting;

use super::story::Story;

/// Every case of the demo. The place of a case in here is its key, so new ones go to the end of a table.
pub fn all() -> impl Iterator<Item = (u16, &'static Story)> {
    let tables: [(u16, &'static [Story]); 7] = [
        (100, new::STORIES),
        (200, gathering::STORIES),
        (600, waiting::STORIES),
        (300, review::STORIES),
        (400, visit::STORIES),
        (500, ended::STORIES),
        (700, doctors::STORIES),
    ];
    tables
        .into_iter()
        .flat_map(|(base, stories)| (base..).zip(stories))
}
