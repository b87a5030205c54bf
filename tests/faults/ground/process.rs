//! The real program as a process: how it is set up, started, frozen, killed and looked at. It dies with its trial.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::process::{Child, Command};

use super::people::visitor::Visitor;
use super::place::Place;
use super::wait::{secs, until};

/// How long a start may take, recovery and a busy machine included.
const READY_WITHIN: Duration = secs(90);

/// What a process is started with.
#[derive(Clone)]
pub struct Setup {
    folder: PathBuf,
    vars: BTreeMap<String, String>,
}

impl Setup {
    /// A desk with its own private PostgreSQL below the place.
    pub fn private(place: &Place) -> Self {
        let state = place.join("desk");
        let keys = place.join("keys.toml");
        let limits = "INTAKE__LIMITS__";
        let vars = [
            ("INTAKE_STATE".to_owned(), text(&state)),
            ("INTAKE__KEYS__FILE".to_owned(), text(&keys)),
            // All visitors of a trial come from one address.
            (format!("{limits}POSTS_PER_MINUTE"), "1000000".to_owned()),
            (format!("{limits}REQUESTS_PER_HOUR"), "1000000".to_owned()),
            ("PORT".to_owned(), "0".to_owned()),
        ];
        Self {
            folder: place.path().to_path_buf(),
            vars: vars.into(),
        }
    }

    /// A desk on a PostgreSQL that runs elsewhere.
    pub fn on(place: &Place, url: &str) -> Self {
        Self::private(place).with("DATABASE_URL", url)
    }

    /// The same with one more setting.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.vars.insert(name.to_owned(), value.to_owned());
        self
    }

    /// The same, sending its mail to a relay on this machine.
    #[must_use]
    pub fn mailing_to(self, port: u16) -> Self {
        self.with("INTAKE__MAIL__TRANSPORT", "smtp")
            .with("INTAKE__MAIL__SMTP__HOST", "127.0.0.1")
            .with("INTAKE__MAIL__SMTP__PORT", &port.to_string())
            .with("INTAKE__MAIL__SMTP__TLS", "none")
    }

    /// The same, with another clock: `+1d`, `-5m`.
    #[must_use]
    pub fn at_another_time(self, shift: &str) -> Self {
        let library = faketime().expect("libfaketime");
        self.with("LD_PRELOAD", &text(&library))
            .with("FAKETIME", shift)
            // Waiting takes as long as ever: only the time of day is wrong.
            .with("FAKETIME_DONT_FAKE_MONOTONIC", "1")
            .with("DONT_FAKE_MONOTONIC", "1")
    }

    /// Runs one command to its end and returns what it said; panics where it fails.
    pub async fn command(&self, words: &[&str]) -> String {
        let ended = self.prepared(words).output().await.unwrap();
        assert!(
            ended.status.success(),
            "{words:?} failed: {}",
            String::from_utf8_lossy(&ended.stderr)
        );
        String::from_utf8_lossy(&ended.stdout).into_owned()
    }

    /// Adds the two people a programme needs at least, so that no made-up cases are loaded, and returns the links to
    /// their first passwords.
    pub async fn add_staff(&self) -> Vec<String> {
        let mut links = Vec::new();
        for (email, role, fallback) in STAFF {
            let mut words = vec!["staff", "add", "--name", "Juniper Ashdown", "--role", role];
            words.extend(["--email", email]);
            words.extend(fallback.then_some("--fallback-owner"));
            links.push(self.command(&words).await);
        }
        links
    }

    /// Starts the site and waits until it can take a request.
    pub async fn serve(&self) -> Process {
        let port = free_port();
        let process = self.serve_on(port);
        process.ready().await;
        process
    }

    /// Starts the site on a port, without waiting.
    pub fn serve_on(&self, port: u16) -> Process {
        self.clone()
            .with("PORT", &port.to_string())
            .start("serve", port)
    }

    /// Starts a worker, without waiting.
    pub fn worker(&self) -> Process {
        self.start("worker", 0)
    }

    /// Begins to bring the database up to date, without waiting.
    pub fn migrating(&self) -> Process {
        self.start("migrate", 0)
    }

    fn start(&self, what: &'static str, port: u16) -> Process {
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.folder.join(format!("{what}.log")))
            .unwrap();
        let child = self
            .prepared(&[what])
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .kill_on_drop(true)
            .spawn();
        Process {
            child: child.unwrap(),
            what,
            port,
        }
    }

    fn prepared(&self, words: &[&str]) -> Command {
        let program = env!("CARGO_BIN_EXE_intake-desk");
        // Where the trial itself is killed, nothing of it may stay behind.
        let mut line: Vec<&str> = vec!["setpriv", "--pdeathsig", "KILL", "--"];
        line.push(program);
        line.extend(words);
        let mut command = Command::new(line[0]);
        command
            .args(&line[1..])
            .envs(&self.vars)
            .env_remove("INTAKE_CONFIG")
            .current_dir(&self.folder)
            .stdin(Stdio::null());
        if !self.vars.contains_key("DATABASE_URL") {
            command.env_remove("DATABASE_URL");
        }
        command
    }
}

