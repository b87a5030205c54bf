//! A client without manners: a bare socket that says too little, too slowly or too much, and sees how that is answered.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::ground::wait::secs;

/// How often a drip falls.
const DRIP: Duration = Duration::from_millis(500);
/// The longest anybody is watched.
const PATIENCE: Duration = secs(60);
/// A body that is taken to this length has no limit.
const NO_LIMIT: usize = 1 << 30;

/// The kinds of slowness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Connects, and says nothing.
    Silent,
    /// A head that never ends.
    HeadDrips,
    /// A body that stops coming.
    BodyStalls,
    /// A body that comes byte by byte.
    BodyDrips,
    /// One good request, and then nothing.
    Idle,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Silent,
        Self::HeadDrips,
        Self::BodyStalls,
        Self::BodyDrips,
        Self::Idle,
    ];

    /// How long one may be held.
    pub fn limit(self) -> Duration {
        match self {
            Self::BodyDrips => secs(30),
            _ => secs(15),
        }
    }

    fn says_first(self) -> Vec<u8> {
        let body = "content-type: application/x-www-form-urlencoded\r\ncontent-length: 5000\r\n";
        match self {
            Self::Silent => Vec::new(),
            Self::HeadDrips => b"GET /en HTTP/1.1\r\nhost: localhost\r\nx-slow: ".to_vec(),
            Self::BodyStalls | Self::BodyDrips => head("POST", "/en/call-me", body),
            Self::Idle => head("GET", "/health/live", ""),
        }
    }

    fn drips(self) -> bool {
        matches!(self, Self::HeadDrips | Self::BodyDrips)
    }
}

/// The head of a request that browsers of ours might send.
pub fn head(method: &str, path: &str, more: &str) -> Vec<u8> {
    format!(
        "{method} {path} HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n{more}\r\n"
    )
    .into_bytes()
}

/// Such a client.
pub struct Socket;

impl Socket {
    /// Is slow in this way; returns after how long it was let go, none where it never was.
    pub async fn slow(port: u16, kind: Kind) -> Option<Duration> {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
        stream.write_all(&kind.says_first()).await.ok()?;
        let start = Instant::now();
        let mut answer = vec![0; 16_384];
        while start.elapsed() < PATIENCE {
            let read = tokio::time::timeout(DRIP, stream.read(&mut answer)).await;
            match read {
                Ok(Ok(0) | Err(_)) => return Some(start.elapsed()),
                Err(_) if kind.drips() => {
                    let _ = stream.write_all(b"a").await;
                }
                Ok(Ok(_)) | Err(_) => {}
            }
        }
        None
    }

    /// Says something, then the same piece again and again until it is answered; returns the answer's first line, and
    /// how long it took from the last byte that was taken.
    pub async fn answer_to(port: u16, first: Vec<u8>, again: Vec<u8>) -> (String, Duration) {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        let (mut reader, mut writer) = stream.into_split();
        let writing = tokio::spawn(async move {
            let mut written = first.len();
            let mut last = Instant::now();
            let mut taken = writer.write_all(&first).await.is_ok();
            while taken && !again.is_empty() && written < NO_LIMIT {
                last = Instant::now();
                taken = writer.write_all(&again).await.is_ok();
                written += again.len();
            }
            (writer, last)
        });
        let start = Instant::now();
        let mut answer = vec![0; 4_096];
        let read = tokio::time::timeout(PATIENCE, reader.read(&mut answer)).await;
        let read = read.map_or(0, |read| read.unwrap_or(0));
        let answered = Instant::now();
        let text = String::from_utf8_lossy(&answer[..read]);
        let line = text.lines().next().unwrap_or_default().to_owned();
        drop(reader);
        let last = if writing.is_finished() {
            writing.await.map_or(start, |(_, last)| last)
        } else {
            writing.abort();
            start
        };
        (line, answered.saturating_duration_since(last.max(start)))
    }
}
