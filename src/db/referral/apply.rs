//! Writes a later `Change`: the only place that updates a case. State, clocks, texts, events and outbox rows go together,
//! in the caller's transaction. A case's first change is stored by `insert`.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use super::persons;
use crate::db::audit::insert_events;
use crate::db::error::DbError;
use crate::db::mail::outbox;
use crate::db::paper::ask;
use crate::db::vault::{DataKey, Vault};
use crate::db::{draft, link, message};
use crate::domain::clock::{CaseClock, ClockKind};
use crate::domain::referral::{CallResult, Change, ClockStep};
use crate::domain::request::DraftKind;
use crate::domain::staff::StaffId;
use crate::domain::status::{Decision, Outcome, Status};

/// Writes a later change. Refuses where somebody else changed the case since it was read.
pub async fn update(
    conn: &mut PgConnection,
    vault: &Vault,
    key: &DataKey,
    change: &Change,
    now: Timestamp,
) -> Result<(), DbError> {
    let case = change.after();
    let done = sqlx::query!(
        "UPDATE referrals SET status = $3, held_from = $4, decision = $5, outcome = $6, priority = $7, waiting_on = $8, owner_id = $9,
             social_worker_id = $10, next_action = $11, due_at = $12, overdue_since = $13, first_contact_at = $14, ready_at = $15,
             decided_at = $16, decision_told_at = $17, meeting_on = $18, visit_at = $19, hold_until = $20, proposed_away_by = $21,
             contact_stopped_at = $22, closed_at = $23, last_attempt_at = $24, family_aware = $25, death_told_at = $26, version = version + 1
         WHERE id = $1 AND version = $2",
        case.id,
        case.version,
        case.status.code(),
        case.held_from.map(Status::code),
        case.decision.map(Decision::code),
        case.outcome.map(Outcome::code),
        case.priority.code(),
        case.waiting_on.code(),
        case.owner.map(|StaffId(id)| id),
        case.social_worker.map(|StaffId(id)| id),
        case.next_action.map(ClockKind::code),
        case.due_at.map(ToSqlx::to_sqlx) as _,
        case.overdue_since.map(ToSqlx::to_sqlx) as _,
        case.first_contact_at.map(ToSqlx::to_sqlx) as _,
        case.ready_at.map(ToSqlx::to_sqlx) as _,
        case.decided_at.map(ToSqlx::to_sqlx) as _,
        case.decision_told_at.map(ToSqlx::to_sqlx) as _,
        case.meeting_on.map(ToSqlx::to_sqlx) as _,
        case.visit_at.map(ToSqlx::to_sqlx) as _,
        case.hold_until.map(ToSqlx::to_sqlx) as _,
        case.proposed_away_by.map(|StaffId(id)| id),
        case.contact_stopped_at.map(ToSqlx::to_sqlx) as _,
        case.closed_at.map(ToSqlx::to_sqlx) as _,
        case.last_attempt_at.map(ToSqlx::to_sqlx) as _,
        case.family_aware,
        case.death_told_at.map(ToSqlx::to_sqlx) as _,
    )
    .execute(&mut *conn)
    .await?;
    crate::db::error::ensure_one(done.rows_affected())?;
    write_parts(conn, vault, key, change, now).await
}

async fn write_parts(
    conn: &mut PgConnection,
    vault: &Vault,
    key: &DataKey,
    change: &Change,
    now: Timestamp,
) -> Result<(), DbError> {
    let id = change.after().id;
    for step in change.clocks() {
        write_clock(conn, id, step, now).await?;
    }
    write_texts(conn, key, change, now).await?;
    write_assignment(conn, change, now).await?;
    if let Some(asked) = change.asked() {
        ask::upsert(conn, key, id, asked).await?;
    }
    if change.drops_reminders() {
        crate::db::mail::outbox::update_reminders_dropped(conn, id, now).await?;
    }
    replace_links(conn, vault, change, now).await?;
    if let Some(step) = change.join() {
        super::joined::write(conn, id, step, now).await?;
    }
    if let Some(step) = change.person() {
        persons::write(conn, vault, key, id, step, now).await?;
    }
    if let Some(dropped) = change.drops_family_mail() {
        crate::db::mail::outbox::update_family_dropped(conn, id, dropped, now).await?;
    }
    crate::db::mail::outbox::insert_mails(conn, id, change.mails(), now).await?;
    insert_events(conn, change.events()).await
}

/// With the family's links goes the way back of the phone that sent: it would show all answers, and the new link.
async fn replace_links(
    conn: &mut PgConnection,
    vault: &Vault,
    change: &Change,
    now: Timestamp,
) -> Result<(), DbError> {
    let case = change.after();
    let replaced = change.replaced_links();
    for contact in replaced {
        link::update_replaced(conn, vault, *contact, now).await?;
    }
    let mut family = case.contacts.iter().filter(|one| one.kind.is_family());
    if family.any(|one| replaced.contains(&one.id)) {
        draft::delete_ways_back(conn, case.id, DraftKind::Family).await?;
    }
    Ok(())
}

