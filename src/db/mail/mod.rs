//! The outbox in SQL, its queue as the administrator sees it, and the demo's mailbox.

pub mod addressing;
pub mod demo;
pub mod of_case;
pub mod of_draft;
pub mod outbox;
pub mod queue;
pub mod settle;
