//! Things without business words: clock, ids, sealing, catalogue words, the private `PostgreSQL`.

pub mod address;
pub mod calendar_file;
pub mod clock;
pub mod coded;
pub mod ids;
pub mod password;
pub mod pdf;
pub mod postgres;
pub mod seal;
pub mod store;
pub mod words;
