//! Threads and messages in SQL. What they say is sealed by the key of the case. `draft` has what staff have begun to
//! write.

pub mod draft;

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::error::DbError;
use crate::db::vault::DataKey;
use crate::domain::message::Message;
use crate::domain::referral::{ContactKind, ContactRecord};
use crate::domain::staff::StaffId;
use crate::support::ids::random_id;

/// The thread of one contact of a case, without its messages.
#[derive(Debug, Clone)]
pub struct Thread {
    /// The contact.
    pub contact: Uuid,
    /// Who they are.
    pub kind: ContactKind,
    /// Code of the language they are written to in.
    pub language: String,
    /// How to reach them.
    pub person: ContactRecord,
    /// True where they asked us to write no more mails.
    pub stopped: bool,
    /// True where they have a private link, and so a page to read on.
    pub has_link: bool,
    /// How many messages there are.
    pub messages: i64,
    /// When the last one was written.
    pub last_at: Option<Timestamp>,
    /// Since when they wait for an answer.
    pub unanswered_since: Option<Timestamp>,
    /// Until when they were told to get one.
    pub answer_due_at: Option<Timestamp>,
}

/// Lists the threads of a case, in the order in which the contacts came; those without messages too.
pub async fn list_threads(
    conn: &mut PgConnection,
    key: &DataKey,
    referral: Uuid,
) -> Result<Vec<Thread>, DbError> {
    let rows = sqlx::query!(
        r#"SELECT c.id, c.kind, c.language, c.person, c.messages_stopped_at IS NOT NULL AS "stopped!",
                  EXISTS (SELECT FROM private_links l WHERE l.contact_id = c.id AND l.shut_at IS NULL) AS "has_link!",
                  t.unanswered_since AS "unanswered_since?", t.answer_due_at AS "answer_due_at?", m.count AS "count!", m.last
           FROM contacts c LEFT JOIN threads t ON t.contact_id = c.id
                CROSS JOIN LATERAL (SELECT count(*), max(written_at) AS last FROM messages WHERE contact_id = c.id) m
           WHERE c.referral_id = $1 ORDER BY c.created_at, c.id"#,
        referral
    )
    .fetch_all(conn)
    .await?;
    let moment = |at: Option<jiff_sqlx::Timestamp>| at.map(jiff_sqlx::Timestamp::to_jiff);
    rows.into_iter()
        .map(|row| {
            Ok(Thread {
                contact: row.id,
                kind: ContactKind::from_code(&row.kind)
                    .ok_or_else(|| DbError::corrupt("contacts", "kind", row.id))?,
                language: row.language,
                person: key.open("contacts", "person", row.id, &row.person)?,
                stopped: row.stopped,
                has_link: row.has_link,
                messages: row.count,
                last_at: moment(row.last),
                unanswered_since: moment(row.unanswered_since),
                answer_due_at: moment(row.answer_due_at),
            })
        })
        .collect()
}

/// Lists the messages of a contact, oldest first.
pub async fn list_of_contact(
    conn: &mut PgConnection,
    key: &DataKey,
    contact: Uuid,
) -> Result<Vec<Message>, DbError> {
    let rows = sqlx::query!(
        "SELECT id, staff_id, body, written_at FROM messages WHERE contact_id = $1 ORDER BY written_at, id",
        contact
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(Message {
                id: row.id,
                staff: row.staff_id.map(StaffId),
                body: key.open("messages", "body", row.id, &row.body)?,
                written_at: row.written_at.to_jiff(),
            })
        })
        .collect()
}

/// Counts what staff wrote to a contact since they last looked.
pub async fn count_unread(conn: &mut PgConnection, contact: Uuid) -> Result<i64, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM messages m JOIN threads t ON t.contact_id = m.contact_id
           WHERE m.contact_id = $1 AND m.staff_id IS NOT NULL AND m.written_at > coalesce(t.read_at, '-infinity')"#,
        contact
    )
    .fetch_one(conn)
    .await?)
}

