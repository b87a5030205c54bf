//! Hands out a letter as PDF, drawn from its words. A sign that no letter of ours has becomes a box, and the line below the
//! heading says where the whole text stands.

use axum::response::Response;

use super::download;
use crate::db::letter::Letter;
use crate::domain::reference::Reference;
use crate::support::pdf::{Sheet, can_draw, draw};
use crate::support::words::{Language, Words};
use crate::web::error::WebError;
use crate::web::state::WebState;

/// Draws a letter, off the threads that answer people.
pub async fn answer(
    state: &WebState,
    letter: &Letter,
    reference: &Reference,
) -> Result<Response, WebError> {
    let released = state.local(letter.released_at).date();
    let day = Words::of(Language::En).date(released);
    let unseen = if can_draw(&letter.body) {
        ""
    } else {
        "Some signs of this letter cannot be drawn here. Your page shows the whole text.\n\n"
    };
    let sheet = Sheet {
        from: state.settings.programme.name.clone(),
        title: letter.kind.words().to_owned(),
        body: format!("{day}\n\n{unseen}{}", letter.body),
        foot: reference.to_string(),
        language: "en".to_owned(),
    };
    let drawn = tokio::task::spawn_blocking(move || draw(&sheet)).await;
    let drawn = drawn.map_err(|error| WebError::Internal(Box::new(error)))?;
    let bytes = drawn.map_err(|error| WebError::Internal(Box::new(error)))?;
    let name = format!("{reference} {}.pdf", letter.kind.code());
    download::bytes("application/pdf", &name, bytes)
}
