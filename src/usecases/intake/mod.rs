//! What families do: fill a form, send it, come back to what they sent.

pub mod find_receipt;
pub mod forget_receipt;
pub mod mail_draft;
pub mod resume_draft;
pub mod save_draft;
pub mod submit_request;

/// The token a browser holds for its draft or its receipt.
pub type DraftToken = crate::support::ids::Token;
