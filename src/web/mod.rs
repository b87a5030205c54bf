//! What people see in a browser.

pub mod components;
pub mod shell;
pub mod staff;
