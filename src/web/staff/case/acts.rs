//! What staff do on the case page: each small form is one act, done by one use case.
//! An act that is refused comes back with its text; one that came too late is shown beside what changed.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::tz::TimeZone;
use serde::Deserialize;

use super::conflict::ConflictFrame;
use super::forms::entries::Entries;
use super::forms::moves::{self, StatusChangeForm};
use super::forms::writing::{
    AssignmentForm, CallForm, NoteForm, PriorityForm, links_form, told_by_mistake_form,
};
use super::join::JoinForm;
use super::page::FormView;
use super::{answer, join, people, view};
use crate::domain::reference::Reference;
use crate::domain::referral::{AssignError, Duty, MoveError};
use crate::domain::staff::Actor;
use crate::usecases::Desk;
use crate::usecases::case::record_contact::CallNote;
use crate::usecases::case::view_case::CaseView;
use crate::usecases::case::{CaseEdit, ChangeCaseError};
use crate::web::auth::SignedIn;
use crate::web::error::WebError;
use crate::web::form::{Form, PathOf};
use crate::web::page::{render, see};
use crate::web::state::WebState;

/// Is a form of the case page as it was sent.
pub enum Act {
    Move(StatusChangeForm),
    Call(CallForm),
    Note(NoteForm),
    Priority(PriorityForm),
    Assign(AssignmentForm),
    Links,
    DeathMistake,
    Death,
    NoReferral,
    Join(JoinForm),
    Part,
}

/// Is why an act was not done.
pub enum Refusal {
    /// Something in the form needs another look.
    Entries(Entries),
    /// The act itself is not possible now, in words.
    NotNow(String),
    /// The use case refused for another reason.
    Error(ChangeCaseError),
}

impl Act {
    /// Returns what to say after it was done, as a code for the address.
    pub fn saved(&self) -> &'static str {
        match self {
            Self::Move(_) => "status",
            Self::Call(_) => "call",
            Self::Note(_) => "note",
            Self::Priority(_) => "urgency",
            Self::Assign(form) if form.staff == "me" => "taken",
            Self::Assign(_) => "owner",
            Self::Links => "links",
            Self::DeathMistake => "mistake",
            Self::Death => "death",
            Self::NoReferral => "proposal",
            Self::Join(_) => "joined",
            Self::Part => "parted",
        }
    }

    /// Does it.
    pub async fn perform(
        &self,
        desk: &Desk,
        actor: &Actor,
        edit: &CaseEdit,
        zone: &TimeZone,
    ) -> Result<(), Refusal> {
        let done = match self {
            Self::Move(form) => {
                let to = form
                    .target()
                    .ok_or_else(|| Refusal::NotNow("There is no such status.".to_owned()))?;
                let details = form.parse(zone).map_err(Refusal::Entries)?;
                desk.move_status(actor, edit, to, details).await
            }
            Self::Call(form) => {
                let call = form.parse().map_err(Refusal::Entries)?;
                let call = CallNote {
                    with: call.with,
                    result: call.result,
                    said: call.said,
                    promised: call.promised,
                    tells_decision: call.tells_decision,
                };
                desk.record_call(actor, edit, call).await
            }
            Self::Note(form) => {
                let body = form.parse().map_err(Refusal::Entries)?;
                desk.add_note(actor, edit, &body).await
            }
            Self::Priority(form) => {
                let (to, reason) = form.parse().map_err(Refusal::Entries)?;
                desk.change_priority(actor, edit, to, &reason).await
            }
            Self::Assign(form) => {
                let (duty, to) = form.parse(actor.id).map_err(Refusal::Entries)?;
                desk.assign_case(actor, edit, duty, to).await
            }
            Self::Links => desk.replace_links(actor, edit).await,
            Self::DeathMistake => desk.take_back_told_death(actor, edit).await,
            Self::Death => desk.record_death(actor, edit).await,
            Self::NoReferral => desk.propose_no_referral(actor, edit).await,
            Self::Join(form) => desk.join_cases(actor, edit, &form.other(edit)).await,
            Self::Part => desk.part_cases(actor, edit).await,
        };
        done.map_err(|error| self.refusal(error))
    }

    fn refusal(&self, error: ChangeCaseError) -> Refusal {
        match (self, error) {
            (Self::Move(form), ChangeCaseError::Move(error)) => match form.refused(error) {
                Some(entries) => Refusal::Entries(entries),
                None => not_now(error),
            },
            (_, ChangeCaseError::Move(error)) => not_now(error),
            (_, ChangeCaseError::Assign(error)) => not_now_assign(error),
            (_, ChangeCaseError::Join(error)) => Refusal::NotNow(sentence(&error.to_string())),
            (_, error) => Refusal::Error(error),
        }
    }

    /// Returns the form again with what was typed, as it fits the case now. What has no form any more becomes a note,
    /// so that no word is lost.
    pub fn form_again(&self, case: &CaseView, actor: &Actor) -> FormView {
        let (mut form, entries) = match self {
            Self::Move(form) => (move_again(form, case), form.entries()),
            Self::Call(form) => (CallForm::view(&case.referral, actor), form.entries()),
            Self::Note(form) => (NoteForm::view(), form.entries()),
            Self::Priority(form) => (PriorityForm::view(case.referral.priority), form.entries()),
            Self::Assign(form) => {
                let duty = Duty::from_code(&form.duty).unwrap_or(Duty::Owner);
                (
                    AssignmentForm::view(duty, view::choices_for(case, duty)),
                    form.entries(),
                )
            }
            Self::Death => (
                moves::death_form(
                    people::known_name(&case.facts).as_deref(),
                    case.referral.reference.as_str(),
                ),
                Entries::default(),
            ),
            Self::Links => (links_form(&case.referral), Entries::default()),
            Self::DeathMistake => (told_by_mistake_form(), Entries::default()),
            Self::NoReferral => (moves::no_referral_form(), Entries::default()),
            Self::Join(form) => (form.view_again(case), Entries::default()),
            Self::Part => (join::part_form(), Entries::default()),
        };
        entries.fill(&mut form);
        form
    }
}

