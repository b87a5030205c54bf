//! The people of a case, as staff learn of them.

pub mod change_people;
