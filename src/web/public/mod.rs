//! The pages for families and doctors: language, start, the family's form, the doctor's, "Just call me", and after
//! sending.
//!
//! A page's struct and its words are plain values; the handlers are in `start`, `family`, `doctor`, `send` and `receipt`.
//! What is stored is decided in `usecases/intake`.

mod call_me;
pub mod doctor;
pub mod family;
pub mod feedback;
mod frame;
mod inside;
pub mod later;
mod options;
pub mod papers;
pub mod practice;
pub mod receipt;
pub mod referral;
pub mod send;
mod sent;
pub mod standing;
pub mod start;
pub mod status;
pub mod summary;
pub mod talk;
mod visitor;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "test code")]
mod tests;
