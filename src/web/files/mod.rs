//! Files that are handed out as they are: our own, for every page, and papers, to those who may have them.

pub mod assets;
pub mod download;
pub mod letter_pdf;
