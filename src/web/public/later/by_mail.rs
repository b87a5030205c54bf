//! What goes to the e-mail address of an unfinished form: its code once more, and reminders, until somebody says stop.
//! Each answer is the same whether a mail can be delivered or not.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use super::folder;
use crate::domain::request::doctor::DoctorAnswers;
use crate::domain::request::{Answers, DraftAnswers};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page;
use crate::web::public::visitor::Visitor;
use crate::web::state::WebState;

/// A press that asks for nothing but itself.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Press {}

/// The tick of reminders.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RemindForm {
    /// `yes`, or nothing.
    pub remind: String,
}

/// The reminder whose reminders are stopped.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StopForm {
    /// Its id.
    pub reminder: String,
}

/// Sends the code of a family's unfinished form.
pub async fn code_of_family(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(_): Form<Press>,
) -> Result<Response, WebError> {
    send_code::<Answers>(&state, &visitor).await
}

/// Sends the code of a doctor's unfinished form.
pub async fn code_of_doctor(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(_): Form<Press>,
) -> Result<Response, WebError> {
    send_code::<DoctorAnswers>(&state, &visitor).await
}

/// Reminds a family, or does not.
pub async fn remind_family(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<RemindForm>,
) -> Result<Response, WebError> {
    remind::<Answers>(&state, &visitor, &form).await
}

/// Reminds a doctor, or does not.
pub async fn remind_doctor(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<RemindForm>,
) -> Result<Response, WebError> {
    remind::<DoctorAnswers>(&state, &visitor, &form).await
}

/// Stops the reminders of a form by one of them, on whatever device. What is known of it is not told.
pub async fn stop_reminders(
    State(state): State<WebState>,
    visitor: Visitor,
    Form(form): Form<StopForm>,
) -> Result<Response, WebError> {
    if let Ok(reminder) = Uuid::parse_str(&form.reminder) {
        state.desk.end_reminders_by(reminder).await?;
    }
    let path = format!("/{}/resume?said=stopped#main", visitor.language.code());
    Ok(page::see(&path))
}

/// Finds the reminder that an address names.
pub fn reminder_in(query: Option<&str>) -> Option<Uuid> {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query?).ok()?;
    let (_, id) = pairs.into_iter().find(|(name, _)| name == "reminder")?;
    Uuid::parse_str(&id).ok()
}

async fn send_code<A: DraftAnswers>(
    state: &WebState,
    visitor: &Visitor,
) -> Result<Response, WebError> {
    if let Some(token) = visitor.token(A::KIND) {
        state.desk.mail_code::<A>(&token, visitor.language).await?;
    }
    Ok(back::<A>(visitor, "code"))
}

async fn remind<A: DraftAnswers>(
    state: &WebState,
    visitor: &Visitor,
    form: &RemindForm,
) -> Result<Response, WebError> {
    if let Some(token) = visitor.token(A::KIND) {
        if form.remind == "yes" {
            state
                .desk
                .ask_reminders::<A>(&token, visitor.language)
                .await?;
        } else {
            state.desk.end_reminders(&token).await?;
        }
    }
    Ok(back::<A>(visitor, "reminders"))
}

fn back<A: DraftAnswers>(visitor: &Visitor, said: &str) -> Response {
    page::see(&format!("{}/later?said={said}#main", folder::<A>(visitor)))
}
