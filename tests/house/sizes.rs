//! Budgets: what does not fit on a few screens is two things.

use crate::source::{Source, line_at};
use regex::Regex;
use std::collections::BTreeMap;

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;
const FOLDER_FILES: usize = 14;

/// Complains about a file with too many lines above its tests.
pub fn long_files(source: &Source) -> Vec<String> {
    let lines = source.production().lines().count();
    if lines <= FILE_LINES {
        return Vec::new();
    }
    vec![source.complaint(
        lines,
        &format!("{lines} lines; {FILE_LINES} is the budget: divide by business word"),
    )]
}

/// Complains about functions with too many lines, blank ones and comments not counted.
pub fn long_functions(source: &Source) -> Vec<String> {
    let end = source.production().len();
    let code = &source.code()[..end];
    Regex::new(r"\bfn\s+(\w+)")
        .expect("a pattern")
        .captures_iter(code)
        .filter_map(|hit| {
            let start = hit.get(0).expect("a match").start();
            let lines = body(&code[start..])?
                .lines()
                .filter(|line| !line.trim().is_empty())
                .count();
            (lines > FUNCTION_LINES).then(|| {
                source.complaint(
                    line_at(code, start),
                    &format!(
                        "fn {} has {lines} lines; {FUNCTION_LINES} is the budget",
                        &hit[1]
                    ),
                )
            })
        })
        .collect()
}

/// The text from `fn` to the closing brace; none for a declaration without body.
fn body(code: &str) -> Option<&str> {
    let (mut braces, mut brackets) = (0_i32, 0_i32);
    for (offset, sign) in code.char_indices() {
        match sign {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets -= 1,
            ';' if braces == 0 && brackets == 0 => return None,
            '{' => braces += 1,
            '}' => {
                braces -= 1;
                if braces == 0 {
                    return Some(&code[..=offset]);
                }
            }
            _ => {}
        }
    }
    None
}

/// Complains about folders with too many files; the tests of a folder are not counted.
pub fn full_folders(sources: &[Source]) -> Vec<String> {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for source in sources
        .iter()
        .filter(|source| !source.path.ends_with("/tests.rs"))
    {
        *folders.entry(source.parent()).or_default() += 1;
    }
    folders
        .into_iter()
        .filter(|(_, files)| *files > FOLDER_FILES)
        .map(|(folder, files)| format!("{folder}: {files} files; {FOLDER_FILES} is the budget: make sub-folders by business word"))
        .collect()
}

/// Complains about `name.rs` beside `name/`: folders have a `mod.rs`.
pub fn two_styles_of_module(sources: &[Source]) -> Vec<String> {
    sources
        .iter()
        .filter(|source| {
            let folder = format!("{}/", source.path.trim_end_matches(".rs"));
            sources.iter().any(|other| other.path.starts_with(&folder))
        })
        .map(|source| format!("{}: a folder's own file is its mod.rs", source.path))
        .collect()
}

/// Complains about files of a test program that nobody names as a module, and so never run.
pub fn untold(program: &[Source]) -> Vec<String> {
    let named = |folder: &str, name: &str| {
        let line = format!("mod {name};");
        ["main.rs", "mod.rs"].iter().any(|file| {
            let path = format!("{folder}/{file}");
            let above = program.iter().find(|other| other.path == path);
            above.is_some_and(|above| above.text.contains(&line))
        })
    };
    let mut complaints = Vec::new();
    for source in program {
        let (folder, name) = match source.path.strip_suffix("/mod.rs") {
            Some(module) => module.rsplit_once('/').unwrap_or_default(),
            None => (
                source.parent(),
                source.path[source.parent().len() + 1..].trim_end_matches(".rs"),
            ),
        };
        if name != "main" && !named(folder, name) {
            complaints.push(format!(
                "{}: never runs: add `mod {name};` to the main.rs or mod.rs of {folder}",
                source.path
            ));
        }
    }
    complaints
}

/// Complains about a file that does not begin by saying what it is.
pub fn headless(source: &Source) -> Vec<String> {
    if source.text.starts_with("//! ") {
        return Vec::new();
    }
    vec![source.complaint(
        1,
        "begin with a //! line: what the file owns and refuses, where to go next",
    )]
}

/// Complains about work that is announced instead of done.
pub fn left_to_do(source: &Source) -> Vec<String> {
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X:"),
    ];
    source
        .text
        .lines()
        .enumerate()
        .filter(|(_, line)| marks.iter().any(|mark| line.contains(mark)))
        .map(|(number, _)| {
            source.complaint(
                number + 1,
                "do it now, or open an issue and say why the code is right without it",
            )
        })
        .collect()
}

#[test]
fn long_files_are_found_and_their_tests_not_counted() {
    let long = "//! x\n".repeat(FILE_LINES + 1);
    assert_eq!(long_files(&Source::new("src/a.rs", &long)).len(), 1);
    let tested = format!("fn a() {{}}\n#[cfg(test)]\nmod tests {{\n{long}}}\n");
    assert!(long_files(&Source::new("src/a.rs", &tested)).is_empty());
}

#[test]
fn long_functions_are_found_by_name() {
    let lines = "    call(\"}\");\n".repeat(FUNCTION_LINES);
    let text = format!(
        "trait T {{ fn declared(x: [u8; 3]); }}\nfn long(a: u8) {{\n{lines}}}\nfn short() {{}}\n"
    );
    let found = long_functions(&Source::new("src/a.rs", &text));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("src/a.rs:2: fn long"), "{found:?}");
    let airy = format!("fn a() {{\n{}}}\n", "    // why\n\n".repeat(FUNCTION_LINES));
    assert!(long_functions(&Source::new("src/a.rs", &airy)).is_empty());
}

#[test]
fn full_folders_and_mixed_styles_are_found() {
    let files: Vec<Source> = (0..=FOLDER_FILES)
        .map(|number| Source::new(&format!("src/web/f{number}.rs"), ""))
        .collect();
    assert_eq!(full_folders(&files).len(), 1);
    assert!(full_folders(&files[1..]).is_empty());
    let mixed = [
        Source::new("src/web.rs", ""),
        Source::new("src/web/page.rs", ""),
    ];
    assert_eq!(two_styles_of_module(&mixed).len(), 1);
}

#[test]
fn stories_that_never_run_are_found() {
    let program = [
        Source::new("tests/it/main.rs", "mod told;\nmod folder;\n"),
        Source::new("tests/it/told.rs", ""),
        Source::new("tests/it/forgotten.rs", ""),
        Source::new("tests/it/folder/mod.rs", "mod inside;"),
        Source::new("tests/it/folder/inside.rs", ""),
        Source::new("tests/it/folder/lost.rs", ""),
        Source::new("tests/it/elsewhere/mod.rs", ""),
    ];
    let found = untold(&program);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].contains("forgotten"), "{found:?}");
    assert!(found[1].contains("lost"), "{found:?}");
    assert!(found[2].contains("elsewhere"), "{found:?}");
}

#[test]
fn headless_and_unfinished_files_are_found() {
    let source = Source::new("src/a.rs", concat!("fn a() {} // TO", "DO later\n"));
    assert_eq!(headless(&source).len(), 1);
    assert_eq!(left_to_do(&source).len(), 1);
    assert!(headless(&Source::new("src/a.rs", "//! The case.\n")).is_empty());
}
