//! SQL stands in `db`; transactions begin and end in use cases.

use crate::source::{Source, line_at};
use regex::Regex;

/// Complains about query and migration macros outside `db`.
pub fn macros_outside_db(source: &Source) -> Vec<String> {
    if source.path.starts_with("src/db/") {
        return Vec::new();
    }
    hits(
        source,
        r"\b(query|query_as|query_scalar|query_file|query_file_as|query_file_scalar|query_unchecked|query_as_unchecked|query_scalar_unchecked|migrate)!",
        "SQL belongs in src/db",
    )
}

/// Complains about transactions that are opened or closed outside use cases.
pub fn transactions_outside_usecases(source: &Source) -> Vec<String> {
    let home = ["src/usecases/", "src/db/private"];
    if home.iter().any(|home| source.path.starts_with(home)) {
        return Vec::new();
    }
    hits(
        source,
        r"\.\s*(begin|begin_with|commit|rollback)\s*\(",
        "one use case is one transaction: begin and commit belong in src/usecases",
    )
}

fn hits(source: &Source, pattern: &str, says: &str) -> Vec<String> {
    let end = source.production().len();
    let code = source.code();
    Regex::new(pattern)
        .expect("a pattern")
        .find_iter(&code[..end])
        .map(|hit| source.complaint(line_at(&code, hit.start()), says))
        .collect()
}

#[test]
fn sql_in_the_wrong_place_is_found() {
    let text = "async fn a() {\n    sqlx::query_as!(Row, \"SELECT 1\");\n}\n";
    assert_eq!(
        macros_outside_db(&Source::new("src/web/a.rs", text)).len(),
        1
    );
    assert!(macros_outside_db(&Source::new("src/db/a.rs", text)).is_empty());
    assert!(macros_outside_db(&Source::new("src/web/a.rs", "// query!(\n")).is_empty());
}

#[test]
fn transactions_in_the_wrong_place_are_found() {
    let text = "async fn a() {\n    let mut tx = pool.begin().await?;\n    tx.commit().await\n}\n";
    assert_eq!(
        transactions_outside_usecases(&Source::new("src/db/a.rs", text)).len(),
        2
    );
    assert!(transactions_outside_usecases(&Source::new("src/usecases/a.rs", text)).is_empty());
    let tested = format!("fn b() {{}}\n\n#[cfg(test)]\nmod tests {{\n{text}}}\n");
    assert!(transactions_outside_usecases(&Source::new("src/db/a.rs", &tested)).is_empty());
}
