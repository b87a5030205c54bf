//! The thread of one person outside: what they and staff wrote to each other, and a box to write.

mod pages;
#[cfg(test)]
pub mod samples;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use self::pages::TalkPage;
use super::status::left::{self, LeftForm};
use super::visitor::Visitor;
use crate::domain::message::BODY_MOST;
use crate::domain::person::{FreeText, masked_debug};
use crate::domain::request::FieldErrors;
use crate::support::ids::random_id;
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page;
use crate::web::state::WebState;

/// What somebody writes to us.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TalkForm {
    /// The page's key.
    pub key: String,
    /// What they write.
    pub text: String,
}

masked_debug!(TalkForm);

/// Shows the thread.
pub async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let none = FieldErrors::default();
    let form = TalkForm {
        key: random_id().to_string(),
        ..TalkForm::default()
    };
    answer(&state, &visitor, StatusCode::OK, &form, &none).await
}

/// Takes a message.
pub async fn write(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<TalkForm>,
) -> Result<Response, WebError> {
    if let Some(page) = left::asked(&state, &visitor, LeftForm::message(&form)).await? {
        return Ok(page);
    }
    let Some(session) = &visitor.session else {
        return Ok(left::shut(&state, &visitor, &form.text));
    };
    let key = Uuid::parse_str(&form.key)
        .map_err(|_| WebError::BadRequest("the form is not one of ours"))?;
    let body = match FreeText::parse(&form.text, BODY_MOST) {
        Ok(body) => body,
        Err(error) => {
            let mut errors = FieldErrors::default();
            errors.add("text", error);
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return answer(&state, &visitor, status, &form, &errors).await;
        }
    };
    if state.desk.write_message(session, key, &body).await? {
        let there = format!("/{}/status/talk?said=sent#main", visitor.language.code());
        Ok(page::see(&there))
    } else {
        Ok(left::shut(&state, &visitor, &form.text))
    }
}

async fn answer(
    state: &WebState,
    visitor: &Visitor,
    status: StatusCode,
    form: &TalkForm,
    errors: &FieldErrors,
) -> Result<Response, WebError> {
    let found = match &visitor.session {
        Some(session) => state.desk.read_thread(session).await?,
        None => None,
    };
    let Some(thread) = found else {
        return Ok(left::shut(state, visitor, &form.text));
    };
    let zone = &state.settings.programme.zone;
    let shell = visitor.shell(state).read_by_doctor(thread.by_doctor);
    let page = TalkPage::new(shell, &thread, zone, form, errors);
    Ok(page::render(status, &page.after(visitor.said.as_deref())))
}
