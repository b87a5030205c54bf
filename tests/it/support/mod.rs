//! What the stories stand on: a database each (`database`), a real browser (`chrome`), the whole desk without a
//! network (`app`, `site`) with its visitors (`client`), the same on a port for real browsers (`live`), made-up people
//! (`builders`), post (`mailbox`) and logs (`logs`).

pub mod app;
pub mod builders;
pub mod chrome;
pub mod client;
pub mod database;
mod driver;
mod keeper;
pub mod live;
pub mod logs;
pub mod mailbox;
pub mod rows;
pub mod site;
