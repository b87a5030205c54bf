//! The pointer from a case to the one that is kept, and what each knows of the others.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::error::DbError;
use crate::db::mail::outbox;
use crate::domain::reference::Reference;
use crate::domain::referral::{ContactFacts, JoinStep, Joined, Neighbour, Source};
use crate::domain::staff::StaffId;
use crate::domain::status::Status;

/// Where a case stands, as its people read it.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The case.
    pub id: Uuid,
    /// Its own reference.
    pub reference: Reference,
    /// The state of the one it is joined into, else its own.
    pub status: Status,
    /// True once the child's death is on the record, of either case.
    pub died: bool,
    /// When it came.
    pub received_at: Timestamp,
}

/// Finds where these cases stand, in one look, in no order: what `read::find_standing` says of each.
pub async fn list_standing(
    conn: &mut PgConnection,
    cases: &[Uuid],
) -> Result<Vec<Standing>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT r.id AS "id!", r.reference AS "reference!", r.received_at AS "received_at!: jiff_sqlx::Timestamp", coalesce(j.status, r.status) AS "status!",
               r.contact_stopped_at IS NOT NULL OR j.contact_stopped_at IS NOT NULL AS "died!"
           FROM referrals r LEFT JOIN referrals j ON j.id = r.joined_into WHERE r.id = ANY($1)"#,
        cases
    )
    .fetch_all(conn)
    .await?;
    let read = rows.into_iter().map(|row| -> Result<Standing, DbError> {
        let bad = |column| DbError::corrupt("referrals", column, row.id);
        Ok(Standing {
            id: row.id,
            reference: Reference::parse(&row.reference).ok_or_else(|| bad("reference"))?,
            status: Status::from_code(&row.status).ok_or_else(|| bad("status"))?,
            died: row.died,
            received_at: row.received_at.to_jiff(),
        })
    });
    read.collect()
}

/// Another case about the same child as a case's look brings it.
#[derive(Deserialize)]
pub(super) struct NeighbourRow {
    id: Uuid,
    reference: String,
    source: String,
    received_at: Timestamp,
    owner: Option<Uuid>,
    into: Option<Uuid>,
    death_told: bool,
    silent: bool,
    contacts: Option<Vec<ContactFacts>>,
}

impl NeighbourRow {
    fn read(self) -> Result<Neighbour, DbError> {
        let bad = |column| DbError::corrupt("referrals", column, self.id);
        Ok(Neighbour {
            reference: Reference::parse(&self.reference).ok_or_else(|| bad("reference"))?,
            source: Source::from_code(&self.source).ok_or_else(|| bad("source"))?,
            id: self.id,
            received_at: self.received_at,
            owner: self.owner.map(StaffId),
            death_told: self.death_told,
            silent: self.silent,
            contacts: self.contacts.unwrap_or_default(),
        })
    }
}

/// Puts a case's neighbours where they belong: the one it points at, those that point at it. Of others that point at the
/// same one only their silence counts.
pub(super) fn read(
    id: Uuid,
    into: Option<Uuid>,
    by: Option<Uuid>,
    neighbours: Vec<NeighbourRow>,
) -> Result<Joined, DbError> {
    let mut joined = Joined {
        by: by.filter(|_| into.is_some()).map(StaffId),
        ..Joined::default()
    };
    for neighbour in neighbours {
        joined.silent |= neighbour.silent;
        if Some(neighbour.id) == into {
            joined.into = Some(Box::new(neighbour.read()?));
        } else if neighbour.into == Some(id) {
            joined.others.push(neighbour.read()?);
        }
    }
    Ok(joined)
}

/// Sets the pointer of a case, or takes it away. What the other case had still to say to its people is dropped then: it is
/// no news of theirs any more.
pub(super) async fn write(
    conn: &mut PgConnection,
    id: Uuid,
    step: JoinStep,
    now: Timestamp,
) -> Result<(), DbError> {
    let (into, by) = match step {
        JoinStep::Into(kept, by) => (Some(kept), Some(by.0)),
        JoinStep::Out(kept) => {
            outbox::update_parted_dropped(conn, kept, id, now).await?;
            (None, None)
        }
    };
    sqlx::query!(
        "UPDATE referrals SET joined_into = $2::uuid, joined_by = $3::uuid,
             joined_at = CASE WHEN $2::uuid IS NULL THEN NULL ELSE $4::timestamptz END WHERE id = $1",
        id,
        into,
        by,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}
