//! Where things lie: the state folder, the cluster's folder in it, and the socket's folder.
//!
//! Everything that the server touches is below `STATE/postgres`, which belongs to the server's account alone.
//! Files there are opened without following links, because that account could otherwise lead root astray.

use super::account::Account;
use super::error::PostgresError;
use sha2::{Digest, Sha256};
use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io::Write;
use std::os::unix::fs::{
    DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt, chown, fchown,
};
use std::path::{Path, PathBuf};

/// Longest socket folder for which `/.s.PGSQL.5432.lock` still fits the system's limit.
const LONGEST_SOCKET_DIR: usize = 88;

const SHARED_STATE: &str = "/var/lib/intake-desk";

/// Returns the state folder: the configured one, else `var/` in the checkout, else, where the server's
/// account cannot enter that, a folder of this checkout's own below `/var/lib/intake-desk`.
pub fn default_state_dir(
    checkout: &Path,
    configured: Option<&Path>,
) -> Result<PathBuf, PostgresError> {
    let absolute = |path: &Path| {
        std::path::absolute(path).map_err(PostgresError::files("Reading a folder's name", path))
    };
    if let Some(configured) = configured {
        return absolute(configured);
    }
    let checkout = absolute(checkout)?;
    let inside = checkout.join("var");
    let account = Account::choose(None, &Layout::of(&inside).home)?;
    if account.first_closed(&inside).is_none() {
        return Ok(inside);
    }
    Ok(Path::new(SHARED_STATE).join(own_name(&checkout)))
}

/// A readable name that two checkouts never share.
fn own_name(checkout: &Path) -> String {
    let last = checkout
        .file_name()
        .map_or_else(|| "root".into(), |name| name.to_string_lossy());
    let readable: String = last
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter))
        .take(40)
        .collect();
    format!("{readable}-{}", short_hash(checkout))
}

fn short_hash(path: &Path) -> String {
    let digest = Sha256::digest(path.as_os_str().as_encoded_bytes());
    digest[..4].iter().fold(String::new(), |mut text, byte| {
        use std::fmt::Write as _;
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The paths of one private server.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub state_dir: PathBuf,
    /// Belongs to the server's account; all below it.
    pub home: PathBuf,
    pub data: PathBuf,
    /// A cluster in the making; becomes `data` by one rename.
    pub unborn: PathBuf,
    pub socket_dir: PathBuf,
    pub lock: PathBuf,
    pub log: PathBuf,
    pub hba: PathBuf,
    pub ident: PathBuf,
}

impl Layout {
    /// Returns the paths below `state_dir`, creating nothing.
    pub fn of(state_dir: &Path) -> Self {
        let home = state_dir.join("postgres");
        let near = home.join("run");
        let name = near.as_os_str().as_encoded_bytes();
        // The setting is a list, in which these two signs have a meaning.
        let unfit =
            name.len() > LONGEST_SOCKET_DIR || name.iter().any(|sign| b",\"".contains(sign));
        let socket_dir = if unfit {
            Path::new("/tmp").join(format!("intake-desk-{}", short_hash(state_dir)))
        } else {
            near
        };
        Self {
            state_dir: state_dir.to_path_buf(),
            data: home.join("data"),
            unborn: home.join("data.new"),
            socket_dir,
            lock: home.join("owner.lock"),
            log: home.join("server.log"),
            hba: home.join("hba.conf"),
            ident: home.join("ident.conf"),
            home,
        }
    }

    /// Creates the folders that are missing, each enterable by the account that needs it.
    pub fn create(&self, account: &Account) -> Result<(), PostgresError> {
        account.check_can_reach(&self.state_dir)?;
        create_state_dir(&self.state_dir, account)?;
        account.check_can_reach(&self.state_dir)?;
        create_private(&self.home, account)?;
        create_private(&self.socket_dir, account)
    }
}

/// Others may pass through what we create on root's behalf, but not list it.
fn create_state_dir(state_dir: &Path, account: &Account) -> Result<(), PostgresError> {
    let mode = if account.switch { 0o711 } else { 0o700 };
    let mut missing: Vec<&Path> = state_dir
        .ancestors()
        .take_while(|path| !path.exists())
        .collect();
    missing.reverse();
    for path in missing {
        match DirBuilder::new().mode(mode).create(path) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                return Err(PostgresError::files("Creating the state folder", path)(
                    error,
                ));
            }
            _ => {}
        }
        std::fs::set_permissions(path, Permissions::from_mode(mode))
            .map_err(PostgresError::files("Opening the state folder", path))?;
    }
    Ok(())
}

