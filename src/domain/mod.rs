//! Floor 0: pure values and rules. No SQL, no HTTP, no mail, no clock: time comes in as a value.

pub mod calendar;
