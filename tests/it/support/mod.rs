//! What the stories stand on: a database each (`database`), a real browser (`chrome`),
//! the whole site without a network (`site`).

pub mod chrome;
pub mod database;
mod driver;
mod keeper;
pub mod site;
