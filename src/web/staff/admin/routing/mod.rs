//! Who hears of a request: the rules in words, edited step by step, tried on past requests, then saved as a version.
//! `draft` is the edit, `page` what is shown, `words` a rule in words.

pub mod draft;
pub mod page;
pub mod words;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use self::draft::{Draft, EditForm, Step};
use self::page::{Frame, RoutingPage};
use super::versions::overtaken;
use crate::domain::staff::Actor;
use crate::usecases::rules::RulesError;
use crate::usecases::rules::save_routing::NewRules;
use crate::web::auth::SignedIn;
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page::{render, see};
use crate::web::state::WebState;

/// Shows the rules in force.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    RawQuery(raw): RawQuery,
) -> Result<Response, WebError> {
    let view = state.desk.view_routing(&actor).await?;
    let done = match raw.as_deref() {
        Some("saved=rules") => "Saved. The next request is told by these rules.",
        _ => "",
    };
    let page = RoutingPage::in_force(&state, &actor, &view, done);
    Ok(render(StatusCode::OK, &page))
}

/// Does one step of an edit and shows what the edited set would have done. Nothing is stored.
pub async fn edit(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    Form(form): Form<EditForm>,
) -> Result<Response, WebError> {
    // Who may not is refused before anything of the form is looked at.
    state.desk.view_routing(&actor).await?;
    let draft = match form.step()? {
        Step::Draft(draft) => draft,
        Step::Back(number) => Draft {
            rules: state.desk.routing_of_version(&actor, number).await?,
            version: form.version,
            back_to: Some(number),
            open: None,
        },
    };
    tried(&state, &actor, draft, form.act == "put", false).await
}

/// Saves the edited set.
pub async fn save(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    Form(form): Form<EditForm>,
) -> Result<Response, WebError> {
    state.desk.view_routing(&actor).await?;
    let draft = form.draft()?;
    let new = NewRules {
        upon: draft.version,
        rules: draft.rules.clone(),
        back_to: draft.back_to,
    };
    match state.desk.save_routing(&actor, &new).await {
        Ok(_) => Ok(see("/staff/admin/routing?saved=rules#main")),
        Err(RulesError::Stale) => tried(&state, &actor, draft, false, true).await,
        Err(RulesError::Wrong) => tried(&state, &actor, draft, true, false).await,
        Err(error) => Err(error.into()),
    }
}

/// Shows an edit. `closing` closes the open rule unless something is wrong with the set; `overtook` says that the edit was
/// overtaken and puts it upon what is in force now.
async fn tried(
    state: &WebState,
    actor: &Actor,
    mut draft: Draft,
    closing: bool,
    overtook: bool,
) -> Result<Response, WebError> {
    let trial = state.desk.try_routing(actor, &draft.rules).await?;
    let status = if overtook {
        draft.version = trial.view.version;
        StatusCode::CONFLICT
    } else if closing && !trial.problems.is_empty() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        if closing {
            draft.open = None;
        }
        StatusCode::OK
    };
    let frame = Frame {
        state,
        actor,
        view: &trial.view,
    };
    let mut page = RoutingPage::edited(&frame, &trial, &draft);
    if overtook {
        page.refused = overtaken(&page.versions, "the rules");
        page.theirs = frame.rules(&trial.view.rules);
    }
    Ok(render(status, &page))
}
