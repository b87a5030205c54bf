//! Things without business words: clock, ids, sealing, catalogue words, the private PostgreSQL.

pub mod postgres;
