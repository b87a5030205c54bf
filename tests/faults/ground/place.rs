//! A trial's own folder, with the key file that all its processes share. It goes with the trial; after a failure it
//! stays, and is named.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use intake_desk::support::seal::Key;

/// A folder of one's own.
pub struct Place {
    path: PathBuf,
}

impl Place {
    /// Makes the folder; the database's account may pass through it.
    pub fn new() -> Self {
        // Short, so that a socket's name fits below it.
        let folder = tempfile::Builder::new()
            .prefix("faults-")
            .tempdir_in("/tmp");
        let path = folder.unwrap().keep();
        std::fs::set_permissions(&path, Permissions::from_mode(0o711)).unwrap();
        let fresh = || STANDARD.encode(Key::fresh().expose());
        let keys = format!("blind = \"{}\"\n\n[master]\n1 = \"{}\"\n", fresh(), fresh());
        std::fs::write(path.join("keys.toml"), keys).unwrap();
        Self { path }
    }

    /// A path in it.
    pub fn join(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the trial's folder was kept: {}", self.path.display());
        } else {
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}
