//! A mail server of the bench's own: takes everything and counts it, or stands still, so that a send is measured alone.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Result;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The mail server.
#[derive(Clone)]
pub struct Sink {
    /// Where it listens.
    pub port: u16,
    open: Arc<AtomicBool>,
    taken: Arc<AtomicU64>,
}

impl Sink {
    /// Starts it.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let sink = Self {
            port: listener.local_addr()?.port(),
            open: Arc::new(AtomicBool::new(true)),
            taken: Arc::default(),
        };
        let accepting = sink.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let sink = accepting.clone();
                tokio::spawn(async move { sink.talk(stream).await });
            }
        });
        Ok(sink)
    }

    /// Stands still, or goes on.
    pub fn set_open(&self, open: bool) {
        self.open.store(open, Ordering::Relaxed);
    }

    /// How many mails were taken.
    pub fn taken(&self) -> u64 {
        self.taken.load(Ordering::Relaxed)
    }

    async fn wait(&self) {
        while !self.open.load(Ordering::Relaxed) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn talk(&self, stream: TcpStream) -> Result<()> {
        self.wait().await;
        stream.set_nodelay(true)?;
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        write.write_all(b"220 sink\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            self.wait().await;
            let word = line
                .split([' ', ':'])
                .next()
                .unwrap_or_default()
                .to_uppercase();
            match word.as_str() {
                "EHLO" => {
                    write
                        .write_all(b"250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")
                        .await?;
                }
                "DATA" => {
                    write.write_all(b"354 go on\r\n").await?;
                    while lines.next_line().await?.is_some_and(|line| line != ".") {}
                    self.taken.fetch_add(1, Ordering::Relaxed);
                    write.write_all(b"250 taken\r\n").await?;
                }
                "QUIT" => return Ok(write.write_all(b"221 bye\r\n").await?),
                _ => write.write_all(b"250 ok\r\n").await?,
            }
        }
        Ok(())
    }
}
