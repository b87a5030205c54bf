//! Draws the page of every answer that is an error and has none yet: in the visitor's language, with the phone number
//! and a number to tell us, and nothing of what went wrong inside.

use std::any::Any;

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::log::RequestId;
use crate::support::words::{Language, Words};
use crate::web::error::NeedsErrorPage;
use crate::web::page;
use crate::web::shell::{PublicShell, StaffShell};
use crate::web::state::WebState;

#[derive(Template)]
#[template(path = "errors/problem.html")]
struct ProblemPage {
    shell: PublicShell,
    title: String,
    text: String,
    start: String,
    number: String,
}

#[derive(Template)]
#[template(path = "errors/staff_problem.html")]
struct StaffProblemPage {
    shell: StaffShell,
    title: String,
    text: String,
    number: String,
    phone: String,
}

/// Draws error pages where they are missing.
pub async fn draw(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let id = request
        .extensions()
        .get::<RequestId>()
        .map(|RequestId(id)| id.clone())
        .unwrap_or_default();
    let head = request.method() == Method::HEAD;
    let response = next.run(request).await;
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let drawn = response.headers().contains_key(header::CONTENT_TYPE)
        && response.extensions().get::<NeedsErrorPage>().is_none();
    let ours = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| {
            kind.as_bytes().starts_with(b"text/html") || kind == "application/json"
        });
    if !is_error || (drawn && ours) || head {
        return response;
    }
    let (parts, _) = response.into_parts();
    let mut page = problem(&state, status, &path, &id);
    for (name, value) in &parts.headers {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            page.headers_mut().append(name, value.clone());
        }
    }
    page.extensions_mut().extend(parts.extensions);
    page
}

fn problem(state: &WebState, status: StatusCode, path: &str, id: &str) -> Response {
    if path.starts_with("/staff") || path.starts_with("/dev") {
        return staff_problem(state, status, id);
    }
    let language = if path.starts_with("/es") {
        Language::Es
    } else {
        Language::En
    };
    let shell = state.public_shell(language, &format!("/{}", language.code()));
    let (title, text) = keys(status);
    let words = shell.words;
    let problem = ProblemPage {
        title: words.text(title),
        text: words.text(text),
        start: format!("/{}", language.code()),
        number: words.with("problem-number", &[("id", id)]),
        shell,
    };
    page::render(status, &problem)
}

/// Staff read English, and go back to their work.
fn staff_problem(state: &WebState, status: StatusCode, id: &str) -> Response {
    let words = Words::of(Language::En);
    let (title, text) = keys(status);
    let problem = StaffProblemPage {
        shell: StaffShell::signed_out(state),
        title: words.text(title),
        text: words.text(text),
        number: words.with("problem-number", &[("id", id)]),
        phone: state.settings.programme.phone.clone(),
    };
    page::render(status, &problem)
}

fn keys(status: StatusCode) -> (&'static str, &'static str) {
    match status {
        StatusCode::UNAUTHORIZED => ("problem-sign-in-title", "problem-sign-in"),
        StatusCode::FORBIDDEN => ("problem-forbidden-title", "problem-forbidden"),
        StatusCode::NOT_FOUND => ("problem-not-found-title", "problem-not-found"),
        StatusCode::CONFLICT => ("problem-conflict-title", "problem-conflict"),
        StatusCode::PAYLOAD_TOO_LARGE => ("problem-too-large-title", "problem-too-large"),
        StatusCode::UNSUPPORTED_MEDIA_TYPE | StatusCode::METHOD_NOT_ALLOWED => {
            ("problem-not-a-form-title", "problem-not-a-form")
        }
        StatusCode::TOO_MANY_REQUESTS => ("problem-too-many-title", "problem-too-many"),
        StatusCode::REQUEST_TIMEOUT => ("problem-too-slow-title", "problem-too-slow"),
        StatusCode::SERVICE_UNAVAILABLE => ("problem-unavailable-title", "problem-unavailable"),
        StatusCode::INSUFFICIENT_STORAGE => ("problem-no-room-title", "problem-no-room"),
        status if status.is_client_error() => ("problem-bad-request-title", "problem-bad-request"),
        _ => ("problem-internal-title", "problem-internal"),
    }
}

/// The answer after a panic: the process lives, the visitor gets a plain page.
pub fn after_panic(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a request panicked");
    let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    response.extensions_mut().insert(NeedsErrorPage);
    response
}
