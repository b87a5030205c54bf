//! What can go wrong with the private server, each as a sentence an operator can act on.

use std::io;
use std::path::{Path, PathBuf};

/// Says why the private PostgreSQL could not be found, started or stopped.
#[derive(Debug, thiserror::Error)]
pub enum PostgresError {
    #[error(
        "No PostgreSQL server programs (postgres, initdb) were found. Looked in: {looked}. \
         Install them (Debian and Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server), \
         name their folder in the settings, or give an outside server in DATABASE_URL."
    )]
    NotInstalled { looked: String },

    #[error(
        "The data in {data} belong to PostgreSQL {wanted}, but only these versions are installed: {found}. \
         Install the server of version {wanted} (Debian: apt-get install postgresql-{wanted}), or carry the data \
         over with pg_upgrade or pg_dump."
    )]
    OtherVersion {
        data: PathBuf,
        wanted: u32,
        found: String,
    },

    #[error("PostgreSQL {found} in {bin_dir} is too old: version {oldest} or newer is needed.")]
    TooOld {
        bin_dir: PathBuf,
        found: u32,
        oldest: u32,
    },

    #[error(
        "The account \"{account}\", which runs PostgreSQL, cannot enter {closed}, so it cannot reach {wanted}. \
         Open that folder to it (chmod o+x {closed}), or choose another place (INTAKE_STATE)."
    )]
    ClosedFolder {
        closed: PathBuf,
        wanted: PathBuf,
        account: String,
    },

    #[error(
        "There is no account \"{account}\" on this machine. PostgreSQL refuses to run as root and needs an \
         unprivileged account: create it (useradd --system {account}) or name another one in the settings."
    )]
    NoAccount { account: String },

    #[error(
        "The user id {uid} that we run under has no entry in /etc/passwd, and PostgreSQL refuses to work for \
         such a user. Add an entry, or give an outside server in DATABASE_URL."
    )]
    NamelessUser { uid: u32 },

    #[error(
        "The settings ask PostgreSQL to run as \"{wanted}\", but we run as \"{ours}\", and only root can change \
         the account. Start as root or as {wanted}, or remove the setting."
    )]
    CannotSwitch { wanted: String, ours: String },

    #[error(
        "The cluster in {folder} belongs to the account \"{owner}\", not to \"{wanted}\". \
         Start as {owner} or root, or give the folder away (chown -R {wanted} {folder})."
    )]
    OtherOwner {
        folder: PathBuf,
        owner: String,
        wanted: String,
    },

    #[error(
        "The state folder {state_dir} is in use by another intake-desk (process {owner}). \
         Stop that one first, or choose another folder (INTAKE_STATE)."
    )]
    InUse { state_dir: PathBuf, owner: String },

    #[error(
        "A PostgreSQL server (process {pid}) is still running on {data} and does not stop. \
         Nothing was changed; stop it by hand (kill -QUIT {pid}) and start again."
    )]
    StillRunning { data: PathBuf, pid: i32 },

    #[error(
        "{data} exists but is not a PostgreSQL cluster (no PG_VERSION in it). Move it away and start again."
    )]
    NotACluster { data: PathBuf },

    #[error("initdb could not make the cluster in {data}: {said}")]
    Initdb { data: PathBuf, said: String },

    #[error("PostgreSQL ended while starting ({status}). Its last words, from {log}:\n{said}")]
    EndedEarly {
        status: String,
        log: PathBuf,
        said: String,
    },

    #[error(
        "PostgreSQL was not ready after {seconds} seconds. Its last words, from {log}:\n{said}"
    )]
    NotReady {
        seconds: u64,
        log: PathBuf,
        said: String,
    },

    #[error("{what} failed: {path}: {source}")]
    Files {
        what: &'static str,
        path: PathBuf,
        source: io::Error,
    },

    #[error("The private PostgreSQL runs, but making the database \"{database}\" failed: {source}")]
    Database {
        database: String,
        source: sqlx::Error,
    },

    #[error("PostgreSQL (process {pid}) did not end, not even when killed.")]
    Unstoppable { pid: u32 },

    #[error("An inner task of the private PostgreSQL was cut off: {0}")]
    CutOff(String),
}

impl PostgresError {
    /// Returns a function that wraps a file error with what was tried and where.
    pub(super) fn files(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::Files { what, path, source }
    }
}
