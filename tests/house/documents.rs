//! Documents rot: what they point to must be there, and the short ones stay short.

use crate::source::Source;
use regex::Regex;
use std::path::Path;

const ARCHITECTURE_LINES: usize = 130;
const PICTURE_BYTES: u64 = 1_000_000;

/// Complains about links and pictures that lead to no file of the house.
pub fn broken_links(source: &Source) -> Vec<String> {
    let pattern = Regex::new(r##"(?:\]\(|srcset="|src=")([^)"#\s]+)"##).expect("a pattern");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(source.parent());
    pattern
        .captures_iter(&source.text)
        .map(|hit| hit[1].to_owned())
        .filter(|target| !target.contains("://") && !folder.join(target).exists())
        .map(|target| format!("{}: {target} is not there", source.path))
        .collect()
}

/// Complains about a document that nobody would read to its end.
pub fn long_architecture(source: &Source) -> Vec<String> {
    let lines = source.text.lines().count();
    if lines <= ARCHITECTURE_LINES {
        return Vec::new();
    }
    vec![format!(
        "{}: {lines} lines; {ARCHITECTURE_LINES} is the budget",
        source.path
    )]
}

/// Complains about pictures that make every clone slow.
pub fn heavy_pictures() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pictures");
    let bytes: u64 = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.metadata().ok())
        .map(|picture| picture.len())
        .sum();
    if bytes <= PICTURE_BYTES {
        return Vec::new();
    }
    vec![format!(
        "docs/pictures: {bytes} bytes; {PICTURE_BYTES} is the budget"
    )]
}

#[test]
fn a_link_to_nothing_is_found() {
    let good = Source::new(
        "README.md",
        "[map](ARCHITECTURE.md) [web](https://example.org/x)",
    );
    assert_eq!(broken_links(&good), Vec::<String>::new());
    let bad = Source::new("README.md", "![x](docs/pictures/none.png) [y](NOWHERE.md)");
    assert_eq!(broken_links(&bad).len(), 2);
}
