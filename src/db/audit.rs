//! The audit trail: insert-only, numbered per stream, written in the transaction that reads or changes.

use std::net::IpAddr;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff_sqlx::ToSqlx as _;
use serde_json::Value;
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use super::error::DbError;
use crate::domain::event::{Doer, Event, EventKind};
use crate::domain::staff::Role;
use crate::support::ids::fresh_id;

/// Who did it, as the columns of an event have it.
#[derive(Debug, Default)]
pub(super) struct Who {
    pub staff: Option<Uuid>,
    pub role: Option<&'static str>,
    pub session: Option<Uuid>,
    pub address: Option<String>,
}

impl Who {
    /// Only staff have an account and a session; of somebody who is not signed in the address is known at most.
    pub fn of(doer: &Doer) -> Self {
        let text = |address: &Option<IpAddr>| address.map(|address| address.to_string());
        match doer {
            Doer::Staff(actor) => Self {
                staff: Some(actor.id.0),
                role: Some(actor.role.code()),
                session: Some(actor.session),
                address: text(&actor.address),
            },
            Doer::Nobody(address) => Self {
                address: text(address),
                ..Self::default()
            },
            _ => Self::default(),
        }
    }
}

/// Writes events in one statement: those of a stream in their order, and streams in the order of their ids, so that two
/// who write to several wait for each other and do not meet.
pub async fn insert_events(conn: &mut PgConnection, events: &[Event]) -> Result<(), DbError> {
    let [_, _, ..] = events else {
        return match events.first() {
            Some(event) => insert_event(conn, event).await,
            None => Ok(()),
        };
    };
    let who: Vec<Who> = events.iter().map(|event| Who::of(&event.doer)).collect();
    let text = |text: Option<&str>| text.map(str::to_owned);
    sqlx::query!(
        "WITH given AS (
             SELECT e.*, row_number() OVER (PARTITION BY e.stream ORDER BY e.place) AS nth, count(*) OVER (PARTITION BY e.stream) AS counted
             FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::uuid[], $8::text[], $9::text[],
                      $10::jsonb[], $11::timestamptz[]) WITH ORDINALITY
                  AS e (id, stream, referral_id, actor_kind, staff_id, role, session_id, address, kind, details, at, place)
         ), head AS (
             INSERT INTO audit_streams AS s (stream, last_n)
             SELECT given.stream, count(*) FROM given GROUP BY given.stream ORDER BY given.stream
             ON CONFLICT (stream) DO UPDATE SET last_n = s.last_n + excluded.last_n
             RETURNING s.stream, s.last_n
         )
         INSERT INTO audit_events (id, stream, n, referral_id, actor_kind, staff_id, role, session_id, address, kind, details, at)
         SELECT g.id, g.stream, head.last_n - g.counted + g.nth, g.referral_id, g.actor_kind, g.staff_id, g.role, g.session_id, g.address,
                g.kind, g.details, g.at
         FROM given g JOIN head ON head.stream = g.stream ORDER BY g.place",
        &events.iter().map(|_| fresh_id()).collect::<Vec<_>>(),
        &events.iter().map(|event| event.stream).collect::<Vec<_>>(),
        &events.iter().map(|event| event.referral).collect::<Vec<_>>() as _,
        &events.iter().map(|event| event.doer.code().to_owned()).collect::<Vec<_>>(),
        &who.iter().map(|who| who.staff).collect::<Vec<_>>() as _,
        &who.iter().map(|who| text(who.role)).collect::<Vec<_>>() as _,
        &who.iter().map(|who| who.session).collect::<Vec<_>>() as _,
        &who.iter().map(|who| text(who.address.as_deref())).collect::<Vec<_>>() as _,
        &events.iter().map(|event| event.kind.code().to_owned()).collect::<Vec<_>>(),
        &events.iter().map(|event| event.details.clone()).collect::<Vec<_>>(),
        &events.iter().map(|event| event.at.to_sqlx()).collect::<Vec<_>>() as _,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes the next number of an event's stream and writes the event under it: a statement by itself, or the first part
