//! Staff accounts: signing in and out, one's own sessions and password, and what the operator does with accounts.

pub mod manage_account;
pub mod manage_staff;
pub mod sign_in;
