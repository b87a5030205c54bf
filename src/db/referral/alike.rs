//! Finds other open cases that may be about the same child, by blind tokens: one look. Only what the viewer may see.

use std::collections::BTreeSet;

use jiff::Timestamp;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Viewer;
use crate::db::error::DbError;
use crate::db::vault::{Vault, WrappedKey};
use crate::domain::reference::Reference;
use crate::domain::referral::{CaseFacts, Source};
use crate::domain::search::{Alike, Shared};

/// How many are opened: the tokens have chosen them well, and names decide between these.
const OPENED: i64 = 20;

/// Another case, and what it shares: as far as tokens say.
#[derive(Debug, Clone)]
pub struct AlikeCase {
    /// Row id.
    pub id: Uuid,
    /// What people see and say.
    pub reference: Reference,
    /// How it came.
    pub source: Source,
    /// When it came.
    pub received_at: Timestamp,
    /// The version that a form is made from.
    pub version: i32,
    /// The child's facts.
    pub facts: CaseFacts,
    /// What it shares.
    pub shared: BTreeSet<Shared>,
}

/// Lists cases that share enough: one is named, or two of birth date, first name and a means of contact are the same.
pub async fn list_alike(
    conn: &mut PgConnection,
    vault: &Vault,
    viewer: Viewer,
    referral: Uuid,
    alike: &Alike,
) -> Result<Vec<AlikeCase>, DbError> {
    let names: Vec<String> = alike.names.iter().map(ToString::to_string).collect();
    let every = [&alike.births, &alike.phones, &alike.emails, &alike.named];
    let rows = sqlx::query!(
        r#"SELECT r.id, r.reference, r.source, r.received_at, r.version, r.child, k.wrapped, k.master_version,
                  r.search_tokens && $6 AS "birth!", r.search_tokens && $8 AS "phone!", r.search_tokens && $9 AS "email!",
                  (r.search_tokens && $10 OR r.reference = ANY($5)) AS "named!"
           FROM referrals r JOIN data_keys k ON k.owner = r.id
           WHERE (r.search_tokens && $4 OR r.reference = ANY($5)) AND r.id <> $1 AND r.joined_into IS NULL
             AND r.status NOT IN ('closed', 'not_a_referral') AND visible_alone($2, $3, r)
             AND (r.reference = ANY($5) OR r.search_tokens && $10
                  OR (r.search_tokens && $6 AND (r.search_tokens && $7 OR r.search_tokens && $8 OR r.search_tokens && $9))
                  OR (r.search_tokens && $7 AND (r.search_tokens && $8 OR r.search_tokens && $9)))
           ORDER BY r.received_at DESC, r.id LIMIT $11"#,
        referral,
        viewer.role,
        viewer.id,
        &vault.blind(every.into_iter().flatten()),
        &names,
        &vault.blind(&alike.births),
        &vault.blind(&alike.first_names),
        &vault.blind(&alike.phones),
        &vault.blind(&alike.emails),
        &vault.blind(&alike.named),
        OPENED
    )
    .fetch_all(conn)
    .await?;
    let cases = rows.into_iter().map(|row| {
        let bad = |column| DbError::corrupt("referrals", column, row.id);
        let key = vault.unwrap(&WrappedKey {
            owner: row.id,
            wrapped: row.wrapped,
            version: row.master_version,
        })?;
        let shared = [
            (Shared::Birth, row.birth),
            (Shared::Phone, row.phone),
            (Shared::Email, row.email),
            (Shared::Named, row.named),
        ];
        let shared = shared.into_iter().filter(|(_, is)| *is);
        let shared = shared.map(|(what, _)| what).collect();
        Ok(AlikeCase {
            reference: Reference::parse(&row.reference).ok_or_else(|| bad("reference"))?,
            source: Source::from_code(&row.source).ok_or_else(|| bad("source"))?,
            received_at: row.received_at.to_jiff(),
            version: row.version,
            facts: key.open("referrals", "child", row.id, &row.child)?,
            shared,
            id: row.id,
        })
    });
    cases.collect()
}
