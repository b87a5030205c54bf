//! Who has looked at a case: for supervisors, and for the privacy officer who may not open the case itself.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::timeline;
use crate::db::audit::RecordedEvent;
use crate::domain::permission::{Action, may};
use crate::domain::reference::Reference;
use crate::web::auth::SignedIn;
use crate::web::components::SummaryError;
use crate::web::error::WebError;
use crate::web::form::{PathOf, QueryOf};
use crate::web::page::render;
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

/// Asks for a reference, and leads to who looked at its case.
pub async fn find(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    QueryOf(asked): QueryOf<FindAccess>,
) -> Result<Response, WebError> {
    if !may(actor.role, Action::SeeAccessLog) {
        return Err(WebError::Forbidden);
    }
    if let Some(reference) = Reference::parse(asked.reference.trim()) {
        let log = format!("/staff/cases/{reference}/access");
        return Ok(Redirect::to(&log).into_response());
    }
    let wrong = !asked.reference.trim().is_empty();
    let (status, error) = if wrong {
        let words = NO_REFERENCE.to_owned();
        (StatusCode::UNPROCESSABLE_ENTITY, Some(words))
    } else {
        (StatusCode::OK, None)
    };
    let shell = state.staff_shell(&actor, "access");
    let page = FindAccessPage::new(shell, asked.reference, error);
    Ok(render(status, &page))
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
