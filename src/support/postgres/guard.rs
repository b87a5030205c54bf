//! One owner per state folder, and what to do with what an earlier owner left behind.
//!
//! The lock is the truth: it ends with its process, whatever happened. A server still alive under a free lock is
//! an orphan and is stopped; files of a server that is gone are cleared, but never while any of its children live.

use super::account::Account;
use super::error::PostgresError;
use super::folders::{Layout, open_own};
use super::process;
use nix::sys::signal::Signal;
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

/// A program that its owner is just starting holds a copy of the lock until it is loaded, even when the owner has
/// let go or died meanwhile.
const OWNER_LETS_GO_WITHIN: Duration = Duration::from_secs(2);

/// Takes the folder for this process; the lock is held as long as the file is open.
pub(super) fn lock(layout: &Layout, account: &Account) -> Result<File, PostgresError> {
    let mut file = open_own(&layout.lock, account)?;
    let start = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) => {
                let owner = written_owner(&mut file);
                if lives_elsewhere(&owner) || start.elapsed() > OWNER_LETS_GO_WITHIN {
                    return Err(PostgresError::InUse {
                        state_dir: layout.state_dir.clone(),
                        owner,
                    });
                }
                sleep(Duration::from_millis(10));
            }
            Err(TryLockError::Error(error)) => {
                return Err(PostgresError::files("Locking", &layout.lock)(error));
            }
        }
    }
    let ours = std::process::id();
    file.rewind()
        .and_then(|()| file.set_len(0))
        .and_then(|()| writeln!(file, "{ours}"))
        .map_err(PostgresError::files("Writing", &layout.lock))?;
    Ok(file)
}

fn written_owner(file: &mut File) -> String {
    let mut owner = String::new();
    let _ = file.rewind();
    let _ = file.take(20).read_to_string(&mut owner);
    match owner.trim() {
        "" => "unknown".to_owned(),
        owner => owner.to_owned(),
    }
}

fn lives_elsewhere(owner: &str) -> bool {
    let owner = owner.parse::<u32>().ok();
    owner.is_some_and(|owner| {
        owner != std::process::id() && i32::try_from(owner).is_ok_and(process::is_alive)
    })
}

/// Stops an orphaned server, waits for its last children, and clears stale files. Only under the lock.
pub(super) fn clear_leftovers(layout: &Layout) -> Result<(), PostgresError> {
    let pid_file = layout.data.join("postmaster.pid");
    let written = pid_in(&pid_file);
    if let Some(pid) = written {
        stop_orphan(pid, &layout.data)?;
    }
    let real = layout.data.canonicalize().unwrap_or(layout.data.clone());
    if !wait_until(Duration::from_secs(20), || {
        process::standing_in(&real).is_empty()
    }) {
        return Err(PostgresError::StillRunning {
            data: layout.data.clone(),
            pid: process::standing_in(&real).first().copied().unwrap_or(0),
        });
    }
    // The server judges a stale file itself, unless its number meanwhile belongs to a stranger.
    if written.is_some_and(process::is_alive) {
        remove(&pid_file)?;
    }
    for name in [".s.PGSQL.5432", ".s.PGSQL.5432.lock"] {
        remove(&layout.socket_dir.join(name))?;
    }
    Ok(())
}

fn stop_orphan(pid: i32, data: &Path) -> Result<(), PostgresError> {
    for (signal, patience) in [(Signal::SIGINT, 30), (Signal::SIGQUIT, 10)] {
        if !process::serves(pid, data) {
            return Ok(());
        }
        tracing::info!(pid, %signal, "stopping a database server that an earlier run left behind");
        process::send(pid, signal);
        if wait_until(Duration::from_secs(patience), || {
            !process::serves(pid, data)
        }) {
            return Ok(());
        }
    }
    Err(PostgresError::StillRunning {
        data: data.to_path_buf(),
        pid,
    })
}

fn pid_in(file: &Path) -> Option<i32> {
    let text = std::fs::read_to_string(file).ok()?;
    text.lines().next()?.trim().parse().ok()
}

fn remove(path: &Path) -> Result<(), PostgresError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(PostgresError::files("Removing a stale file", path)(error))
        }
        _ => Ok(()),
    }
}

fn wait_until(patience: Duration, done: impl Fn() -> bool) -> bool {
    let start = Instant::now();
    while !done() {
        if start.elapsed() > patience {
            return false;
        }
        sleep(Duration::from_millis(20));
    }
    true
}
