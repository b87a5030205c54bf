//! What the clock does: raise what is overdue, forget what has expired; and what the first start does.

pub mod fill_demo;
pub mod health;
pub mod purge_expired;
pub mod raise_overdue;
pub mod set_up;
pub mod verify_audit;
