//! The running server: start, watch, stop.
//!
//! Ready is when the server's own `postmaster.pid` says so: no trial connections, no reading of its log. Stopping
//! asks first (30 seconds), then insists, then kills; PostgreSQL recovers from each of them.

use super::account::Account;
use super::child::{self, Kept};
use super::connect;
use super::error::PostgresError;
use super::find::{self, Installation};
use super::folders::{Layout, open_own};
use super::{PrivateSettings, cluster, guard};
use nix::sys::signal::Signal;
use sqlx::postgres::PgConnectOptions;
use std::ffi::OsString;
use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

/// Recovery after a power cut may read a lot of log; a server that is alive gets this long.
const READY_WITHIN: Duration = Duration::from_mins(10);
const FORMER_CHILDREN_GONE_WITHIN: Duration = Duration::from_secs(20);
const LARGEST_LOG: u64 = 10 * 1024 * 1024;

/// A running private server. While it lives, nobody else can use its folder.
#[derive(Debug)]
pub struct PrivatePostgres {
    prepared: Prepared,
    durable: bool,
    database: String,
    /// The present server: another one after each revival.
    child: Mutex<Kept>,
}

/// Everything that is settled before the server starts.
#[derive(Debug)]
struct Prepared {
    layout: Layout,
    account: Account,
    installed: Installation,
    /// Kept until the very end; the child's keeper holds the same lock until the child has ended.
    lock: Arc<File>,
}

impl PrivatePostgres {
    /// Starts the server, making cluster and database where they are missing, and returns once it answers.
    pub async fn start(settings: &PrivateSettings) -> Result<Self, PostgresError> {
        let ours = settings.clone();
        let prepared = spawn_blocking(move || prepare(&ours))
            .await
            .map_err(|error| PostgresError::CutOff(error.to_string()))??;
        let child = launch(&prepared, settings.durable, |_| ()).await?;
        let server = Self {
            prepared,
            durable: settings.durable,
            database: settings.database.clone(),
            child: Mutex::new(child),
        };
        connect::create_database(server.socket_dir(), &server.database).await?;
        tracing::info!(
            folder = %server.prepared.layout.data.display(),
            version = server.prepared.installed.major,
            "the private database runs"
        );
        Ok(server)
    }

    /// Starts the server again after it has ended on its own: the same data, the same socket, still under our lock.
    pub async fn revive(&self) -> Result<(), PostgresError> {
        let layout = self.prepared.layout.clone();
        spawn_blocking(move || guard::clear_leftovers(&layout))
            .await
            .map_err(|error| PostgresError::CutOff(error.to_string()))??;
        // Ours from its first moment: whoever stops us while it still recovers has to find it.
        let ours = |child: &Kept| {
            *self.child.lock().unwrap_or_else(PoisonError::into_inner) = child.clone();
        };
        launch(&self.prepared, self.durable, ours).await?;
        Ok(())
    }

    fn child(&self) -> Kept {
        let child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
        child.clone()
    }

    /// Returns the options to connect with.
    pub fn connect_options(&self) -> PgConnectOptions {
        connect::options(&self.prepared.layout.socket_dir, &self.database)
    }

    /// Returns the same as a URL, for psql and other programs.
    pub fn url(&self) -> String {
        connect::url(&self.prepared.layout.socket_dir, &self.database)
    }

    /// Returns the folder of the server programs; the client programs beside them fit the server.
    pub fn bin_dir(&self) -> &Path {
        &self.prepared.installed.bin_dir
    }

    /// Returns the folder of the socket.
    pub fn socket_dir(&self) -> &Path {
        &self.prepared.layout.socket_dir
    }

    /// Returns the process id of the server.
    pub fn pid(&self) -> u32 {
        self.child().pid
    }

    /// Resolves when the server ends on its own.
    pub async fn died(&self) {
        self.child().wait().await;
    }

    /// Stops the server. Close every pool first: open connections are cut off.
    pub async fn stop(self) -> Result<(), PostgresError> {
        let child = self.child();
        for (signal, patience) in [
            (Signal::SIGINT, 30),
            (Signal::SIGQUIT, 10),
            (Signal::SIGKILL, 10),
        ] {
            child.signal(signal);
            let gone = timeout(Duration::from_secs(patience), child.wait()).await;
            if gone.is_ok() {
                return Ok(());
            }
            tracing::warn!(%signal, patience, "the private database is slow to stop");
        }
        Err(PostgresError::Unstoppable { pid: child.pid })
    }
}

impl Drop for PrivatePostgres {
    /// A server that nobody stopped is asked to; its keeper holds the lock until it is gone.
    fn drop(&mut self) {
        self.child().signal(Signal::SIGINT);
    }
}

fn prepare(settings: &PrivateSettings) -> Result<Prepared, PostgresError> {
    let state_dir = std::path::absolute(&settings.state_dir).map_err(PostgresError::files(
        "Reading a folder's name",
        &settings.state_dir,
    ))?;
    let layout = Layout::of(&state_dir);
    let account = Account::choose(settings.account.as_deref(), &layout.home)?;
    layout.create(&account)?;
    let lock = Arc::new(guard::lock(&layout, &account)?);
    guard::clear_leftovers(&layout)?;
    let existing = cluster::version(&layout.data)?;
    let installed = find::find(settings.bin_dir.as_deref(), existing, &layout.data)?;
    account.check_can_reach(&installed.bin_dir)?;
    if existing.is_none() {
        cluster::create(&layout, &installed, &account, settings.durable)?;
    }
    cluster::write_access(&layout, &account)?;
    Ok(Prepared {
        layout,
        account,
        installed,
        lock,
    })
}

