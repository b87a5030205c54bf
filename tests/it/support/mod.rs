//! What the stories stand on: a database each (`database`), a real browser (`chrome`).

pub mod chrome;
pub mod database;
mod driver;
mod keeper;
