//! The ways in: choice of language and start page.

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
