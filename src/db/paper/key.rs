//! The key of each paper's bytes, and the names of its parts in the file store.

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::db::error::DbError;
use crate::support::seal::{Key, Place};

/// The key that seals the bytes of one paper, part by part. A part opens at its own place alone.
#[derive(Debug, Clone)]
pub struct PaperKey {
    paper: Uuid,
    key: Key,
}

/// Which bytes of a paper: what was sent, or the copy that carries nothing but the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// As it was sent.
    Original,
    /// The copy.
    Copy,
}

impl Content {
    fn column(self) -> &'static str {
        match self {
            Self::Original => "part",
            Self::Copy => "copy_part",
        }
    }

    /// The name of a part in the file store.
    pub fn name(self, paper: Uuid, number: i32) -> String {
        format!("{PAPERS}/{paper}/{}-{number:04}", self.column())
    }
}

/// Bytes of the mark of a part.
pub(super) const MARK_BYTES: usize = 32;

/// The folder of papers in the file store.
pub const PAPERS: &str = "papers";

impl PaperKey {
    pub(super) fn fresh(paper: Uuid) -> Self {
        Self {
            paper,
            key: Key::fresh(),
        }
    }

    pub(super) fn of(paper: Uuid, bytes: &[u8]) -> Result<Self, DbError> {
        Ok(Self {
            paper,
            key: Key::from_bytes(bytes)?,
        })
    }

    pub(super) fn expose(&self) -> &[u8; 32] {
        self.key.expose()
    }

    /// Seals a part; numbers count from 0.
    pub fn seal(&self, content: Content, number: i32, plain: &[u8]) -> Result<Vec<u8>, DbError> {
        Ok(self.key.seal(self.place(content), number, plain)?)
    }

    /// What a part is known by again: a hash that only the paper's key can make.
    pub fn mark(&self, number: i32, plain: &[u8]) -> [u8; MARK_BYTES] {
        self.key
            .keyed_hash(&[b"part", &number.to_be_bytes(), plain])
    }

    /// Opens a part.
    pub fn open(
        &self,
        content: Content,
        number: i32,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, DbError> {
        Ok(self.key.open(self.place(content), number, sealed)?)
    }

    fn place(&self, content: Content) -> Place {
        Place {
            table: "papers",
            column: content.column(),
            row: self.paper,
        }
    }
}
