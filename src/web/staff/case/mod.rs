//! One case: what is known, what comes next, what can be done, what has happened.
//! `page.rs` is what is shown; `view.rs` fills it; its small forms are in `forms`.

pub mod access;
pub mod acts;
pub mod conflict;
pub mod doctor;
pub mod forms;
pub mod join;
pub mod notices;
pub mod page;
pub mod papers;
pub mod people;
mod sample;
pub mod sent;
pub mod timeline;
pub mod view;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::domain::reference::Reference;
use crate::domain::staff::Actor;
use crate::web::auth::SignedIn;
use crate::web::error::WebError;
use crate::web::form::PathOf;
use crate::web::page::render;
use crate::web::state::WebState;
use forms::entries::Entries;
use view::CaseFrame;

/// Shows a case.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, WebError> {
    let reference = Reference::parse(&reference).ok_or(WebError::NotFound)?;
    let saved = raw
        .as_deref()
        .and_then(|raw| raw.strip_prefix("saved="))
        .unwrap_or_default();
    answer(
        &state,
        &actor,
        &reference,
        Entries::default(),
        acts::done_words(saved),
    )
    .await
}

/// Answers with the page of a case; with something to look at again, 422.
async fn answer(
    state: &WebState,
    actor: &Actor,
    reference: &Reference,
    entries: Entries,
    done: &str,
) -> Result<Response, WebError> {
    let case = state
        .desk
        .view_case(actor, reference)
        .await?
        .ok_or(WebError::NotFound)?;
    let status = if entries.is_fine() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let shell = state.staff_shell(actor, "cases");
    let frame = CaseFrame {
        shell,
        actor,
        zone: &state.zone,
        calendar: &state.desk.rules().calendar,
        entries,
        done: done.to_owned(),
    };
    Ok(render(status, &frame.page(&case)))
}
