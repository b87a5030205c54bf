//! What the stories stand on: a database each (`database`), a real browser (`chrome`),
//! the whole site without a network (`site`), and the same on a port for real browsers (`live`).

pub mod chrome;
pub mod database;
mod driver;
mod keeper;
pub mod live;
pub mod site;
