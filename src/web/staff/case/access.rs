//! Who has looked at a case: for supervisors, and for the privacy officer who may not open the case itself.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::timeline;
use crate::db::audit::RecordedEvent;
use crate::domain::permission::{Action, may};
use crate::domain::reference::Reference;
use crate::domain::staff::Actor;
use crate::web::auth::SignedIn;
use crate::web::components::SummaryError;
use crate::web::error::WebError;
use crate::web::form::{Form, PathOf};
use crate::web::page::{render, see};
use crate::web::shell::StaffShell;
use crate::web::staff::display::{MomentView, moments};
use crate::web::state::WebState;

/// Is the access log of one case.
#[derive(Template)]
#[template(path = "staff/case/access.html")]
pub struct AccessPage {
    pub shell: StaffShell,
    pub reference: String,
    pub can_open: bool,
    pub entries: Vec<AccessView>,
}

/// Asks whose looks are to be read, for who may open no case.
#[derive(Template)]
#[template(path = "staff/case/find_access.html")]
pub struct FindAccessPage {
    pub shell: StaffShell,
    pub reference: String,
    pub errors: Vec<SummaryError>,
    pub error: Option<String>,
}

impl FindAccessPage {
    /// Returns a made-up page.
    pub fn sample() -> Self {
        Self::new(
            StaffShell::sample("access"),
            "7KX2".into(),
            Some(NO_REFERENCE.to_owned()),
        )
    }

    fn new(shell: StaffShell, reference: String, error: Option<String>) -> Self {
        let summary = error.iter().cloned();
        Self {
            shell,
            reference,
            errors: summary
                .map(|error| SummaryError::new("reference", error))
                .collect(),
            error,
        }
    }
}

/// What a text is answered that cannot be a reference.
const NO_REFERENCE: &str =
    "That is no reference. It has a few letters, four signs and three signs: RL-7KX2-94Q.";

/// Is whose looks are asked for.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FindAccess {
    reference: String,
}

/// Asks for a reference.
pub async fn ask(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
) -> Result<Response, WebError> {
    check_may_read(&actor)?;
    Ok(find_page(
        &state,
        &actor,
        StatusCode::OK,
        String::new(),
        None,
    ))
}

/// Leads to who looked at a case. What was typed may be a name: it never stands in an address.
pub async fn find(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    Form(asked): Form<FindAccess>,
) -> Result<Response, WebError> {
    check_may_read(&actor)?;
    let Some(reference) = Reference::parse(asked.reference.trim()) else {
        let error = Some(NO_REFERENCE.to_owned());
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(find_page(&state, &actor, status, asked.reference, error));
    };
    let log = format!("/staff/cases/{reference}/access");
    Ok(see(&log))
}

fn check_may_read(actor: &Actor) -> Result<(), WebError> {
    if may(actor.role, Action::SeeAccessLog) {
        Ok(())
    } else {
        Err(WebError::Forbidden)
    }
}

fn find_page(
    state: &WebState,
    actor: &Actor,
    status: StatusCode,
    typed: String,
    error: Option<String>,
) -> Response {
    let page = FindAccessPage::new(state.staff_shell(actor, "access"), typed, error);
    render(status, &page)
}

/// Is one look or change.
pub struct AccessView {
    pub moment: MomentView,
    pub who: String,
    pub what: String,
}

impl AccessPage {
    /// Returns a made-up page.
    pub fn sample() -> Self {
        Self {
            shell: StaffShell::sample("cases"),
            reference: "RL-7KX2-94Q".into(),
            can_open: true,
            entries: vec![AccessView {
                moment: MomentView::sample("Today 2:02 pm"),
                who: "Jordan Rivera".into(),
                what: "Opened the case".into(),
            }],
        }
    }
}

/// Shows who has looked at a case and what was done.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
) -> Result<Response, WebError> {
    let reference = Reference::parse(&reference).ok_or(WebError::NotFound)?;
    let missing = if may(actor.role, Action::SeeAccessLog) {
        WebError::NotFound
    } else {
        WebError::Forbidden
    };
    let log = state
        .desk
        .view_access_log(&actor, &reference)
        .await?
        .ok_or(missing)?;
    let entry = |event: &RecordedEvent| AccessView {
        moment: moments::exact(event.at, &state.zone),
        who: timeline::who(event, &log.names),
        what: timeline::title(event, &log.names),
    };
    let page = AccessPage {
        shell: state.staff_shell(&actor, "cases"),
        can_open: may(actor.role, Action::SeeCase),
        entries: log.events.iter().map(entry).collect(),
        reference: log.reference.to_string(),
    };
    Ok(render(StatusCode::OK, &page))
}
