//! Floor 0: pure values and rules. No SQL, no HTTP, no mail, no clock: time comes in as a value.

pub mod calendar;
pub mod clock;
pub mod event;
pub mod feedback;
pub mod help;
pub mod letter;
pub mod link;
pub mod message;
pub mod notice;
pub mod paper;
pub mod permission;
pub mod person;
pub mod priority;
pub mod reference;
pub mod referral;
pub mod request;
pub mod routing;
pub mod search;
pub mod staff;
pub mod status;
pub mod version;
