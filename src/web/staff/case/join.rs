//! The cases about the same child: which may be, joining in one press, and parting again.

use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::acts::{Act, VersionForm, edit, settle};
use super::page::FormView;
use super::people;
use crate::db::referral::alike::AlikeCase;
use crate::domain::permission::{Action, may};
use crate::domain::reference::Reference;
use crate::domain::referral::{Neighbour, Source};
use crate::domain::search::Shared;
use crate::domain::staff::Actor;
use crate::usecases::case::CaseEdit;
use crate::usecases::case::view_case::CaseView;
use crate::web::auth::SignedIn;
use crate::web::error::WebError;
use crate::web::form::{Form, PathOf};
use crate::web::staff::display::{MomentView, moments};
use crate::web::state::WebState;

/// Is everything a case page says of others about the same child.
#[derive(Default)]
pub struct JoinedView {
    /// The case it is joined into.
    pub into: Option<JoinedLine>,
    /// The button that takes that back.
    pub part: Option<FormView>,
    /// Those joined into it.
    pub others: Vec<JoinedLine>,
    /// Those that may be about the same child.
    pub likely: Vec<LikelyLine>,
}

/// Is one other case.
pub struct JoinedLine {
    pub reference: String,
    pub source: &'static str,
    pub received: MomentView,
}

/// Is one other case that may be about the same child, and why.
pub struct LikelyLine {
    pub line: JoinedLine,
    pub child: String,
    pub age: String,
    /// "The same first name and birth date."
    pub reason: String,
    /// The button that joins the two; none where the role does not.
    pub join: Option<FormView>,
}

/// Returns what the page of a case says of others.
pub fn view(actor: &Actor, view: &CaseView, zone: &TimeZone) -> JoinedView {
    let joined = &view.referral.joined;
    let moves = may(actor.role, Action::MoveStatus);
    let line = |reference: &Reference, source: Source, received_at: Timestamp| JoinedLine {
        reference: reference.to_string(),
        source: source.words(),
        received: moments::past(received_at, view.as_of, zone),
    };
    let joined_line = |other: &Neighbour| line(&other.reference, other.source, other.received_at);
    let today = view.as_of.to_zoned(zone.clone()).date();
    let likely = |other: &AlikeCase| LikelyLine {
        line: line(&other.reference, other.source, other.received_at),
        child: people::child_name(&other.facts),
        age: people::child_age(&other.facts, today),
        reason: reason(other),
        join: moves.then(|| join_form(&other.reference, other.version)),
    };
    JoinedView {
        into: joined.into.as_deref().map(joined_line),
        part: (moves && joined.into.is_some()).then(part_form),
        others: joined.others.iter().map(joined_line).collect(),
        likely: view.likely.iter().map(likely).collect(),
    }
}

/// Why it may be the same child, in words.
fn reason(other: &AlikeCase) -> String {
    let what = |shared: &Shared| match shared {
        Shared::Named => None,
        Shared::FirstName => Some("first name"),
        Shared::Birth => Some("birth date"),
        Shared::Phone => Some("phone number"),
        Shared::Email => Some("e-mail address"),
    };
    let shared: Vec<&str> = other.shared.iter().filter_map(what).collect();
    let same = match shared.split_last() {
        None => String::new(),
        Some((only, [])) => format!("The same {only}."),
        Some((last, before)) => format!("The same {} and {last}.", before.join(", ")),
    };
    let named = if other.shared.contains(&Shared::Named) {
        "One form gives the reference of the other. "
    } else {
        ""
    };
    format!("{named}{same}").trim_end().to_owned()
}

fn join_form(other: &Reference, version: i32) -> FormView {
    FormView::new(
        format!("join-{other}"),
        format!("Join with {other}"),
        "join",
    )
    .hidden("other", other.as_str())
    .hidden("other_version", version.to_string())
}

/// Returns the button that parts a case from the one it is joined into.
pub fn part_form() -> FormView {
    FormView::new("part", "Part them again", "part")
}

/// Is the press that joins two cases, each as its page showed it.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct JoinForm {
    pub version: i32,
    pub other: String,
    pub other_version: i32,
}

impl JoinForm {
    /// Returns the other case; one that cannot be read is the same one, which is refused.
    pub fn other(&self, edit: &CaseEdit) -> CaseEdit {
        CaseEdit {
            reference: Reference::parse(&self.other).unwrap_or_else(|| edit.reference.clone()),
            version: self.other_version,
        }
    }

    /// Returns the button again, upon the other case as it is now.
    pub fn view_again(&self, case: &CaseView) -> FormView {
        let mut likely = case.likely.iter();
        let now = likely.find(|other| other.reference.as_str() == self.other);
        let version = now.map_or(self.other_version, |other| other.version);
        let other = Reference::parse(&self.other);
        let other = other.unwrap_or_else(|| case.referral.reference.clone());
        join_form(&other, version)
    }
}

/// Joins two cases.
pub async fn submit(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<JoinForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    settle(&state, &actor, &edit, Act::Join(form)).await
}

/// Parts a case from the one it is joined into.
pub async fn part(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<VersionForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    settle(&state, &actor, &edit, Act::Part).await
}

impl JoinedView {
    /// Returns made-up cases of every kind.
    pub fn sample() -> Self {
        let line = || JoinedLine {
            reference: "RL-3MPD-62T".into(),
            source: "Doctor form",
            received: MomentView::sample("Yesterday 4:10 pm"),
        };
        Self {
            into: Some(line()),
            part: Some(part_form()),
            others: vec![line()],
            likely: vec![LikelyLine {
                line: line(),
                child: "<b>Ana</b> Example".into(),
                age: "9 years".into(),
                reason: "The same first name and birth date.".into(),
                join: Reference::parse("RL-3MPD-62T").map(|other| join_form(&other, 3)),
            }],
        }
    }
}
