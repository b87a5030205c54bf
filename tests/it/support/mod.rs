//! What the stories stand on: a database each (`database`), a real browser (`chrome`), the whole desk without a
//! network (`app`) with its visitors (`client`), the same on a port for real browsers (`live`), made-up people
//! (`builders`), clocks told again (`history`), post (`mailbox`) and logs (`logs`).

pub mod app;
pub mod builders;
pub mod chrome;
pub mod client;
pub mod database;
mod driver;
pub mod history;
mod keeper;
pub mod live;
pub mod logs;
pub mod mailbox;
pub mod rows;
