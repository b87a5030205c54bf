//! The ways in: choice of language, start page, and the page for doctors.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::visitor::Visitor;
use crate::support::words::{Language, Words};
use crate::web::page;
use crate::web::shell::PublicShell;
use crate::web::state::WebState;

/// The choice of language, in both languages at once. Nobody's language is guessed.
#[derive(Template)]
#[template(path = "public/choose.html")]
pub struct ChoosePage {
    /// The frame.
    pub shell: PublicShell,
    /// The same title in Spanish.
    pub title_es: String,
}

/// The start page with its four doors.
#[derive(Template)]
#[template(path = "public/start.html")]
pub struct StartPage {
    /// The frame.
    pub shell: PublicShell,
}

/// The page for doctors: who to call, as long as there is no form for them.
#[derive(Template)]
#[template(path = "public/doctor.html")]
pub struct DoctorPage {
    /// The frame.
    pub shell: PublicShell,
    /// The physician line.
    pub phone: String,
    /// The same as an address.
    pub phone_href: String,
    /// The programme's e-mail address.
    pub email: String,
}

/// Shows the choice of language.
pub async fn choose(State(state): State<WebState>) -> Response {
    let page = ChoosePage {
        shell: PublicShell {
            other_language_path: String::new(),
            ..state.public_shell(Language::En, "/")
        },
        title_es: Words::of(Language::Es).text("choose-title"),
    };
    page::render(StatusCode::OK, &page)
}

/// Shows the start page.
pub async fn start(State(state): State<WebState>, visitor: Visitor) -> Response {
    let shell = visitor.shell(&state);
    page::render(StatusCode::OK, &StartPage { shell })
}

/// Shows the page for doctors.
pub async fn doctor(State(state): State<WebState>, visitor: Visitor) -> Response {
    let programme = &state.settings.programme;
    let page = DoctorPage {
        shell: visitor.shell(&state),
        phone: programme.physician_phone.clone(),
        phone_href: programme.physician_phone_href.clone(),
        email: programme.email.clone(),
    };
    page::render(StatusCode::OK, &page)
}
