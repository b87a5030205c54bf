//! What staff do with cases: look, take, call, note, move.

pub mod assign_case;
pub mod change;
pub mod find_alike;
pub mod find_cases;
pub mod join_cases;
pub mod move_status;
pub mod record_contact;
pub mod view_case;
pub mod view_today;

pub use change::{CaseEdit, ChangeCaseError};
