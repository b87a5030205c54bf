//! The pages for families and doctors.

mod call_me;
mod check;
mod frame;
mod options;
mod sent;
mod standing;
mod start;
mod steps;
mod summary;

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "test code")]
mod tests;