/// Who works at a trial's programme: address, role, whether cases without an owner are theirs.
pub const STAFF: [(&str, &str, bool); 2] = [
    ("intake@faults.example.org", "intake", true),
    ("supervisor@faults.example.org", "supervisor", false),
];

/// Where the library lies that tells a process another time; none where it is not installed.
pub fn faketime() -> Option<PathBuf> {
    let folders = std::fs::read_dir("/usr/lib").ok()?.flatten();
    let library = |folder: std::fs::DirEntry| folder.path().join("faketime/libfaketimeMT.so.1");
    folders.map(library).find(|library| library.exists())
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// A running desk or worker.
pub struct Process {
    child: Child,
    what: &'static str,
    /// Where the site listens.
    pub port: u16,
}

impl Process {
    /// Waits until the site can take a request; returns how long that took.
    pub async fn ready(&self) -> Duration {
        until("ready", READY_WITHIN, async || self.is_ready().await).await
    }

    /// Whether the site says that it can take a request.
    pub async fn is_ready(&self) -> bool {
        let page = Visitor::at(self.port).get("/health/ready").await;
        page.is_ok_and(|page| page.status == 200)
    }

    /// Its process id.
    pub fn pid(&self) -> i32 {
        let pid = self.child.id().expect("a running process");
        i32::try_from(pid).unwrap()
    }

    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.pid()), signal).unwrap();
    }

    /// Kills it on the spot and waits until it is gone.
    pub async fn kill(mut self) {
        self.child.start_kill().unwrap();
        self.child.wait().await.unwrap();
    }

    /// Asks it to stop and waits until it has; returns how.
    pub async fn stop(self, limit: Duration) -> ExitStatus {
        self.signal(Signal::SIGTERM);
        self.ended(limit).await
    }

    /// Waits until it has ended by itself; returns how.
    pub async fn ended(mut self, limit: Duration) -> ExitStatus {
        let ended = tokio::time::timeout(limit, self.child.wait()).await;
        let waited = format!("{} ends within {} s", self.what, limit.as_secs());
        ended.expect(&waited).unwrap()
    }

    /// Panics where it has ended by itself.
    pub fn assert_alive(&mut self) {
        let ended = self.child.try_wait().unwrap();
        assert!(ended.is_none(), "{} ended by itself: {ended:?}", self.what);
    }

    /// A line of what the system knows of it, in KiB where it is memory: `VmRSS`.
    pub fn status(&self, name: &str) -> u64 {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.pid())).unwrap();
        let line = text.lines().find(|line| line.starts_with(name)).unwrap();
        let number: String = line.chars().filter(char::is_ascii_digit).collect();
        number.parse().unwrap()
    }

    /// How many files and sockets it holds open.
    pub fn descriptors(&self) -> usize {
        let folder = format!("/proc/{}/fd", self.pid());
        std::fs::read_dir(folder).unwrap().count()
    }
}
