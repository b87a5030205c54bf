//! The thread of one person outside: what they and staff wrote to each other, and the box to answer.
//! A refused or broken-off answer stays in the box, on the server.

pub mod view;

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use self::view::ThreadFrame;
use crate::domain::message::BODY_MOST;
use crate::domain::person::{FreeText, masked_debug};
use crate::domain::reference::Reference;
use crate::domain::staff::Actor;
use crate::support::ids::random_id;
use crate::usecases::message::answer_message::{Answer, DraftKept, ThreadError};
use crate::web::auth::SignedIn;
use crate::web::error::WebError;
use crate::web::form::{Form, PathOf};
use crate::web::page::{render, see, typed};
use crate::web::staff::display::words;
use crate::web::state::WebState;

/// Characters of a draft that are kept: more than an answer may have, so that one too long is not cut.
const DRAFT_MOST: usize = 4 * BODY_MOST;

/// Is an answer as it was sent.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AnswerForm {
    /// The page's key.
    pub key: String,
    /// The last message that the page showed; empty where there was none.
    pub seen: String,
    /// What it says.
    pub body: String,
}

masked_debug!(AnswerForm);

/// Is a press of a button.
#[derive(Clone, Default, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PressForm {
    /// The last message that the page showed.
    pub seen: String,
}

/// Which thread an address names.
#[derive(Debug, Clone)]
struct Place {
    reference: Reference,
    contact: Uuid,
}

impl Place {
    fn of(reference: &str, contact: &str) -> Result<Self, WebError> {
        Ok(Self {
            reference: Reference::parse(reference).ok_or(WebError::NotFound)?,
            contact: Uuid::parse_str(contact).map_err(|_| WebError::NotFound)?,
        })
    }

    fn saved(&self, what: &str) -> String {
        format!(
            "/staff/cases/{}/messages/{}?saved={what}#main",
            self.reference, self.contact
        )
    }
}

/// Shows a thread.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, contact)): PathOf<(String, String)>,
    RawQuery(raw): RawQuery,
) -> Result<Response, WebError> {
    let place = Place::of(&reference, &contact)?;
    let done = match raw.as_deref() {
        Some("saved=sent") => ("Sent. It stands on their page now.", "ok"),
        Some("saved=sent-more") => (
            "Sent. They wrote again before you sent it: read it below, it waits for an answer.",
            "warn",
        ),
        Some("saved=no-answer") => ("Saved: it needs no answer.", "ok"),
        Some("saved=no-answer-more") => (
            "They wrote again before you pressed the button: read it below, it waits for an answer.",
            "warn",
        ),
        _ => ("", ""),
    };
    answer(&state, &actor, &place, Typed::Nothing, done).await
}

/// What stands in the box.
enum Typed {
    /// What was kept.
    Nothing,
    /// What was sent, and why it is not taken.
    Refused(AnswerForm, String),
}

/// Sends an answer.
pub async fn send(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, contact)): PathOf<(String, String)>,
    Form(form): Form<AnswerForm>,
) -> Result<Response, WebError> {
    let place = Place::of(&reference, &contact)?;
    let key = id_of(&form.key)?;
    let seen = seen_of(&form.seen)?;
    let body = match FreeText::parse(&form.body, BODY_MOST) {
        Ok(body) => body,
        Err(problem) => {
            let why = words::text_problem(problem, "Write what you want to tell them");
            return answer(&state, &actor, &place, Typed::Refused(form, why), ("", "")).await;
        }
    };
    let (desk, contact) = (&state.desk, place.contact);
    let said = Answer {
        send_key: key,
        seen,
        body: &body,
    };
    match desk
        .send_message(&actor, &place.reference, contact, &said)
        .await
    {
        Ok(answered) if answered.is_more() => Ok(see(&place.saved("sent-more"))),
        Ok(_) => Ok(see(&place.saved("sent"))),
        Err(ThreadError::Unreachable(why)) => {
            let why = why.words().to_owned();
            answer(&state, &actor, &place, Typed::Refused(form, why), ("", "")).await
        }
        Err(error) => Err(refused(error)),
    }
}

/// Keeps what is being written; answers with words for the line below the box.
pub async fn keep_draft(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, contact)): PathOf<(String, String)>,
    Form(form): Form<AnswerForm>,
) -> Result<Response, WebError> {
    let place = Place::of(&reference, &contact)?;
    let body: String = form.body.chars().take(DRAFT_MOST).collect();
    // Without a key of ours it is no form that was sent.
    let key = Uuid::parse_str(&form.key).unwrap_or_default();
    let (desk, contact) = (&state.desk, place.contact);
    let kept = desk
        .keep_message_draft(&actor, &place.reference, contact, key, body.trim())
        .await
        .map_err(refused)?;
    Ok(match kept {
        DraftKept::After(answer) => {
            let line = "Draft kept. Nobody else sees it.".to_owned();
            typed(StatusCode::OK, &view::upon(answer), line)
        }
        // It stands in the thread: nothing of it belongs into the box.
        DraftKept::SentBefore => typed(StatusCode::CONFLICT, "", String::new()),
    })
}

/// Says that what they wrote needs no answer.
pub async fn need_no_answer(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, contact)): PathOf<(String, String)>,
    Form(form): Form<PressForm>,
) -> Result<Response, WebError> {
    let place = Place::of(&reference, &contact)?;
    let seen = seen_of(&form.seen)?;
    let answered = state
        .desk
        .need_no_answer(&actor, &place.reference, place.contact, seen)
        .await
        .map_err(refused)?;
    Ok(see(&place.saved(if answered.is_more() {
        "no-answer-more"
    } else {
        "no-answer"
    })))
}

fn id_of(field: &str) -> Result<Uuid, WebError> {
    Uuid::parse_str(field).map_err(|_| WebError::BadRequest("the form is not one of ours"))
}

fn seen_of(field: &str) -> Result<Option<Uuid>, WebError> {
    (!field.is_empty()).then(|| id_of(field)).transpose()
}

fn refused(error: ThreadError) -> WebError {
    match error {
        ThreadError::NotFound => WebError::NotFound,
        ThreadError::Forbidden | ThreadError::Unreachable(_) => WebError::Forbidden,
        ThreadError::Db(error) => error.into(),
    }
}

async fn answer(
    state: &WebState,
    actor: &Actor,
    place: &Place,
    typed: Typed,
    done: (&'static str, &'static str),
) -> Result<Response, WebError> {
    let view = state
        .desk
        .view_thread(actor, &place.reference, place.contact)
        .await
        .map_err(refused)?;
    let (status, form, error) = match typed {
        Typed::Nothing => {
            let form = AnswerForm {
                key: random_id().to_string(),
                body: view.draft.clone(),
                ..AnswerForm::default()
            };
            (StatusCode::OK, form, None)
        }
        Typed::Refused(form, why) => (StatusCode::UNPROCESSABLE_ENTITY, form, Some(why)),
    };
    let frame = ThreadFrame {
        shell: state.staff_shell(actor, "cases"),
        zone: &state.zone,
        form,
        error,
        done,
    };
    Ok(render(status, &frame.page(&view)))
}
