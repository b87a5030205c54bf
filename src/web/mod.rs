//! Floor 3: what people see in a browser. Names no mail; every page is rendered from a struct of display-ready values.
//!
//! `routes` is the whole URL table. `public` holds the pages of families and doctors, `staff` those behind sign-in.
//! Around every request stand `layers` (headers, limits, cross-site posts, errors) and `auth` (who is signed in);
//! below them `server` takes connections and turns slow clients away.

pub mod address;
pub mod auth;
pub mod components;
pub mod cookies;
pub mod dev_mail;
pub mod error;
pub mod files;
pub mod form;
pub mod health;
pub mod layers;
pub mod page;
pub mod public;
pub mod routes;
pub mod server;
pub mod shell;
pub mod staff;
pub mod state;

pub use routes::router;
pub use state::WebState;
