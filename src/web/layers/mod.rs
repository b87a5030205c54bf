//! What stands around every request: request id and log line, error pages, headers, limits, cross-site posts.

mod error_page;
mod guard;
mod headers;
mod log;
mod time_limit;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::csrf::CsrfLayer;

use super::state::WebState;

/// Puts the layers around the routes, innermost first. Pages are pressed quickly, since each is pressed anew; files that
/// never change come pressed already (`assets`).
pub fn around(routes: Router<WebState>, state: &WebState) -> Router {
    routes
        .layer(DefaultBodyLimit::max(state.settings.limits.form_bytes))
        .layer(from_fn_with_state(state.clone(), guard::limit_posts))
        .layer(CsrfLayer::new())
        .layer(from_fn(guard::refuse_unmarked_posts))
        .layer(from_fn(time_limit::answer_in_time))
        .layer(CatchPanicLayer::custom(error_page::after_panic))
        .layer(from_fn_with_state(state.clone(), error_page::draw))
        .layer(
            CompressionLayer::new()
                .gzip(true)
                .br(true)
                .quality(CompressionLevel::Fastest),
        )
        .layer(from_fn_with_state(state.clone(), headers::add))
        .layer(from_fn_with_state(state.clone(), log::request))
        .with_state(state.clone())
}
