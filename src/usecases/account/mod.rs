//! Staff accounts: signing in and out, one's own sessions and password, and what administrator and operator do with
//! accounts.

pub mod change_staff;
pub mod manage_account;
pub mod manage_staff;
pub mod sign_in;
pub mod view_staff;
