//! The one door between plain values and sealed columns.
//!
//! Each case, draft and the desk itself has a data key (`data_keys`), wrapped by a master key that is not in the database.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sqlx::PgConnection;
use uuid::Uuid;

use super::error::DbError;
use crate::domain::request::ResumeCode;
use crate::domain::search::SearchToken;
use crate::support::ids::Token;
use crate::support::seal::{Key, Keyring, Place};

/// The owner id of the desk's own data key, which seals staff, searches and the demo mailbox.
pub const DESK: Uuid = Uuid::nil();

/// Data keys do not rotate; their wrapping does. The version is part of what a value is bound to.
const DATA_KEY_VERSION: i32 = 1;

/// Seals and opens; holds the keyring.
#[derive(Debug, Clone)]
pub struct Vault {
    ring: std::sync::Arc<Keyring>,
}

/// One owner's data key, unwrapped.
#[derive(Debug, Clone)]
pub struct DataKey {
    owner: Uuid,
    key: Key,
}

/// A data key as it is stored.
#[derive(Debug)]
pub struct WrappedKey {
    /// Whose it is.
    pub owner: Uuid,
    /// The wrapped bytes.
    pub wrapped: Vec<u8>,
    /// The version of the master key.
    pub version: i32,
}

impl Vault {
    /// Builds a vault on a keyring.
    pub fn new(ring: Keyring) -> Self {
        Self {
            ring: std::sync::Arc::new(ring),
        }
    }

    /// Makes a new data key for `owner`, and its stored form.
    pub fn fresh(&self, owner: Uuid) -> Result<(DataKey, WrappedKey), DbError> {
        let key = Key::fresh();
        let (wrapped, version) = self.ring.wrap(owner, &key)?;
        Ok((
            DataKey { owner, key },
            WrappedKey {
                owner,
                wrapped,
                version,
            },
        ))
    }

    /// Unwraps a stored data key.
    pub fn unwrap(&self, stored: &WrappedKey) -> Result<DataKey, DbError> {
        Ok(DataKey {
            owner: stored.owner,
            key: self
                .ring
                .unwrap(stored.owner, &stored.wrapped, stored.version)?,
        })
    }

    /// The blind tokens of a case, ready for `search_tokens`.
    pub fn blind<'t>(&self, tokens: impl IntoIterator<Item = &'t SearchToken>) -> Vec<i64> {
        let mut blind: Vec<i64> = tokens
            .into_iter()
            .map(|token| self.blind_one(token))
            .collect();
        blind.sort_unstable();
        blind.dedup();
        blind
    }

    fn blind_one(&self, token: &SearchToken) -> i64 {
        let hash = self.ring.blind().keyed_hash(&[
            b"search",
            token.kind.code().as_bytes(),
            token.text.as_bytes(),
        ]);
        let (head, _) = hash.split_at(8);
        i64::from_be_bytes(head.try_into().unwrap_or_default())
    }

    /// The token of a contact's private link: made again where a mail or a page shows it, stored nowhere.
    pub fn link_token(&self, contact: Uuid, generation: i32) -> Token {
        let parts: [&[u8]; 3] = [
            b"private-link",
            contact.as_bytes(),
            &generation.to_be_bytes(),
        ];
        Token::derived(self.ring.blind().keyed_hash(&parts))
    }

    /// The proof in the link to all patients of a doctor, for mails that leave in that hour (counted from 1970, UTC).
    pub fn practice_token(&self, contact: Uuid, generation: i32, hour: i64) -> Token {
        let parts: [&[u8]; 4] = [
            b"practice-link",
            contact.as_bytes(),
            &generation.to_be_bytes(),
            &hour.to_be_bytes(),
        ];
        Token::derived(self.ring.blind().keyed_hash(&parts))
    }

    /// The token of a draft: whoever resumes it on another device holds the same.
    pub fn draft_token(&self, draft: Uuid) -> Token {
        let parts: [&[u8]; 2] = [b"draft-token", draft.as_bytes()];
        Token::derived(self.ring.blind().keyed_hash(&parts))
    }

    /// The code by which a draft is resumed.
    pub fn resume_code(&self, draft: Uuid) -> Option<ResumeCode> {
        let bytes = (0_u8..4).flat_map(|round| {
            let parts: [&[u8]; 3] = [b"resume-code", draft.as_bytes(), &[round]];
            self.ring.blind().keyed_hash(&parts)
        });
        ResumeCode::of(bytes)
    }

    /// What a code is found by.
    pub fn resume_hash(&self, code: &ResumeCode) -> Vec<u8> {
        self.keyed_hash("resume-hash", code.expose().as_bytes())
    }

    /// A keyed hash for what must be compared but not read: addresses of accounts, peers, contents of a send.
    pub fn keyed_hash(&self, purpose: &str, text: &[u8]) -> Vec<u8> {
        self.ring
            .blind()
            .keyed_hash(&[purpose.as_bytes(), text])
            .to_vec()
    }
}

impl DataKey {
    /// Seals a value for one place.
    pub fn seal<T: Serialize>(
        &self,
        table: &'static str,
        column: &'static str,
        row: Uuid,
        value: &T,
    ) -> Result<Vec<u8>, DbError> {
        let plain = zeroize::Zeroizing::new(serde_json::to_vec(value)?);
        Ok(self
            .key
            .seal(Place { table, column, row }, DATA_KEY_VERSION, &plain)?)
    }

    /// Opens a value at its place.
    pub fn open<T: DeserializeOwned>(
        &self,
        table: &'static str,
        column: &'static str,
        row: Uuid,
        sealed: &[u8],
    ) -> Result<T, DbError> {
        let plain = self
            .key
            .open(Place { table, column, row }, DATA_KEY_VERSION, sealed)?;
        Ok(serde_json::from_slice(&plain)?)
    }

    /// Whose key it is.
    pub fn owner(&self) -> Uuid {
        self.owner
    }
}

/// Stores a data key.
pub async fn insert_data_key(
    conn: &mut PgConnection,
    key: &WrappedKey,
    now: jiff::Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO data_keys (owner, wrapped, master_version, created_at) VALUES ($1, $2, $3, $4)",
        key.owner,
        key.wrapped,
        key.version,
        jiff_sqlx::Timestamp::from(now) as _,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Finds an owner's data key; none where the person was forgotten.
pub async fn find_data_key(
    conn: &mut PgConnection,
    vault: &Vault,
    owner: Uuid,
) -> Result<Option<DataKey>, DbError> {
    let row = sqlx::query_as!(
        WrappedKey,
        r#"SELECT owner, wrapped, master_version AS "version" FROM data_keys WHERE owner = $1"#,
        owner
    )
    .fetch_optional(conn)
    .await?;
    row.map(|stored| vault.unwrap(&stored)).transpose()
}

/// The desk's own data key, made on first use. Two at once make one.
pub async fn desk_key(
    conn: &mut PgConnection,
    vault: &Vault,
    now: jiff::Timestamp,
) -> Result<DataKey, DbError> {
    if let Some(key) = find_data_key(conn, vault, DESK).await? {
        return Ok(key);
    }
    let (_, stored) = vault.fresh(DESK)?;
    sqlx::query!(
        "INSERT INTO data_keys (owner, wrapped, master_version, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (owner) DO NOTHING",
        stored.owner,
        stored.wrapped,
        stored.version,
        jiff_sqlx::Timestamp::from(now) as _,
    )
    .execute(&mut *conn)
    .await?;
    find_data_key(conn, vault, DESK)
        .await?
        .ok_or(DbError::RowCount {
            expected: 1,
            actual: 0,
        })
}
