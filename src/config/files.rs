//! The shape of the settings of the file store and the scanner.

use std::path::PathBuf;

use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use crate::support::store::S3Settings;

/// Where the bytes of papers lie, and who looks at them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileSettings {
    /// A folder, or an S3-compatible store.
    pub store: StoreName,
    /// The folder; empty means `files` in the state folder.
    pub folder: String,
    /// Where `clamd` listens; empty means nowhere.
    pub scanner: String,
    /// The S3-compatible store.
    pub s3: S3Section,
}

/// Which store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoreName {
    /// A folder.
    Folder,
    /// An S3-compatible store.
    S3,
}

/// The S3-compatible store.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Section {
    /// Its address; empty means Amazon's.
    pub endpoint: String,
    /// Its region.
    pub region: String,
    /// The bucket.
    pub bucket: String,
    /// Who we are there.
    pub access_key_id: String,
    /// Our secret there.
    pub secret_access_key: SecretString,
}

/// Where the scanner is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ScannerPlace {
    /// Nowhere: a demo.
    Nowhere,
    /// At a socket of this machine.
    Unix(PathBuf),
    /// At a host and port.
    Tcp(String),
}

impl FileSettings {
    /// Reads where the scanner is: empty, `unix:/path` or `tcp:host:port`; none where it is something else.
    pub fn scanner(&self) -> Option<ScannerPlace> {
        match self.scanner.split_once(':') {
            None if self.scanner.is_empty() => Some(ScannerPlace::Nowhere),
            Some(("unix", path)) if path.starts_with('/') => {
                Some(ScannerPlace::Unix(PathBuf::from(path)))
            }
            Some(("tcp", place)) if place.contains(':') => {
                Some(ScannerPlace::Tcp(place.to_owned()))
            }
            _ => None,
        }
    }

    /// How the S3-compatible store is reached.
    pub fn s3(&self) -> S3Settings {
        S3Settings {
            endpoint: self.s3.endpoint.clone(),
            region: self.s3.region.clone(),
            bucket: self.s3.bucket.clone(),
            access_key_id: self.s3.access_key_id.clone(),
            secret_access_key: self.s3.secret_access_key.expose_secret().to_owned(),
        }
    }

    /// Lists what is wrong.
    pub(super) fn problems(&self, production: bool) -> Vec<String> {
        let mut problems = Vec::new();
        match self.scanner() {
            None => problems.push(
                "files.scanner must be unix:/path or tcp:host:port, or empty in the demo".to_owned(),
            ),
            Some(ScannerPlace::Nowhere) if production => problems.push(
                "files.scanner must name a clamd: production opens no paper that nobody has looked at".to_owned(),
            ),
            Some(_) => {}
        }
        if self.store == StoreName::S3 {
            if self.s3.bucket.is_empty() {
                problems.push("files.s3.bucket is missing".to_owned());
            }
            if production && self.s3.endpoint.starts_with("http://") {
                problems
                    .push("files.s3.endpoint must begin with https:// in production".to_owned());
            }
        }
        problems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(scanner: &str) -> FileSettings {
        FileSettings {
            store: StoreName::Folder,
            folder: String::new(),
            scanner: scanner.to_owned(),
            s3: S3Section {
                endpoint: String::new(),
                region: String::new(),
                bucket: String::new(),
                access_key_id: String::new(),
                secret_access_key: SecretString::default(),
            },
        }
    }

    #[test]
    fn a_scanner_is_a_socket_or_a_host_and_port() {
        let place = |text: &str| settings(text).scanner();
        assert_eq!(place(""), Some(ScannerPlace::Nowhere));
        assert_eq!(
            place("unix:/run/clamd.ctl"),
            Some(ScannerPlace::Unix("/run/clamd.ctl".into()))
        );
        assert_eq!(
            place("tcp:127.0.0.1:3310"),
            Some(ScannerPlace::Tcp("127.0.0.1:3310".into()))
        );
        for odd in ["clamd", "tcp:here", "unix:here", "http://scanner"] {
            assert_eq!(place(odd), None, "{odd}");
        }
    }

    #[test]
    fn production_does_not_start_without_a_scanner() {
        assert!(settings("").problems(false).is_empty());
        assert_eq!(settings("").problems(true).len(), 1);
        assert!(settings("unix:/run/clamd.ctl").problems(true).is_empty());
        assert_eq!(settings("clamd").problems(false).len(), 1);
    }
}
