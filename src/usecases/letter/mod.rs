//! Letters to the doctor who referred: drafted by the desk, released by a person, read on the doctor's page. And
//! a referral that somebody sent in a clinician's name, confirmed there.

pub mod confirm_referral;
pub mod read_letter;
pub mod release_letter;