fn create_private(dir: &Path, account: &Account) -> Result<(), PostgresError> {
    if let Err(error) = DirBuilder::new().mode(0o700).create(dir) {
        if error.kind() != std::io::ErrorKind::AlreadyExists {
            return Err(PostgresError::files("Creating a folder", dir)(error));
        }
        return check_private(dir, account);
    }
    if account.switch {
        chown(dir, Some(account.uid), Some(account.gid))
            .map_err(PostgresError::files("Giving a folder to the account", dir))?;
    }
    Ok(())
}

/// A folder that was there before must be a real one, and its owner's: `/tmp` is open to everybody.
fn check_private(dir: &Path, account: &Account) -> Result<(), PostgresError> {
    let about =
        std::fs::symlink_metadata(dir).map_err(PostgresError::files("Looking at a folder", dir))?;
    if about.is_dir() && about.uid() == 0 && account.switch {
        // A start that was cut off between creating the folder and giving it away.
        return chown(dir, Some(account.uid), Some(account.gid))
            .map_err(PostgresError::files("Giving a folder to the account", dir));
    }
    if !about.is_dir() || about.uid() != account.uid {
        return Err(PostgresError::OtherOwner {
            folder: dir.to_path_buf(),
            owner: format!("user {}", about.uid()),
            wanted: account.name.clone(),
        });
    }
    Ok(())
}

/// Opens a file in the cluster's folder for writing, as the server's account's own, following no link.
pub(super) fn open_own(path: &Path, account: &Account) -> Result<File, PostgresError> {
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .read(true)
        .mode(0o600)
        .custom_flags(libc::O_NOFOLLOW)
        .open(path)
        .map_err(PostgresError::files("Opening a file", path))?;
    give(&file, path, account)?;
    Ok(file)
}

/// Replaces a small file in one step, as the server's account's own.
pub(super) fn write_own(path: &Path, text: &str, account: &Account) -> Result<(), PostgresError> {
    let fresh = path.with_extension("new");
    let _ = std::fs::remove_file(&fresh);
    let mut file = OpenOptions::new()
        .create_new(true)
        .write(true)
        .mode(0o600)
        .open(&fresh)
        .map_err(PostgresError::files("Creating a file", &fresh))?;
    give(&file, &fresh, account)?;
    file.write_all(text.as_bytes())
        .map_err(PostgresError::files("Writing a file", &fresh))?;
    std::fs::rename(&fresh, path).map_err(PostgresError::files("Replacing a file", path))
}

fn give(file: &File, path: &Path, account: &Account) -> Result<(), PostgresError> {
    if !account.switch {
        return Ok(());
    }
    fchown(file, Some(account.uid), Some(account.gid))
        .map_err(PostgresError::files("Giving a file to the account", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_configured_folder_is_taken_as_it_is() {
        let chosen = default_state_dir(Path::new("/checkout"), Some(Path::new("/elsewhere")));
        assert_eq!(chosen.ok(), Some(PathBuf::from("/elsewhere")));
    }

    #[test]
    fn an_open_checkout_keeps_its_state_inside() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("chmod");
        let chosen = default_state_dir(folder.path(), None);
        assert_eq!(chosen.ok(), Some(folder.path().join("var")));
    }

    #[test]
    fn two_checkouts_of_one_name_do_not_share_a_folder() {
        let (one, two) = (
            own_name(Path::new("/a/desk")),
            own_name(Path::new("/b/desk")),
        );
        assert!(one.starts_with("desk-") && two.starts_with("desk-"));
        assert_ne!(one, two);
        assert_eq!(
            own_name(Path::new("/a/d e/../s")),
            own_name(Path::new("/a/d e/../s"))
        );
    }

    #[test]
    fn a_deep_state_folder_gets_a_short_socket() {
        let near = Layout::of(Path::new("/srv/desk"));
        assert_eq!(near.socket_dir, Path::new("/srv/desk/postgres/run"));
        let deep = Layout::of(&Path::new("/srv").join("x".repeat(120)));
        assert!(deep.socket_dir.starts_with("/tmp"), "{:?}", deep.socket_dir);
        assert!(deep.socket_dir.as_os_str().len() < LONGEST_SOCKET_DIR);
    }
}