fn move_again(form: &StatusChangeForm, case: &CaseView) -> FormView {
    let fits = |to| {
        case.moves
            .iter()
            .find(|option| option.to == to && option.blocked.is_none())
    };
    if let Some(option) = form.target().and_then(fits) {
        return moves::move_form(case.referral.status, option);
    }
    let mut note = NoteForm::view();
    Entries::of("note")
        .keep("body", &form.written())
        .fill(&mut note);
    note
}

fn not_now(error: MoveError) -> Refusal {
    Refusal::NotNow(match error {
        MoveError::NotInTable { from, to } => format!(
            "A case cannot go from \u{201c}{}\u{201d} to \u{201c}{}\u{201d}.",
            from.words(),
            to.words()
        ),
        error => sentence(&error.to_string()),
    })
}

fn not_now_assign(error: AssignError) -> Refusal {
    match error {
        AssignError::NotAllowed => Refusal::Error(ChangeCaseError::Forbidden),
        error => Refusal::NotNow(sentence(&error.to_string())),
    }
}

/// Makes a sentence of the words of a refusal.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters
        .next()
        .map(|letter| letter.to_uppercase().collect::<String>())
        .unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// Returns what a saved act is called on the page it leads back to.
pub fn done_words(code: &str) -> &'static str {
    match code {
        "status" => "The status is changed.",
        "call" => "The call is saved.",
        "note" => "The note is saved.",
        "urgency" => "The urgency is changed.",
        "taken" => "You have it now.",
        "owner" => "It is assigned, and they were told.",
        "mistake" => "It is noted. Messages to the family go on as before.",
        "person" => "The person is added.",
        "child" => "The child's name and birth date are saved.",
        "links" => {
            "The old link is shut, with the page after sending. The new one goes to their e-mail address, where we have one."
        }
        "death" => "It is recorded. Every automatic message to the family is stopped.",
        "proposal" => "It is proposed. A colleague has to agree.",
        "joined" => "They are one case now. Part them again on the page of the joined one.",
        "parted" => "They are two cases again, each with its own promise.",
        _ => "",
    }
}

/// Is a form with nothing but the version it was made from.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct VersionForm {
    pub version: i32,
}

/// Moves a case.
pub async fn submit_move(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<StatusChangeForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    settle(&state, &actor, &edit, Act::Move(form)).await
}

/// Records a call.
pub async fn submit_call(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<CallForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    settle(&state, &actor, &edit, Act::Call(form)).await
}

/// Writes a note.
pub async fn submit_note(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<NoteForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    settle(&state, &actor, &edit, Act::Note(form)).await
}

/// Changes how urgent a case is.
pub async fn submit_priority(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<PriorityForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    settle(&state, &actor, &edit, Act::Priority(form)).await
}

/// Gives a case to somebody.
pub async fn submit_assignment(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<AssignmentForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    settle(&state, &actor, &edit, Act::Assign(form)).await
}

/// Records that the child has died.
pub async fn submit_death(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<VersionForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    settle(&state, &actor, &edit, Act::Death).await
}

/// Notes that the family told us of a death by mistake.
pub async fn submit_death_mistake(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<VersionForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    settle(&state, &actor, &edit, Act::DeathMistake).await
}

/// Replaces the private links of the family.
pub async fn submit_links(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<VersionForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    settle(&state, &actor, &edit, Act::Links).await
}

/// Proposes that a request is no referral.
pub async fn submit_no_referral(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<VersionForm>,
) -> Result<Response, WebError> {
    let edit = edit(&reference, form.version)?;
    settle(&state, &actor, &edit, Act::NoReferral).await
}

/// Reads which case a form is about, and the version it was made from.
pub fn edit(reference: &str, version: i32) -> Result<CaseEdit, WebError> {
    let reference = Reference::parse(reference).ok_or(WebError::NotFound)?;
    Ok(CaseEdit { reference, version })
}

/// Does an act and answers: back to the case, the case with what needs another look, or both texts side by side.
pub(super) async fn settle(
    state: &WebState,
    actor: &Actor,
    edit: &CaseEdit,
    act: Act,
) -> Result<Response, WebError> {
    match act.perform(&state.desk, actor, edit, &state.zone).await {
        Ok(()) => Ok(see(&format!(
            "/staff/cases/{}?saved={}#main",
            edit.reference,
            act.saved()
        ))),
        Err(Refusal::Entries(entries)) => answer(state, actor, &edit.reference, entries, "").await,
        Err(Refusal::NotNow(reason)) => conflict(state, actor, edit, &act, Some(reason)).await,
        Err(Refusal::Error(ChangeCaseError::Stale)) => {
            conflict(state, actor, edit, &act, None).await
        }
        Err(Refusal::Error(error)) => Err(error.into()),
    }
}

async fn conflict(
    state: &WebState,
    actor: &Actor,
    edit: &CaseEdit,
    act: &Act,
    reason: Option<String>,
) -> Result<Response, WebError> {
    let case = state
        .desk
        .view_case(actor, &edit.reference)
        .await?
        .ok_or(WebError::NotFound)?;
    let frame = ConflictFrame {
        shell: state.staff_shell(actor, "cases"),
        zone: &state.zone,
        actor: actor.id,
        version: edit.version,
        reason,
        form: act.form_again(&case, actor),
    };
    Ok(render(StatusCode::CONFLICT, &frame.page(&case)))
}
