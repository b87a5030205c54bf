//! One's own account: the places where one is signed in, and the password.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use uuid::Uuid;

use super::display::{MomentView, moments};
use crate::db::staff::sessions::SessionEntry;
use crate::domain::staff::Actor;
use crate::support::password::PasswordError;
use crate::usecases::account::manage_account::ChangePasswordError;
use crate::web::auth::SignedIn;
use crate::web::components::SummaryError;
use crate::web::cookies::CookieOf;
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page::{render, see};
use crate::web::shell::StaffShell;
use crate::web::state::WebState;

/// Is the account page.
#[derive(Template)]
#[template(path = "staff/account.html")]
pub struct AccountPage {
    pub shell: StaffShell,
    pub done: String,
    pub errors: Vec<SummaryError>,
    pub current_error: Option<String>,
    pub new_error: Option<String>,
    pub again_error: Option<String>,
    pub sessions: Vec<SessionView>,
}

/// Is one place where this person is signed in.
pub struct SessionView {
    pub id: String,
    pub device: String,
    pub is_this: bool,
    pub signed_in: MomentView,
    pub last_used: MomentView,
}

impl AccountPage {
    /// Returns a made-up page with an error.
    pub fn sample() -> Self {
        let words = "The two new passwords are not the same".to_owned();
        let session = |id: &str, device: &str, is_this| SessionView {
            id: id.into(),
            device: device.into(),
            is_this,
            signed_in: MomentView::sample("Today 8:02 am"),
            last_used: MomentView::sample("Today 2:14 pm"),
        };
        Self {
            shell: StaffShell::sample("account"),
            done: "That place is signed out.".into(),
            errors: vec![SummaryError::new("again", words.clone())],
            current_error: None,
            new_error: None,
            again_error: Some(words),
            sessions: vec![
                session("a", "Firefox on Windows", true),
                session("b", "Safari on iPhone", false),
            ],
        }
    }
}

/// Seconds after which a new try with the present password counts afresh.
const RETRY_AFTER: u32 = 15 * 60;

/// Is a change of one's own password as it was sent.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PasswordForm {
    pub current: SecretString,
    pub new: SecretString,
    pub again: SecretString,
}

/// Is the session to end.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SessionForm {
    pub session: Uuid,
}

/// Shows the account.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    RawQuery(raw): RawQuery,
) -> Result<Response, WebError> {
    let done = match raw.as_deref() {
        Some("saved=password") => "Your password is changed. Everywhere else you are signed out.",
        Some("saved=session") => "That place is signed out.",
        _ => "",
    };
    let page = page(&state, &actor, done, None).await?;
    Ok(render(StatusCode::OK, &page))
}

/// Changes the password.
pub async fn change_password(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    Form(form): Form<PasswordForm>,
) -> Result<Response, WebError> {
    let complaint = if form.new.expose_secret() == form.again.expose_secret() {
        match state
            .desk
            .change_password(&actor, form.current, form.new)
            .await
        {
            Ok(()) => return Ok(see("/staff/account?saved=password#main")),
            Err(error) => complaint(error)?,
        }
    } else {
        ("again", "Type the same new password twice".to_owned())
    };
    let page = page(&state, &actor, "", Some(complaint)).await?;
    Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// Ends one of one's own sessions; ending this one is signing out.
pub async fn end_session(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    Form(form): Form<SessionForm>,
) -> Result<Response, WebError> {
    if form.session == actor.session {
        state.desk.sign_out(&actor).await?;
        let mut response = see("/staff/sign-in#main");
        CookieOf::Session.clear(&mut response, &state);
        return Ok(response);
    }
    if state.desk.end_session(&actor, form.session).await? {
        Ok(see("/staff/account?saved=session#main"))
    } else {
        Err(WebError::NotFound)
    }
}

/// Returns the field to look at again and what to do there.
fn complaint(error: ChangePasswordError) -> Result<(&'static str, String), WebError> {
    match error {
        ChangePasswordError::WrongPresent => {
            Ok(("current", "Type the password you use now".to_owned()))
        }
        ChangePasswordError::NewOne(problem) => Ok(("new", new_password_words(problem))),
        ChangePasswordError::TooMany => Err(WebError::TooMany {
            retry_after: RETRY_AFTER,
        }),
        ChangePasswordError::NoSuchInvitation => Err(WebError::NotFound),
        ChangePasswordError::Db(error) => Err(error.into()),
    }
}

/// Returns what to do about a new password that does not do.
pub fn new_password_words(problem: PasswordError) -> String {
    match problem {
        PasswordError::TooShort => "Use 15 characters or more".to_owned(),
        PasswordError::TooLong => "Use a shorter password".to_owned(),
        PasswordError::Guessable => {
            "Choose words that do not belong together; this one is easy to guess".to_owned()
        }
        PasswordError::Wrong | PasswordError::Broken => "Choose another password".to_owned(),
    }
}

async fn page(
    state: &WebState,
    actor: &Actor,
    done: &str,
    complaint: Option<(&'static str, String)>,
) -> Result<AccountPage, WebError> {
    let sessions = state.desk.list_sessions(actor).await?;
    let now = state.desk.now();
    let session = |entry: &SessionEntry| SessionView {
        id: entry.id.to_string(),
        device: entry.device.clone(),
        is_this: entry.id == actor.session,
        signed_in: moments::past(entry.signed_in_at, now, &state.zone),
        last_used: moments::past(entry.last_seen_at, now, &state.zone),
    };
    let error = |field: &str| {
        complaint
            .as_ref()
            .filter(|(name, _)| *name == field)
            .map(|(_, words)| words.clone())
    };
    Ok(AccountPage {
        shell: state.staff_shell(actor, "account"),
        done: done.to_owned(),
        current_error: error("current"),
        new_error: error("new"),
        again_error: error("again"),
        errors: complaint
            .iter()
            .map(|(field, words)| SummaryError::new(*field, words.clone()))
            .collect(),
        sessions: sessions.iter().map(session).collect(),
    })
}
