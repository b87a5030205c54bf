//! The whole URL table. Every route stands in the permission test too.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use super::state::WebState;
use super::{assets, auth, dev_mail, health, layers};

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
