//! The cluster on disk: made once, under a working name, and the rules of who may connect, written at each start.

use super::account::Account;
use super::child;
use super::error::PostgresError;
use super::find::{Installation, parse_major};
use super::folders::{Layout, write_own};
use nix::sys::signal::Signal;
use std::path::Path;
use std::process::Output;

/// The one role of the cluster; there is no password, the socket tells who is calling.
pub(super) const ROLE: &str = "intake_desk";

/// Returns the major version of an existing cluster, or none where there is no cluster yet.
pub(super) fn version(data: &Path) -> Result<Option<u32>, PostgresError> {
    if !data.exists() {
        return Ok(None);
    }
    std::fs::read_to_string(data.join("PG_VERSION"))
        .ok()
        .and_then(|text| parse_major(&text))
        .map(Some)
        .ok_or_else(|| PostgresError::NotACluster {
            data: data.to_path_buf(),
        })
}

/// Makes the cluster under a working name and renames it, so that a kill half-way leaves nothing half-made.
pub(super) fn create(
    layout: &Layout,
    installed: &Installation,
    account: &Account,
    durable: bool,
) -> Result<(), PostgresError> {
    tracing::info!(folder = %layout.data.display(), version = installed.major, "making the database cluster");
    let mut said = String::new();
    for locale in locales(installed.major) {
        clear_unborn(layout)?;
        let output = run_initdb(layout, installed, account, durable, locale)?;
        if output.status.success() {
            return std::fs::rename(&layout.unborn, &layout.data)
                .map_err(PostgresError::files("Renaming the cluster", &layout.unborn));
        }
        String::from_utf8_lossy(&output.stderr)
            .trim()
            .clone_into(&mut said);
        if !said.contains("locale") {
            break;
        }
    }
    Err(PostgresError::Initdb {
        data: layout.data.clone(),
        said,
    })
}

/// Sorting by code point keeps indexes valid across system upgrades; names are sorted with an ICU collation
/// in the queries. From 17 the server brings this locale itself; before, the system may lack it.
fn locales(major: u32) -> Vec<&'static [&'static str]> {
    let builtin: &[&str] = &[
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
    ];
    let system: &[&str] = &["--locale=C.UTF-8"];
    let icu: &[&str] = &["--locale-provider=icu", "--icu-locale=und", "--locale=C"];
    let bytes: &[&str] = &["--locale=C"];
    match major {
        17.. => vec![builtin],
        15..17 => vec![system, icu, bytes],
        _ => vec![system, bytes],
    }
}

fn run_initdb(
    layout: &Layout,
    installed: &Installation,
    account: &Account,
    durable: bool,
    locale: &[&str],
) -> Result<Output, PostgresError> {
    let program = installed.bin_dir.join("initdb");
    let mut command = child::command(&program, account, &layout.home, Signal::SIGKILL);
    command
        .arg("-D")
        .arg(&layout.unborn)
        .args(["-U", ROLE, "-E", "UTF8", "--data-checksums"])
        .args([
            "--auth-local=peer",
            "--auth-host=reject",
            "--no-instructions",
        ])
        .args(locale);
    if !durable {
        command.arg("--no-sync");
    }
    command
        .output()
        .map_err(PostgresError::files("Starting initdb", &program))
}

fn clear_unborn(layout: &Layout) -> Result<(), PostgresError> {
    match std::fs::remove_dir_all(&layout.unborn) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(PostgresError::files(
            "Removing a half-made cluster",
            &layout.unborn,
        )(error)),
        _ => Ok(()),
    }
}

/// Writes who may connect: over the socket, from our account and the server's, as the one role. Nobody else.
/// Anew at each start, so that a changed account keeps working.
pub(super) fn write_access(layout: &Layout, account: &Account) -> Result<(), PostgresError> {
    write_own(&layout.hba, &hba(), account)?;
    write_own(
        &layout.ident,
        &ident(&[&account.client, &account.name]),
        account,
    )
}

fn hba() -> String {
    format!("local all {ROLE} peer map=desk\nlocal all all reject\nhost all all all reject\n")
}

fn ident(callers: &[&str]) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for (place, caller) in callers.iter().enumerate() {
        if !callers[..place].contains(caller) {
            let _ = writeln!(text, "desk \"{}\" {ROLE}", caller.replace('"', "\"\""));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callers_are_listed_once_and_quoted() {
        assert_eq!(
            ident(&["root", "postgres"]),
            "desk \"root\" intake_desk\ndesk \"postgres\" intake_desk\n"
        );
        assert_eq!(ident(&["ana", "ana"]), "desk \"ana\" intake_desk\n");
        assert_eq!(ident(&["a b\"c"]), "desk \"a b\"\"c\" intake_desk\n");
    }

    #[test]
    fn no_rule_lets_anybody_in_over_the_network() {
        assert!(
            hba()
                .lines()
                .filter(|line| line.starts_with("host"))
                .all(|line| line.ends_with("reject"))
        );
        assert!(!hba().contains("trust"));
    }

    #[test]
    fn a_folder_without_a_version_is_not_taken_for_a_cluster() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert!(matches!(
            version(folder.path()),
            Err(PostgresError::NotACluster { .. })
        ));
        assert_eq!(version(&folder.path().join("none")).ok(), Some(None));
        std::fs::write(folder.path().join("PG_VERSION"), "15\n").expect("a file");
        assert_eq!(version(folder.path()).ok(), Some(Some(15)));
    }
}
