//! Every sentence a family reads, in their language, from the catalogues in `locales/`.
//!
//! Owns the choice of language, the catalogues (inside the binary) and how moments are put into words.
//! Knows nothing of referrals: a key goes in, a sentence comes out. English is the source language.
//! `tests/it/locales.rs` refuses missing, unused, extra and stale keys.

mod catalogue;
mod language;
mod moment;

pub use catalogue::Words;
pub use language::Language;
