//! Where an invitation leads: the first password of a new account, or a new one after a reset.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::account::new_password_words;
use crate::support::ids::Token;
use crate::usecases::account::manage_account::ChangePasswordError;
use crate::web::components::SummaryError;
use crate::web::error::WebError;
use crate::web::form::{Form, PathOf};
use crate::web::page::{render, see};
use crate::web::shell::StaffShell;
use crate::web::state::WebState;

/// Is the page that opens an account.
#[derive(Template)]
#[template(path = "staff/first_password.html")]
pub struct FirstPasswordPage {
    pub shell: StaffShell,
    /// Whose account it is.
    pub name: String,
    /// Where the form posts to: the invitation's own address.
    pub action: String,
    pub errors: Vec<SummaryError>,
    pub new_error: Option<String>,
    pub again_error: Option<String>,
}

impl FirstPasswordPage {
    /// Returns a made-up page with an error.
    pub fn sample() -> Self {
        let words = "Choose a password that is harder to guess".to_owned();
        Self {
            shell: StaffShell {
                staff_name: String::new(),
                ..StaffShell::sample("")
            },
            name: "Jordan Rivera".into(),
            action: "/staff/invitations/x".into(),
            errors: vec![SummaryError::new("new", words.clone())],
            new_error: Some(words),
            again_error: None,
        }
    }
}

/// Is a first password as it was sent.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FirstPasswordForm {
    pub new: SecretString,
    pub again: SecretString,
}

/// Shows where an invitation leads. Looking uses nothing up: mail scanners look before people do.
pub async fn show(
    State(state): State<WebState>,
    PathOf(token): PathOf<String>,
) -> Result<Response, WebError> {
    let token = Token::parse(&token).ok_or(WebError::NotFound)?;
    let page = page(&state, &token, None).await?;
    Ok(render(StatusCode::OK, &page))
}

/// Chooses the password; the invitation is used up.
pub async fn submit(
    State(state): State<WebState>,
    PathOf(token): PathOf<String>,
    Form(form): Form<FirstPasswordForm>,
) -> Result<Response, WebError> {
    let token = Token::parse(&token).ok_or(WebError::NotFound)?;
    let complaint = if form.new.expose_secret() == form.again.expose_secret() {
        match state.desk.accept_invitation(&token, form.new).await {
            Ok(()) => return Ok(see("/staff/sign-in?said=password#main")),
            Err(ChangePasswordError::NewOne(problem)) => ("new", new_password_words(problem)),
            Err(ChangePasswordError::Db(error)) => return Err(error.into()),
            Err(_) => return Err(WebError::NotFound),
        }
    } else {
        ("again", "Type the same password twice".to_owned())
    };
    let page = page(&state, &token, Some(complaint)).await?;
    Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

async fn page(
    state: &WebState,
    token: &Token,
    complaint: Option<(&'static str, String)>,
) -> Result<FirstPasswordPage, WebError> {
    let name = state
        .desk
        .find_invitation(token)
        .await?
        .ok_or(WebError::NotFound)?;
    let error = |field: &str| {
        complaint
            .as_ref()
            .filter(|(name, _)| *name == field)
            .map(|(_, words)| words.clone())
    };
    Ok(FirstPasswordPage {
        shell: StaffShell::signed_out(state),
        name,
        action: format!("/staff/invitations/{}", token.expose()),
        new_error: error("new"),
        again_error: error("again"),
        errors: complaint
            .iter()
            .map(|(field, words)| SummaryError::new(*field, words.clone()))
            .collect(),
    })
}
