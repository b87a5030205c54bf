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
