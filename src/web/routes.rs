//! The whole URL table. Every route stands in the permission test too.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use super::public::{family, receipt, send, start};
use super::state::WebState;
use super::{assets, auth, dev_mail, health, layers};
use crate::domain::request::{
    ChildForm, HelpForm, LanguageForm, ReachForm, RelationshipForm, SituationForm,
};

/// Builds the router with everything around it.
pub fn router(state: &WebState) -> Router {
    let mut routes = Router::new()
        .merge(public())
        .merge(staff(state))
        .merge(machines());
    if state.is_demo() {
        routes = routes.merge(demo());
    }
    layers::around(routes, state)
}

fn public() -> Router<WebState> {
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

fn staff(state: &WebState) -> Router<WebState> {
    let signed_in = Router::new().layer(from_fn_with_state(state.clone(), auth::staff_only));
    Router::new().merge(signed_in)
}

fn machines() -> Router<WebState> {
    Router::new()
        .route("/static/{name}", get(assets::show))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
}

fn demo() -> Router<WebState> {
    Router::new()
        .route("/dev/mail", get(dev_mail::list))
        .route("/dev/mail/{id}", get(dev_mail::show))
        .route("/dev/mail/{id}/html", get(dev_mail::html))
        .route("/dev/mail/{id}/raw", get(dev_mail::raw))
}
