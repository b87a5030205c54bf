//! What one connection is doing now, readable by whoever must choose one to close.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// What a connection is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Phase {
    /// No whole head of a request is there: nobody loses anything when it is closed.
    Resting,
    /// A body comes in.
    Receiving,
    /// An answer goes out, and nobody has read of it for a while.
    Unread,
    /// We are at work, or an answer goes out.
    Answering,
}

/// Milliseconds after which a reader who takes nothing may have to make room.
const NOT_READING: u64 = 2_000;

/// The state of one connection, shared between its task and the crowd.
#[derive(Debug)]
pub(super) struct Pulse {
    born: Instant,
    phase: AtomicU8,
    /// Milliseconds after `born` at which the phase began.
    since: AtomicU64,
    unread_body: AtomicBool,
    /// Milliseconds after `born` at which an answer was no longer read; 0 while it is.
    unread_since: AtomicU64,
    /// Cancelled when the connection must make room.
    pub gone: CancellationToken,
}

impl Pulse {
    pub fn new() -> Self {
        Self {
            born: Instant::now(),
            phase: AtomicU8::new(Phase::Resting as u8),
            since: AtomicU64::new(0),
            unread_body: AtomicBool::new(false),
            unread_since: AtomicU64::new(0),
            gone: CancellationToken::new(),
        }
    }

    /// Begins a phase.
    pub fn enter(&self, phase: Phase) {
        self.since.store(self.age(), Ordering::Relaxed);
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    /// Returns what the connection does, and since when.
    pub fn now(&self) -> (Phase, Instant) {
        let phase = match self.phase.load(Ordering::Relaxed) {
            0 => Phase::Resting,
            1 => Phase::Receiving,
            _ => Phase::Answering,
        };
        let unread = self.unread_since.load(Ordering::Relaxed);
        if unread > 0 {
            // What we have written waits to be read, whatever we do meanwhile.
            let waited = self.age().saturating_sub(unread);
            let phase = if waited > NOT_READING {
                Phase::Unread
            } else {
                Phase::Answering
            };
            return (phase, self.born + Duration::from_millis(unread));
        }
        let since = Duration::from_millis(self.since.load(Ordering::Relaxed));
        (phase, self.born + since)
    }

    /// Remembers whether the client takes what we send.
    pub fn is_read(&self, read: bool) {
        let since = if read { 0 } else { self.age().max(1) };
        self.unread_since.store(since, Ordering::Relaxed);
    }

    fn age(&self) -> u64 {
        u64::try_from(self.born.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Remembers that a body was left unread: the client may still be sending it.
    pub fn leave_unread(&self) {
        self.unread_body.store(true, Ordering::Relaxed);
    }

    /// True where a body was left unread.
    pub fn left_unread(&self) -> bool {
        self.unread_body.load(Ordering::Relaxed)
    }
}
