//! All patients of a doctor: asked for by address, opened by the link in the mail and one question.

mod pages;
#[cfg(test)]
pub mod samples;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use self::pages::{AskPage, ListPage, OpenPage, QuestionPage};
use super::status::shut;
use super::visitor::{Visitor, today};
use crate::domain::link::LinkAnswer;
use crate::domain::person::{EmailAddress, PartialDate, masked_debug};
use crate::domain::reference::Reference;
use crate::domain::request::FieldErrors;
use crate::usecases::link::open_link::OpenLinkError;
use crate::usecases::link::practice::PracticeLink;
use crate::web::cookies::CookieOf;
use crate::web::error::WebError;
use crate::web::form::{Form, PathOf};
use crate::web::page;
use crate::web::state::WebState;

/// The address that the link is asked for.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AskForm {
    /// The work e-mail.
    pub email: String,
}

/// The button, or the answer to the question.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BirthForm {
    /// `open` from the button, `answer` once the question was asked.
    pub step: String,
    /// Month of birth.
    pub birth_month: String,
    /// Day of birth.
    pub birth_day: String,
    /// Year of birth.
    pub birth_year: String,
}

/// Which patient is opened.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PatientForm {
    /// The reference.
    pub reference: String,
}

masked_debug!(AskForm, BirthForm);

/// Shows all patients where this browser has proved the address, else the form that asks for the link.
pub async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let shell = visitor.shell(&state);
    let patients = match &visitor.session {
        Some(session) => state.desk.list_patients(session).await?,
        None => None,
    };
    if let Some(patients) = patients {
        let received = patients
            .lines
            .iter()
            .map(|one| state.local(one.received_at));
        let page = ListPage::new(shell, &patients, received);
        return Ok(page::render(StatusCode::OK, &page));
    }
    let page = AskPage::new(shell, &AskForm::default(), &FieldErrors::default());
    let asked = visitor.said.as_deref() == Some("asked");
    Ok(page::render(StatusCode::OK, &page.after(asked)))
}

/// Takes the address; what it answers says nothing of what we know.
pub async fn ask(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<AskForm>,
) -> Result<Response, WebError> {
    let email = match EmailAddress::parse(&form.email) {
        Ok(email) => email,
        Err(error) => {
            let mut errors = FieldErrors::default();
            errors.add_for("email", "clinician_email", error);
            let page = AskPage::new(visitor.shell(&state), &form, &errors);
            return Ok(page::render(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    state.desk.ask_practice_link(&email).await?;
    Ok(page::see(&format!("{}?said=asked#main", home(&visitor))))
}

/// Shows the button that the link in the mail leads to, and nothing private.
pub async fn show_link(
    State(state): State<WebState>,
    visitor: Visitor,
    PathOf((_, link)): PathOf<(String, String)>,
) -> Result<Response, WebError> {
    // Whether it is a link of ours is not said; its shape is.
    PracticeLink::parse(&link).ok_or(WebError::NotFound)?;
    let shell = visitor.shell(&state);
    Ok(page::render(StatusCode::OK, &OpenPage { shell }))
}

/// Asks the question, or lets the browser in where the answer fits.
pub async fn open_link(
    State(state): State<WebState>,
    visitor: Visitor,
    PathOf((_, link)): PathOf<(String, String)>,
    Form(form): Form<BirthForm>,
) -> Result<Response, WebError> {
    let link = PracticeLink::parse(&link).ok_or(WebError::NotFound)?;
    let none = FieldErrors::default();
    if form.step == "open" {
        let page = QuestionPage::new(visitor.shell(&state), &form, &none);
        return Ok(page::render(StatusCode::OK, &page));
    }
    if form.step != "answer" {
        return Err(WebError::BadRequest("the form is not one of ours"));
    }
    let again = |errors: &FieldErrors| {
        let page = QuestionPage::new(visitor.shell(&state), &form, errors);
        page::render(StatusCode::UNPROCESSABLE_ENTITY, &page)
    };
    let mut errors = none;
    let boxes = (&form.birth_month, &form.birth_day, &form.birth_year);
    let birth = match PartialDate::parse(boxes.0, boxes.1, boxes.2, today(&state)) {
        Ok(birth) => birth,
        Err(error) => {
            errors.add_for("birth_month", "birth", error);
            return Ok(again(&errors));
        }
    };
    let answer = LinkAnswer {
        birth: Some(birth),
        ..LinkAnswer::default()
    };
    let address = visitor.address;
    match state.desk.open_practice_link(&link, &answer, address).await {
        Ok(session) => {
            let mut response = page::see(&format!("{}#main", home(&visitor)));
            CookieOf::Link.set(&mut response, &session, &state);
            Ok(response)
        }
        Err(OpenLinkError::DoesNotFit) => {
            errors.add_key_for("birth_month", "birth", "error-link-does-not-fit");
            Ok(again(&errors))
        }
        Err(OpenLinkError::TooMany { until }) => Ok(shut(&state, &visitor, until)),
        Err(OpenLinkError::Db(error)) => Err(error.into()),
    }
}

/// Opens the page of one of the patients.
pub async fn open_patient(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<PatientForm>,
) -> Result<Response, WebError> {
    let reference = Reference::parse(&form.reference).ok_or(WebError::NotFound)?;
    let opened = match &visitor.session {
        Some(session) => state.desk.open_patient(session, &reference).await?,
        None => None,
    };
    let Some(session) = opened else {
        return Ok(page::see(&format!("{}#main", home(&visitor))));
    };
    let mut response = page::see(&format!("/{}/status#main", visitor.language.code()));
    CookieOf::Link.set(&mut response, &session, &state);
    Ok(response)
}

fn home(visitor: &Visitor) -> String {
    format!("/{}/doctor/referrals", visitor.language.code())
}
