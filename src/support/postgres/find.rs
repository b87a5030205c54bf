//! Finds the installed server programs and picks the version that fits the data.
//!
//! A configured folder is the only candidate; otherwise PATH (after resolving links), `pg_config --bindir` and
//! the usual places are looked at. Existing data get exactly their own major version, new data the highest.

use super::error::PostgresError;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const OLDEST: u32 = 14;

/// One folder of server programs and the major version in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Installation {
    pub bin_dir: PathBuf,
    pub major: u32,
}

/// Returns the programs to use: those of `wanted` for existing data, else the newest.
pub(super) fn find(
    configured: Option<&Path>,
    wanted: Option<u32>,
    data: &Path,
) -> Result<Installation, PostgresError> {
    let candidates = match configured {
        Some(dir) => vec![dir.to_path_buf()],
        None => candidates(),
    };
    let mut seen = BTreeSet::new();
    let found: Vec<Installation> = candidates
        .iter()
        .filter_map(|dir| dir.canonicalize().ok())
        .filter(|dir| seen.insert(dir.clone()))
        .filter_map(|dir| look_into(&dir))
        .collect();
    choose(&found, wanted, data).map_err(|problem| match problem {
        PostgresError::NotInstalled { .. } => PostgresError::NotInstalled {
            looked: list(&candidates),
        },
        other => other,
    })
}

fn choose(
    found: &[Installation],
    wanted: Option<u32>,
    data: &Path,
) -> Result<Installation, PostgresError> {
    let newest = || found.iter().rev().max_by_key(|one| one.major);
    let chosen = match wanted {
        Some(major) => found.iter().find(|one| one.major == major),
        None => newest(),
    };
    match (chosen, wanted, newest()) {
        (Some(one), _, _) if one.major < OLDEST => Err(PostgresError::TooOld {
            bin_dir: one.bin_dir.clone(),
            found: one.major,
            oldest: OLDEST,
        }),
        (Some(one), _, _) => Ok(one.clone()),
        (None, Some(wanted), Some(_)) => Err(PostgresError::OtherVersion {
            data: data.to_path_buf(),
            wanted,
            found: found
                .iter()
                .map(|one| format!("{} ({})", one.major, one.bin_dir.display()))
                .collect::<Vec<_>>()
                .join(", "),
        }),
        _ => Err(PostgresError::NotInstalled {
            looked: String::new(),
        }),
    }
}

fn candidates() -> Vec<PathBuf> {
    let mut dirs = on_path();
    dirs.extend(from_pg_config());
    dirs.extend(below("/usr/lib/postgresql", "", "bin"));
    dirs.extend(below("/usr", "pgsql-", "bin"));
    dirs.push(PathBuf::from("/usr/local/pgsql/bin"));
    dirs.extend(below("/opt/homebrew/opt", "postgresql", "bin"));
    dirs.extend(below("/usr/local/opt", "postgresql", "bin"));
    dirs
}

/// A link on PATH often stands alone, without its sister programs: its target's folder is what counts.
fn on_path() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .filter_map(|dir| dir.join("postgres").canonicalize().ok())
        .filter_map(|program| program.parent().map(Path::to_path_buf))
        .collect()
}

fn from_pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (!text.trim().is_empty()).then(|| PathBuf::from(text.trim()))
}

fn below(parent: &str, prefix: &str, child: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(parent) else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|entry| entry.path().join(child))
        .collect()
}

fn look_into(dir: &Path) -> Option<Installation> {
    if !dir.join("initdb").is_file() {
        return None;
    }
    let output = Command::new(dir.join("postgres"))
        .arg("--version")
        .output()
        .ok()?;
    let major = parse_major(&String::from_utf8_lossy(&output.stdout))?;
    Some(Installation {
        bin_dir: dir.to_path_buf(),
        major,
    })
}

/// Reads the major version out of `postgres (PostgreSQL) 15.18 (Debian ...)` or the word in `PG_VERSION`.
pub(super) fn parse_major(text: &str) -> Option<u32> {
    let text = text.rsplit("(PostgreSQL)").next()?.trim_start();
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn list(dirs: &[PathBuf]) -> String {
    if dirs.is_empty() {
        return "PATH, pg_config, /usr/lib/postgresql, /usr/pgsql-*".to_owned();
    }
    dirs.iter()
        .map(|dir| dir.display().to_string())
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn installed(majors: &[u32]) -> Vec<Installation> {
        majors
            .iter()
            .map(|&major| Installation {
                bin_dir: PathBuf::from(format!("/pg/{major}/bin")),
                major,
            })
            .collect()
    }

    #[test]
    fn versions_are_read_from_what_the_programs_say() {
        assert_eq!(
            parse_major("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"),
            Some(15)
        );
        assert_eq!(parse_major("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(parse_major("15\n"), Some(15));
        assert_eq!(parse_major("postgres: command not found"), None);
    }

    #[test]
    fn new_data_get_the_newest_version_and_old_data_their_own() {
        let found = installed(&[15, 18, 16]);
        let data = Path::new("/state/data");
        assert_eq!(
            choose(&found, None, data).ok().map(|one| one.major),
            Some(18)
        );
        assert_eq!(
            choose(&found, Some(15), data).ok().map(|one| one.major),
            Some(15)
        );
    }

    #[test]
    fn a_missing_version_is_named_together_with_those_found() {
        let problem = choose(&installed(&[16, 17]), Some(15), Path::new("/state/data"));
        let text = problem
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default();
        assert!(text.contains("PostgreSQL 15"), "{text}");
        assert!(text.contains("16 (/pg/16/bin), 17 (/pg/17/bin)"), "{text}");
    }

    #[test]
    fn too_old_and_nothing_at_all_are_told_apart() {
        let data = Path::new("/state/data");
        assert!(matches!(
            choose(&installed(&[13]), None, data),
            Err(PostgresError::TooOld { found: 13, .. })
        ));
        assert!(matches!(
            choose(&[], None, data),
            Err(PostgresError::NotInstalled { .. })
        ));
    }
}