/// of one that goes on.
macro_rules! writing {
    ($query:ident ( $($row:ty)? ), $event:ident, $before:literal, $after:literal $(, $value:expr)* $(,)?) => {{
        let who = Who::of(&$event.doer);
        sqlx::$query!(
            $($row,)?
            "WITH head AS (
                 INSERT INTO audit_streams (stream, last_n) VALUES ($2, 1)
                 ON CONFLICT (stream) DO UPDATE SET last_n = audit_streams.last_n + 1
                 RETURNING last_n
             )" + $before + "
             INSERT INTO audit_events (id, stream, n, referral_id, actor_kind, staff_id, role, session_id, address, kind, details, at)
             SELECT $1, $2, head.last_n, $3, $4, $5, $6, $7, $8, $9, $10, $11 FROM head" + $after,
            fresh_id(),
            $event.stream,
            $event.referral,
            $event.doer.code(),
            who.staff,
            who.role,
            who.session,
            who.address,
            $event.kind.code(),
            $event.details,
            $event.at.to_sqlx() as _,
            $($value,)*
        )
    }};
}

/// Writes one event.
pub async fn insert_event(conn: &mut PgConnection, event: &Event) -> Result<(), DbError> {
    writing!(query(), event, "", "").execute(conn).await?;
    Ok(())
}

/// Adds to a statement that begins with `WITH` the writing down of what it shows: one event whose details also say, as
/// `shown`, what an expression over the statement's other parts yields.
pub(super) fn push_look(
    query: &mut QueryBuilder<Postgres>,
    look: &Event,
    shown: &str,
    expression: &str,
) {
    let who = Who::of(&look.doer);
    query
        .push("head AS (INSERT INTO audit_streams (stream, last_n) VALUES (")
        .push_bind(look.stream)
        .push(
            ", 1) ON CONFLICT (stream) DO UPDATE SET last_n = audit_streams.last_n + 1 RETURNING stream, last_n),
             look AS (INSERT INTO audit_events (stream, n, id, referral_id, actor_kind, staff_id, role, session_id, address, kind, at, details)
                SELECT head.stream, head.last_n, ",
        );
    let mut values = query.separated(", ");
    values
        .push_bind(fresh_id())
        .push_bind(look.referral)
        .push_bind(look.doer.code())
        .push_bind(who.staff)
        .push_bind(who.role)
        .push_bind(who.session)
        .push_bind(who.address)
        .push_bind(look.kind.code())
        .push_bind(look.at.to_sqlx())
        .push_bind(look.details.clone());
    query.push(format_args!(
        " || jsonb_build_object('{shown}', {expression}) FROM head)"
    ));
}

/// An event of a case, as read back.
#[derive(Debug, Clone)]
pub struct RecordedEvent {
    /// Its number in the case.
    pub n: i64,
    /// What happened.
    pub kind: EventKind,
    /// Who, where it was a staff member.
    pub staff: Option<Uuid>,
    /// What kind of doer.
    pub actor_kind: String,
    /// Codes and ids.
    pub details: Value,
    /// When.
    pub at: Timestamp,
}

/// Lists what is on a case's record, newest first.
pub async fn list_of_case(
    conn: &mut PgConnection,
    referral: Uuid,
    limit: i64,
) -> Result<Vec<RecordedEvent>, DbError> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, n, kind, staff_id, actor_kind, details, at FROM audit_events
         WHERE referral_id = $1 AND kind = ANY($2) ORDER BY n DESC LIMIT $3",
        referral,
        &codes_of(|_| true),
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::read).collect()
}

/// Records a look at a case, and lists the changes of that case, newest first: one statement.
pub async fn record_look(
    conn: &mut PgConnection,
    look: &Event,
    limit: i64,
) -> Result<Vec<RecordedEvent>, DbError> {
    let rows = writing!(
        query_as(Row),
        look,
        ", look AS (",
        ") SELECT id, n, kind, staff_id, actor_kind, details, at FROM audit_events
           WHERE referral_id = $3 AND kind = ANY($12) ORDER BY n DESC LIMIT $13",
        &codes_of(|kind| kind.is_change()),
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::read).collect()
}

