//! The mails on their way. One that the relay is slow with stops counting after a moment, so that a few slow recipients
//! do not hold up everybody behind them; how many there may be in all is bounded nevertheless.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use tokio::task::{Id, JoinSet};

use super::carrier::Ended;

/// A mail that has been on its way for so long is slow.
const SLOW: Duration = Duration::from_secs(2);
/// Mails on their way in all, for each that may be begun at the same time.
const IN_ALL: usize = 4;

pub(super) struct Lanes {
    at_once: usize,
    running: JoinSet<Ended>,
    begun: HashMap<Id, Instant>,
}

impl Lanes {
    pub fn new(at_once: usize) -> Self {
        Self {
            at_once,
            running: JoinSet::new(),
            begun: HashMap::new(),
        }
    }

    /// How many more may be begun.
    pub fn free(&self, now: Instant) -> usize {
        let quick = |begun: &&Instant| now.duration_since(**begun) < SLOW;
        let quick = self.begun.values().filter(quick).count();
        let in_all = (self.at_once * IN_ALL).saturating_sub(self.begun.len());
        self.at_once.saturating_sub(quick).min(in_all)
    }

    /// When the next one stops counting.
    pub fn next_free(&self, now: Instant) -> Option<Duration> {
        let ages = self.begun.values().map(|begun| now.duration_since(*begun));
        ages.filter_map(|age| SLOW.checked_sub(age))
            .filter(|left| !left.is_zero())
            .min()
    }

    pub fn send_off(&mut self, mail: impl Future<Output = Ended> + Send + 'static) {
        let handle = self.running.spawn(mail);
        self.begun.insert(handle.id(), Instant::now());
    }

    /// Waits for the next that ends; never ends where none is on its way. Nothing is lost where the wait is given up.
    pub async fn ended(&mut self) -> Option<Ended> {
        match self.running.join_next_with_id().await {
            Some(Ok((id, ended))) => {
                self.begun.remove(&id);
                Some(ended)
            }
            Some(Err(error)) => {
                self.begun.remove(&error.id());
                None
            }
            None => std::future::pending().await,
        }
    }

    /// Waits for all.
    pub async fn finish(&mut self) {
        while self.running.join_next().await.is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn slow_mails_make_room_up_to_a_bound() {
        let mut lanes = Lanes::new(2);
        for _ in 0..2 {
            lanes.send_off(std::future::pending());
        }
        let now = Instant::now();
        assert_eq!(lanes.free(now), 0);
        assert!(lanes.next_free(now).is_some_and(|wait| wait <= SLOW));
        assert_eq!(lanes.free(now + SLOW * 2), 2, "the two are slow");
        assert_eq!(lanes.next_free(now + SLOW * 2), None);
        for _ in 0..5 {
            lanes.send_off(std::future::pending());
        }
        assert_eq!(lanes.free(now + SLOW * 2), 1, "eight in all");
    }
}
