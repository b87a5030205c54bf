//! What can be learned about other processes: alive, their command line, the folder they stand in.

use nix::errno::Errno;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Returns whether a process with this id exists, whoever owns it.
pub(super) fn is_alive(pid: i32) -> bool {
    pid > 0 && kill(Pid::from_raw(pid), None) != Err(Errno::ESRCH)
}

/// Returns whether `pid` is a server that was started on exactly this data folder.
pub(super) fn serves(pid: i32, data: &Path) -> bool {
    is_alive(pid) && command_line(pid).is_some_and(|line| names_data(&line, data))
}

/// Sends a signal; a process that is gone already is no error.
pub(super) fn send(pid: i32, signal: Signal) {
    let _ = kill(Pid::from_raw(pid), signal);
}

/// Lists processes that stand in `folder`, as all children of a server stand in its data folder.
/// Empty where the system does not tell.
pub(super) fn standing_in(folder: &Path) -> Vec<i32> {
    let Ok(entries) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.parse::<i32>().ok())
        .filter(|pid| {
            std::fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|place| place == folder)
        })
        .collect()
}

fn command_line(pid: i32) -> Option<Vec<String>> {
    let proc = PathBuf::from(format!("/proc/{pid}/cmdline"));
    if let Ok(bytes) = std::fs::read(proc) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        return Some(text.split('\0').map(str::to_owned).collect());
    }
    let output = Command::new("ps")
        .args(["-ww", "-o", "command=", "-p", &pid.to_string()])
        .output()
        .ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    Some(text.split_whitespace().map(str::to_owned).collect())
}

fn names_data(line: &[String], data: &Path) -> bool {
    let postgres = line
        .first()
        .is_some_and(|program| program.ends_with("postgres") || program.ends_with("postmaster"));
    postgres && line.iter().any(|word| Path::new(word) == data)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(words: &[&str]) -> Vec<String> {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    #[test]
    fn only_a_server_on_this_very_folder_counts() {
        let data = Path::new("/state/postgres/data");
        let ours = line(&[
            "/usr/lib/postgresql/15/bin/postgres",
            "-D",
            "/state/postgres/data",
        ]);
        assert!(names_data(&ours, data));
        assert!(!names_data(&ours, Path::new("/state/postgres")));
        assert!(!names_data(
            &line(&["/usr/bin/vim", "/state/postgres/data"]),
            data
        ));
    }

    #[test]
    fn we_are_alive_and_no_server() {
        let us = nix::unistd::getpid().as_raw();
        assert!(is_alive(us));
        assert!(!serves(us, Path::new("/")));
    }
}
