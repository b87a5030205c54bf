//! The real program with its private PostgreSQL: the server is killed, the program lives on and serves again; told to
//! stop, it stops in order. What it says at the start, and the figures it shows, are true.

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;

use super::wire::{Wire, get};

/// A running program and what it says.
struct Process {
    child: Child,
    lines: Receiver<String>,
    said: Vec<String>,
    state: TempDir,
}

fn command(state: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_intake-desk"));
    command
        .env_clear()
        .envs(std::env::vars_os().filter(|(name, _)| name == "PATH" || name == "HOME"))
        .env("INTAKE_STATE", state)
        .env("INTAKE__LOG__FORMAT", "json")
        .env("INTAKE__METRICS__PORT", "0")
        .env("PORT", "0")
        .current_dir(state)
        .stderr(Stdio::inherit());
    command
}

impl Process {
    /// Starts the program with one account, so that the demo's cases are left out.
    fn start() -> Self {
        let state = tempfile::tempdir().unwrap();
        std::fs::set_permissions(state.path(), std::fs::Permissions::from_mode(0o711)).unwrap();
        let account = [
            "staff",
            "add",
            "--email",
            "ana@riverside.example.org",
            "--name",
            "Ana",
        ];
        let added = command(state.path())
            .args(account)
            .args(["--role", "intake", "--fallback-owner"])
            .output()
            .unwrap();
        assert!(
            added.status.success(),
            "{}",
            String::from_utf8_lossy(&added.stdout)
        );
        let mut child = command(state.path())
            .arg("serve")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let (tell, lines) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let _ = tell.send(line);
            }
        });
        Self {
            child,
            lines,
            said: Vec::new(),
            state,
        }
    }

    /// Waits for a line with these words.
    fn hear(&mut self, words: &str) -> String {
        let until = Instant::now() + Duration::from_secs(30);
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let line = self.lines.recv_timeout(left);
            let line = line.unwrap_or_else(|_| panic!("never said {words:?}: {:#?}", self.said));
            self.said.push(line.clone());
            if line.contains(words) {
                return line;
            }
        }
    }

    fn postgres(&self) -> Pid {
        let file = self.state.path().join("postgres/data/postmaster.pid");
        let text = std::fs::read_to_string(file).unwrap();
        Pid::from_raw(text.lines().next().unwrap().trim().parse().unwrap())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn port(line: &str, field: &str) -> u16 {
    let line: serde_json::Value = serde_json::from_str(line).unwrap();
    let address = line["fields"][field].as_str().unwrap_or_default();
    address.rsplit(':').next().unwrap().parse().unwrap()
}

async fn ask(port: u16, path: &str) -> String {
    let mut wire = Wire::to_port(port).await;
    wire.say(get(path)).await;
    wire.answer().await
}

/// Waits until the probe says so; returns how long that took.
async fn ready(site: u16) -> Duration {
    let started = Instant::now();
    while !ask(site, "/health/ready").await.starts_with("HTTP/1.1 200") {
        assert!(started.elapsed() < Duration::from_secs(15), "never ready");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    started.elapsed()
}

#[tokio::test]
async fn the_program_outlives_its_database_shows_its_figures_and_stops_in_order() {
    let mut process = tokio::task::spawn_blocking(Process::start).await.unwrap();
    let started = process.hear("\"started\"");
    assert!(
        started.contains(env!("CARGO_PKG_VERSION")) && started.contains("\"demo\""),
        "{started}"
    );
    let (site, figures) = (port(&started, "site"), port(&started, "figures"));
    ready(site).await;

    for _ in 0..2 {
        let before = process.postgres();
        kill(before, Signal::SIGKILL).unwrap();
        process.hear("PostgreSQL runs again");
        let took = ready(site).await;
        assert!(took < Duration::from_secs(10), "{took:?}");
        assert_ne!(process.postgres(), before);
        assert!(ask(site, "/health/live").await.starts_with("HTTP/1.1 200"));
    }

    let text = ask(figures, "/metrics").await;
    for line in [
        "intake_database_up 1",
        "intake_database_deaths_total 2",
        "intake_build_info{version=",
        "intake_requests_total{method=\"GET\",route=\"/health/ready\",status=\"2xx\"}",
        "intake_request_seconds_bucket{",
        "intake_pool_connections{state=\"idle\"}",
        "intake_mail_waiting 0",
        "intake_connections{port=\"site\"}",
    ] {
        assert!(text.contains(line), "{line} is missing in {text}");
    }
    assert!(
        ask(site, "/metrics").await.starts_with("HTTP/1.1 404"),
        "not on the public port"
    );

    let pid = Pid::from_raw(i32::try_from(process.child.id()).unwrap());
    kill(pid, Signal::SIGTERM).unwrap();
    for words in ["stopping", "the port is closed", "\"stopped\""] {
        process.hear(words);
    }
    assert!(process.child.wait().unwrap().success());
}
