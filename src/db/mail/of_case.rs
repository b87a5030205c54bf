//! The mails of one case with the help that is asked for, as its page shows them: one look.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use serde::Deserialize;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::db::error::DbError;
use crate::domain::help::HelpRequest;
use crate::domain::notice::Notice;
use crate::domain::staff::StaffId;

/// One mail of a case.
#[derive(Debug, Clone, Deserialize)]
pub struct CaseMail {
    /// Row id.
    pub id: Uuid,
    /// The code of what it is about; a newer program beside this one may know more of them.
    pub notice: String,
    /// To which staff member; none where it goes to the family or the doctor.
    pub staff: Option<Uuid>,
    /// To whom of the family, or to the doctor.
    pub contact: Option<Uuid>,
    /// Why this person gets it.
    pub reason: String,
    /// Where it stands.
    pub status: String,
    /// Not before.
    pub due_at: Timestamp,
    /// When it was settled.
    pub settled_at: Option<Timestamp>,
    /// What the server last said.
    pub last_reply: Option<String>,
}

impl CaseMail {
    /// What it is about, where this program knows it.
    pub fn known(&self) -> Option<Notice> {
        Notice::from_code(&self.notice)
    }
}

/// What stands beside a case in rows of its own, in one look.
#[derive(Debug, Clone)]
pub struct Beside {
    /// Its mails, newest first.
    pub mails: Vec<CaseMail>,
    /// The help that was asked, oldest first.
    pub help: Vec<HelpRequest>,
    /// True where papers came.
    pub has_papers: bool,
}

/// Lists what stands beside a case that the viewer has found already.
pub async fn list_beside(conn: &mut PgConnection, referral: Uuid) -> Result<Beside, DbError> {
    let row = sqlx::query!(
        r#"SELECT coalesce((SELECT json_agg(m) FROM (
                SELECT id, notice, staff_id AS staff, contact_id AS contact, reason, status, due_at, settled_at, last_reply
                FROM outbox WHERE referral_id = $1 ORDER BY created_at DESC, id DESC LIMIT 200) AS m), '[]')::text AS "mails!",
            coalesce((SELECT json_agg(h) FROM (
                SELECT id, referral_id AS referral, kind, state, owner_id AS owner, next_on, asked_at, version
                FROM help_requests WHERE referral_id = $1 ORDER BY asked_at, id) AS h), '[]')::text AS "help!",
            EXISTS (SELECT FROM papers WHERE referral_id = $1) AS "has_papers!""#,
        referral
    )
    .fetch_one(conn)
    .await?;
    Ok(Beside {
        mails: serde_json::from_str(&row.mails)?,
        help: serde_json::from_str(&row.help)?,
        has_papers: row.has_papers,
    })
}

/// Which mails count as told already.
#[derive(Debug, Clone, Copy)]
pub struct Since {
    /// Those written later than this.
    pub after: Timestamp,
    /// And not before this.
    pub not_before: Timestamp,
}

/// Tells whether somebody was told of something, or is about to be, since a moment.
pub async fn was_told(
    conn: &mut PgConnection,
    referral: Uuid,
    staff: StaffId,
    notice: Notice,
    since: Since,
) -> Result<bool, DbError> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM outbox WHERE referral_id = $1 AND staff_id = $2 AND notice = $3
               AND created_at > $4 AND created_at >= $5) AS "told!""#,
        referral,
        staff.0,
        notice.code(),
        since.after.to_sqlx() as _,
        since.not_before.to_sqlx() as _
    )
    .fetch_one(conn)
    .await?)
}
