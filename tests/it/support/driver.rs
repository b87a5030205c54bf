//! One chromedriver per test process, on a free port, with its browsers. All of it ends with the process: a small
//! shell beside them waits for the end of a pipe that only this process holds (`driver.sh`).

use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A running chromedriver.
pub struct Driver {
    port: u16,
    profiles: PathBuf,
    next: AtomicU32,
    _alive: ChildStdin,
}

/// Returns this process's chromedriver, starting it on first use.
pub fn driver() -> &'static Driver {
    static DRIVER: OnceLock<Driver> = OnceLock::new();
    DRIVER.get_or_init(start)
}

#[expect(
    clippy::zombie_processes,
    reason = "the shell ends after this process, because this process has ended"
)]
fn start() -> Driver {
    let profiles = tempfile::Builder::new()
        .prefix("intake-desk-browsers-")
        .tempdir()
        .expect("a folder for the browsers")
        .keep();
    let mut shell = Command::new("/bin/sh")
        .args(["-c", include_str!("driver.sh"), "driver.sh"])
        .arg(&profiles)
        // What browsers write beside their profile goes the same way.
        .env("HOME", &profiles)
        .env("XDG_CONFIG_HOME", &profiles)
        .env("XDG_CACHE_HOME", &profiles)
        .env("TMPDIR", &profiles)
        // A Ctrl-C must not stop it before it has cleared up.
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a shell");
    let output = shell.stdout.take().expect("the shell's output");
    let port = BufReader::new(output)
        .lines()
        .map_while(Result::ok)
        .find_map(|line| port_in(&line))
        .expect("chromedriver starts; if it is missing, run script/bootstrap");
    Driver {
        port,
        profiles,
        next: AtomicU32::new(0),
        _alive: shell.stdin.take().expect("the shell's input"),
    }
}

fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("started successfully on port ")?;
    rest.trim_end_matches('.').parse().ok()
}

impl Driver {
    /// The address for WebDriver clients.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A profile folder that no other session has.
    pub fn fresh_profile(&self) -> PathBuf {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.profiles.join(format!("profile-{number}"))
    }

    /// Gives an order to the browser's own tools, past WebDriver, and returns the answer.
    pub async fn devtools(&self, session: &str, order: &str, details: Value) -> Value {
        let path = Path::new("/session").join(session).join("goog/cdp/execute");
        let body = json!({ "cmd": order, "params": details }).to_string();
        let answer = self.send("POST", &path.to_string_lossy(), &body).await;
        let answer: Value = serde_json::from_str(&answer).expect("chromedriver answers in JSON");
        let value = answer["value"].clone();
        assert!(value.get("error").is_none(), "{order}: {value}");
        value
    }

    /// Ends a session, for those who cannot wait for it.
    pub async fn end(&self, session: &str) {
        self.send("DELETE", &format!("/session/{session}"), "")
            .await;
    }

    async fn send(&self, method: &str, path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))
            .await
            .expect("chromedriver lives");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(body.as_bytes()).await.unwrap();
        // It keeps the connection open, whatever it is asked: the length says where the answer ends.
        let mut reader = tokio::io::BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).await.unwrap();
            match line.to_ascii_lowercase().split_once("content-length:") {
                Some((_, number)) => length = number.trim().parse().unwrap(),
                None if line.trim().is_empty() => break,
                None => {}
            }
        }
        let mut answer = vec![0; length];
        reader.read_exact(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }
}
