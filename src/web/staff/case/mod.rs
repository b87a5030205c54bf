//! One case: what is known, what comes next, what can be done, what has happened.

pub mod access;
pub mod conflict;
pub mod page;
mod sample;
