//! The pages for families and doctors: language, start, the family's form, "Just call me", and after sending.
//!
//! A page's struct and its words are plain values; the handlers are in `start`, `family`, `send` and `receipt`.
//! What is stored is decided in `usecases/intake`.

mod call_me;
mod check;
mod family;
mod frame;
mod options;
mod receipt;
mod send;
mod sent;
mod standing;
mod start;
mod steps;
mod summary;
mod visitor;

use axum::Router;
use axum::routing::get;

use crate::domain::request::{
    ChildForm, HelpForm, LanguageForm, ReachForm, RelationshipForm, SituationForm,
};
use crate::web::state::WebState;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "test code")]
mod tests;

/// Returns the public pages.
pub fn routes() -> Router<WebState> {
    Router::new()
        .route("/", get(start::choose))
        .route("/{language}", get(start::start))
        .route("/{language}/doctor", get(start::doctor))
        .route(
            "/{language}/call-me",
            get(send::show_call_me).post(send::send_call_me),
        )
        .route("/{language}/family", get(family::first))
        .route(
            "/{language}/family/reach",
            get(family::show).post(family::save::<ReachForm>),
        )
        .route(
            "/{language}/family/language",
            get(family::show).post(family::save::<LanguageForm>),
        )
        .route(
            "/{language}/family/child",
            get(family::show).post(family::save::<ChildForm>),
        )
        .route(
            "/{language}/family/relationship",
            get(family::show).post(family::save::<RelationshipForm>),
        )
        .route(
            "/{language}/family/situation",
            get(family::show).post(family::save::<SituationForm>),
        )
        .route(
            "/{language}/family/help",
            get(family::show).post(family::save::<HelpForm>),
        )
        .route(
            "/{language}/family/check",
            get(family::show).post(send::send_family),
        )
        .route("/{language}/family/sent", get(receipt::show))
}
