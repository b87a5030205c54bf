//! Messages: a person outside writes and reads, staff answer, and the clock watches that they do.

pub mod answer_message;
pub mod raise_unanswered;
pub mod read_thread;
pub mod write_message;
