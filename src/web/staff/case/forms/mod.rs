//! The small forms of the case page: what they look like, what was typed, and what it means.
//! `moves.rs` walks a case through its statuses, `writing.rs` writes something down, `entries.rs` keeps what was typed.

pub mod entries;
pub mod moves;
pub mod writing;
