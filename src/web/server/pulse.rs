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
    /// We are at work, or an answer goes out.
    Answering,
}

/// The state of one connection, shared between its task and the crowd.
#[derive(Debug)]
pub(super) struct Pulse {
    born: Instant,
    phase: AtomicU8,
    /// Milliseconds after `born` at which the phase began.
    since: AtomicU64,
    unread_body: AtomicBool,
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
            gone: CancellationToken::new(),
        }
    }

    /// Begins a phase.
    pub fn enter(&self, phase: Phase) {
        let age = u64::try_from(self.born.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.since.store(age, Ordering::Relaxed);
        self.phase.store(phase as u8, Ordering::Relaxed);
    }

    /// Returns what the connection does, and since when.
    pub fn now(&self) -> (Phase, Instant) {
        let phase = match self.phase.load(Ordering::Relaxed) {
            0 => Phase::Resting,
            1 => Phase::Receiving,
            _ => Phase::Answering,
        };
        let since = Duration::from_millis(self.since.load(Ordering::Relaxed));
        (phase, self.born + since)
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
