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

#[test]
fn careless_scripts_are_found() {
    assert_eq!(
        careless(&Source::new("script/x", &"ls\n".repeat(31))).len(),
        5
    );
    let good = "#!/bin/sh\n# Lists.\nset -eu\ncd \"$(dirname \"$0\")/..\"\nls\n";
    assert!(careless(&Source::new("script/x", good)).is_empty());
}