/// A message to store.
#[derive(Debug, Clone, Copy)]
pub struct NewMessage<'a> {
    /// The case.
    pub referral: Uuid,
    /// Whose thread.
    pub contact: Uuid,
    /// The message; its author is staff where it names one.
    pub message: &'a Message,
    /// The page's key: the same message sent twice is one.
    pub send_key: Uuid,
}

/// Stores a message; returns false where it is there already. Other words under a used key are another message: nothing that
/// somebody wrote is dropped.
pub async fn insert(
    conn: &mut PgConnection,
    key: &DataKey,
    new: &NewMessage<'_>,
) -> Result<bool, DbError> {
    if insert_once(conn, key, new).await? {
        return Ok(true);
    }
    let first = sqlx::query!(
        "SELECT id, body FROM messages WHERE contact_id = $1 AND send_key = $2",
        new.contact,
        new.send_key
    )
    .fetch_one(&mut *conn)
    .await?;
    let said: String = key.open("messages", "body", first.id, &first.body)?;
    if said == new.message.body {
        return Ok(false);
    }
    let send_key = random_id();
    insert_once(conn, key, &NewMessage { send_key, ..*new }).await
}

async fn insert_once(
    conn: &mut PgConnection,
    key: &DataKey,
    new: &NewMessage<'_>,
) -> Result<bool, DbError> {
    let message = new.message;
    sqlx::query!(
        "INSERT INTO threads (contact_id, referral_id) VALUES ($1, $2) ON CONFLICT (contact_id) DO NOTHING",
        new.contact,
        new.referral
    )
    .execute(&mut *conn)
    .await?;
    let done = sqlx::query!(
        "INSERT INTO messages (id, contact_id, staff_id, send_key, body, written_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (contact_id, send_key) DO NOTHING",
        message.id,
        new.contact,
        message.staff.map(|StaffId(id)| id),
        new.send_key,
        key.seal("messages", "body", message.id, &message.body)?,
        message.written_at.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that a contact waits for an answer; where they wait already, since then. Returns since when they wait.
pub async fn update_asked(
    conn: &mut PgConnection,
    contact: Uuid,
    at: Timestamp,
    due_at: Timestamp,
) -> Result<Timestamp, DbError> {
    let since = sqlx::query_scalar!(
        r#"UPDATE threads SET unanswered_since = coalesce(unanswered_since, $2), answer_due_at = coalesce(answer_due_at, $3),
                  late_told_at = CASE WHEN unanswered_since IS NOT NULL THEN late_told_at END
           WHERE contact_id = $1 RETURNING unanswered_since AS "since!""#,
        contact,
        at.to_sqlx() as _,
        due_at.to_sqlx() as _
    )
    .fetch_one(conn)
    .await?;
    Ok(since.to_jiff())
}

/// Finds when the first message came that a contact waits for an answer to and that is newer than the last one somebody was
/// shown; none where all that waits was shown. Whoever was shown nothing has seen nothing.
pub async fn find_unseen(
    conn: &mut PgConnection,
    contact: Uuid,
    seen: Option<Uuid>,
) -> Result<Option<Timestamp>, DbError> {
    let first = sqlx::query_scalar!(
        "SELECT min(m.written_at) FROM threads t JOIN messages m ON m.contact_id = t.contact_id
              LEFT JOIN messages s ON s.contact_id = t.contact_id AND s.id = $2
         WHERE t.contact_id = $1 AND m.staff_id IS NULL AND m.written_at >= t.unanswered_since
           AND (s.id IS NULL OR (m.written_at, m.id) > (s.written_at, s.id))",
        contact,
        seen
    )
    .fetch_one(conn)
    .await?;
    Ok(first.map(jiff_sqlx::Timestamp::to_jiff))
}

/// Notes that what a contact still waits for came later than what they waited for until now.
pub async fn update_waits_since(
    conn: &mut PgConnection,
    contact: Uuid,
    at: Timestamp,
    due_at: Timestamp,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "UPDATE threads SET unanswered_since = $2, answer_due_at = $3, late_told_at = NULL
         WHERE contact_id = $1 AND unanswered_since < $2",
        contact,
        at.to_sqlx() as _,
        due_at.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that a contact waits no more; returns whether they did.
pub async fn update_answered(conn: &mut PgConnection, contact: Uuid) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "UPDATE threads SET unanswered_since = NULL, answer_due_at = NULL, late_told_at = NULL
         WHERE contact_id = $1 AND unanswered_since IS NOT NULL",
        contact
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes that those of a case who are of such kinds wait no more for what they wrote before a call: somebody has talked with
/// them. What they wrote later waits on, and no longer than they were told.
pub async fn update_answered_by_call(
    conn: &mut PgConnection,
    referral: Uuid,
    kinds: &[ContactKind],
    at: Timestamp,
) -> Result<(), DbError> {
    let kinds: Vec<String> = kinds.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "UPDATE threads t SET unanswered_since = later.at, answer_due_at = CASE WHEN later.at IS NOT NULL THEN t.answer_due_at END,
                late_told_at = NULL
         FROM contacts c CROSS JOIN LATERAL (
             SELECT min(written_at) AS at FROM messages WHERE contact_id = c.id AND staff_id IS NULL AND written_at > $3) later
         WHERE c.id = t.contact_id AND t.referral_id = $1 AND c.kind = ANY($2) AND t.unanswered_since <= $3",
        referral,
        &kinds,
        at.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes that a contact has opened the thread; returns until when they were told to get an answer, where they wait.
pub async fn update_read(
    conn: &mut PgConnection,
    contact: Uuid,
    now: Timestamp,
) -> Result<Option<Timestamp>, DbError> {
    let due_at = sqlx::query_scalar!(
        "UPDATE threads SET read_at = $2 WHERE contact_id = $1 RETURNING answer_due_at",
        contact,
        now.to_sqlx() as _
    )
    .fetch_optional(conn)
    .await?;
    Ok(due_at.flatten().map(jiff_sqlx::Timestamp::to_jiff))
}

/// An answer that is late, and nobody was told of it.
#[derive(Debug, Clone, Copy)]
pub struct LateAnswer {
    /// Whose thread.
    pub contact: Uuid,
    /// The case.
    pub referral: Uuid,
}

/// Finds answers that are late and that nobody was told of, the latest first.
pub async fn list_late(
    conn: &mut PgConnection,
    now: Timestamp,
    most: i64,
) -> Result<Vec<LateAnswer>, DbError> {
    let rows = sqlx::query!(
        "SELECT contact_id, referral_id FROM threads
         WHERE unanswered_since IS NOT NULL AND answer_due_at <= $1 AND late_told_at IS NULL ORDER BY answer_due_at LIMIT $2",
        now.to_sqlx() as _,
        most
    )
    .fetch_all(conn)
    .await?;
    let late = |contact, referral| LateAnswer { contact, referral };
    Ok(rows
        .into_iter()
        .map(|row| late(row.contact_id, row.referral_id))
        .collect())
}

/// Notes that somebody was told of a late answer; returns false where it came meanwhile, or another was faster.
pub async fn update_late_told(
    conn: &mut PgConnection,
    contact: Uuid,
    now: Timestamp,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "UPDATE threads SET late_told_at = $2
         WHERE contact_id = $1 AND unanswered_since IS NOT NULL AND answer_due_at <= $2 AND late_told_at IS NULL",
        contact,
        now.to_sqlx() as _
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Tells whether the answer of a form was sent to a contact, and which of our answers is the newest.
pub async fn find_answers(
    conn: &mut PgConnection,
    contact: Uuid,
    send_key: Uuid,
) -> Result<(bool, Option<Uuid>), DbError> {
    let found = sqlx::query!(
        r#"SELECT EXISTS (SELECT FROM messages WHERE contact_id = $1 AND send_key = $2) AS "sent!",
                  (SELECT id FROM messages WHERE contact_id = $1 AND staff_id IS NOT NULL
                   ORDER BY written_at DESC, id DESC LIMIT 1) AS last"#,
        contact,
        send_key
    )
    .fetch_one(conn)
    .await?;
    Ok((found.sent, found.last))
}
