//! Where the bytes of files lie: a folder of this machine, or any store that speaks S3. What lies there is sealed before it
//! comes here.
//!
//! A file is stored whole or not at all, and is on the disk, with its name in the folder, before this says so.

use std::path::Path as FilePath;
use std::sync::Arc;

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
pub struct Store(Arc<dyn ObjectStore>);

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
        let folder = LocalFileSystem::new_with_prefix(path)?;
        Ok(Self(Arc::new(
            folder.with_fsync(true).with_automatic_cleanup(true),
        )))
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
        Ok(Self(Arc::new(builder.build()?)))
    }

    /// A store that ends with the process.
    pub fn memory() -> Self {
        Self(Arc::new(InMemory::new()))
    }

    /// Stores a file, instead of what had its name.
    ///
    /// # Errors
    /// Where there is no room, or the store is out of reach.
    pub async fn put(&self, name: &str, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.0.put(&Path::from(name), bytes.into()).await?;
        Ok(())
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Where there is none, or the store is out of reach.
    pub async fn get(&self, name: &str) -> Result<Bytes, StoreError> {
        Ok(self.0.get(&Path::from(name)).await?.bytes().await?)
    }

    /// Removes a file; one that is not there is no error.
    ///
    /// # Errors
    /// Where the store is out of reach.
    pub async fn delete(&self, name: &str) -> Result<(), StoreError> {
        match self.0.delete(&Path::from(name)).await {
            Err(object_store::Error::NotFound { .. }) => Ok(()),
            done => Ok(done?),
        }
    }

    /// Lists the files below a folder.
    ///
    /// # Errors
    /// Where the store is out of reach.
    pub async fn list(&self, folder: &str) -> Result<Vec<Stored>, StoreError> {
        let found: Vec<_> = self.0.list(Some(&Path::from(folder))).try_collect().await?;
        let stored = |meta: object_store::ObjectMeta| Stored {
            name: meta.location.to_string(),
            at: Timestamp::from_second(meta.last_modified.timestamp()).unwrap_or(Timestamp::MAX),
        };
        Ok(found.into_iter().map(stored).collect())
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
