//! Sealing: XChaCha20-Poly1305 with the place of the value (table, column, row, key version) as associated data.
//!
//! A value lifted from one row into another does not open. Keys come from outside the database and are wiped on drop.

use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac as _};
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::ids::random_bytes;

/// The form of sealed bytes: one byte of form, 24 of nonce, then the ciphertext with its tag.
const FORM: u8 = 1;
const NONCE: usize = 24;

/// Why sealed bytes did not open, or a key could not be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The bytes are not of the sealed form.
    #[error("the bytes are not of the sealed form")]
    Form,
    /// The bytes were changed, moved, or sealed with another key.
    #[error("the sealed value does not open with this key at this place")]
    DoesNotOpen,
    /// The value was wrapped by a master key that is not configured.
    #[error("master key version {0} is not configured")]
    NoSuchKey(i32),
    /// A configured key is not 32 bytes of base64.
    #[error("a key must be 32 bytes in base64")]
    BadKey,
}

/// Where a sealed value stands; it opens nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Table name.
    pub table: &'static str,
    /// Column name.
    pub column: &'static str,
    /// The row's id.
    pub row: Uuid,
}

impl Place {
    fn associated(self, version: i32) -> Vec<u8> {
        format!("{}|{}|{}|{version}", self.table, self.column, self.row).into_bytes()
    }
}

/// One 256-bit key, wiped when dropped.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// Draws a new key.
    pub fn fresh() -> Self {
        Self(Zeroizing::new(random_bytes()))
    }

    /// Takes a key from its 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        Ok(Self(Zeroizing::new(
            bytes.try_into().map_err(|_| SealError::BadKey)?,
        )))
    }

    /// The key's bytes, for wrapping and for writing a key file.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals `plain` for `place`.
    pub fn seal(&self, place: Place, version: i32, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let nonce = random_bytes::<NONCE>();
        let associated = place.associated(version);
        let sealed = XChaCha20Poly1305::new((&*self.0).into())
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: plain,
                    aad: &associated,
                },
            )
            .map_err(|_| SealError::DoesNotOpen)?;
        let mut out = Vec::with_capacity(1 + NONCE + sealed.len());
        out.push(FORM);
        out.extend_from_slice(&nonce);
        out.extend_from_slice(&sealed);
        Ok(out)
    }

    /// Opens bytes that were sealed for `place`.
    pub fn open(
        &self,
        place: Place,
        version: i32,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (form, rest) = sealed.split_first().ok_or(SealError::Form)?;
        let (nonce, body) = rest.split_at_checked(NONCE).ok_or(SealError::Form)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| SealError::Form)?;
        if *form != FORM {
            return Err(SealError::Form);
        }
        let associated = place.associated(version);
        XChaCha20Poly1305::new((&*self.0).into())
            .decrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: body,
                    aad: &associated,
                },
            )
            .map(Zeroizing::new)
            .map_err(|_| SealError::DoesNotOpen)
    }

    /// A keyed hash (HMAC-SHA256) of `parts`, each preceded by its length so that no two lists collide.
    pub fn keyed_hash(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&*self.0)
            .expect("HMAC takes a key of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// The keys that never enter the database: master keys by version, and the key of blind tokens.
#[derive(Debug, Clone)]
pub struct Keyring {
    masters: std::collections::BTreeMap<i32, Key>,
    current: i32,
    blind: Key,
}

impl Keyring {
    /// Builds a keyring; the highest version seals, all versions open.
    pub fn new(
        masters: std::collections::BTreeMap<i32, Key>,
        blind: Key,
    ) -> Result<Self, SealError> {
        let current = *masters.keys().next_back().ok_or(SealError::BadKey)?;
        Ok(Self {
            masters,
            current,
            blind,
        })
    }

    /// Wraps a data key for the row that owns it.
    pub fn wrap(&self, owner: Uuid, key: &Key) -> Result<(Vec<u8>, i32), SealError> {
        let master = self
            .masters
            .get(&self.current)
            .ok_or(SealError::NoSuchKey(self.current))?;
        Ok((
            master.seal(key_place(owner), self.current, key.expose())?,
            self.current,
        ))
    }

    /// Unwraps the data key of `owner`.
    pub fn unwrap(&self, owner: Uuid, wrapped: &[u8], version: i32) -> Result<Key, SealError> {
        let master = self
            .masters
            .get(&version)
            .ok_or(SealError::NoSuchKey(version))?;
        Key::from_bytes(&master.open(key_place(owner), version, wrapped)?)
    }

    /// The key of blind tokens: same text, same token, whatever the master version.
    pub fn blind(&self) -> &Key {
        &self.blind
    }
}

fn key_place(owner: Uuid) -> Place {
    Place {
        table: "data_keys",
        column: "wrapped",
        row: owner,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(row: Uuid) -> Place {
        Place {
            table: "referrals",
            column: "child",
            row,
        }
    }

    #[test]
    fn opens_only_at_its_own_place() {
        let (key, row) = (Key::fresh(), crate::support::ids::fresh_id());
        let sealed = key.seal(place(row), 1, b"Ana").expect("seals");
        assert_eq!(&*key.open(place(row), 1, &sealed).expect("opens"), b"Ana");
        let elsewhere = place(crate::support::ids::fresh_id());
        assert_eq!(
            key.open(elsewhere, 1, &sealed).map(|_| ()),
            Err(SealError::DoesNotOpen)
        );
        assert_eq!(
            key.open(place(row), 2, &sealed).map(|_| ()),
            Err(SealError::DoesNotOpen)
        );
    }

    #[test]
    fn any_changed_byte_is_noticed() {
        let (key, row) = (Key::fresh(), crate::support::ids::fresh_id());
        let sealed = key.seal(place(row), 1, b"Ana").expect("seals");
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(key.open(place(row), 1, &changed).is_err(), "byte {at}");
        }
        assert_eq!(
            key.open(place(row), 1, b"").map(|_| ()),
            Err(SealError::Form)
        );
    }

    #[test]
    fn a_wrapped_key_needs_its_master_and_its_owner() {
        let ring = Keyring::new([(1, Key::fresh()), (2, Key::fresh())].into(), Key::fresh())
            .expect("ring");
        let (owner, key) = (crate::support::ids::fresh_id(), Key::fresh());
        let (wrapped, version) = ring.wrap(owner, &key).expect("wraps");
        assert_eq!(version, 2);
        assert_eq!(
            ring.unwrap(owner, &wrapped, 2).expect("unwraps").expose(),
            key.expose()
        );
        assert!(ring.unwrap(owner, &wrapped, 1).is_err());
        assert!(
            ring.unwrap(crate::support::ids::fresh_id(), &wrapped, 2)
                .is_err()
        );
        assert_eq!(
            ring.unwrap(owner, &wrapped, 9).map(|_| ()),
            Err(SealError::NoSuchKey(9))
        );
    }

    #[test]
    fn keyed_hash_parts_do_not_run_together() {
        let key = Key::fresh();
        assert_ne!(
            key.keyed_hash(&[b"ab", b"c"]),
            key.keyed_hash(&[b"a", b"bc"])
        );
    }
}
