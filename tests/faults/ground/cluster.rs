//! A PostgreSQL of the harness, outside of the program: it can be killed whole, stopped on the spot and started again.

use std::path::{Path, PathBuf};

use futures_util::FutureExt as _;
use intake_desk::support::postgres::{PrivatePostgres, PrivateSettings};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::rows::Rows;
use super::wait::{secs, until};

/// A PostgreSQL server that keeps what it has confirmed.
pub struct Cluster {
    settings: PrivateSettings,
    server: Option<PrivatePostgres>,
    /// How programs reach it.
    pub url: String,
    /// What stands in it.
    pub rows: Rows,
}

impl Cluster {
    /// Makes and starts a server below a folder.
    pub async fn start(folder: &Path) -> Self {
        let settings = PrivateSettings {
            state_dir: folder.to_path_buf(),
            bin_dir: None,
            account: None,
            database: "intake_desk".to_owned(),
            durable: true,
        };
        let server = PrivatePostgres::start(&settings).await.unwrap();
        let url = server.url();
        Self {
            settings,
            rows: Rows::of(&url),
            url,
            server: Some(server),
        }
    }

    /// Kills every process of the server.
    pub async fn kill(&mut self) {
        let server = self.server.take().unwrap();
        kill_whole(server.pid());
        server.died().await;
    }

    /// Stops the server on the spot, as a machine that loses it would: no connection is waited for.
    pub async fn stop_at_once(&mut self) {
        let server = self.server.take().unwrap();
        send(server.pid(), Signal::SIGQUIT);
        server.died().await;
    }

    /// True where the server has ended by itself.
    pub fn has_died(&mut self) -> bool {
        let server = self.server.as_ref().unwrap();
        let died = server.died().now_or_never().is_some();
        if died {
            self.server = None;
        }
        died
    }

    /// Starts the server again. A server that was killed may be refused while its last child lives.
    pub async fn start_again(&mut self) {
        let settings = self.settings.clone();
        let mut server = None;
        until("PostgreSQL starts again", secs(60), async || {
            server = PrivatePostgres::start(&settings).await.ok();
            server.is_some()
        })
        .await;
        self.server = server;
    }

    /// A database of its own on this server, for trials that break something else.
    pub async fn database(&self, name: &str) -> (String, Rows) {
        self.rows.run(&format!("CREATE DATABASE {name}")).await;
        let url = self.url.replace("/intake_desk?", &format!("/{name}?"));
        let rows = Rows::of(&url);
        (url, rows)
    }
}

/// Kills a server and all its children, the server first so that it starts none anew.
pub fn kill_whole(server: u32) {
    let children = children_of(server);
    send(server, Signal::SIGKILL);
    for child in children.into_iter().chain(children_of(server)) {
        send(child, Signal::SIGKILL);
    }
}

fn send(pid: u32, signal: Signal) {
    // One that is gone already is as good as killed.
    let _ = kill(Pid::from_raw(i32::try_from(pid).unwrap()), signal);
}

fn children_of(parent: u32) -> Vec<u32> {
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    numbers
        .filter(|pid: &u32| parent_of(*pid) == Some(parent))
        .collect()
}

fn parent_of(pid: u32) -> Option<u32> {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    // The name stands in brackets and may hold anything; the state and the parent follow it.
    let after = stat.rsplit_once(')')?.1;
    after.split_whitespace().nth(1)?.parse().ok()
}

/// The private server of a desk in this state folder, while it runs.
pub struct Private {
    state: PathBuf,
    /// What stands in it.
    pub rows: Rows,
}

impl Private {
    /// Looks below a desk's state folder.
    pub fn of(state: &Path) -> Self {
        let socket = state.join("postgres/run");
        let host = socket.to_str().unwrap().replace('/', "%2F");
        let url = format!(
            "postgres://intake_desk@localhost:5432/intake_desk?host={host}&sslmode=disable"
        );
        Self {
            state: state.to_path_buf(),
            rows: Rows::of(&url),
        }
    }

    /// The server's process id.
    pub fn pid(&self) -> Option<u32> {
        let file = self.state.join("postgres/data/postmaster.pid");
        let text = std::fs::read_to_string(file).ok()?;
        text.lines().next()?.trim().parse().ok()
    }

    /// Kills every process of the server.
    pub fn kill(&self) {
        kill_whole(self.pid().expect("a running private server"));
    }
}
