//! Stories told from outside, each on a fresh database.
