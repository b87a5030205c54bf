//! Probes. `live` says the process runs; `ready` says it can store a request, and how the mail queue is.

use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::state::WebState;

/// The process runs.
pub async fn live() -> Response {
    answer(StatusCode::OK, &json!({ "status": "ok" }))
}

/// A request can be stored. A mail that waits too long is told, and does not take the site down.
pub async fn ready(State(state): State<WebState>) -> Response {
    if let Err(error) = state.desk.ping().await {
        tracing::warn!(error = %error, "not ready");
        return answer(
            StatusCode::SERVICE_UNAVAILABLE,
            &json!({ "status": "unavailable", "database": "out of reach" }),
        );
    }
    let Ok(mail) = state.desk.mail_health().await else {
        return answer(
            StatusCode::SERVICE_UNAVAILABLE,
            &json!({ "status": "unavailable", "database": "out of reach" }),
        );
    };
    let now = state.desk.now();
    let oldest = mail
        .oldest_due
        .map_or(0, |at| now.duration_since(at).as_secs().max(0));
    let status = if mail.is_late(now) {
        "mail is late"
    } else {
        "ok"
    };
    answer(
        StatusCode::OK,
        &json!({ "status": status, "database": "ok", "mail": { "waiting": mail.waiting, "oldest_seconds": oldest, "dead": mail.dead } }),
    )
}

fn answer(status: StatusCode, body: &serde_json::Value) -> Response {
    let mut response = (status, body.to_string()).into_response();
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
