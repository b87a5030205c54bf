//! What the desk is run by, changed by people: who hears of a request, and when the programme works.

pub mod calendar;
pub mod pages;
pub mod routing;
