//! What the stories stand on: a database each (`database`), a real browser (`chrome`), the whole desk without a
//! network (`app`) with its visitors (`client`), made-up people (`builders`), post (`mailbox`) and logs (`logs`).

pub mod app;
pub mod builders;
pub mod chrome;
pub mod client;
pub mod database;
mod driver;
mod keeper;
pub mod logs;
pub mod mailbox;
pub mod rows;
pub mod site;
