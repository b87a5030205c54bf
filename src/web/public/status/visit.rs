//! The visit on a family's page: when, where, how to get in and what to bring, and the same as a calendar file.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;

use crate::domain::status::Status;
use crate::support::calendar_file::CalendarEvent;
use crate::web::error::WebError;
use crate::web::files::download;
use crate::web::public::sent::SentFacts;
use crate::web::public::visitor::Visitor;
use crate::web::state::WebState;

/// A visit that has a date, in the reader's language.
#[derive(Debug, Clone)]
pub struct VisitCard {
    /// Where.
    pub address: String,
    /// Door and parking.
    pub way: String,
    /// What to bring.
    pub bring: String,
}

impl VisitCard {
    /// The card of a family whose visit is still to come.
    pub fn of(state: &WebState, visitor: &Visitor, facts: &SentFacts) -> Option<Self> {
        let visit = &state.settings.programme.visit;
        let own = |words: &BTreeMap<String, String>| {
            let words = words.get(visitor.language.code());
            words.cloned().unwrap_or_default()
        };
        let to_come = facts.visit.as_ref().is_some_and(|at| *at > facts.now);
        (facts.status == Status::VisitScheduled && to_come).then(|| Self {
            address: visit.address.clone(),
            way: own(&visit.way),
            bring: own(&visit.bring),
        })
    }
}

/// Hands out the visit as a calendar file. It names nobody: a calendar is seen by others.
pub async fn calendar(
    State(state): State<WebState>,
    visitor: Visitor,
) -> Result<Response, WebError> {
    let session = visitor.session.as_ref().ok_or(WebError::NotFound)?;
    let view = state.desk.view_status(session).await?;
    let receipt = view
        .filter(|view| !view.death_told && !view.receipt.contact_stopped)
        .map(|view| view.receipt)
        .filter(|receipt| receipt.status == Status::VisitScheduled)
        .ok_or(WebError::NotFound)?;
    let to_come = receipt.visit_at.filter(|at| *at > state.desk.now());
    let begins_at = to_come.ok_or(WebError::NotFound)?;
    let programme = &state.settings.programme;
    let reference = receipt.reference.as_str();
    let words = visitor.words();
    let event = CalendarEvent {
        uid: format!("visit-{reference}@intake-desk"),
        made_at: state.desk.now(),
        begins_at,
        title: words.with("status-visit-event", &[("reference", reference)]),
        place: programme.visit.address.clone(),
        about: words.with(
            "status-visit-event-about",
            &[("phone", programme.phone.as_str())],
        ),
    };
    let name = format!("{reference}.ics");
    download::bytes(
        "text/calendar; charset=utf-8",
        &name,
        event.write().into_bytes(),
    )
}
