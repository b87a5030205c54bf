//! Where the bytes of files lie: a folder of this machine, or any store that speaks S3. What lies there is sealed before it
//! comes here.
//!
//! A file is stored whole or not at all, and is on the disk, with its name in the folder, before this says so.

use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use jiff::Timestamp;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt as _};

/// Why something could not be stored or read.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no room left.
    #[error("the file store has no room left")]
    Full,
    /// There is nothing of that name.
    #[error("the file store has no such file")]
    Missing,
    /// The store failed or is out of reach.
    #[error("the file store failed")]
    Failed(#[source] object_store::Error),
}

impl From<object_store::Error> for StoreError {
    fn from(error: object_store::Error) -> Self {
        if matches!(error, object_store::Error::NotFound { .. }) {
            return Self::Missing;
        }
        if is_full(&error) {
            return Self::Full;
        }
        Self::Failed(error)
    }
}

fn is_full(error: &object_store::Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(io) = error.downcast_ref::<std::io::Error>() {
            let full = [
                std::io::ErrorKind::StorageFull,
                std::io::ErrorKind::QuotaExceeded,
            ];
            return full.contains(&io.kind());
        }
        cause = error.source();
    }
    false
}

/// How an S3-compatible store is reached.
#[derive(Debug, Clone)]
pub struct S3Settings {
    /// Its address; empty means Amazon's.
    pub endpoint: String,
    /// Its region.
    pub region: String,
    /// The bucket.
    pub bucket: String,
    /// Who we are there.
    pub access_key_id: String,
    /// Our secret there.
    pub secret_access_key: String,
}

/// A store of files.
#[derive(Debug, Clone)]
pub struct Store {
    files: Arc<dyn ObjectStore>,
    /// Where they lie, in a folder of this machine.
    folder: Option<PathBuf>,
}

/// One file that lies in a store.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its name.
    pub name: String,
    /// When it was written (UTC).
    pub at: Timestamp,
}

impl Store {
    /// Opens a folder, and makes it where it is not there.
    ///
    /// # Errors
    /// Where the folder cannot be made or entered.
    pub fn folder(path: &FilePath) -> Result<Self, StoreError> {
        let failed = |source| {
            StoreError::Failed(object_store::Error::Generic {
                store: "folder",
                source,
            })
        };
        std::fs::create_dir_all(path).map_err(|error| failed(Box::new(error)))?;
        let files = LocalFileSystem::new_with_prefix(path)?;
        Ok(Self {
            files: Arc::new(files.with_fsync(true).with_automatic_cleanup(true)),
            folder: Some(path.to_path_buf()),
        })
    }

    /// Opens an S3-compatible store. Nothing is asked of it yet.
    ///
    /// # Errors
    /// Where the settings do not make an address.
    pub fn s3(settings: &S3Settings) -> Result<Self, StoreError> {
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&settings.bucket)
            .with_region(&settings.region)
            .with_access_key_id(&settings.access_key_id)
            .with_secret_access_key(&settings.secret_access_key);
        if !settings.endpoint.is_empty() {
            let plain = settings.endpoint.starts_with("http://");
            builder = builder
                .with_endpoint(&settings.endpoint)
                .with_allow_http(plain);
        }
        Ok(Self {
            files: Arc::new(builder.build()?),
            folder: None,
        })
    }

    /// A store that ends with the process.
    pub fn memory() -> Self {
        Self {
            files: Arc::new(InMemory::new()),
            folder: None,
        }
    }

    /// Stores a file, instead of what had its name.
    ///
    /// # Errors
    /// Where there is no room, or the store is out of reach.
    pub async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.files.put(&Path::from(name), bytes.into()).await?;
        Ok(())
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Where there is none, or the store is out of reach.
    pub async fn get(&self, name: &str) -> Result<Bytes, StoreError> {
        Ok(self.files.get(&Path::from(name)).await?.bytes().await?)
    }

    /// Removes a file; one that is not there is no error.
    ///
    /// # Errors
    /// Where the store is out of reach.
    pub async fn delete(&self, name: &str) -> Result<(), StoreError> {
        match self.files.delete(&Path::from(name)).await {
            Err(object_store::Error::NotFound { .. }) => Ok(()),
            done => Ok(done?),
        }
    }

    /// Lists the files below a folder.
    ///
    /// # Errors
    /// Where the store is out of reach.
    pub async fn list(&self, folder: &str) -> Result<Vec<Stored>, StoreError> {
        let found: Vec<_> = self
            .files
            .list(Some(&Path::from(folder)))
            .try_collect()
            .await?;
        let stored = |meta: object_store::ObjectMeta| Stored {
            name: meta.location.to_string(),
            at: Timestamp::from_second(meta.last_modified.timestamp()).unwrap_or(Timestamp::MAX),
        };
        Ok(found.into_iter().map(stored).collect())
    }

    /// Removes what a process was still writing below a folder when it died, before then; returns how many files went. Such a
    /// file never got its name, so that no list has it.
    ///
    /// # Errors
    /// Where the store is out of reach.
    pub async fn delete_cut_off(
        &self,
        folder: &str,
        before: Timestamp,
    ) -> Result<usize, StoreError> {
        // Other stores have a file when all of it is there.
        let Some(root) = &self.folder else {
            return Ok(0);
        };
        let (below, before) = (root.join(folder), SystemTime::from(before));
        let deleting = tokio::task::spawn_blocking(move || delete_cut_off(below, before));
        let failed = |source: Box<dyn std::error::Error + Send + Sync>| {
            StoreError::Failed(object_store::Error::Generic {
                store: "folder",
                source,
            })
        };
        match deleting.await {
            Ok(done) => done.map_err(|error| failed(error.into())),
            Err(error) => Err(failed(error.into())),
        }
    }
}

