//! Letters to the doctor who referred: drafted by the desk, released by a person, read on the doctor's page.

pub mod read_letter;
pub mod release_letter;
