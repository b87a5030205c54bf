//! The private PostgreSQL: a server of our own, started from the installed programs in the state folder.
//!
//! Owns finding the programs, making the cluster, starting, watching and stopping the server. It listens on a
//! unix socket only and knows no password. Refuses a second owner, a closed folder and a foreign major version,
//! each with a sentence for the operator. Never downloads anything and knows nothing of tables.
//! Read `server.rs` first; `child.rs` explains how the server follows us into death.

mod account;
mod child;
mod cluster;
mod connect;
mod error;
mod find;
mod folders;
mod guard;
mod process;
mod server;

pub use error::PostgresError;
pub use folders::default_state_dir;
pub use server::PrivatePostgres;

use std::path::PathBuf;

/// Says where and how a private server runs.
#[derive(Debug, Clone)]
pub struct PrivateSettings {
    /// The folder that holds everything durable; the cluster lives in `postgres/` below it.
    pub state_dir: PathBuf,
    /// The folder of the server programs, where it must not be searched for.
    pub bin_dir: Option<PathBuf>,
    /// The unprivileged account that runs the server when we are root.
    pub account: Option<String>,
    /// The database that is made on first start.
    pub database: String,
    /// False only for throw-away test clusters: nothing survives a power cut then.
    pub durable: bool,
}
