//! The visit on a family's page: when, where, how to get in and what to bring, and the same as a calendar file.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::response::Response;

use crate::domain::status::Status;
use crate::support::calendar_file::CalendarEvent;
use crate::web::error::WebError;
use crate::web::files::download;
use crate::web::public::receipt;
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
    let view = view
        .filter(|view| !view.death_told && !view.receipt.contact_stopped)
        .ok_or(WebError::NotFound)?;
    let facts = receipt::facts(&state, &view.receipt);
    let card = VisitCard::of(&state, &visitor, &facts);
    let (card, begins_at) = card.zip(facts.visit).ok_or(WebError::NotFound)?;
    let (reference, phone) = (&facts.reference, &state.settings.programme.phone);
    let words = visitor.words();
    let event = CalendarEvent {
        uid: format!("visit-{reference}@intake-desk"),
        made_at: state.desk.now(),
        begins_at: begins_at.timestamp(),
        title: words.with("status-visit-event", &[("reference", reference.as_str())]),
        place: card.address,
        about: words.with("status-visit-event-about", &[("phone", phone.as_str())]),
    };
    let name = format!("{reference}.ics");
    download::bytes(
        "text/calendar; charset=utf-8",
        &name,
        event.write().into_bytes(),
    )
}
