//! What stands over the parts of a running process: the signal to stop, the private PostgreSQL that must live, and
//! the order of the end. A part that ends by itself ends the process; a server that ends by itself is started again.

use std::time::{Duration, Instant};

use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::ground::Ground;
use crate::support::postgres::{PostgresError, PrivatePostgres};

/// Starts of the private PostgreSQL in a row that may fail before we give up and somebody must look.
const STARTS: u32 = 10;
/// The first wait after a start that failed; it doubles up to [`LONGEST_WAIT`].
const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// A server that lives shorter than this counts as one more start that failed.
const LIVED: Duration = Duration::from_secs(2);

/// Waits for the signal to stop, then ends the parts in order. Where a part ends by itself, all end, and that is an error.
pub async fn watch(
    ground: &Ground,
    mut parts: JoinSet<()>,
    stop: CancellationToken,
    grace: Duration,
) -> anyhow::Result<()> {
    let ended = tokio::select! {
        name = stop_signal() => {
            tracing::info!(signal = name, "stopping: no new connections, no new mails");
            Ok(())
        }
        error = keep_alive(ground.postgres.as_ref()) => Err(anyhow::Error::new(error)
            .context("PostgreSQL ended by itself and cannot be started again")),
        _ = parts.join_next() => Err(anyhow::anyhow!("a part of the program ended by itself")),
    };
    stop.cancel();
    let all = async { while parts.join_next().await.is_some() {} };
    tokio::select! {
        finished = tokio::time::timeout(grace, all) => {
            if finished.is_err() {
                tracing::warn!("a part of the program did not stop in time and is cut off");
            }
        }
        _ = stop_signal() => tracing::warn!("told twice: what is in hand is cut off"),
    }
    ended
}

/// Starts the private PostgreSQL again whenever it ends by itself; resolves only when that is hopeless.
async fn keep_alive(postgres: Option<&PrivatePostgres>) -> PostgresError {
    let Some(postgres) = postgres else {
        return std::future::pending().await;
    };
    let mut failures = 0;
    loop {
        let born = Instant::now();
        postgres.died().await;
        failures = if born.elapsed() < LIVED {
            failures + 1
        } else {
            0
        };
        metrics::counter!("intake_database_deaths_total").increment(1);
        tracing::error!("PostgreSQL ended by itself; starting it again");
        loop {
            if failures > 0 {
                tokio::time::sleep(wait(failures)).await;
            }
            let begun = Instant::now();
            match postgres.revive().await {
                Ok(()) => {
                    let millis = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
                    tracing::info!(millis, "PostgreSQL runs again");
                    break;
                }
                Err(error) => {
                    failures += 1;
                    tracing::error!(failures, most = STARTS, %error, "PostgreSQL could not be started again");
                    if failures >= STARTS {
                        return error;
                    }
                }
            }
        }
    }
}

fn wait(failures: u32) -> Duration {
    FIRST_WAIT
        .saturating_mul(1 << (failures - 1).min(10))
        .min(LONGEST_WAIT)
}

/// Resolves on Ctrl-C or SIGTERM, with its name.
pub async fn stop_signal() -> &'static str {
    let (Ok(mut interrupt), Ok(mut terminate)) = (
        signal(SignalKind::interrupt()),
        signal(SignalKind::terminate()),
    ) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => "SIGINT",
        _ = terminate.recv() => "SIGTERM",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_failed_starts_take_a_minute_and_a_half_and_no_longer() {
        assert_eq!(wait(1), Duration::from_millis(250));
        assert_eq!(wait(3), Duration::from_secs(1));
        assert_eq!(wait(100), Duration::from_secs(30));
        let all: Duration = (1..STARTS).map(wait).sum();
        assert!(all < Duration::from_secs(100), "{all:?}");
    }
}
