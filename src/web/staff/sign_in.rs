//! Sign-in by e-mail and password. One sentence for every refusal; the demonstration lists its people.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use secrecy::SecretString;
use serde::Deserialize;

use super::device;
use super::display::moments;
use crate::usecases::account::sign_in::{SignIn, SignInError};
use crate::web::address::ClientAddress;
use crate::web::auth::SignedIn;
use crate::web::components::SummaryError;
use crate::web::cookies::CookieOf;
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::page::{local_path, render, see};
use crate::web::shell::StaffShell;
use crate::web::state::WebState;

/// Is the sign-in page.
#[derive(Template)]
#[template(path = "staff/sign_in.html")]
pub struct SignInPage {
    pub shell: StaffShell,
    pub notice: String,
    pub next: String,
    pub email: String,
    pub errors: Vec<SummaryError>,
    pub email_error: Option<String>,
    pub password_error: Option<String>,
    /// Empty outside the demonstration.
    pub people: Vec<DemoPersonView>,
}

/// Is one person of the demonstration.
pub struct DemoPersonView {
    pub role: &'static str,
    pub email: String,
    pub password: String,
}

impl SignInPage {
    /// Returns a made-up page after a refusal.
    pub fn sample() -> Self {
        let words = "The e-mail and the password do not match an account".to_owned();
        let person = |role| DemoPersonView {
            role,
            email: "intake@riverside.example.org".into(),
            password: "quiet river lantern".into(),
        };
        Self {
            shell: StaffShell {
                staff_name: String::new(),
                ..StaffShell::sample("")
            },
            notice: "You were signed out after 15 minutes without work.".into(),
            next: "/staff/cases/RL-7KX2-94Q".into(),
            email: "intake@riverside.example.org".into(),
            errors: vec![SummaryError::new("email", words.clone())],
            email_error: Some(words),
            password_error: None,
            people: vec![person("Intake specialist"), person("Intake supervisor")],
        }
    }
}

/// Is a sign-in as it was sent.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignInForm {
    pub email: String,
    pub password: SecretString,
    pub next: String,
}

/// Shows the sign-in page.
pub async fn show(State(state): State<WebState>, RawQuery(raw): RawQuery) -> Response {
    let pairs: Vec<(String, String)> =
        serde_html_form::from_str(raw.as_deref().unwrap_or_default()).unwrap_or_default();
    let of = |name: &str| {
        pairs
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    };
    let next = of("next").and_then(local_path).unwrap_or_default();
    let notice = match of("said") {
        Some("signed-out") => "You are signed out.",
        Some("password") => "Your password is saved. Sign in with it now.",
        _ if !next.is_empty() => "Sign in to go on. You will come back to the page you asked for.",
        _ => "",
    };
    render(StatusCode::OK, &page(&state, notice, next, "", None))
}

/// Signs somebody in.
pub async fn submit(
    State(state): State<WebState>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Form(form): Form<SignInForm>,
) -> Result<Response, WebError> {
    let next = local_path(&form.next).unwrap_or_default().to_owned();
    let user_agent = headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let attempt = SignIn {
        email: form.email.clone(),
        password: form.password,
        previous: CookieOf::Session.read(&headers, &state),
        known_device: CookieOf::Device.read(&headers, &state),
        device: device::words(user_agent),
        address,
    };
    let (status, complaint) = match state.desk.sign_in(attempt).await {
        Ok(browser) => {
            let to = if next.is_empty() {
                "/staff"
            } else {
                next.as_str()
            };
            let mut response = see(&format!("{to}#main"));
            CookieOf::Session.set(&mut response, &browser.session, &state);
            CookieOf::Device.set(&mut response, &browser.device, &state);
            return Ok(response);
        }
        Err(SignInError::Refused) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "The e-mail and the password do not match an account".to_owned(),
        ),
        Err(SignInError::TooMany { until }) => {
            let until = moments::time_of_day(until, &state.zone);
            (
                StatusCode::TOO_MANY_REQUESTS,
                format!("There were too many tries. Wait until {until}, then try again"),
            )
        }
        Err(SignInError::Db(error)) => return Err(error.into()),
    };
    Ok(render(
        status,
        &page(&state, "", &next, &form.email, Some(complaint)),
    ))
}

/// Signs out.
pub async fn sign_out(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
) -> Result<Response, WebError> {
    state.desk.sign_out(&actor).await?;
    let mut response = see("/staff/sign-in?said=signed-out#main");
    CookieOf::Session.clear(&mut response, &state);
    response.headers_mut().insert(
        "clear-site-data",
        HeaderValue::from_static("\"cache\", \"storage\""),
    );
    Ok(response)
}

fn page(
    state: &WebState,
    notice: &str,
    next: &str,
    email: &str,
    complaint: Option<String>,
) -> SignInPage {
    let people = state.demo_staff.iter().map(|person| DemoPersonView {
        role: person.role,
        email: person.email.clone(),
        password: person.password.clone(),
    });
    SignInPage {
        shell: StaffShell::signed_out(state),
        notice: notice.to_owned(),
        next: next.to_owned(),
        email: email.chars().take(254).collect(),
        errors: complaint
            .iter()
            .map(|words| SummaryError::new("email", words.clone()))
            .collect(),
        email_error: complaint,
        password_error: None,
        people: people.collect(),
    }
}
