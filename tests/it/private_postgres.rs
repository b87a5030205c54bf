//! The private server for real: made, restarted, killed, contested, stopped.

use intake_desk::support::postgres::{PostgresError, PrivatePostgres, PrivateSettings};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sqlx::{ConnectOptions, Connection};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

fn settings(folder: &Path) -> PrivateSettings {
    PrivateSettings {
        state_dir: folder.join("state"),
        bin_dir: None,
        account: None,
        database: "intake_desk".to_owned(),
        durable: true,
    }
}

/// A folder that the server's account may pass through.
fn open_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o711)).unwrap();
    folder
}

#[expect(clippy::disallowed_methods, reason = "these tables exist only here")]
async fn run(server: &PrivatePostgres, statement: &'static str) {
    let mut connection = server.connect_options().connect().await.unwrap();
    sqlx::raw_sql(statement)
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}

#[expect(clippy::disallowed_methods, reason = "these tables exist only here")]
async fn count_kept(server: &PrivatePostgres) -> i64 {
    let mut connection = server.connect_options().connect().await.unwrap();
    sqlx::query_scalar("SELECT count(*) FROM kept")
        .fetch_one(&mut connection)
        .await
        .unwrap()
}

async fn wait_gone(pid: u32) {
    let start = Instant::now();
    while Path::new(&format!("/proc/{pid}")).exists() {
        assert!(start.elapsed() < Duration::from_secs(30), "{pid} lives on");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn what_is_written_is_there_after_stop_and_start() {
    let folder = open_folder();
    let server = PrivatePostgres::start(&settings(folder.path()))
        .await
        .unwrap();
    run(&server, "CREATE TABLE kept AS SELECT 1 AS one").await;
    let pid = server.pid();
    server.stop().await.unwrap();
    assert!(!Path::new(&format!("/proc/{pid}")).exists());

    let server = PrivatePostgres::start(&settings(folder.path()))
        .await
        .unwrap();
    assert_eq!(count_kept(&server).await, 1);
    assert!(server.url().contains("host=%2F"), "{}", server.url());
    assert!(server.bin_dir().join("postgres").exists());
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_program_that_is_being_started_meanwhile_does_not_keep_the_folder() {
    let folder = open_folder();
    let server = PrivatePostgres::start(&settings(folder.path()))
        .await
        .unwrap();
    let starting = std::thread::spawn(slow_to_load);
    tokio::time::sleep(Duration::from_millis(200)).await;
    server.stop().await.unwrap();

    let server = PrivatePostgres::start(&settings(folder.path()))
        .await
        .unwrap();
    server.stop().await.unwrap();
    starting.join().unwrap();
}

/// Starts a program that shares our open files for a second before it is loaded.
#[expect(unsafe_code, reason = "only here does a child still hold our files")]
fn slow_to_load() {
    let mut command = Command::new("true");
    let dawdle = || {
        std::thread::sleep(Duration::from_secs(1));
        Ok(())
    };
    // SAFETY: sleeping allocates nothing and takes no lock.
    unsafe { command.pre_exec(dawdle) };
    assert!(command.status().unwrap().success());
}

#[tokio::test]
async fn a_killed_server_is_noticed_and_its_data_survive() {
    let folder = open_folder();
    let server = PrivatePostgres::start(&settings(folder.path()))
        .await
        .unwrap();
    run(&server, "CREATE TABLE kept AS SELECT 1 AS one").await;
    kill(
        Pid::from_raw(i32::try_from(server.pid()).unwrap()),
        Signal::SIGKILL,
    )
    .unwrap();
    tokio::time::timeout(Duration::from_secs(5), server.died())
        .await
        .expect("its death is noticed");
    drop(server);

    let server = PrivatePostgres::start(&settings(folder.path()))
        .await
        .unwrap();
    assert_eq!(count_kept(&server).await, 1);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_second_owner_is_refused_and_told_by_whom() {
    let folder = open_folder();
    let server = PrivatePostgres::start(&settings(folder.path()))
        .await
        .unwrap();
    let refusal = PrivatePostgres::start(&settings(folder.path()))
        .await
        .expect_err("only one owner");
    assert!(
        matches!(refusal, PostgresError::InUse { .. }),
        "{refusal:?}"
    );
    let ours = format!("process {}", std::process::id());
    assert!(refusal.to_string().contains(&ours), "{refusal}");
    server.stop().await.unwrap();
}

#[tokio::test]
async fn data_of_another_version_are_left_alone() {
    let folder = open_folder();
    let server = PrivatePostgres::start(&settings(folder.path()))
        .await
        .unwrap();
    server.stop().await.unwrap();
    let version = settings(folder.path())
        .state_dir
        .join("postgres/data/PG_VERSION");
    std::fs::write(&version, "11\n").unwrap();
    let refusal = PrivatePostgres::start(&settings(folder.path()))
        .await
        .expect_err("no such version here");
    let text = refusal.to_string();
    assert!(text.contains("belong to PostgreSQL 11"), "{text}");
    assert!(text.contains("postgresql-11"), "{text}");
}

#[tokio::test]
async fn a_closed_folder_is_named() {
    if !nix::unistd::Uid::effective().is_root() {
        return; // Whoever runs the server as themselves can enter their own folders.
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o700)).unwrap();
    let refusal = PrivatePostgres::start(&settings(folder.path()))
        .await
        .expect_err("closed to the account");
    let text = refusal.to_string();
    assert!(text.contains("cannot enter"), "{text}");
    assert!(
        text.contains(&*folder.path().canonicalize().unwrap().to_string_lossy()),
        "{text}"
    );
    assert!(
        !settings(folder.path()).state_dir.exists(),
        "nothing was made"
    );
}

#[tokio::test]
async fn a_long_path_and_odd_signs_do_no_harm() {
    let folder = open_folder();
    let mut settings = settings(folder.path());
    settings.state_dir = folder
        .path()
        .join(format!("a b,{}", "c".repeat(120)))
        .join("it's");
    let server = PrivatePostgres::start(&settings).await.unwrap();
    run(&server, "CREATE TABLE kept AS SELECT 1 AS one").await;
    assert_eq!(count_kept(&server).await, 1);
    let sockets = server.socket_dir().to_path_buf();
    server.stop().await.unwrap();
    std::fs::remove_dir_all(sockets).unwrap();
}

/// Not a test: the process that the two stories below kill. Holds a server until its standard input ends.
#[tokio::test]
#[ignore = "a helper process of other tests"]
async fn holder() {
    let Some(folder) = std::env::var_os("PRIVATE_POSTGRES_FOLDER") else {
        return;
    };
    let folder = PathBuf::from(folder);
    let server = PrivatePostgres::start(&settings(&folder)).await.unwrap();
    std::fs::write(folder.join("pid.new"), server.pid().to_string()).unwrap();
    std::fs::rename(folder.join("pid.new"), folder.join("pid")).unwrap();
    server.died().await;
}

fn start_holder(folder: &Path) -> Child {
    let _ = std::fs::remove_file(folder.join("pid"));
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "private_postgres::holder", "--ignored"])
        .env("PRIVATE_POSTGRES_FOLDER", folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

async fn held_server(folder: &Path) -> u32 {
    let start = Instant::now();
    loop {
        if let Ok(text) = std::fs::read_to_string(folder.join("pid")) {
            return text.parse().unwrap();
        }
        assert!(start.elapsed() < Duration::from_mins(1), "no server");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn the_server_ends_with_us_when_we_are_killed() {
    let folder = open_folder();
    let mut holder = start_holder(folder.path());
    let server = held_server(folder.path()).await;
    holder.kill().unwrap();
    holder.wait().unwrap();
    // At once: the old server may still be on its way out.
    let again = PrivatePostgres::start(&settings(folder.path()))
        .await
        .unwrap();
    wait_gone(server).await;
    again.stop().await.unwrap();
}

#[tokio::test]
async fn both_killed_at_once_start_again() {
    let folder = open_folder();
    let server = PrivatePostgres::start(&settings(folder.path()))
        .await
        .unwrap();
    run(&server, "CREATE TABLE kept AS SELECT 1 AS one").await;
    server.stop().await.unwrap();
    let mut holder = start_holder(folder.path());
    let server = held_server(folder.path()).await;
    let server = Pid::from_raw(i32::try_from(server).unwrap());
    kill(server, Signal::SIGKILL).unwrap();
    holder.kill().unwrap();
    holder.wait().unwrap();

    let server = PrivatePostgres::start(&settings(folder.path()))
        .await
        .unwrap();
    assert_eq!(count_kept(&server).await, 1);
    server.stop().await.unwrap();
}
