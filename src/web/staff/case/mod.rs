//! One case: what is known, what comes next, what can be done, what has happened.
//! `page.rs` is what is shown; `moves.rs` and `writing.rs` are its small forms.

pub mod access;
pub mod conflict;
pub mod entries;
pub mod moves;
pub mod page;
pub mod people;
mod sample;
pub mod sent;
pub mod writing;
