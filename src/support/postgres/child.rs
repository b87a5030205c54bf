//! Starts programs so that none of them outlives us or hears our Ctrl-C.
//!
//! Each child has a process group of its own (the terminal's Ctrl-C then reaches only us, and the order of
//! shutdown is ours) and, on Linux, a parent-death signal. That signal is bound to the *thread* that forked, so a
//! thread of its own starts the child and waits for it; a runtime's worker could end long before the child does.

use super::account::Account;
use super::process;
use nix::sys::signal::Signal;
use nix::sys::wait::{Id, WaitPidFlag, waitid};
use nix::unistd::Pid;
use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::{oneshot, watch};

/// What the programs may see of our environment: it holds keys and passwords of ours.
const PASSED_ON: [&str; 3] = ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];

/// Prepares a program under the server's account, with a bare environment, dying by `at_our_death`.
pub(super) fn command(
    program: &Path,
    account: &Account,
    folder: &Path,
    at_our_death: Signal,
) -> Command {
    let mut command = Command::new(program);
    let kept: Vec<(OsString, OsString)> = std::env::vars_os()
        .filter(|(name, _)| PASSED_ON.iter().any(|passed| name == passed))
        .collect();
    command
        .env_clear()
        .envs(kept)
        .env("LC_ALL", "C")
        .env("TZ", "UTC")
        .current_dir(folder)
        .stdin(Stdio::null())
        .process_group(0);
    if account.switch {
        // The standard library also drops our supplementary groups here.
        command.uid(account.uid).gid(account.gid);
    }
    die_with_us(&mut command, at_our_death);
    command
}

#[cfg(target_os = "linux")]
#[expect(
    unsafe_code,
    reason = "the parent-death signal can only be set between fork and exec, after the change of account"
)]
fn die_with_us(command: &mut Command, signal: Signal) {
    let us = std::process::id();
    let prepare = move || {
        // SAFETY: prctl and getppid are async-signal-safe and touch no memory of ours.
        let parent = unsafe {
            if libc::prctl(libc::PR_SET_PDEATHSIG, signal as libc::c_ulong) != 0 {
                return Err(io::Error::last_os_error());
            }
            libc::getppid()
        };
        // We may have died between the fork and the line above; then nobody would send the signal.
        if u32::try_from(parent) == Ok(us) {
            Ok(())
        } else {
            Err(io::ErrorKind::BrokenPipe.into())
        }
    };
    // SAFETY: the closure allocates nothing and only makes the two system calls above.
    unsafe { command.pre_exec(prepare) };
}

#[cfg(not(target_os = "linux"))]
fn die_with_us(_command: &mut Command, _signal: Signal) {}

/// A child watched by a thread of its own.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub pid: u32,
    ended: watch::Receiver<Option<String>>,
    /// True once reaped: from then on the number may belong to somebody else.
    reaped: Arc<Mutex<bool>>,
}

impl Kept {
    /// Starts the child; `held` is dropped only once the child has ended.
    pub async fn start(command: Command, held: Arc<File>) -> io::Result<Self> {
        let (tell_started, started) = oneshot::channel();
        let (tell_ended, ended) = watch::channel(None);
        let reaped = Arc::new(Mutex::new(false));
        let marks = Arc::clone(&reaped);
        std::thread::Builder::new()
            .name("postgres-keeper".to_owned())
            .spawn(move || keep(command, held, tell_started, &tell_ended, &marks))?;
        let pid = started.await.map_err(io::Error::other)??;
        Ok(Self { pid, ended, reaped })
    }

    /// Sends a signal, unless the child is gone and its number free for others.
    pub fn signal(&self, signal: Signal) {
        let reaped = self.reaped.lock().unwrap_or_else(PoisonError::into_inner);
        if let (false, Ok(pid)) = (*reaped, i32::try_from(self.pid)) {
            process::send(pid, signal);
        }
    }

    /// Returns how the child ended, if it has.
    pub fn ended(&self) -> Option<String> {
        self.ended.borrow().clone()
    }

    /// Resolves once the child has ended.
    pub async fn wait(&self) {
        let mut ended = self.ended.clone();
        // An error means that the keeper is gone, and it only goes after the child.
        let _ = ended.wait_for(Option::is_some).await;
    }
}

fn keep(
    mut command: Command,
    held: Arc<File>,
    tell_started: oneshot::Sender<io::Result<u32>>,
    tell_ended: &watch::Sender<Option<String>>,
    reaped: &Mutex<bool>,
) {
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => {
            let _ = tell_started.send(Err(error));
            return;
        }
    };
    let _ = tell_started.send(Ok(child.id()));
    let status = await_end(&mut child, reaped);
    drop(held);
    tell_ended.send_replace(Some(status));
}

/// Waits without reaping first, so that the mark is set before the number is free.
fn await_end(child: &mut Child, reaped: &Mutex<bool>) -> String {
    if let Ok(pid) = i32::try_from(child.id()) {
        let flags = WaitPidFlag::WEXITED | WaitPidFlag::WNOWAIT;
        while waitid(Id::Pid(Pid::from_raw(pid)), flags) == Err(nix::Error::EINTR) {}
    }
    let mut mark = reaped.lock().unwrap_or_else(PoisonError::into_inner);
    let status = child.wait();
    *mark = true;
    status.map_or_else(|error| error.to_string(), |status| status.to_string())
}
