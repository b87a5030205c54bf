//! Waiting for a condition, with a limit that is a promise; and the random moments at which things break.

use std::time::{Duration, Instant};

use intake_desk::support::ids::random_bytes;

/// How often a condition is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Waits until a condition holds and returns how long that took; panics after the limit.
pub async fn until(what: &str, limit: Duration, mut holds: impl AsyncFnMut() -> bool) -> Duration {
    let start = Instant::now();
    while !holds().await {
        assert!(
            start.elapsed() < limit,
            "{what}: not within {} s",
            limit.as_secs_f32()
        );
        tokio::time::sleep(LOOK_EVERY).await;
    }
    start.elapsed()
}

/// Lets a random time pass.
pub async fn a_moment(from_ms: u64, to_ms: u64) {
    let span = to_ms.saturating_sub(from_ms).max(1);
    let drawn = u64::from_le_bytes(random_bytes()) % span;
    tokio::time::sleep(Duration::from_millis(from_ms + drawn)).await;
}

/// Seconds, for the short form of code.
pub const fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}