/// The codes of some kinds; what only a newer program knows is not among them.
fn codes_of(which: impl Fn(&EventKind) -> bool) -> Vec<String> {
    let kinds = EventKind::ALL.iter().filter(|kind| which(kind));
    kinds.map(|kind| kind.code().to_owned()).collect()
}

/// A row of the record as it stands; private to this floor.
struct Row {
    id: Uuid,
    n: i64,
    kind: String,
    staff_id: Option<Uuid>,
    actor_kind: String,
    details: Value,
    at: jiff_sqlx::Timestamp,
}

impl Row {
    fn read(self) -> Result<RecordedEvent, DbError> {
        Ok(RecordedEvent {
            n: self.n,
            kind: EventKind::from_code(&self.kind)
                .ok_or_else(|| DbError::corrupt("audit_events", "kind", self.id))?,
            staff: self.staff_id,
            actor_kind: self.actor_kind,
            details: self.details,
            at: self.at.to_jiff(),
        })
    }
}

/// What staff do on a case when they only look.
const LOOKS: [EventKind; 4] = [
    EventKind::CaseSeen,
    EventKind::PaperOpened,
    EventKind::MessagesSeen,
    EventKind::LettersSeen,
];

/// Lists in which role staff opened some cases on which day of a time zone, newest first, so many at most.
pub async fn list_days_of_looks(
    conn: &mut PgConnection,
    referrals: &[Uuid],
    zone: &str,
    most: i64,
) -> Result<Vec<(Role, Date)>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT role AS "role!", (at AT TIME ZONE $3)::date AS "day!: jiff_sqlx::Date" FROM audit_events
           WHERE referral_id = ANY($1) AND actor_kind = 'staff' AND kind = ANY($2) AND role IS NOT NULL
           GROUP BY 1, 2 ORDER BY 2 DESC, 1 LIMIT $4"#,
        referrals,
        &codes_of(|kind| LOOKS.contains(kind)),
        zone,
        most
    )
    .fetch_all(conn)
    .await?;
    // A role that only a newer program knows is left to that one.
    let known = rows.into_iter().filter_map(|row| {
        let role = Role::from_code(&row.role)?;
        Some((role, row.day.to_jiff()))
    });
    Ok(known.collect())
}

/// Finds when something was last put on a case's record of one contact.
pub async fn find_of_contact(
    conn: &mut PgConnection,
    referral: Uuid,
    kind: EventKind,
    contact: Uuid,
) -> Result<Option<Timestamp>, DbError> {
    let at = sqlx::query_scalar!(
        r#"SELECT at AS "at: jiff_sqlx::Timestamp" FROM audit_events
           WHERE referral_id = $1 AND kind = $2 AND details ->> 'contact' = $3 ORDER BY n DESC LIMIT 1"#,
        referral,
        kind.code(),
        contact.to_string()
    )
    .fetch_optional(conn)
    .await?;
    Ok(at.map(jiff_sqlx::Timestamp::to_jiff))
}

/// Counts events and streams.
pub async fn count_events(conn: &mut PgConnection) -> Result<(i64, i64), DbError> {
    let row = sqlx::query!(r#"SELECT (SELECT count(*) FROM audit_events) AS "events!", (SELECT count(*) FROM audit_streams) AS "streams!""#)
        .fetch_one(conn)
        .await?;
    Ok((row.events, row.streams))
}

/// Lists streams whose numbers have a hole, end before their counter, or have no counter at all.
pub async fn list_holes(conn: &mut PgConnection) -> Result<Vec<Uuid>, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT coalesce(s.stream, e.stream) AS "stream!"
           FROM audit_streams s FULL JOIN (SELECT stream, count(*) AS there, max(n) AS last FROM audit_events GROUP BY stream) e ON e.stream = s.stream
           WHERE s.last_n IS DISTINCT FROM e.last OR e.there IS DISTINCT FROM e.last
           ORDER BY 1"#
    )
    .fetch_all(conn)
    .await?)
}
