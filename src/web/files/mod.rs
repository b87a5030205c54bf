//! Files: our own, for every page, are handed out as they are, and papers to those who may have them; papers come in by a form.

pub mod assets;
pub mod download;
pub mod letter_pdf;
pub mod upload;