fn delete_cut_off(folder: PathBuf, before: SystemTime) -> std::io::Result<usize> {
    let (mut folders, mut gone) = (vec![folder], 0);
    while let Some(folder) = folders.pop() {
        let Some(entries) = unless_gone(std::fs::read_dir(&folder))? else {
            continue;
        };
        let mut emptied = false;
        for entry in entries {
            let entry = entry?;
            let Some(meta) = unless_gone(entry.metadata())? else {
                continue;
            };
            if meta.is_dir() {
                folders.push(entry.path());
            } else if is_cut_off(&entry.file_name().to_string_lossy()) && meta.modified()? < before
            {
                let removed = unless_gone(std::fs::remove_file(entry.path()))?;
                gone += usize::from(removed.is_some());
                emptied = true;
            }
        }
        if emptied {
            // One that holds something else stays.
            let _ = std::fs::remove_dir(&folder);
        }
    }
    Ok(gone)
}

/// A file is written under its name with a number behind it, and gets its name when it is whole.
fn is_cut_off(name: &str) -> bool {
    name.rsplit_once('#').is_some_and(|(_, number)| {
        !number.is_empty() && number.bytes().all(|sign| sign.is_ascii_digit())
    })
}

/// Somebody else may remove the same.
fn unless_gone<T>(done: std::io::Result<T>) -> std::io::Result<Option<T>> {
    match done {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_folder_gives_back_what_was_put_and_forgets_what_was_deleted() {
        let dir = tempfile::tempdir().expect("folder");
        let store = Store::folder(&dir.path().join("files")).expect("opens");
        store.put("a/1", b"one".to_vec()).await.expect("put");
        store.put("a/1", b"two".to_vec()).await.expect("put again");
        assert_eq!(&*store.get("a/1").await.expect("there"), b"two");
        let names: Vec<_> = store.list("a").await.expect("listed");
        assert_eq!(names.len(), 1);
        assert_eq!(names.first().map(|file| file.name.as_str()), Some("a/1"));
        store.delete("a/1").await.expect("deleted");
        store.delete("a/1").await.expect("deleted before");
        assert!(matches!(store.get("a/1").await, Err(StoreError::Missing)));
        assert!(store.list("b").await.expect("nothing").is_empty());
    }

    #[tokio::test]
    async fn what_was_cut_off_goes_once_it_is_old_and_nothing_else() {
        let dir = tempfile::tempdir().expect("folder");
        let store = Store::folder(dir.path()).expect("opens");
        store.put("a/1/part", b"one".to_vec()).await.expect("put");
        for name in ["a/1/part#1", "a/2/part#2"] {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, b"ha").expect("written");
        }
        let listed = store.list("a").await.expect("listed");
        assert_eq!(listed.len(), 1, "a half file is none");
        let swept = async |before| store.delete_cut_off("a", before).await.expect("swept");
        assert_eq!(swept(Timestamp::UNIX_EPOCH).await, 0, "not yet");
        assert_eq!(swept(Timestamp::MAX).await, 2);
        assert!(!dir.path().join("a/2").exists());
        assert_eq!(&*store.get("a/1/part").await.expect("there"), b"one");
        assert_eq!(
            store.delete_cut_off("b", Timestamp::MAX).await.ok(),
            Some(0)
        );
        let memory = Store::memory();
        assert_eq!(
            memory.delete_cut_off("a", Timestamp::MAX).await.ok(),
            Some(0)
        );
    }

    #[test]
    fn a_full_disk_is_told_from_a_fault() {
        let full = std::io::Error::from(std::io::ErrorKind::StorageFull);
        let of = |error: std::io::Error| object_store::Error::Generic {
            store: "folder",
            source: Box::new(error),
        };
        assert!(matches!(StoreError::from(of(full)), StoreError::Full));
        let other = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        assert!(matches!(StoreError::from(of(other)), StoreError::Failed(_)));
    }
}
