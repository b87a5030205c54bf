//! Refuses posts that no browser of ours would send, and too many posts from one address.

use axum::extract::{Request, State};
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::web::address;
use crate::web::error::WebError;
use crate::web::state::WebState;

/// Browsers mark where a post comes from. One that carries a cookie and no mark at all is refused; what the marks say
/// is judged by tower-http's `CsrfLayer`, which lets unmarked posts pass.
pub async fn refuse_unmarked_posts(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let changes = !matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    let unmarked = !headers.contains_key("sec-fetch-site") && !headers.contains_key(header::ORIGIN);
    if changes && unmarked && headers.contains_key(header::COOKIE) {
        return WebError::Forbidden.into_response();
    }
    next.run(request).await
}

/// Counts the posts of an address.
pub async fn limit_posts(State(state): State<WebState>, request: Request, next: Next) -> Response {
    if request.method() == Method::POST
        && let Some(address) = address::client(
            request.extensions(),
            request.headers(),
            &state.settings.http.trusted_proxies,
        )
        && !state.may_post(address)
    {
        return WebError::TooMany { retry_after: 60 }.into_response();
    }
    next.run(request).await
}
