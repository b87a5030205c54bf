//! Probes. `live` says the process runs and asks nobody; `ready` says it can store a request, and how everything else is.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use super::page;
use super::state::WebState;
use crate::usecases::Health;

/// A probe waits no longer than this for the database.
const LIMIT: Duration = Duration::from_secs(3);

/// The process runs.
pub async fn live() -> Response {
    page::json(StatusCode::OK, &json!({ "status": "ok" }))
}

/// A request can be stored. Mail that waits, a worker that is gone or a clock that is off is told, and does not take
/// the site down.
pub async fn ready(State(state): State<WebState>) -> Response {
    let asked = tokio::time::timeout(LIMIT, state.desk.health()).await;
    let why = match asked {
        Ok(Ok(health)) if health.missing_migrations == 0 => {
            return page::json(StatusCode::OK, &told(&health, state.settings.mail.paused));
        }
        Ok(Ok(_)) => "not up to date",
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            "out of reach"
        }
        Err(_) => {
            tracing::warn!("not ready: the database does not answer");
            "does not answer"
        }
    };
    page::json(
        StatusCode::SERVICE_UNAVAILABLE,
        &json!({ "status": "unavailable", "database": why }),
    )
}

fn told(health: &Health, held: bool) -> Value {
    let status = if held {
        "mail is held"
    } else if health.mail.is_late(health.at) {
        "mail is late"
    } else if health.mail.dead_to_staff > 0 {
        "mail to staff was given up"
    } else if health.workers.alive == 0 {
        "no worker is at work"
    } else {
        "ok"
    };
    let millis = u64::try_from(health.latency.as_millis()).unwrap_or(u64::MAX);
    json!({
        "status": status,
        "database": "ok",
        "database_millis": millis,
        "migrations": "up to date",
        "clock_ahead_seconds": health.clock_ahead.as_secs(),
        "mail": {
            "waiting": health.mail.waiting,
            "oldest_seconds": health.oldest_mail_seconds(),
            "dead": health.mail.dead,
            "dead_to_staff": health.mail.dead_to_staff,
        },
        "workers": { "alive": health.workers.alive, "last_beat_seconds": health.workers.last_beat_seconds },
    })
}
