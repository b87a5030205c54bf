//! A new account: name, address, what they do. The link for their password is shown once, to be handed over.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::parts::{languages, link, refusal, roles, ticked};
use crate::domain::event::Doer;
use crate::domain::permission::{Action, may};
use crate::domain::person::{EmailAddress, PersonName};
use crate::domain::staff::{Actor, Role};
use crate::usecases::account::manage_staff::{ManageStaffError, NewStaff};
use crate::web::auth::SignedIn;
use crate::web::components::{Choice, SummaryError};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page::render;
use crate::web::shell::StaffShell;
use crate::web::state::WebState;

/// Is the form of a new account.
#[derive(Template)]
#[template(path = "staff/admin/new_account.html")]
pub struct NewAccountPage {
    pub shell: StaffShell,
    pub errors: Vec<SummaryError>,
    pub name: String,
    pub email: String,
    pub roles: Vec<Choice>,
    pub languages: Vec<Choice>,
    pub on_call: bool,
    pub fallback_owner: bool,
    pub no_error: Option<String>,
}

impl NewAccountPage {
    /// Returns a made-up page with an error.
    pub fn sample() -> Self {
        let errors = vec![SummaryError::new(
            "staff_email",
            "Enter their e-mail address",
        )];
        NewStaffForm::default().page(StaffShell::sample("admin"), errors)
    }

    /// What is wrong with a field.
    pub fn error(&self, field: &str) -> Option<String> {
        let found = self.errors.iter().find(|error| error.target == field);
        found.map(|error| error.text.clone())
    }
}

/// Is a new account as it was sent. The fields are named so that no browser fills in the administrator's own.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NewStaffForm {
    pub staff_name: String,
    pub staff_email: String,
    pub role: String,
    pub speaks: Vec<String>,
    pub on_call: String,
    pub fallback_owner: String,
}

impl NewStaffForm {
    fn parse(&self) -> Result<NewStaff, Vec<SummaryError>> {
        let mut errors = Vec::new();
        let name = PersonName::parse(&self.staff_name).ok();
        if name.is_none() {
            errors.push(SummaryError::new("staff_name", "Enter their name"));
        }
        let email = EmailAddress::parse(&self.staff_email).ok();
        if email.is_none() {
            let example = "Enter their e-mail address, such as name@example.org";
            errors.push(SummaryError::new("staff_email", example));
        }
        let role = Role::from_code(&self.role);
        if role.is_none() {
            errors.push(SummaryError::new("role", "Choose what they do"));
        }
        let speaks = ticked(&self.speaks, &[]);
        if speaks.is_none() {
            errors.push(SummaryError::new(
                "speaks",
                "Choose languages from the list",
            ));
        }
        match (name, email, role, speaks) {
            (Some(name), Some(email), Some(role), Some(speaks)) => Ok(NewStaff {
                name,
                email,
                role,
                speaks,
                on_call: self.on_call == "yes",
                fallback_owner: self.fallback_owner == "yes",
            }),
            _ => Err(errors),
        }
    }

    fn page(&self, shell: StaffShell, errors: Vec<SummaryError>) -> NewAccountPage {
        NewAccountPage {
            shell,
            errors,
            name: self.staff_name.clone(),
            email: self.staff_email.clone(),
            roles: roles(Role::from_code(&self.role)),
            languages: languages(&ticked(&self.speaks, &[]).unwrap_or_default()),
            on_call: self.on_call == "yes",
            fallback_owner: self.fallback_owner == "yes",
            no_error: None,
        }
    }

    fn answer(&self, state: &WebState, actor: &Actor, errors: Vec<SummaryError>) -> Response {
        let status = if errors.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        render(
            status,
            &self.page(state.staff_shell(actor, "admin"), errors),
        )
    }
}

/// Shows the form.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
) -> Result<Response, WebError> {
    if !may(actor.role, Action::ManageStaff) {
        return Err(WebError::Forbidden);
    }
    Ok(NewStaffForm::default().answer(&state, &actor, Vec::new()))
}

/// Adds the account and shows its link.
pub async fn submit(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    Form(form): Form<NewStaffForm>,
) -> Result<Response, WebError> {
    if !may(actor.role, Action::ManageStaff) {
        return Err(WebError::Forbidden);
    }
    let new = match form.parse() {
        Ok(new) => new,
        Err(errors) => return Ok(form.answer(&state, &actor, errors)),
    };
    match state.desk.add_staff_by(&Doer::staff(&actor), &new).await {
        Ok((_, token)) => {
            let shell = state.staff_shell(&actor, "admin");
            Ok(link(&state, shell, new.name.expose().to_owned(), &token))
        }
        Err(error) => {
            let field = match error {
                ManageStaffError::Exists => "staff_email",
                _ => "fallback_owner",
            };
            let errors = vec![SummaryError::new(field, refusal(error)?)];
            Ok(form.answer(&state, &actor, errors))
        }
    }
}
