//! Renders a page struct. Pages are never cached: they are about one person at one moment.

use askama::Template;
use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};

use serde_json::Value;

use super::error::WebError;

/// Renders a template as an HTML answer.
pub fn render(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => html(status, text),
        Err(error) => WebError::Internal(Box::new(error)).into_response(),
    }
}

/// An HTML answer from text that a template made.
pub fn html(status: StatusCode, text: String) -> Response {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Answers the script that saves while somebody types: which save it is in a header, when it was in words.
pub fn typed(status: StatusCode, seen: &str, line: String) -> Response {
    let mut response = (status, line).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(seen) = HeaderValue::from_str(seen) {
        headers.insert("x-saved", seen);
    }
    response
}

/// Sends the browser to a page of ours after a post (303). The fragment is part of the address: a browser would
/// otherwise carry the one of the form's action along.
pub fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// A path of ours from a query, or nothing: never another site's address.
pub fn local_path(next: &str) -> Option<&str> {
    let plain = next.starts_with("/staff")
        && next.bytes().all(|byte| byte.is_ascii_graphic())
        && !next.contains(['\\', '#'])
        && !next.contains("//");
    (plain && next.len() <= 512).then_some(next)
}

/// An answer for a script or a machine, that nobody keeps.
pub fn json(status: StatusCode, body: &Value) -> Response {
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

#[cfg(test)]
mod tests {
    use super::local_path;

    #[test]
    fn only_paths_of_ours_are_followed() {
        assert_eq!(
            local_path("/staff/cases?status=received"),
            Some("/staff/cases?status=received")
        );
        for other in [
            "//evil.test",
            "/\\evil.test",
            "https://evil.test",
            "/staff//evil.test",
            "/staff\\x",
            "",
            "/en",
            "javascript:alert(1)",
        ] {
            assert_eq!(local_path(other), None, "{other}");
        }
    }
}
