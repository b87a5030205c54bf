//! The timeline of a case: each event in one line, with what was said where this reader may read it.

use jiff::tz::TimeZone;
use serde_json::Value;
use uuid::Uuid;

use super::page::TimelineView;
use crate::db::audit::RecordedEvent;
use crate::domain::event::EventKind;
use crate::usecases::case::view_case::{CaseView, StaffNames};
use crate::web::staff::display::{history, moments};

/// Returns the changes of a case, newest first.
pub fn entries(view: &CaseView, zone: &TimeZone) -> Vec<TimelineView> {
    let one = |event: &RecordedEvent| TimelineView {
        title: title(event, &view.names),
        who: who(event, &view.names),
        moment: moments::past(event.at, view.as_of, zone),
        text: text(event, view),
        quiet: matches!(
            event.kind,
            EventKind::RequestReceived | EventKind::OwnerAssigned | EventKind::SocialWorkerAssigned
        ),
    };
    view.timeline.iter().map(one).collect()
}

/// Returns who did it, in words.
pub fn who(event: &RecordedEvent, names: &StaffNames) -> String {
    match event.staff.and_then(|staff| names.get(&staff)) {
        Some(name) => name.clone(),
        None => match event.actor_kind.as_str() {
            "family" => "Family",
            "doctor" => "Doctor",
            "clock" => "Intake Desk",
            "operator" => "Operator",
            "staff" => "A former colleague",
            _ => "Somebody not signed in",
        }
        .to_owned(),
    }
}

/// Returns what happened, with the names of staff where an event is about one.
pub fn title(event: &RecordedEvent, names: &StaffNames) -> String {
    let duty = match event.kind {
        EventKind::OwnerAssigned => "the case",
        EventKind::SocialWorkerAssigned => "the social work",
        kind => return history::title(kind, &event.details),
    };
    let to = id(&event.details, "to");
    if to.is_some() && to == event.staff {
        return format!("Took {duty}");
    }
    let name = to
        .and_then(|to| names.get(&to))
        .map_or("a colleague", String::as_str);
    format!("Gave {duty} to {name}")
}

fn text(event: &RecordedEvent, view: &CaseView) -> String {
    let call = id(&event.details, "call").and_then(|call| view.calls.get(&call));
    if let Some(call) = call {
        let promised = if call.words.promised.is_empty() {
            String::new()
        } else {
            format!("Promised: {}", call.words.promised)
        };
        let parts = [call.words.said.clone(), promised];
        return parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("\n");
    }
    let note = id(&event.details, "note").and_then(|note| view.notes.get(&note));
    note.map(|note| note.body.clone()).unwrap_or_default()
}

fn id(details: &Value, name: &str) -> Option<Uuid> {
    details.get(name)?.as_str()?.parse().ok()
}
