//! Private links: an adult of a family comes back to the request from any device.

pub mod ask_link;
pub mod come_back;
pub mod give_feedback;
pub mod open_by_receipt;
pub mod open_link;
pub mod practice;
pub mod stop_messages;
pub mod tell_death;
pub mod view_looks;
pub mod view_status;

/// The token a private link carries, or a browser that opened one.
pub type LinkToken = crate::support::ids::Token;
