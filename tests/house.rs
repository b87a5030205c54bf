//! Checks on the house itself; needs no database.
