//! One throw-away cluster per checkout, in memory where there is room, for all test processes together.
//!
//! A detached copy of this test program holds the server. Every process that uses it holds a shared lock on
//! `users.lock`; once the holder gets that lock for itself, nobody is left, and it stops the server and goes.
//! So nothing stays behind, however the tests ended.

use intake_desk::support::postgres::{PrivatePostgres, PrivateSettings};
use nix::sys::statvfs::statvfs;
use sha2::{Digest, Sha256};
use std::fs::{DirBuilder, File, OpenOptions};
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

const NEEDED_ROOM: u64 = 1024 * 1024 * 1024;
const LOOKS_EVERY: Duration = Duration::from_secs(3);
const MARK: &str = "INTAKE_TEST_CLUSTER";

/// Where the lock files and the holder's notes lie; they outlive the cluster.
fn notes() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cluster");
    std::fs::create_dir_all(&folder).expect("a folder below target/tmp");
    folder
}

fn lock_file(name: &str) -> File {
    OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(notes().join(name))
        .expect("a lock file below target/tmp")
}

/// Takes the lock under which clusters and templates are made, one process at a time.
pub fn one_at_a_time() -> File {
    let lock = lock_file("start.lock");
    lock.lock().expect("the start lock");
    lock
}

/// Returns the URL of the cluster, starting it if needed. Call it under `one_at_a_time`.
pub fn cluster_url() -> String {
    static IN_USE: OnceLock<File> = OnceLock::new();
    IN_USE.get_or_init(|| {
        let lock = lock_file("users.lock");
        // Waits while a holder is just clearing up.
        lock.lock_shared().expect("the users' lock");
        lock
    });
    running().unwrap_or_else(start)
}

/// The noted cluster, if its holder is alive: the holder locks its note as long as it lives.
fn running() -> Option<String> {
    let note = File::open(notes().join("url")).ok()?;
    if note.try_lock_shared().is_ok() {
        return None;
    }
    std::fs::read_to_string(notes().join("url")).ok()
}

#[expect(
    clippy::zombie_processes,
    reason = "the holder outlives this process on purpose and ends by itself"
)]
fn start() -> String {
    let _ = std::fs::remove_file(notes().join("url"));
    let log = notes().join("holder.log");
    let output = File::create(&log).expect("the holder's log");
    Command::new(std::env::current_exe().expect("our own program"))
        .args([
            "--exact",
            "support::keeper::holder",
            "--ignored",
            "--nocapture",
        ])
        .env(MARK, folder())
        .env_remove("DATABASE_URL")
        .stdin(Stdio::null())
        .stdout(output.try_clone().expect("the holder's log"))
        .stderr(output)
        .process_group(0)
        .spawn()
        .expect("the holder starts");
    let start = Instant::now();
    loop {
        if let Some(url) = running() {
            return url;
        }
        let said = std::fs::read_to_string(&log).unwrap_or_default();
        assert!(
            !said.contains("test result:") && start.elapsed() < Duration::from_mins(2),
            "the test cluster did not start:\n{said}"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// In memory where a gigabyte is free, on disk otherwise. One per user and checkout.
fn folder() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let room = statvfs(memory).map_or(0, |about| about.blocks_available() * about.fragment_size());
    let base = if room >= NEEDED_ROOM {
        memory.to_path_buf()
    } else {
        std::env::temp_dir()
    };
    let user = nix::unistd::Uid::effective();
    let checkout = Sha256::digest(env!("CARGO_MANIFEST_DIR"));
    base.join(format!(
        "intake-desk-{user}-{:02x}{:02x}{:02x}{:02x}",
        checkout[0], checkout[1], checkout[2], checkout[3]
    ))
}

/// Not a test: the process that holds the cluster.
#[test]
#[ignore = "a helper process of other tests"]
fn holder() {
    let Some(folder) = std::env::var_os(MARK) else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(hold(Path::new(&folder)));
}

async fn hold(folder: &Path) {
    let _ = std::fs::remove_dir_all(folder);
    DirBuilder::new()
        .mode(0o711)
        .create(folder)
        .expect("a folder for the cluster");
    let server = PrivatePostgres::start(&PrivateSettings {
        state_dir: folder.to_path_buf(),
        bin_dir: None,
        account: None,
        database: "postgres".to_owned(),
        durable: false,
    })
    .await
    .expect("the throw-away server");

    // The note appears under its name only when it is whole and locked.
    let fresh = notes().join("url.new");
    std::fs::write(&fresh, server.url()).expect("the note");
    let note = File::open(&fresh).expect("the note");
    note.lock().expect("the note's lock");
    std::fs::rename(&fresh, notes().join("url")).expect("the note");

    let users = lock_file("users.lock");
    loop {
        tokio::select! {
            () = server.died() => break,
            () = tokio::time::sleep(LOOKS_EVERY) => {}
        }
        if users.try_lock().is_ok() {
            break;
        }
    }
    let _ = std::fs::remove_file(notes().join("url"));
    server.stop().await.expect("the server stops");
    let _ = std::fs::remove_dir_all(folder);
}
