//! A client that speaks bytes: as slowly, oddly or rudely as a story needs.

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::live::Live;

/// One connection.
pub struct Wire {
    stream: TcpStream,
}

impl Wire {
    /// Connects to a site.
    pub async fn to(live: &Live) -> Self {
        Self::to_port(live.port()).await
    }

    /// Connects to a port of this machine.
    pub async fn to_port(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        Self { stream }
    }

    /// Says something; false where nobody listens any more.
    pub async fn say(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.stream.write_all(bytes.as_ref()).await.is_ok()
    }

    /// Says the same again and again until nobody listens, in the background of what is read.
    pub async fn flood_and_read(&mut self, piece: &[u8], most: usize, within: Duration) -> String {
        let (mut reading, mut writing) = self.stream.split();
        let flooding = async {
            for _ in 0..most {
                if writing.write_all(piece).await.is_err() {
                    return;
                }
            }
        };
        let listening = async {
            let mut answer = Vec::new();
            let _ = reading.read_to_end(&mut answer).await;
            answer
        };
        let ((), answer) =
            tokio::time::timeout(within, async { tokio::join!(flooding, listening) })
                .await
                .expect("the other side ends it in time");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Reads until the other side closes; none where it is still open after so long.
    pub async fn closed_within(&mut self, limit: Duration) -> Option<(Duration, String)> {
        let started = Instant::now();
        let mut answer = Vec::new();
        let read = self.stream.read_to_end(&mut answer);
        tokio::time::timeout(limit, read).await.ok()?.ok();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        Some((started.elapsed(), answer))
    }

    /// Reads one answer and leaves the connection open.
    pub async fn answer(&mut self) -> String {
        let mut answer = Vec::new();
        let mut buffer = vec![0_u8; 64 * 1024];
        loop {
            let read = self.stream.read(&mut buffer).await.unwrap();
            answer.extend_from_slice(&buffer[..read]);
            let text = String::from_utf8_lossy(&answer);
            if read == 0 || is_whole(&text) {
                return text.into_owned();
            }
        }
    }
}

fn is_whole(text: &str) -> bool {
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        (name.eq_ignore_ascii_case("content-length")).then(|| value.parse().unwrap())
    });
    length.is_some_and(|length: usize| body.len() >= length)
}

/// A whole request for a page.
pub fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n")
}

/// The head of a form post with so many bytes to come.
pub fn post_head(path: &str, length: usize) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n"
    )
}

/// The head of a form post in chunks.
pub fn chunked_head(path: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
}