/// Starts the server and waits until it answers. Where the last server was killed, its children may hold the
/// shared memory for a moment longer; the server refuses then, and a later try succeeds.
async fn launch(
    prepared: &Prepared,
    durable: bool,
    begun: impl Fn(&Kept),
) -> Result<Kept, PostgresError> {
    let start = Instant::now();
    loop {
        let command = server_command(prepared, durable)?;
        let child = Kept::start(command, Arc::clone(&prepared.lock))
            .await
            .map_err(PostgresError::files(
                "Starting PostgreSQL",
                &prepared.installed.bin_dir,
            ))?;
        begun(&child);
        match wait_ready(&child, &prepared.layout).await {
            Ok(()) => return Ok(child),
            Err(PostgresError::EndedEarly { said, .. })
                if said.contains("shared memory block")
                    && start.elapsed() < FORMER_CHILDREN_GONE_WITHIN =>
            {
                sleep(Duration::from_millis(200)).await;
            }
            Err(other) => {
                child.signal(Signal::SIGINT);
                return Err(other);
            }
        }
    }
}

async fn wait_ready(child: &Kept, layout: &Layout) -> Result<(), PostgresError> {
    let start = Instant::now();
    let mut told = false;
    loop {
        if let Some(status) = child.ended() {
            return Err(PostgresError::EndedEarly {
                status,
                log: layout.log.clone(),
                said: last_words(&layout.log),
            });
        }
        let file = std::fs::read_to_string(layout.data.join("postmaster.pid"));
        if file.is_ok_and(|text| says_ready(&text, child.pid)) {
            return Ok(());
        }
        if start.elapsed() > READY_WITHIN {
            return Err(PostgresError::NotReady {
                seconds: READY_WITHIN.as_secs(),
                log: layout.log.clone(),
                said: last_words(&layout.log),
            });
        }
        if start.elapsed() > Duration::from_secs(5) && !told {
            told = true;
            tracing::info!("the database is still starting; after a crash it first repairs itself");
        }
        sleep(Duration::from_millis(10)).await;
    }
}

fn server_command(prepared: &Prepared, durable: bool) -> Result<Command, PostgresError> {
    let Prepared {
        layout,
        account,
        installed,
        ..
    } = prepared;
    if std::fs::metadata(&layout.log).is_ok_and(|about| about.len() > LARGEST_LOG) {
        let _ = std::fs::rename(&layout.log, layout.log.with_extension("log.old"));
    }
    let log = open_own(&layout.log, account)?;
    let second = log
        .try_clone()
        .map_err(PostgresError::files("Opening the log", &layout.log))?;
    let program = installed.bin_dir.join("postgres");
    let mut command = child::command(&program, account, &layout.home, Signal::SIGINT);
    command
        .arg("-D")
        .arg(&layout.data)
        .stdout(log)
        .stderr(second);
    let paths = [
        ("unix_socket_directories", &layout.socket_dir),
        ("hba_file", &layout.hba),
        ("ident_file", &layout.ident),
    ];
    for (name, path) in paths {
        let mut setting = OsString::from(format!("{name}="));
        setting.push(path);
        command.arg("-c").arg(setting);
    }
    for setting in FIXED
        .iter()
        .chain(if durable { DURABLE } else { THROW_AWAY })
    {
        command.arg("-c").arg(setting);
    }
    Ok(command)
}

/// Set on the command line, so that no file in the cluster can undo them.
const FIXED: &[&str] = &[
    "port=5432",
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "ssl=off",
    "timezone=UTC",
    "logging_collector=off",
    "log_destination=stderr",
    "log_timezone=UTC",
    // The log must never hold what people wrote: no statements, no parameters, no details of failing rows.
    "log_statement=none",
    "log_min_duration_statement=-1",
    "log_min_error_statement=panic",
    "log_parameter_max_length=0",
    "log_parameter_max_length_on_error=0",
    "log_error_verbosity=terse",
    // Containers often have little shared memory.
    "max_parallel_workers_per_gather=0",
    "max_parallel_maintenance_workers=0",
];

const DURABLE: &[&str] = &[
    "fsync=on",
    "synchronous_commit=on",
    "full_page_writes=on",
    "max_connections=100",
];

const THROW_AWAY: &[&str] = &[
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "max_connections=200",
];

/// Reads the server's own word: its id on line 1, its state on line 8.
fn says_ready(pid_file: &str, pid: u32) -> bool {
    let mut lines = pid_file.lines().map(str::trim);
    let ours = lines.next() == Some(pid.to_string().as_str());
    ours && lines.nth(6) == Some("ready")
}

fn last_words(log: &Path) -> String {
    let text = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(8)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ready_is_line_eight_of_our_own_server() {
        let file = "4711\n/data\n1700000000\n5432\n/run\n\n  123 456\nready   \n";
        assert!(says_ready(file, 4711));
        assert!(!says_ready(file, 4712), "another server's file");
        assert!(!says_ready(&file.replace("ready   ", "starting"), 4711));
        assert!(!says_ready("4711\n/data\n", 4711), "half-written");
        assert!(!says_ready("", 4711));
    }

    #[test]
    fn the_log_stays_silent_about_people() {
        for setting in [
            "log_statement=none",
            "log_parameter_max_length_on_error=0",
            "log_error_verbosity=terse",
        ] {
            assert!(FIXED.contains(&setting), "{setting}");
        }
    }
}
