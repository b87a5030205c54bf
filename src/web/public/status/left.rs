//! Somebody sends what they wrote on a page whose time was over: the words stay on the page, the question of their link is
//! asked anew, and one press sends them.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::pages::{LostPage, QuestionPage};
use super::{LinkForm, LostForm, control, home};
use crate::coded;
use crate::domain::link::Question;
use crate::domain::person::masked_debug;
use crate::domain::referral::ContactKind;
use crate::domain::request::FieldErrors;
use crate::usecases::link::open_link::OpenLinkError;
use crate::web::cookies::CookieOf;
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page;
use crate::web::public::feedback::{self, FeedbackForm};
use crate::web::public::referral::{self, AskForm};
use crate::web::public::talk::{self, TalkForm};
use crate::web::public::visitor::Visitor;
use crate::web::state::WebState;

coded! {
    /// What was being sent.
    pub enum Left {
        /// A message.
        Message = "message",
        /// A doctor's wish for a call.
        Call = "call",
        /// A doctor's wish to cancel.
        Cancel = "cancel",
        /// The two answers after a visit.
        Feedback = "feedback",
        /// A paper: its browser must choose it again.
        Paper = "paper",
        /// A button without words: it must be pressed again.
        Press = "press",
    }
}

/// What was being sent, and the answer to the question.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LeftForm {
    /// Code of [`Left`].
    pub left: String,
    /// The key of the page that was left.
    pub key: String,
    /// The words.
    pub text: String,
    /// A choice that goes with them.
    pub choice: String,
    /// Month of birth.
    pub birth_month: String,
    /// Day of birth.
    pub birth_day: String,
    /// Year of birth.
    pub birth_year: String,
    /// The end of the phone number.
    pub phone_end: String,
    /// The e-mail address.
    pub email: String,
}

masked_debug!(LeftForm);

impl LeftForm {
    /// Something without words.
    pub fn of(left: Left) -> Self {
        Self {
            left: left.code().to_owned(),
            ..Self::default()
        }
    }

    /// A message.
    pub fn message(form: &TalkForm) -> Self {
        Self {
            key: form.key.clone(),
            text: form.text.clone(),
            ..Self::of(Left::Message)
        }
    }

    /// What a doctor asks.
    pub fn asking(form: &AskForm) -> Self {
        Self {
            left: form.ask.clone(),
            key: form.key.clone(),
            text: form.added.clone(),
            ..Self::default()
        }
    }

    /// What somebody answers after a visit.
    pub fn feedback(form: &FeedbackForm) -> Self {
        Self {
            text: form.better.clone(),
            choice: form.knew.clone(),
            ..Self::of(Left::Feedback)
        }
    }

    fn answer(&self) -> LinkForm {
        LinkForm {
            step: String::new(),
            birth_month: self.birth_month.clone(),
            birth_day: self.birth_day.clone(),
            birth_year: self.birth_year.clone(),
            phone_end: self.phone_end.clone(),
            email: self.email.clone(),
        }
    }
}

/// The question, with what was being sent, where the time of this browser is over; nothing where it is in, or never was.
pub async fn asked(
    state: &WebState,
    visitor: &Visitor,
    form: LeftForm,
) -> Result<Option<Response>, WebError> {
    let Some(session) = &visitor.session else {
        return Ok(None);
    };
    let asked = state.desk.question_of_left(session).await?;
    let none = FieldErrors::default();
    Ok(asked.map(|asked| draw(state, visitor, StatusCode::FORBIDDEN, asked, form, &none)))
}

/// Says that this browser is not in, and shows the words that were not sent.
pub fn shut(state: &WebState, visitor: &Visitor, text: &str) -> Response {
    let shell = visitor.shell(state);
    let page = LostPage::new(shell, &LostForm::default(), &FieldErrors::default());
    page::render(StatusCode::NOT_FOUND, &page.shut().keeping(text))
}

/// Asks the question of a browser whose script was sending a paper; for others nothing is here to see: what they left is
/// on the page that asked.
pub async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let asked = asked(&state, &visitor, LeftForm::of(Left::Paper)).await?;
    Ok(asked.unwrap_or_else(|| page::see(&home(&visitor))))
}

/// Takes the answer, and then what was being sent.
pub async fn send(
    State(state): State<WebState>,
    mut visitor: Visitor,
    Form(form): Form<LeftForm>,
) -> Result<Response, WebError> {
    let Some(session) = visitor.session.clone() else {
        return Ok(shut(&state, &visitor, &form.text));
    };
    let Some(asked) = state.desk.question_of_left(&session).await? else {
        // It is in: this page was sent twice, or its link was opened in another window.
        return deliver(state, visitor, form).await;
    };
    let answer = match form.answer().answer(asked.0, &state) {
        Ok(answer) => answer,
        Err(errors) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(draw(&state, &visitor, status, asked, form, &errors));
        }
    };
    let (control, label) = control(asked.0);
    let mut errors = FieldErrors::default();
    let came = state.desk.come_back(&session, &answer, visitor.address);
    let status = match came.await {
        Ok(session) => {
            visitor.session = Some(session.clone());
            // Whatever comes of it, the browser is in.
            let delivered = deliver(state.clone(), visitor, form).await;
            let mut response = delivered.unwrap_or_else(IntoResponse::into_response);
            CookieOf::Link.set(&mut response, &session, &state);
            return Ok(response);
        }
        Err(OpenLinkError::DoesNotFit) => {
            errors.add_key_for(control, label, "error-link-does-not-fit");
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(OpenLinkError::TooMany { .. }) => {
            errors.add_key_for(control, label, "error-link-too-many");
            StatusCode::TOO_MANY_REQUESTS
        }
        Err(OpenLinkError::Db(error)) => return Err(error.into()),
    };
    Ok(draw(&state, &visitor, status, asked, form, &errors))
}

/// Hands what was being sent to the page that takes it.
async fn deliver(state: WebState, visitor: Visitor, form: LeftForm) -> Result<Response, WebError> {
    let unknown = WebError::BadRequest("the form is not one of ours");
    let (key, text) = (form.key, form.text);
    match Left::from_code(&form.left).ok_or(unknown)? {
        Left::Message => talk::write(State(state), visitor, Form(TalkForm { key, text })).await,
        Left::Call | Left::Cancel => {
            let (ask, added) = (form.left, text);
            referral::ask(State(state), visitor, Form(AskForm { key, ask, added })).await
        }
        Left::Feedback => {
            let (knew, better) = (form.choice, text);
            feedback::give(State(state), visitor, Form(FeedbackForm { knew, better })).await
        }
        Left::Paper => Ok(page::see(&format!(
            "/{}/status/papers#main",
            visitor.language.code()
        ))),
        Left::Press => Ok(page::see(&home(&visitor))),
    }
}

fn draw(
    state: &WebState,
    visitor: &Visitor,
    status: StatusCode,
    (question, kind): (Question, ContactKind),
    form: LeftForm,
    errors: &FieldErrors,
) -> Response {
    let by_doctor = kind == ContactKind::Doctor;
    let mut shell = visitor.shell(state).read_by_doctor(by_doctor);
    // The way to the other language would leave the words behind.
    shell.other_language_path.clear();
    let page = QuestionPage::new(shell, question, form.answer(), errors);
    page::render(status, &page.left(form))
}
