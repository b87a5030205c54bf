//! The outbox in SQL, and the demo's mailbox.

pub mod addressing;
pub mod demo;
pub mod outbox;
