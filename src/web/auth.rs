//! Who is signed in. The middleware stands before every staff page but sign-in; handlers take [`SignedIn`].
//!
//! A post whose session has ended is not lost: its text is shown, to be sent again after signing in.

use askama::Template;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::address;
use super::cookies::CookieOf;
use super::error::WebError;
use super::form::read_form;
use super::page;
use super::shell::StaffShell;
use super::state::WebState;
use crate::domain::staff::Actor;

/// The staff member behind this request.
#[derive(Debug, Clone)]
pub struct SignedIn(pub Actor);

impl FromRequestParts<WebState> for SignedIn {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &WebState) -> Result<Self, WebError> {
        parts
            .extensions
            .get::<SignedIn>()
            .cloned()
            .ok_or(WebError::SignInFirst)
    }
}

/// Where one's own password is changed.
const PASSWORD: &str = "/staff/account/password";

/// Lets only signed-in staff through.
pub async fn staff_only(
    State(state): State<WebState>,
    mut request: Request,
    next: Next,
) -> Response {
    let address = address::client(
        request.extensions(),
        request.headers(),
        &state.settings.http.trusted_proxies,
    );
    let resumed = match CookieOf::Session.read(request.headers(), &state) {
        Some(token) => match state.desk.resume_session(&token, address).await {
            Ok(resumed) => resumed,
            Err(error) => return WebError::from(error).into_response(),
        },
        None => None,
    };
    match resumed {
        Some(resumed) => {
            let signed_in = SignedIn(resumed.actor);
            request.extensions_mut().insert(signed_in.clone());
            let mut response = next.run(request).await;
            // For the log line: who it was, by id.
            response.extensions_mut().insert(signed_in);
            response
        }
        None if request.method() == Method::GET || request.method() == Method::HEAD => {
            sign_in_first(&request)
        }
        // Passwords are never sent back into a page.
        None if request.uri().path() == PASSWORD => {
            page::see("/staff/sign-in?next=%2Fstaff%2Faccount#main")
        }
        None => keep_text(request, &state).await,
    }
}

fn sign_in_first(request: &Request) -> Response {
    let here = request
        .uri()
        .path_and_query()
        .map_or("/staff", |path| path.as_str());
    let next = page::local_path(here).filter(|path| *path != "/staff");
    let query = next.map(|path| serde_html_form::to_string([("next", path)]).unwrap_or_default());
    page::see(&query.map_or_else(
        || "/staff/sign-in#main".to_owned(),
        |query| format!("/staff/sign-in?{query}#main"),
    ))
}

/// The page after a post without a session: what was typed, ready to be sent again.
#[derive(Template)]
#[template(path = "staff/signed_out.html")]
struct SignedOutPage {
    shell: StaffShell,
    action: String,
    fields: Vec<(String, String)>,
}

async fn keep_text(request: Request, state: &WebState) -> Response {
    let action = request.uri().path().to_owned();
    let fields = match read_form(request, state.settings.limits.form_bytes).await {
        Ok(bytes) => {
            serde_html_form::from_bytes::<Vec<(String, String)>>(&bytes).unwrap_or_default()
        }
        Err(error) => return error.into_response(),
    };
    let fields = fields.into_iter().take(50).collect();
    page::render(
        StatusCode::UNAUTHORIZED,
        &SignedOutPage {
            shell: StaffShell::signed_out(state),
            action,
            fields,
        },
    )
}
