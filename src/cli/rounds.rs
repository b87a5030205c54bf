//! The clock's rounds: raise what is overdue, follow the calendar, forget what has expired, agree on the time. A database that is away is
//! waited for; nothing here ends the process.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::usecases::Desk;

/// How often promises are looked at.
const LOOK: Duration = Duration::from_secs(15);
/// How often a process looks whether somebody has saved another calendar.
const FOLLOW: Duration = Duration::from_secs(5);
/// How often what has expired is forgotten.
const PURGE: Duration = Duration::from_hours(1);

/// Goes round until stopped. Forgetting may take long after a quiet year, and no promise waits for it.
pub async fn rounds(desk: Desk, stop: CancellationToken) {
    tokio::join!(watch(&desk, &stop), forget(&desk, &stop));
    tracing::info!("the clock's rounds have stopped");
}

async fn forget(desk: &Desk, stop: &CancellationToken) {
    let mut purge = tokio::time::interval(PURGE);
    let hourly = async {
        loop {
            purge.tick().await;
            if let Err(error) = desk.purge_expired().await {
                tracing::warn!(%error, "what has expired could not be forgotten");
            }
            match desk.sweep_papers().await {
                Ok(0) => {}
                Ok(gone) => tracing::info!(gone, "files that no paper is known for were removed"),
                Err(error) => tracing::warn!(%error, "the file store could not be swept"),
            }
        }
    };
    let _ = stop.run_until_cancelled(Box::pin(hourly)).await;
}

async fn watch(desk: &Desk, stop: &CancellationToken) {
    let mut look = tokio::time::interval(LOOK);
    let mut follow = tokio::time::interval(FOLLOW);
    look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    follow.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            _ = look.tick() => {
                if let Err(error) = desk.agree_on_time().await {
                    tracing::debug!(%error, "the time of the database could not be asked");
                }
                let outcome = raise(desk).await;
                metrics::counter!("intake_rounds_total", "outcome" => outcome).increment(1);
            }
            _ = follow.tick() => match desk.follow_calendar().await {
                Ok(false) => {}
                Ok(true) => tracing::info!("another calendar is in use"),
                Err(error) => tracing::warn!(%error, "the calendar could not be looked at"),
            },
        }
    }
}

async fn raise(desk: &Desk) -> &'static str {
    match desk.raise_unanswered().await {
        Ok(0) => {}
        Ok(raised) => tracing::info!(raised, "answers to messages are late and were raised"),
        Err(error) => tracing::warn!(%error, "late answers could not be looked at"),
    }
    match desk.raise_overdue().await {
        Ok(raised) => {
            if raised > 0 {
                tracing::info!(raised, "promises were missed and raised");
            }
            let raised = u64::try_from(raised).unwrap_or(u64::MAX);
            metrics::counter!("intake_promises_missed_total").increment(raised);
            "done"
        }
        Err(error) => {
            tracing::warn!(%error, "promises could not be looked at");
            "failed"
        }
    }
}