async fn insert_clock(
    conn: &mut PgConnection,
    referral: Uuid,
    clock: &CaseClock,
    missed_from: Option<Timestamp>,
) -> Result<(), DbError> {
    let span = serde_json::to_string(&clock.length)?;
    sqlx::query!(
        "INSERT INTO clocks (id, referral_id, kind, span, started_at, due_at, missed_from, calendar_version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        clock.id,
        referral,
        clock.kind.code(),
        span,
        clock.started_at.to_sqlx() as _,
        clock.due_at.to_sqlx() as _,
        missed_from.map(ToSqlx::to_sqlx) as _,
        clock.calendar
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn write_clock(
    conn: &mut PgConnection,
    referral: Uuid,
    step: &ClockStep,
    now: Timestamp,
) -> Result<(), DbError> {
    let at = now.to_sqlx();
    match step {
        ClockStep::Start(clock, missed_from) => {
            insert_clock(conn, referral, clock, *missed_from).await?;
        }
        ClockStep::Stop(id) => {
            sqlx::query!("UPDATE clock_pauses SET resumed_at = $2 WHERE clock_id = $1 AND resumed_at IS NULL", id, at as _).execute(&mut *conn).await?;
            sqlx::query!("UPDATE clocks SET stopped_at = $2, paused_at = NULL WHERE id = $1 AND stopped_at IS NULL", id, at as _).execute(conn).await?;
        }
        ClockStep::Breach(id) => {
            sqlx::query!("UPDATE clocks SET stopped_at = $2, breached_at = $2 WHERE id = $1 AND stopped_at IS NULL", id, at as _).execute(conn).await?;
        }
        ClockStep::Pause(id) => {
            sqlx::query!(
                "UPDATE clocks SET paused_at = $2 WHERE id = $1",
                id,
                at as _
            )
            .execute(&mut *conn)
            .await?;
            sqlx::query!(
                "INSERT INTO clock_pauses (clock_id, paused_at) VALUES ($1, $2)",
                id,
                at as _
            )
            .execute(conn)
            .await?;
        }
        ClockStep::Resume(id, due_at, calendar) => {
            sqlx::query!(
                "UPDATE clocks SET paused_at = NULL, due_at = $2 WHERE id = $1",
                id,
                due_at.to_sqlx() as _
            )
            .execute(&mut *conn)
            .await?;
            sqlx::query!(
                "UPDATE clock_pauses SET resumed_at = $2, calendar_version = $3 WHERE clock_id = $1 AND resumed_at IS NULL",
                id,
                at as _,
                calendar
            )
            .execute(conn)
            .await?;
        }
    }
    Ok(())
}

async fn write_texts(
    conn: &mut PgConnection,
    key: &DataKey,
    change: &Change,
    now: Timestamp,
) -> Result<(), DbError> {
    let referral = change.after().id;
    if let Some(call) = change.call() {
        let said = super::record::CallWords {
            said: call.said.clone(),
            promised: call.promised.clone(),
        };
        sqlx::query!(
            "INSERT INTO calls (id, referral_id, staff_id, with_whom, result, said, at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            call.id,
            referral,
            call.by.0,
            call.with.code(),
            call.result.code(),
            key.seal("calls", "said", call.id, &said)?,
            now.to_sqlx() as _,
        )
        .execute(&mut *conn)
        .await?;
        // Whoever was reached has had their answer to what they had written by then.
        if call.result == CallResult::Reached {
            let kinds = call.with.reaches();
            message::update_answered_by_call(conn, referral, kinds, now).await?;
            let kinds = call.with.makes_up_for();
            outbox::update_told_by_phone(conn, referral, kinds, now).await?;
        }
    }
    if let Some(note) = change.note() {
        sqlx::query!(
            "INSERT INTO notes (id, referral_id, staff_id, body, at) VALUES ($1, $2, $3, $4, $5)",
            note.id,
            referral,
            note.by.0,
            key.seal("notes", "body", note.id, &note.body)?,
            now.to_sqlx() as _,
        )
        .execute(conn)
        .await?;
    }
    Ok(())
}

async fn write_assignment(
    conn: &mut PgConnection,
    change: &Change,
    now: Timestamp,
) -> Result<(), DbError> {
    let Some(assignment) = change.assignment() else {
        return Ok(());
    };
    let referral = change.after().id;
    sqlx::query!(
        "UPDATE assignments SET until_at = $3 WHERE referral_id = $1 AND duty = $2 AND until_at IS NULL",
        referral,
        assignment.duty.code(),
        now.to_sqlx() as _
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "INSERT INTO assignments (id, referral_id, duty, staff_id, assigned_by, from_at) VALUES ($1, $2, $3, $4, $5, $6)",
        assignment.id,
        referral,
        assignment.duty.code(),
        assignment.staff.0,
        assignment.by.0,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends every duty somebody has, when they leave.
pub async fn update_duties_ended(
    conn: &mut PgConnection,
    staff: StaffId,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!(
        "UPDATE assignments SET until_at = $2 WHERE staff_id = $1 AND until_at IS NULL",
        staff.0,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}
