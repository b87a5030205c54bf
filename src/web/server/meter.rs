//! Tells a slow line from a stalled one: pure arithmetic on moments, so that it can be tested without waiting.

use std::time::Duration;

use tokio::time::Instant;

/// How fast bytes must come.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pace {
    /// The longest time without any byte.
    pub silence: Duration,
    /// Over each such span …
    pub window: Duration,
    /// … so many bytes must have come.
    pub least: u64,
}

/// Watches one transfer.
#[derive(Debug)]
pub(super) struct Meter {
    pace: Pace,
    last: Instant,
    window_from: Instant,
    bytes: u64,
}

impl Meter {
    /// Begins to watch.
    pub fn start(pace: Pace, now: Instant) -> Self {
        Self {
            pace,
            last: now,
            window_from: now,
            bytes: 0,
        }
    }

    /// Counts bytes that came.
    pub fn moved(&mut self, bytes: usize, now: Instant) {
        self.last = now;
        self.bytes += u64::try_from(bytes).unwrap_or(u64::MAX);
    }

    /// Returns the moment at which it must be looked at again.
    pub fn look_at(&self) -> Instant {
        (self.last + self.pace.silence).min(self.window_from + self.pace.window)
    }

    /// True where the transfer is too slow. A span that was fast enough begins the next one.
    pub fn is_too_slow(&mut self, now: Instant) -> bool {
        if now >= self.last + self.pace.silence {
            return true;
        }
        if now >= self.window_from + self.pace.window {
            if self.bytes < self.pace.least {
                return true;
            }
            self.window_from = now;
            self.bytes = 0;
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace {
        silence: Duration::from_secs(15),
        window: Duration::from_secs(30),
        least: 30 * 1_024,
    };

    fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn silence_is_noticed_when_it_is_too_long() {
        let start = Instant::now();
        let mut meter = Meter::start(PACE, start);
        assert_eq!(meter.look_at(), start + seconds(15));
        assert!(!meter.is_too_slow(start + seconds(14)));
        meter.moved(1, start + seconds(14));
        assert!(!meter.is_too_slow(start + seconds(28)));
        assert!(meter.is_too_slow(start + seconds(29)));
    }

    #[test]
    fn a_drip_is_noticed_at_the_end_of_its_window() {
        let start = Instant::now();
        let mut meter = Meter::start(PACE, start);
        for second in 1..30 {
            meter.moved(100, start + seconds(second));
            assert!(!meter.is_too_slow(start + seconds(second)), "{second}");
        }
        assert_eq!(meter.look_at(), start + seconds(30));
        assert!(meter.is_too_slow(start + seconds(30)));
    }

    #[test]
    fn a_slow_honest_line_goes_on_for_as_long_as_it_takes() {
        let start = Instant::now();
        let mut meter = Meter::start(PACE, start);
        for second in 1..600 {
            meter.moved(1_100, start + seconds(second));
            assert!(!meter.is_too_slow(start + seconds(second)), "{second}");
        }
    }
}
