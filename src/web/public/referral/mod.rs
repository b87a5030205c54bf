//! The page of a referral, for the doctor who referred: where it stands, letters, a call, cancelling.

mod pages;
#[cfg(test)]
pub mod samples;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use self::pages::{ReferralFacts, ReferralPage};
use super::inside::{Invitation, shut_page};
use super::status::left::{self, Left, LeftForm};
use super::visitor::{Visitor, now};
use crate::domain::message::BODY_MOST;
use crate::domain::person::{FreeText, ParseError, masked_debug};
use crate::domain::request::FieldErrors;
use crate::support::ids::random_id;
use crate::usecases::letter::read_letter::{DoctorAsk, DoctorView};
use crate::web::error::WebError;
use crate::web::files::letter_pdf;
use crate::web::form::{Form, PathOf};
use crate::web::page;
use crate::web::state::WebState;

/// Characters that a doctor may add to what a button asks.
const ADDED_MOST: usize = BODY_MOST - 500;

/// What a doctor asks by a button.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AskForm {
    /// The page's key.
    pub key: String,
    /// `call` or `cancel`.
    pub ask: String,
    /// When to call, or why to cancel.
    pub added: String,
}

masked_debug!(AskForm);

/// The page, where this browser is a doctor's.
pub async fn page_of(state: &WebState, visitor: &Visitor) -> Result<Option<Response>, WebError> {
    let Some(session) = &visitor.session else {
        return Ok(None);
    };
    let Some(view) = state.desk.view_as_doctor(session).await? else {
        return Ok(None);
    };
    let (form, none) = (AskForm::default(), FieldErrors::default());
    let page = draw(state, visitor, &view, &form, &none);
    let page = page.after(visitor.said.as_deref());
    Ok(Some(page::render(StatusCode::OK, &page)))
}

/// Takes what a doctor asks by a button.
pub async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<AskForm>,
) -> Result<Response, WebError> {
    if let Some(page) = left::asked(&state, &visitor, LeftForm::asking(&form)).await? {
        return Ok(page);
    }
    let Some(session) = &visitor.session else {
        return Ok(left::shut(&state, &visitor, &form.added));
    };
    let key = Uuid::parse_str(&form.key)
        .map_err(|_| WebError::BadRequest("the form is not one of ours"))?;
    let (ask, words) = match form.ask.as_str() {
        "call" => (DoctorAsk::Call, "referral-call-message"),
        "cancel" => (DoctorAsk::Cancel, "referral-cancel-message"),
        _ => return Err(WebError::BadRequest("the form is not one of ours")),
    };
    let added = match FreeText::parse(&form.added, ADDED_MOST) {
        Ok(added) => added.expose().to_owned(),
        Err(ParseError::Missing) => String::new(),
        Err(error) => {
            let Some(view) = state.desk.view_as_doctor(session).await? else {
                return Ok(left::shut(&state, &visitor, &form.added));
            };
            let mut errors = FieldErrors::default();
            let field = if ask == DoctorAsk::Call {
                "call_added"
            } else {
                "cancel_added"
            };
            errors.add(field, error);
            let page = draw(&state, &visitor, &view, &form, &errors);
            return Ok(page::render(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    let body = format!("{}\n{added}", visitor.words().text(words));
    let body = FreeText::parse(&body, BODY_MOST)
        .map_err(|_| WebError::BadRequest("the form is not one of ours"))?;
    if state.desk.ask_as_doctor(session, ask, key, &body).await? {
        let there = format!("/{}/status?said={}#main", visitor.language.code(), form.ask);
        Ok(page::see(&there))
    } else {
        Ok(left::shut(&state, &visitor, &form.added))
    }
}

/// Confirms a referral that somebody sent in the name of whoever looks.
pub async fn confirm(
    State(state): State<WebState>,
    visitor: Visitor,
) -> Result<Response, WebError> {
    if let Some(page) = left::asked(&state, &visitor, LeftForm::of(Left::Press)).await? {
        return Ok(page);
    }
    let Some(session) = &visitor.session else {
        return Ok(shut_page(&state, &visitor));
    };
    if state.desk.confirm_referral(session).await? {
        let there = format!("/{}/status?said=confirm#main", visitor.language.code());
        Ok(page::see(&there))
    } else {
        Ok(shut_page(&state, &visitor))
    }
}

/// Is which paper a doctor says was sent.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SentPaperForm {
    /// Its row.
    pub paper: String,
}

/// Notes that a paper that is asked of the doctor was sent.
pub async fn say_sent(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<SentPaperForm>,
) -> Result<Response, WebError> {
    if let Some(page) = left::asked(&state, &visitor, LeftForm::of(Left::Press)).await? {
        return Ok(page);
    }
    let Some(session) = &visitor.session else {
        return Ok(shut_page(&state, &visitor));
    };
    let paper = Uuid::parse_str(&form.paper)
        .map_err(|_| WebError::BadRequest("the form is not one of ours"))?;
    if state.desk.say_paper_sent(session, paper).await? {
        let there = format!("/{}/status?said=paper#main", visitor.language.code());
        Ok(page::see(&there))
    } else {
        // It is asked of them no more, or they are not in: their page says which.
        Ok(page::see(&format!(
            "/{}/status#main",
            visitor.language.code()
        )))
    }
}

/// Hands out a letter as PDF.
pub async fn open_letter(
    State(state): State<WebState>,
    visitor: Visitor,
    PathOf((_, letter)): PathOf<(String, Uuid)>,
) -> Result<Response, WebError> {
    let session = visitor.session.as_ref().ok_or(WebError::NotFound)?;
    let found = state.desk.read_own_letter(session, letter).await?;
    let (letter, reference) = found.ok_or(WebError::NotFound)?;
    letter_pdf::answer(&state, &letter, &reference).await
}

fn draw(
    state: &WebState,
    visitor: &Visitor,
    view: &DoctorView,
    form: &AskForm,
    errors: &FieldErrors,
) -> ReferralPage {
    let facts = ReferralFacts {
        received_at: state.local(view.received_at),
        promise: view.promise_due_at.map(|at| state.local(at)),
        missed: view.missed_since.map(|at| state.local(at)),
        visit: view.visit_at.map(|at| state.local(at)),
        released: view
            .letters
            .iter()
            .map(|letter| state.local(letter.released_at))
            .collect(),
        confirmed: view
            .sent
            .as_ref()
            .and_then(|own| own.confirmed_at)
            .map(|at| state.local(at)),
        now: now(state),
        zone: state.settings.programme.zone.clone(),
        phone: state.settings.programme.physician_phone.clone(),
        phone_href: state.settings.programme.physician_phone_href.clone(),
        key: random_id().to_string(),
        invite: Invitation::to("family", state, visitor),
    };
    let shell = visitor.shell(state).read_by_doctor(true);
    ReferralPage::new(shell, view, &facts, form, errors)
}
