//! Each migration says why it is there and brings sample rows, on which all later migrations are tried.

use crate::source::Source;

fn name(source: &Source) -> &str {
    source.path.rsplit('/').next().unwrap_or_default()
}

/// Complains about migrations without a sample of the same name, and samples without a migration.
pub fn without_sample(migrations: &[Source], samples: &[Source]) -> Vec<String> {
    let lacks = |ones: &[Source], others: &[Source], says: &str| -> Vec<String> {
        ones.iter()
            .filter(|one| !others.iter().any(|other| name(other) == name(one)))
            .map(|one| format!("{}: {says}", one.path))
            .collect()
    };
    let mut complaints = lacks(
        migrations,
        samples,
        "no sample rows: add tests/data/migrations/ with the same file name",
    );
    complaints.extend(lacks(samples, migrations, "belongs to no migration"));
    complaints
}

/// Complains about a migration that does not begin with its reason.
pub fn reasonless(source: &Source) -> Vec<String> {
    if source.text.starts_with("-- ") {
        return Vec::new();
    }
    vec![source.complaint(1, "begin with a comment that says why")]
}

/// The last migration that nobody's data have been through.
const LAST_ON_EMPTY_TABLES: &str = "20261125110000";

/// Complains about a later migration that reads a whole table while nobody may write to it.
pub fn blocking(source: &Source) -> Vec<String> {
    let when = name(source).split('_').next().unwrap_or_default();
    if when <= LAST_ON_EMPTY_TABLES {
        return Vec::new();
    }
    let is_new = |table: &str| source.text.contains(&format!("CREATE TABLE {table} "));
    let statements = source.text.split(';').map(|text| {
        let lines = text.lines().filter(|line| !line.starts_with("--"));
        lines.collect::<Vec<_>>().join(" ")
    });
    let mut complaints = Vec::new();
    for statement in statements {
        let word_after = |before: &str| {
            let rest = statement.split(before).nth(1)?.trim_start();
            rest.split([' ', '(']).next().map(str::to_owned)
        };
        let index = statement.contains(" INDEX ") && !statement.contains("CONCURRENTLY");
        if index
            && statement.contains("CREATE")
            && word_after(" ON ").is_some_and(|on| !is_new(&on))
        {
            complaints.push(source.complaint(
                1,
                "build the index CONCURRENTLY, in a file of its own that begins with `-- no-transaction`",
            ));
        }
        if statement.contains("INDEX CONCURRENTLY") && !statement.contains("IF NOT EXISTS") {
            complaints.push(source.complaint(
                1,
                "build the index IF NOT EXISTS: who died after building it had not written down that it is there",
            ));
        }
        let rule = statement.contains("ADD CONSTRAINT")
            && !statement.contains("NOT VALID")
            && !statement.contains("USING INDEX");
        if rule && word_after("ALTER TABLE ").is_some_and(|of| !is_new(&of)) {
            complaints.push(
                source.complaint(1, "add the rule NOT VALID; a later migration validates it"),
            );
        }
    }
    complaints
}

#[test]
fn what_would_keep_everybody_waiting_is_found() {
    let bad = "-- Why.\nCREATE INDEX a_by_b ON a (b);\nCREATE INDEX CONCURRENTLY a_by_c ON a (c);\nALTER TABLE a ADD CONSTRAINT b_is CHECK (b > 0);";
    let later = Source::new("migrations/20991231000000_x.sql", bad);
    assert_eq!(blocking(&later).len(), 3, "{:?}", blocking(&later));
    let good = "-- Why.\nCREATE TABLE c (b int);\nCREATE INDEX c_by_b ON c (b);\nALTER TABLE a ADD CONSTRAINT b_is CHECK (b > 0) NOT VALID;";
    let later = Source::new("migrations/20991231000000_x.sql", good);
    assert_eq!(blocking(&later), Vec::<String>::new());
}

#[test]
fn missing_and_stray_samples_are_found() {
    let migrations = [
        Source::new("migrations/1_a.sql", "CREATE"),
        Source::new("migrations/2_b.sql", ""),
    ];
    let samples = [
        Source::new("tests/data/migrations/1_a.sql", ""),
        Source::new("tests/data/migrations/9_z.sql", ""),
    ];
    let found = without_sample(&migrations, &samples);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found[0].contains("2_b") && found[1].contains("9_z"),
        "{found:?}"
    );
    assert_eq!(reasonless(&migrations[0]).len(), 1);
}
