//! Papers that are needed, in SQL. Which paper is meant and why one is not needed are sealed by the key of the case; the look
//! at a case (`referral::read`) brings them.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use serde::{Deserialize, Deserializer};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::error::DbError;
use crate::db::vault::DataKey;
use crate::domain::paper::{AskState, AskedPapers, PaperAsk, PaperKind, PaperSender};
use crate::domain::person::FreeText;

/// A row as the case's look brings it.
#[derive(Deserialize)]
struct Row {
    id: Uuid,
    kind: PaperKind,
    #[serde(deserialize_with = "bytes")]
    what: Option<Vec<u8>>,
    sender: PaperSender,
    state: AskState,
    asked_at: Timestamp,
    said_sent_at: Option<Timestamp>,
    #[serde(deserialize_with = "bytes")]
    reason: Option<Vec<u8>>,
}

/// Bytes as PostgreSQL writes them in text.
fn bytes<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<u8>>, D::Error> {
    let Some(text) = Option::<String>::deserialize(from)? else {
        return Ok(None);
    };
    let digits = text.strip_prefix("\\x").unwrap_or(&text).as_bytes();
    let pair = |pair: &[u8]| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    };
    let bytes: Option<Vec<u8>> = digits.chunks(2).map(pair).collect();
    bytes
        .map(Some)
        .ok_or_else(|| serde::de::Error::custom("no bytes"))
}

/// Reads the papers that a case needs or needed, in the order they were asked for.
pub(in crate::db) fn read(key: &DataKey, rows: &str) -> Result<Vec<PaperAsk>, DbError> {
    let rows: Vec<Row> = serde_json::from_str(rows)?;
    let open = |column, id, sealed: Option<Vec<u8>>| -> Result<Option<FreeText>, DbError> {
        let sealed = sealed.as_deref();
        sealed
            .map(|sealed| key.open("paper_asks", column, id, sealed))
            .transpose()
    };
    let ask = |row: Row| {
        Ok(PaperAsk {
            id: row.id,
            kind: row.kind,
            what: open("what", row.id, row.what)?,
            sender: row.sender,
            state: row.state,
            asked_at: row.asked_at,
            said_sent_at: row.said_sent_at,
            reason: open("reason", row.id, row.reason)?,
        })
    };
    rows.into_iter().map(ask).collect()
}

/// Asks for papers; a row that is there is asked for anew.
pub async fn upsert(
    conn: &mut PgConnection,
    key: &DataKey,
    referral: Uuid,
    asked: &AskedPapers,
) -> Result<(), DbError> {
    for ask in &asked.asks {
        let what = ask.what.as_ref();
        let what = what.map(|what| key.seal("paper_asks", "what", ask.id, what));
        sqlx::query!(
            "INSERT INTO paper_asks (id, referral_id, kind, what, sender, state, asked_by, asked_at)
             VALUES ($1, $2, $3, $4, $5, 'missing', $6, $7)
             ON CONFLICT (id) DO UPDATE SET sender = excluded.sender, state = 'missing', asked_by = excluded.asked_by,
                 asked_at = excluded.asked_at, settled_at = NULL, said_sent_at = NULL, reason = NULL",
            ask.id,
            referral,
            ask.kind.code(),
            what.transpose()?,
            ask.sender.code(),
            asked.by.0,
            ask.asked_at.to_sqlx() as _
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Says how far a paper is, and why it is not needed; returns whether that is new.
pub async fn update_state(
    conn: &mut PgConnection,
    key: &DataKey,
    referral: Uuid,
    ask: Uuid,
    to: (AskState, Option<&FreeText>),
    now: Timestamp,
) -> Result<bool, DbError> {
    let (state, reason) = to;
    let reason = reason.map(|reason| key.seal("paper_asks", "reason", ask, reason));
    let done = sqlx::query!(
        "UPDATE paper_asks SET state = $3, reason = $5, settled_at = CASE WHEN $3 <> 'missing' THEN $4::timestamptz END,
             said_sent_at = CASE WHEN $3 <> 'missing' THEN said_sent_at END
         WHERE referral_id = $1 AND id = $2 AND state <> $3",
        referral,
        ask,
        state.code(),
        now.to_sqlx() as _,
        reason.transpose()?
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that the doctor says that a paper was sent; returns whether that is new.
pub async fn update_said_sent(
    conn: &mut PgConnection,
    ask: Uuid,
    now: Timestamp,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "UPDATE paper_asks SET said_sent_at = $2 WHERE id = $1 AND state = 'missing' AND sender = 'doctor' AND said_sent_at IS NULL",
        ask,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that a paper that opens has come: the one of its kind that was asked for first, and was missing when it came, is here;
/// of whoever sent it before the others'.
/// One that was named wrongly and is named `anew` settles also what was asked for since. What the people of a joined case
/// send is what was asked of them in the case that is kept.
pub async fn update_came(
    conn: &mut PgConnection,
    paper: Uuid,
    anew: bool,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE paper_asks SET state = 'received', settled_at = $2 WHERE state = 'missing' AND id = (
             SELECT a.id FROM papers p JOIN referrals r ON r.id = p.referral_id LEFT JOIN contacts c ON c.id = p.contact_id
                 JOIN paper_asks a ON a.referral_id IN (p.referral_id, r.joined_into) AND a.kind = p.kind
             WHERE p.id = $1 AND a.state = 'missing' AND ($3 OR a.asked_at <= p.completed_at)
             ORDER BY a.referral_id <> p.referral_id, coalesce((a.sender = 'doctor') <> (c.kind = 'doctor'), false), a.asked_at, a.id
             LIMIT 1 FOR UPDATE OF a)",
        paper,
        now.to_sqlx() as _,
        anew
    )
    .execute(conn)
    .await?;
    Ok(())
}
