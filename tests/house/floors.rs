//! The floor law: a floor names only floors below it, and neighbours on one floor never name each other.

use crate::source::{Source, line_at};
use regex::Regex;

const TOP: u8 = 6;

/// Settings are plain values: they may speak of the domain, and every floor above the domain may read them.
fn floor(module: &str) -> Option<u8> {
    Some(match module {
        "support" => 0,
        "domain" => 1,
        "config" => 2,
        "db" => 3,
        "usecases" => 4,
        "mail" | "web" | "files" | "demo" => 5,
        "main" | "cli" | "telemetry" => TOP,
        _ => return None,
    })
}

fn may_name(from: &str, to: &str) -> bool {
    match (floor(from), floor(to)) {
        _ if from == to => true,
        (Some(TOP), _) | (_, None) => true,
        (Some(from), Some(to)) => to < from,
        (None, Some(_)) => false,
    }
}

/// Complains about every `crate::` path (or climb by `super::`) to a floor that is not below.
pub fn upward_paths(source: &Source) -> Vec<String> {
    let modules = modules(&source.path);
    let Some(here) = modules.first().filter(|first| first.as_str() != "lib") else {
        return Vec::new();
    };
    named(&source.code(), &modules)
        .into_iter()
        .filter(|(_, name)| !may_name(here, name))
        .map(|(line, name)| {
            source.complaint(
                line,
                &format!("`{here}` names `{name}`, which is not below it: hand the value down, or move the rule"),
            )
        })
        .collect()
}

/// The module path of a file: `src/web/staff/mod.rs` is web, staff.
fn modules(path: &str) -> Vec<String> {
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs");
    inner
        .split('/')
        .filter(|part| *part != "mod")
        .map(str::to_owned)
        .collect()
}

/// All first-level modules that the code names, each with its line.
fn named(code: &str, modules: &[String]) -> Vec<(usize, String)> {
    let direct = Regex::new(r"\b(?:crate|intake_desk)::(?:(\w+)|\{)").expect("a pattern");
    let climbing = Regex::new(r"\b((?:super::)+)(\w+)").expect("a pattern");
    let mut found = Vec::new();
    for hit in direct.captures_iter(code) {
        let whole = hit.get(0).expect("a match");
        match hit.get(1) {
            Some(name) => found.push((line_at(code, whole.start()), name.as_str().to_owned())),
            None => found.extend(
                group(&code[whole.end()..])
                    .into_iter()
                    .map(|(offset, name)| (line_at(code, whole.end() + offset), name)),
            ),
        }
    }
    for hit in climbing.captures_iter(code) {
        let steps = hit[1].matches("super").count();
        let target = hit.get(2).expect("a match");
        if steps >= modules.len() && floor(target.as_str()).is_some() {
            found.push((line_at(code, target.start()), target.as_str().to_owned()));
        }
    }
    found
}

/// The first names inside `{a::x, b::{c, d}}`, given what follows the opening brace.
fn group(rest: &str) -> Vec<(usize, String)> {
    let (mut depth, mut found, mut fresh) = (0_i32, Vec::new(), true);
    for (offset, sign) in rest.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            _ if fresh && (sign.is_alphanumeric() || sign == '_') => {
                let name = rest[offset..]
                    .chars()
                    .take_while(|sign| sign.is_alphanumeric() || *sign == '_');
                found.push((offset, name.collect()));
                fresh = false;
            }
            _ => {}
        }
    }
    found
}

/// Complains about crates that bring the outside world into the pure floor.
pub fn impure_crates(source: &Source) -> Vec<String> {
    let outside =
        Regex::new(r"\b(sqlx|axum|tokio|lettre|tower|tower_http|hyper)::").expect("a pattern");
    let code = source.code();
    outside
        .captures_iter(&code)
        .map(|hit| {
            let line = line_at(&code, hit.get(0).expect("a match").start());
            source.complaint(
                line,
                &format!("the domain is pure, but this names `{}`", &hit[1]),
            )
        })
        .collect()
}

/// Complains where the ground of the fault trials names the promises that stand on it, or the table above them.
pub fn ground_that_names_what_stands_on_it(source: &Source) -> Vec<String> {
    if !source.path.contains("/ground/") {
        return Vec::new();
    }
    let code = source.code();
    Regex::new(r"\bcrate::(promises|plan|table)\b")
        .expect("a pattern")
        .captures_iter(&code)
        .map(|hit| {
            let start = hit.get(0).expect("a match").start();
            source.complaint(
                line_at(&code, start),
                &format!(
                    "the ground names `{}`, which stands on it: hand the value down",
                    &hit[1]
                ),
            )
        })
        .collect()
}

#[test]
fn ground_that_looks_up_is_found() {
    let text = "use crate::ground::wait;\nuse crate::plan::Trial;\n";
    let found = ground_that_names_what_stands_on_it(&Source::new("tests/faults/ground/a.rs", text));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("tests/faults/ground/a.rs:2"),
        "{found:?}"
    );
    let above = Source::new("tests/faults/promises/a.rs", text);
    assert!(ground_that_names_what_stands_on_it(&above).is_empty());
}

#[test]
fn upward_and_sideways_paths_are_found() {
    let up = Source::new("src/db/staff.rs", "use crate::usecases::Desk;\n");
    assert_eq!(upward_paths(&up).len(), 1);
    let sideways = Source::new(
        "src/mail/compose.rs",
        "fn a() { crate::web::page::render(); }\n",
    );
    assert_eq!(upward_paths(&sideways).len(), 1);
    let grouped = Source::new(
        "src/usecases/a.rs",
        "use crate::{db::{self, staff}, domain::X,\n    web::page};\n",
    );
    let found = upward_paths(&grouped);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("src/usecases/a.rs:2:"), "{found:?}");
    let climbing = Source::new("src/support/words/mod.rs", "use super::super::domain::X;\n");
    assert_eq!(upward_paths(&climbing).len(), 1);
    let settings = Source::new("src/domain/routing.rs", "use crate::config::Settings;\n");
    assert_eq!(upward_paths(&settings).len(), 1);
    let unknown = Source::new("src/helpers.rs", "use crate::domain::X;\n");
    assert_eq!(
        upward_paths(&unknown).len(),
        1,
        "a new module needs a floor"
    );
}

#[test]
fn downward_paths_are_fine() {
    for (path, text) in [
        (
            "src/web/staff/cases.rs",
            "use crate::{usecases::Desk, domain::Status, support::words};\nuse super::super::page;\n",
        ),
        (
            "src/usecases/a.rs",
            "use crate::config::Settings; // crate::web\n",
        ),
        ("src/config.rs", "use crate::domain::calendar::Hours;\n"),
        ("src/cli/serve.rs", "use crate::web::routes;\n"),
        ("src/main.rs", "use intake_desk::web;\n"),
        ("src/domain/a.rs", "use super::status::Status;\n"),
        ("src/lib.rs", "pub use crate::web::routes;\n"),
    ] {
        assert_eq!(upward_paths(&Source::new(path, text)), Vec::<String>::new());
    }
}

#[test]
fn a_domain_that_knows_the_world_is_found() {
    let source = Source::new(
        "src/domain/a.rs",
        "// sqlx::Row\nfn a(x: &sqlx::PgPool) {}\n",
    );
    assert_eq!(impure_crates(&source).len(), 1);
}
