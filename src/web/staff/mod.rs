//! Pages behind staff sign-in, English only. One file per page: the page's struct beside its handlers.
//! Nothing here decides: use cases do, and the domain under them.

pub mod account;
pub mod admin;
pub mod case;
pub mod cases;
pub mod device;
pub mod display;
pub mod filters;
pub mod first_password;
pub mod help;
pub mod letters;
pub mod messages;
pub mod papers;
pub mod people;
pub mod sign_in;
pub mod today;
