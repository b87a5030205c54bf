//! One line a request: id, method, route pattern, status, time, who. Never a path value, a query, a body or an address.

use std::time::{Duration, Instant};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument as _;

use crate::support::ids::random_id;
use crate::web::auth::SignedIn;
use crate::web::state::WebState;

/// The id of this request, for the error page and the log.
#[derive(Debug, Clone)]
pub struct RequestId(pub String);

/// Gives the request an id and logs how it went.
pub async fn request(State(_): State<WebState>, mut request: Request, next: Next) -> Response {
    let id = random_id().simple().to_string()[..12].to_owned();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unknown".to_owned(), |path| path.as_str().to_owned());
    let method = request.method().clone();
    request.extensions_mut().insert(RequestId(id.clone()));
    let span = tracing::info_span!("request", id, %method, route);
    let started = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let millis = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let actor = response
        .extensions()
        .get::<SignedIn>()
        .map(|SignedIn(actor)| actor.id.0.to_string());
    count(&method, &route, response.status(), started.elapsed());
    span.in_scope(|| {
        tracing::info!(
            status = response.status().as_u16(),
            millis,
            actor,
            "answered"
        );
    });
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Counts a request by what bounds the number of counters: known methods, route patterns, classes of status.
fn count(method: &Method, route: &str, status: StatusCode, took: Duration) {
    let method = match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        _ => "other",
    };
    let class = match status.as_u16() / 100 {
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        5 => "5xx",
        _ => "other",
    };
    let labels = [
        ("method", method.to_owned()),
        ("route", route.to_owned()),
        ("status", class.to_owned()),
    ];
    metrics::counter!("intake_requests_total", &labels).increment(1);
    metrics::histogram!("intake_request_seconds", &labels).record(took);
}
