//! The outbox: the worker claims, sends with no transaction open, and settles; the demo's mailbox is read here too.

pub mod claim_mail;
mod claim_of_drafts;
pub mod drop_mail;
pub mod resend_mail;
pub mod settle_mail;
pub mod view_mailbox;
pub mod view_queue;
