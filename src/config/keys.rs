//! The key file: master keys by version, and the key of blind tokens. The demo makes one; production never does.
//!
//! ```toml
//! blind = "base64 of 32 bytes"
//! [master]
//! 1 = "base64 of 32 bytes"
//! ```

use std::collections::BTreeMap;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use super::SettingsError;
use super::sections::Settings;
use crate::support::seal::{Key, Keyring};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyFile {
    blind: SecretString,
    master: BTreeMap<String, SecretString>,
}

/// Reads the keyring; in the demo makes one where there is none.
pub fn load_keyring(settings: &Settings, state_dir: &Path) -> Result<Keyring, SettingsError> {
    let path = if settings.keys.file.is_empty() {
        state_dir.join("keys.toml")
    } else {
        PathBuf::from(&settings.keys.file)
    };
    if !path.exists() && settings.keys.file.is_empty() && !settings.is_production() {
        make(&path).map_err(|error| {
            SettingsError(vec![format!("cannot write {}: {error}", path.display())])
        })?;
    }
    read(&path).map_err(|problem| SettingsError(vec![format!("{}: {problem}", path.display())]))
}

fn read(path: &Path) -> Result<Keyring, String> {
    let text =
        SecretString::from(std::fs::read_to_string(path).map_err(|error| error.to_string())?);
    // A parser's own message would repeat the line, and the line holds a key.
    let file: KeyFile = toml::from_str(text.expose_secret())
        .map_err(|_| "it must have blind = \"…\" and [master] with numbered keys".to_owned())?;
    let key = |name: &str, text: &SecretString| {
        let bytes = STANDARD
            .decode(text.expose_secret())
            .map_err(|_| format!("{name} is not base64"))?;
        Key::from_bytes(&bytes).map_err(|_| format!("{name} must be 32 bytes"))
    };
    let mut masters = BTreeMap::new();
    for (version, text) in &file.master {
        let number = version
            .parse::<i32>()
            .ok()
            .filter(|number| *number > 0)
            .ok_or_else(|| format!("master.{version}: versions are numbers from 1"))?;
        masters.insert(number, key(&format!("master.{version}"), text)?);
    }
    Keyring::new(masters, key("blind", &file.blind)?).map_err(|_| "it has no master key".to_owned())
}

fn make(path: &Path) -> std::io::Result<()> {
    let fresh = || STANDARD.encode(Key::fresh().expose());
    let text = SecretString::from(format!(
        "# Keys of this demo. Without this file nothing in the database can be read.\nblind = \"{}\"\n\n[master]\n1 = \"{}\"\n",
        fresh(),
        fresh()
    ));
    let temporary = path.with_extension("new");
    let _ = std::fs::remove_file(&temporary);
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&temporary)?;
    file.write_all(text.expose_secret().as_bytes())?;
    file.sync_all()?;
    std::fs::rename(&temporary, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_file_is_read_again_and_private() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().expect("folder");
        let path = dir.path().join("keys.toml");
        make(&path).expect("made");
        read(&path).expect("read");
        let mode = std::fs::metadata(&path)
            .expect("there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_broken_file_is_refused_without_repeating_it() {
        let dir = tempfile::tempdir().expect("folder");
        let path = dir.path().join("keys.toml");
        std::fs::write(&path, "blind = \"c2VjcmV0\"\n[master]\n1 = \"c2VjcmV0\"\n")
            .expect("written");
        let problem = read(&path).expect_err("refused");
        assert!(
            !problem.contains("c2VjcmV0") && problem.contains("32 bytes"),
            "{problem}"
        );
    }
}
