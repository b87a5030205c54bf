//! The letters to the doctor who referred: what the desk drafts, what a person changes and releases, and what was released.

pub mod view;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use self::view::{LetterFrame, Typed};
use crate::domain::letter::{LETTER_MOST, LetterKind};
use crate::domain::person::{FreeText, masked_debug};
use crate::domain::reference::Reference;
use crate::domain::staff::Actor;
use crate::usecases::letter::release_letter::LetterError;
use crate::web::auth::SignedIn;
use crate::web::error::WebError;
use crate::web::files::letter_pdf;
use crate::web::form::{Form, PathOf};
use crate::web::page::{render, see};
use crate::web::staff::display::words;
use crate::web::state::WebState;

/// Is a letter as it was sent to be released.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LetterForm {
    /// The page's key.
    pub key: String,
    /// What it says.
    pub body: String,
}

masked_debug!(LetterForm);

/// Shows the letters of a case.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, WebError> {
    let reference = Reference::parse(&reference).ok_or(WebError::NotFound)?;
    let done = match raw.as_deref() {
        Some("saved=released") => "Released. It stands on the doctor's page now.",
        _ => "",
    };
    answer(&state, &actor, &reference, None, done).await
}

/// Releases a letter.
pub async fn release(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, kind)): PathOf<(String, String)>,
    Form(form): Form<LetterForm>,
) -> Result<Response, WebError> {
    let reference = Reference::parse(&reference).ok_or(WebError::NotFound)?;
    let kind = LetterKind::from_code(&kind).ok_or(WebError::NotFound)?;
    let key = Uuid::parse_str(&form.key)
        .map_err(|_| WebError::BadRequest("the form is not one of ours"))?;
    let again = |why: String, form: LetterForm| {
        Some(Typed {
            kind,
            body: form.body,
            why,
        })
    };
    let body = match FreeText::parse(&form.body, LETTER_MOST) {
        Ok(body) if body.expose().contains('[') && body.expose().contains(']') => {
            let why = "Fill in what stands in [brackets], or take it out".to_owned();
            return answer(&state, &actor, &reference, again(why, form), "").await;
        }
        Ok(body) => body,
        Err(problem) => {
            let why = words::text_problem(problem, "Write the letter");
            return answer(&state, &actor, &reference, again(why, form), "").await;
        }
    };
    let desk = &state.desk;
    match desk
        .release_letter(&actor, &reference, kind, key, &body)
        .await
    {
        Ok(()) => Ok(see(&format!(
            "/staff/cases/{reference}/letters?saved=released#main"
        ))),
        Err(LetterError::NotNow) => {
            let why = "The case is not as far as this letter says any more".to_owned();
            answer(&state, &actor, &reference, again(why, form), "").await
        }
        Err(error) => Err(refused(error)),
    }
}

/// Hands out a released letter as PDF.
pub async fn open(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, letter)): PathOf<(String, Uuid)>,
) -> Result<Response, WebError> {
    let reference = Reference::parse(&reference).ok_or(WebError::NotFound)?;
    let desk = &state.desk;
    let found = desk.read_released_letter(&actor, &reference, letter).await;
    letter_pdf::answer(&state, &found.map_err(refused)?, &reference).await
}

fn refused(error: LetterError) -> WebError {
    match error {
        LetterError::NotFound => WebError::NotFound,
        LetterError::Forbidden => WebError::Forbidden,
        LetterError::NotNow => WebError::Conflict,
        LetterError::Db(error) => error.into(),
    }
}

async fn answer(
    state: &WebState,
    actor: &Actor,
    reference: &Reference,
    typed: Option<Typed>,
    done: &'static str,
) -> Result<Response, WebError> {
    let view = state.desk.view_letters(actor, reference).await;
    let view = view.map_err(refused)?;
    let status = if typed.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let frame = LetterFrame {
        shell: state.staff_shell(actor, "cases"),
        actor,
        zone: &state.zone,
        programme: &state.settings.programme.name,
        phone: &state.settings.programme.physician_phone,
        typed,
        done,
    };
    Ok(render(status, &frame.page(&view)))
}
