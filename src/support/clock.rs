//! The only door to the machine's time. A use case asks once and hands the moment on as a value.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// A source of the present moment: the machine's, or one a test moves by hand.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's own clock.
    System,
    /// The machine's, moved by so many microseconds: processes of one desk agree on the database's time, however wrong
    /// the clocks of their machines are.
    Shared(Arc<AtomicI64>),
    /// A clock that stands still until it is moved.
    Manual(Arc<Mutex<Timestamp>>),
}

/// Differences below this are left alone: the way to the database takes time too.
const AGREED: SignedDuration = SignedDuration::from_millis(250);

impl Clock {
    /// The machine's clock, ready to be moved to a time that several processes share.
    pub fn shared() -> Self {
        Self::Shared(Arc::default())
    }

    /// A clock standing at `at`.
    pub fn manual(at: Timestamp) -> Self {
        Self::Manual(Arc::new(Mutex::new(at)))
    }

    /// The present moment, to the microsecond: what PostgreSQL keeps.
    pub fn now(&self) -> Timestamp {
        let now = match self {
            Self::System => machine(),
            Self::Shared(offset) => {
                let now = machine();
                let offset = SignedDuration::from_micros(offset.load(Ordering::Relaxed));
                now.checked_add(offset).unwrap_or(now)
            }
            Self::Manual(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        };
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }

    /// Hears what time it really is, and moves a shared clock there if it is off; returns how far it was off.
    pub fn agree(&self, real: Timestamp) -> SignedDuration {
        let off = self.now().duration_since(real);
        if let Self::Shared(offset) = self
            && off.abs() > AGREED
        {
            let micros = i64::try_from(off.as_micros()).unwrap_or_default();
            offset.fetch_sub(micros, Ordering::Relaxed);
        }
        off
    }

    /// How far the machine's clock was found to be ahead of the shared time.
    pub fn machine_ahead(&self) -> SignedDuration {
        match self {
            Self::Shared(offset) => -SignedDuration::from_micros(offset.load(Ordering::Relaxed)),
            Self::System | Self::Manual(_) => SignedDuration::ZERO,
        }
    }

    /// Moves a manual clock forward; the machine's clock is left alone.
    pub fn advance(&self, by: SignedDuration) {
        if let Self::Manual(at) = self {
            let mut at = at.lock().unwrap_or_else(PoisonError::into_inner);
            *at += by;
        }
    }

    /// Puts a manual clock at `moment`; the machine's clock is left alone.
    pub fn set(&self, moment: Timestamp) {
        if let Self::Manual(at) = self {
            *at.lock().unwrap_or_else(PoisonError::into_inner) = moment;
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that reads the machine's clock"
)]
fn machine() -> Timestamp {
    Timestamp::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_clock_moves_to_the_real_time_and_stays_there() {
        let clock = Clock::shared();
        let real = clock.now() + SignedDuration::from_hours(24);
        assert!(clock.agree(real).as_hours() < 0, "a day behind");
        assert!(clock.now().duration_since(real).abs() < SignedDuration::from_secs(1));
        assert_eq!(clock.machine_ahead().as_secs().div_euclid(3_600), -24);
        let nearly = clock.now() + SignedDuration::from_millis(100);
        clock.agree(nearly);
        assert!(clock.now() < nearly, "a moment's difference is left alone");
    }
}
