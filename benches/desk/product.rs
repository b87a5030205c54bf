//! The product under load: its own private PostgreSQL on disk, durable as in life, and `serve` upon it as a child process.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};

use crate::load::{Ask, Line};

const PROGRAM: &str = env!("CARGO_BIN_EXE_intake-desk");

/// A state folder with a PostgreSQL running in it. Both end with this value.
pub struct Ground {
    state: PathBuf,
    postgres: Child,
    /// The address of the database.
    pub url: String,
}

impl Ground {
    /// Starts PostgreSQL in a new folder, which its unprivileged account can enter.
    pub async fn start() -> Result<Self> {
        let home = if nix::unistd::geteuid().is_root() {
            PathBuf::from("/var/lib")
        } else {
            std::env::temp_dir()
        };
        let state = home.join(format!("intake-desk-bench-{}", std::process::id()));
        fs::create_dir_all(&state)?;
        let log = fs::File::create(state.join("dev-db.out"))?;
        let postgres = command(&state, "dev-db").stdout(log).spawn()?;
        let mut ground = Self {
            state,
            postgres,
            url: String::new(),
        };
        for _ in 0..600 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let said = fs::read_to_string(ground.state.join("dev-db.out"))?;
            if let Some(url) = said.lines().find(|line| line.starts_with("postgres://")) {
                url.clone_into(&mut ground.url);
                return Ok(ground);
            }
            ensure!(
                ground.postgres.try_wait()?.is_none(),
                "PostgreSQL did not start: {said}"
            );
        }
        bail!("PostgreSQL did not start within a minute")
    }

    /// Fills the database up to so many made-up cases; returns how long it took.
    pub fn seed(&self, cases: u32) -> Result<Duration> {
        let begun = Instant::now();
        let done = self
            .on_database("seed")
            .args(["--cases", &cases.to_string()])
            .stdout(Stdio::null())
            .status()?;
        ensure!(done.success(), "the seed failed");
        Ok(begun.elapsed())
    }

    /// A folder of its own for another part of the run.
    pub fn folder(&self, name: &str) -> PathBuf {
        self.state.join(name)
    }

    fn on_database(&self, what: &str) -> Command {
        let mut command = command(&self.state, what);
        command.env("DATABASE_URL", &self.url);
        command
    }

    /// Starts the site with limits that do not limit, mail going to `smtp`.
    pub async fn serve(&self, smtp: u16) -> Result<Site> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let begun = Instant::now();
        let process = self
            .on_database("serve")
            .env("PORT", port.to_string())
            .env("INTAKE__LIMITS__POSTS_PER_MINUTE", "1000000000")
            .env("INTAKE__LIMITS__REQUESTS_PER_HOUR", "1000000000")
            .env("INTAKE__STAFF__SESSIONS_MOST", "50")
            .env("INTAKE__MAIL__TRANSPORT", "smtp")
            .env("INTAKE__MAIL__SMTP__HOST", "127.0.0.1")
            .env("INTAKE__MAIL__SMTP__PORT", smtp.to_string())
            .env("INTAKE__MAIL__SMTP__TLS", "none")
            .stdout(Stdio::null())
            .spawn()?;
        let mut site = Site {
            process,
            address: format!("127.0.0.1:{port}"),
            start: Duration::ZERO,
        };
        let ready = Ask::get("/health/ready", "", "");
        while begun.elapsed() < Duration::from_mins(1) {
            if let Ok(mut line) = Line::open(&site.address).await
                && line.ask(&ready).await.is_ok()
            {
                site.start = begun.elapsed();
                return Ok(site);
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        bail!("the site was not ready within a minute")
    }
}

impl Drop for Ground {
    fn drop(&mut self) {
        stop(&mut self.postgres);
        let _ = fs::remove_dir_all(&self.state);
    }
}

fn command(state: &Path, what: &str) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .arg(what)
        .env_remove("DATABASE_URL")
        .env("INTAKE_STATE", state)
        .env("INTAKE__LOG__FILTER", "error");
    command
}

/// Asks a process to stop, and waits.
fn stop(process: &mut Child) {
    if let Ok(pid) = i32::try_from(process.id()) {
        let _ = nix::sys::signal::kill(
            nix::unistd::Pid::from_raw(pid),
            nix::sys::signal::Signal::SIGTERM,
        );
    }
    let _ = process.wait();
}

/// The site as a process; stopped in order when dropped.
pub struct Site {
    process: Child,
    /// Where it listens.
    pub address: String,
    /// From its start to its first "ready".
    pub start: Duration,
}

impl Site {
    /// Its memory, in MiB, pages shared with others counted in proportion.
    pub fn memory(&self) -> Result<f64> {
        let path = format!("/proc/{}/smaps_rollup", self.process.id());
        let text = fs::read_to_string(path)?;
        let line = text.lines().find(|line| line.starts_with("Pss:"));
        let kib: f64 = line
            .and_then(|line| line.split_whitespace().nth(1))
            .context("no Pss")?
            .parse()?;
        Ok(kib / 1_024.0)
    }

    /// Signs the demo's staff member in; the cookie.
    pub async fn sign_in(&self, account: &str) -> Result<String> {
        let member = intake_desk::demo::STAFF
            .iter()
            .find(|member| member.email.starts_with(&format!("{account}@")))
            .context("no such account")?;
        let form = [
            ("email", member.email.to_owned()),
            ("password", member.password()),
            ("next", String::new()),
        ];
        let ask = Ask::post("/staff/sign-in", "", &form)?;
        let answer = Line::open(&self.address).await?.ask(&ask).await?;
        answer.cookies.first().cloned().context("no session")
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        stop(&mut self.process);
    }
}
