//! Fresh identifiers and secret tokens. Row ids are UUIDv7; tokens are 256 random bits of which only a hash is stored.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng as _;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// A new row id, ordered by time of making.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that makes row ids"
)]
pub fn fresh_id() -> Uuid {
    Uuid::now_v7()
}

/// A new id without any order or meaning, for keys that travel in forms.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that makes random ids"
)]
pub fn random_id() -> Uuid {
    Uuid::new_v4()
}

/// Fills an array from the operating system's generator.
pub fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0_u8; N];
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that draws random bytes"
    )]
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

/// A secret of 256 bits that a browser or a link carries. The database keeps its hash alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Draws a new token.
    pub fn fresh() -> Self {
        Self(URL_SAFE_NO_PAD.encode(random_bytes::<32>()))
    }

    /// Makes the token of a keyed hash: who has the key can make it again, nobody else can.
    pub fn derived(hash: [u8; 32]) -> Self {
        Self(URL_SAFE_NO_PAD.encode(hash))
    }

    /// Reads a token as a cookie or a link carries it; anything of another shape is none.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() == 32).then(|| Self(text.to_owned()))
    }

    /// The text for the cookie or link.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// The SHA-256 that stands in the database.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}
