//! The table of docs/security.md: complete, and each proof a test that is there. Beside it the few rows whose proof is
//! the house itself.

use crate::source::{self, Source};
use regex::Regex;
use std::collections::BTreeSet;

/// Every row there is in the chapters on input, rules, requests, files and code.
const IDS: &str = "1.1.1 1.1.2 1.2.1 1.2.2 1.2.3 1.2.4 1.2.5 1.2.9 1.2.10 1.3.1 1.3.2 1.3.3 1.3.4 1.3.5 1.3.6 1.3.7 1.3.10 \
    1.3.11 1.3.12 1.4.1 1.4.2 1.4.3 1.5.1 1.5.2 1.5.3 2.1.1 2.1.2 2.1.3 2.2.1 2.2.2 2.2.3 2.3.1 2.3.2 2.3.3 2.3.4 2.3.5 2.4.1 \
    4.1.1 4.1.2 4.1.3 4.1.4 4.2.1 5.1.1 5.2.1 5.2.2 5.2.3 5.2.4 5.2.6 5.3.1 5.3.2 5.4.1 5.4.2 5.4.3 15.1.1 15.1.2 15.1.3 15.2.1 \
    15.2.2 15.2.3 15.2.4 15.3.1 15.3.2 15.3.3 15.3.4 15.3.5 15.3.6 15.3.7 15.4.2";
/// Rows that no test of the ordinary run can prove; the document says why.
const OPEN: [&str; 3] = ["1.4.3", "15.1.2", "15.2.1"];

/// Complains about rows that are missing, doubled, without proof, or proved by a test that is not there.
pub fn unproved(document: &Source, tests: &BTreeSet<String>) -> Vec<String> {
    let row = Regex::new(r"(?m)^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \|$").expect("a pattern");
    let rows: Vec<_> = row
        .captures_iter(&document.text)
        .map(|hit| (hit[1].to_owned(), hit[3].trim().to_owned()))
        .collect();
    let mut complaints = Vec::new();
    for id in IDS.split_whitespace() {
        let times = rows.iter().filter(|(known, _)| known == id).count();
        if times != 1 {
            complaints.push(format!("{}: {id} has {times} rows", document.path));
        }
    }
    for (id, proof) in &rows {
        let complaint = complain_of(id, proof, tests);
        complaints.extend(complaint.map(|says| format!("{}: {id}: {says}", document.path)));
    }
    complaints
}

fn complain_of(id: &str, proof: &str, tests: &BTreeSet<String>) -> Option<String> {
    if proof
        .strip_prefix("Does not apply: ")
        .is_some_and(|why| !why.is_empty())
    {
        return None;
    }
    if proof.starts_with("Open: ") {
        return (!OPEN.contains(&id)).then(|| "a row that applies has a test".to_owned());
    }
    let named = Regex::new(r"`(\w+)`").expect("a pattern");
    let named: Vec<_> = named
        .captures_iter(proof)
        .map(|hit| hit[1].to_owned())
        .collect();
    if named.is_empty() {
        return Some("names no test".to_owned());
    }
    let missing = named.iter().find(|name| !tests.contains(*name));
    missing.map(|name| format!("there is no test {name}"))
}

/// The names of all tests of these files.
pub fn names_of_tests(sources: &[Source]) -> BTreeSet<String> {
    let test = Regex::new(r"#\[(?:tokio::)?test[^\]]*\]\s*(?:#\[[^\]]*\]\s*)*(?:async )?fn (\w+)")
        .expect("a pattern");
    sources
        .iter()
        .flat_map(|source| {
            test.captures_iter(&source.text)
                .map(|hit| hit[1].to_owned())
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_row_of_the_security_table_has_its_test() {
    let mut sources = source::below("src", &["rs"]);
    sources.extend(source::below("tests", &["rs"]));
    let document = source::one("docs/security.md").expect("docs/security.md");
    crate::settle(&unproved(&document, &names_of_tests(&sources)));
}

#[test]
fn a_row_without_a_test_is_found() {
    let tests = names_of_tests(&[Source::new(
        "a.rs",
        "#[tokio::test]\nasync fn one() {}\nfn two() {}",
    )]);
    assert_eq!(tests.len(), 1);
    let rows: Vec<_> = IDS
        .split_whitespace()
        .map(|id| format!("| {id} | holds | `one` |\n"))
        .collect();
    let rows = rows.concat();
    let of = |text: &str| unproved(&Source::new("docs/security.md", text), &tests);
    assert_eq!(of(&rows), Vec::<String>::new());
    for (from, to) in [
        ("| 1.1.1 | holds | `one` |\n", ""),
        ("| 1.1.1 | holds | `one` |", "| 1.1.1 | holds | `two` |"),
        (
            "| 1.1.1 | holds | `one` |",
            "| 1.1.1 | holds | Open: later |",
        ),
        ("| 1.1.1 | holds | `one` |", "| 1.1.1 | holds | surely |"),
    ] {
        let found = of(&rows.replacen(from, to, 1));
        assert_eq!(found.len(), 1, "{to}: {found:?}");
    }
}

#[test]
fn our_code_is_memory_safe_and_counts_with_care() {
    let manifest = source::one("Cargo.toml").expect("Cargo.toml").text;
    for line in [
        "unsafe_code = \"deny\"",
        "allow_attributes = \"deny\"",
        "overflow-checks = true",
    ] {
        assert!(manifest.contains(line), "{line}");
    }
}

#[test]
fn the_script_of_our_pages_makes_no_code_and_no_markup_of_text() {
    let script = source::one("static/app.js").expect("static/app.js").text;
    for danger in [
        "eval(",
        "new Function",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
    ] {
        assert!(!script.contains(danger), "{danger}");
    }
}

#[test]
fn every_part_comes_from_one_registry_by_its_checksum() {
    let lock = source::one("Cargo.lock").expect("Cargo.lock").text;
    let parts: Vec<_> = lock.split("[[package]]").skip(1).collect();
    let outside = parts.iter().filter(|part| part.contains("source = "));
    assert!(outside.clone().count() > 100);
    for part in outside {
        let sound = part
            .contains("source = \"registry+https://github.com/rust-lang/crates.io-index\"")
            && part.contains("checksum = \"");
        assert!(sound, "{part}");
    }
}

#[test]
fn what_each_field_takes_is_written_down() {
    let document = source::one("docs/security.md")
        .expect("docs/security.md")
        .text;
    let settings = source::one("config/default.toml")
        .expect("config/default.toml")
        .text;
    for chapter in [
        "## What fields take",
        "## Limits",
        "Costly work: ",
        "## Weak parts",
        "Together: ",
    ] {
        assert!(document.contains(chapter), "{chapter}");
    }
    // The figures of the document are those of the settings.
    for (setting, words) in [
        ("posts_per_minute = 240", "240 posts a minute"),
        ("requests_per_hour = 200", "200 requests an hour"),
        ("form_bytes = 4194304", "4 MB in a form"),
    ] {
        assert!(
            settings.contains(setting) && document.contains(words),
            "{setting}: {words}"
        );
    }
}
