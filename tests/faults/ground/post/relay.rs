//! A relay that misbehaves as it is told: it answers each recipient by a rule, can be out of reach, and counts what it
//! was handed, by Message-ID. A mail counts as handed over once its final dot was read, whatever is answered then.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::sync::{CancellationToken, DropGuard};

/// How a recipient is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Taken.
    Take,
    /// 451: not now.
    Later,
    /// 550: never.
    Never,
    /// The line breaks after the final dot: both sides hold the mail.
    Drop,
    /// Taken, after a while.
    Slow(Duration),
    /// Taken, once `release` is called.
    Hold,
}

/// From a recipient and how often it was tried before to the answer.
type Rule = Box<dyn Fn(&str, usize) -> Answer + Send + Sync>;

struct Shared {
    rule: Rule,
    tries: Mutex<BTreeMap<String, usize>>,
    handed: Mutex<Vec<String>>,
    holding: watch::Sender<bool>,
}

/// The relay.
pub struct Relay {
    /// Where it listens.
    pub port: u16,
    shared: Arc<Shared>,
    open: Option<DropGuard>,
}

impl Relay {
    /// Opens a relay that takes everything.
    pub async fn taking_everything() -> Self {
        Self::answering(|_, _| Answer::Take).await
    }

    /// Opens a relay with a rule.
    pub async fn answering(rule: impl Fn(&str, usize) -> Answer + Send + Sync + 'static) -> Self {
        let shared = Shared {
            rule: Box::new(rule),
            tries: Mutex::default(),
            handed: Mutex::default(),
            holding: watch::Sender::new(true),
        };
        let mut relay = Self {
            port: 0,
            shared: Arc::new(shared),
            open: None,
        };
        relay.open().await;
        relay
    }

    /// Opens the doors, at the same port as before.
    pub async fn open(&mut self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
        self.port = listener.local_addr().unwrap().port();
        let stop = CancellationToken::new();
        let shared = Arc::clone(&self.shared);
        tokio::spawn(
            stop.clone()
                .run_until_cancelled_owned(accept(listener, shared)),
        );
        self.open = Some(stop.drop_guard());
    }

    /// Breaks every line and refuses new ones.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// Lets go of the mails that are held.
    pub fn release(&self) {
        self.shared.holding.send_replace(false);
    }

    /// The Message-ID of each mail that was handed over so far.
    pub fn handed(&self) -> Vec<String> {
        self.shared.handed.lock().unwrap().clone()
    }

    /// The different mails among it.
    pub fn distinct(&self) -> BTreeSet<String> {
        let handed = self.shared.handed.lock().unwrap();
        handed.iter().cloned().collect()
    }

    /// How many were handed over more than once, counted once for each time too many.
    pub fn doubled(&self) -> usize {
        let handed = self.handed().len();
        handed - self.distinct().len()
    }

    /// How often a recipient was tried.
    pub fn tries(&self, recipient: &str) -> usize {
        let tries = self.shared.tries.lock().unwrap();
        tries.get(recipient).copied().unwrap_or_default()
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut lines = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        lines.spawn(speak(stream, Arc::clone(&shared)));
        while lines.try_join_next().is_some() {}
    }
}

/// What is known of the mail on one line.
#[derive(Default)]
struct Envelope {
    answer: Option<Answer>,
    id: String,
    in_data: bool,
}

/// Speaks as much SMTP as a mail needs.
async fn speak(stream: TcpStream, shared: Arc<Shared>) -> Option<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let mut mail = Envelope::default();
    writer.write_all(b"220 relay.example.org\r\n").await.ok()?;
    while let Some(line) = lines.next_line().await.ok()? {
        if mail.in_data && line != "." {
            mail.read(&line);
            continue;
        }
        let reply = if mail.in_data {
            taken(&mut mail, &shared).await?
        } else {
            command(&line, &mut mail, &shared)
        };
        writer.write_all(reply.as_bytes()).await.ok()?;
        writer.write_all(b"\r\n").await.ok()?;
    }
    None
}

impl Envelope {
    fn read(&mut self, line: &str) {
        if let Some(id) = line.strip_prefix("Message-ID: ")
            && self.id.is_empty()
        {
            id.trim_matches(['<', '>']).clone_into(&mut self.id);
        }
    }
}

/// Answers the final dot; nothing where the line is to break.
async fn taken(mail: &mut Envelope, shared: &Shared) -> Option<&'static str> {
    let mail = std::mem::take(mail);
    shared.handed.lock().unwrap().push(mail.id);
    match mail.answer {
        Some(Answer::Drop) => return None,
        Some(Answer::Slow(long)) => tokio::time::sleep(long).await,
        Some(Answer::Hold) => {
            let mut holding = shared.holding.subscribe();
            let _ = holding.wait_for(|holding| !holding).await;
        }
        _ => {}
    }
    Some("250 2.0.0 taken")
}

fn command(line: &str, mail: &mut Envelope, shared: &Shared) -> &'static str {
    match line.get(..4).unwrap_or_default() {
        "EHLO" => "250-relay.example.org\r\n250 8BITMIME",
        "RCPT" => {
            let to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
            let before = {
                let mut tries = shared.tries.lock().unwrap();
                let tries = tries.entry(to.clone()).or_default();
                *tries += 1;
                *tries - 1
            };
            let answer = (shared.rule)(&to, before);
            mail.answer = Some(answer);
            match answer {
                Answer::Later => "451 4.7.1 come back later",
                Answer::Never => "550 5.1.1 no such mailbox",
                _ => "250 ok",
            }
        }
        "DATA" => {
            mail.in_data = true;
            "354 go on"
        }
        "QUIT" => "221 bye",
        "RSET" => {
            *mail = Envelope::default();
            "250 ok"
        }
        _ => "250 ok",
    }
}
