//! Papers that are needed, in SQL.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::error::DbError;
use crate::domain::paper::{AskState, PaperAsk, PaperKind, PaperSender};
use crate::domain::staff::StaffId;
use crate::support::ids::fresh_id;

/// Lists the papers that a case needs or needed, in the order they were asked for.
pub async fn list_of_case(
    conn: &mut PgConnection,
    referral: Uuid,
) -> Result<Vec<PaperAsk>, DbError> {
    let rows = sqlx::query!(
        "SELECT id, kind, sender, state, asked_at FROM paper_asks WHERE referral_id = $1 ORDER BY asked_at, id",
        referral
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let bad = |column| move || DbError::corrupt("paper_asks", column, row.id);
            Ok(PaperAsk {
                id: row.id,
                kind: PaperKind::from_code(&row.kind).ok_or_else(bad("kind"))?,
                sender: PaperSender::from_code(&row.sender).ok_or_else(bad("sender"))?,
                state: AskState::from_code(&row.state).ok_or_else(bad("state"))?,
                asked_at: row.asked_at.to_jiff(),
            })
        })
        .collect()
}

/// Asks for papers; one that was asked for before is asked for anew. Returns how many were not missing already.
pub async fn upsert(
    conn: &mut PgConnection,
    referral: Uuid,
    kinds: &[PaperKind],
    sender: PaperSender,
    by: StaffId,
    now: Timestamp,
) -> Result<u64, DbError> {
    let ids: Vec<Uuid> = kinds.iter().map(|_| fresh_id()).collect();
    let kinds: Vec<String> = kinds.iter().map(ToString::to_string).collect();
    let done = sqlx::query!(
        "INSERT INTO paper_asks (id, referral_id, kind, sender, state, asked_by, asked_at)
         SELECT a.id, $1, a.kind, $4, 'missing', $5, $6 FROM unnest($2::uuid[], $3::text[]) AS a (id, kind)
         ON CONFLICT (referral_id, kind) DO UPDATE SET sender = excluded.sender, state = 'missing', asked_by = excluded.asked_by,
             asked_at = excluded.asked_at, settled_at = NULL
         WHERE paper_asks.state <> 'missing' OR paper_asks.sender <> excluded.sender",
        referral,
        &ids,
        &kinds,
        sender.code(),
        by.0,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Says how far a paper is; returns whether that is new.
pub async fn update_state(
    conn: &mut PgConnection,
    referral: Uuid,
    ask: Uuid,
    state: AskState,
    now: Timestamp,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "UPDATE paper_asks SET state = $3, settled_at = CASE WHEN $3 <> 'missing' THEN $4::timestamptz END
         WHERE referral_id = $1 AND id = $2 AND state <> $3",
        referral,
        ask,
        state.code(),
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that a paper that opens has come, where one of its kind was missing when it came.
pub async fn update_came(
    conn: &mut PgConnection,
    paper: Uuid,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE paper_asks a SET state = 'received', settled_at = $2 FROM papers p
         WHERE p.id = $1 AND a.referral_id = p.referral_id AND a.kind = p.kind AND a.state = 'missing' AND a.asked_at <= p.completed_at",
        paper,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}
