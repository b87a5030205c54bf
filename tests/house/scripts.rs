//! Scripts can be read at a glance, say what they are for, and stop at the first error.

use crate::source::Source;

const SCRIPT_LINES: usize = 30;

/// Complains about a script that breaks one of the four habits.
pub fn careless(source: &Source) -> Vec<String> {
    let lines: Vec<&str> = source.text.lines().collect();
    let habits = [
        (
            lines.len() <= SCRIPT_LINES,
            "30 lines is the budget: move functions to script/lib",
        ),
        (
            lines
                .first()
                .is_some_and(|line| line.starts_with("#!/bin/")),
            "begin with #!/bin/sh",
        ),
        (
            lines.get(1).is_some_and(|line| line.starts_with("# ")),
            "say on line 2 what it is for",
        ),
        (lines.contains(&"set -eu"), "stop at errors: set -eu"),
        (
            lines
                .iter()
                .any(|line| line.starts_with("cd \"$(dirname \"$0\")/..\"")),
            "go to the root first",
        ),
    ];
    habits
        .into_iter()
        .filter(|(kept, _)| !kept)
        .map(|(_, says)| source.complaint(1, says))
        .collect()
}

/// Complains about a test or bench with a `main` of its own whose entry has lost `harness = false`: it would be built,
/// run nothing, and look well.
pub fn lost_mains(manifest: &Source, main_of: impl Fn(&str) -> bool) -> Vec<String> {
    let entries = manifest.text.split("[[").skip(1);
    entries
        .filter(|entry| entry.starts_with("bench]]") || entry.starts_with("test]]"))
        .filter(|entry| !entry.contains("harness = false"))
        .filter_map(|entry| entry.split("path = \"").nth(1)?.split('"').next())
        .filter(|path| main_of(path))
        .map(|path| {
            format!(
                "{}: {path} has a main and needs `harness = false`",
                manifest.path
            )
        })
        .collect()
}

#[test]
fn a_main_that_nothing_calls_is_found() {
    let text = "[[test]]\npath = \"a.rs\"\n[[bench]]\npath = \"b.rs\"\n[[bench]]\npath = \"c.rs\"\nharness = false\n";
    let found = lost_mains(&Source::new("Cargo.toml", text), |path| path != "a.rs");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("b.rs"));
}

#[test]
fn careless_scripts_are_found() {
    assert_eq!(
        careless(&Source::new("script/x", &"ls\n".repeat(31))).len(),
        5
    );
    let good = "#!/bin/sh\n# Lists.\nset -eu\ncd \"$(dirname \"$0\")/..\"\nls\n";
    assert!(careless(&Source::new("script/x", good)).is_empty());
}
