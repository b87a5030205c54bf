//! Stores what a change says about the people of a case, and lets searches find it. What was known before is still found.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::error::DbError;
use crate::db::link;
use crate::db::mail::outbox;
use crate::db::vault::{DataKey, Vault};
use crate::domain::referral::{CaseFacts, ContactKind, ContactRecord, PersonSaid, PersonStep};
use crate::domain::request::Child;
use crate::domain::search::tokens_of;

pub(super) async fn write(
    conn: &mut PgConnection,
    vault: &Vault,
    key: &DataKey,
    referral: Uuid,
    step: &PersonStep,
    now: Timestamp,
) -> Result<(), DbError> {
    match step {
        PersonStep::Add(id, said) => insert(conn, key, referral, *id, said, now).await?,
        PersonStep::Correct(id, said) => correct(conn, key, *id, said).await?,
        PersonStep::Share(id) => link::update_replaced(conn, vault, *id, now).await?,
        PersonStep::Limit(id) => {
            link::update_shut(conn, *id, now).await?;
            outbox::update_contact_dropped(conn, *id, now).await?;
        }
        PersonStep::Child(child) => learn(conn, key, referral, child).await?,
    }
    let Some(record) = step.searchable() else {
        return Ok(());
    };
    sqlx::query!(
        "UPDATE referrals SET search_tokens = ARRAY(SELECT DISTINCT unnest(search_tokens || $2::bigint[]) ORDER BY 1) WHERE id = $1",
        referral,
        &vault.blind(&tokens_of(&record))
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn insert(
    conn: &mut PgConnection,
    key: &DataKey,
    referral: Uuid,
    id: Uuid,
    said: &PersonSaid,
    now: Timestamp,
) -> Result<(), DbError> {
    let mut record = ContactRecord::named(ContactKind::OtherAdult, said.name.clone());
    said.put_into(&mut record);
    sqlx::query!(
        "INSERT INTO contacts (id, referral_id, kind, language, has_email, has_phone, person, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        referral,
        record.kind.code(),
        said.language,
        record.email.is_some(),
        record.phone.is_some(),
        key.seal("contacts", "person", id, &record)?,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn correct(
    conn: &mut PgConnection,
    key: &DataKey,
    id: Uuid,
    said: &PersonSaid,
) -> Result<(), DbError> {
    let sealed = sqlx::query_scalar!("SELECT person FROM contacts WHERE id = $1", id)
        .fetch_one(&mut *conn)
        .await?;
    let mut record: ContactRecord = key.open("contacts", "person", id, &sealed)?;
    said.put_into(&mut record);
    sqlx::query!(
        "UPDATE contacts SET person = $2, language = $3, has_email = $4, has_phone = $5 WHERE id = $1",
        id,
        key.seal("contacts", "person", id, &record)?,
        said.language,
        record.email.is_some(),
        record.phone.is_some()
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn learn(
    conn: &mut PgConnection,
    key: &DataKey,
    referral: Uuid,
    child: &Child,
) -> Result<(), DbError> {
    let sealed = sqlx::query_scalar!("SELECT child FROM referrals WHERE id = $1", referral)
        .fetch_one(&mut *conn)
        .await?;
    let mut facts: CaseFacts = key.open("referrals", "child", referral, &sealed)?;
    facts.learn(child);
    sqlx::query!(
        "UPDATE referrals SET child = $2 WHERE id = $1",
        referral,
        key.seal("referrals", "child", referral, &facts)?
    )
    .execute(conn)
    .await?;
    Ok(())
}
