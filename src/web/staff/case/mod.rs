//! One case: what is known, what comes next, what can be done, what has happened.
//! `page.rs` is what is shown; `view.rs` fills it; its small forms are in `forms`.

pub mod access;
pub mod acts;
pub mod conflict;
pub mod forms;
pub mod page;
pub mod people;
mod sample;
pub mod sent;
pub mod timeline;
pub mod view;
