//! Papers in SQL, and the key of each one's bytes. Bytes lie in the file store; what is here says how far they are.

pub mod ask;
mod key;
pub mod look;

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;
use uuid::Uuid;
use zeroize::Zeroizing;

pub use self::key::{Content, PAPERS, PaperKey};
use crate::db::error::DbError;
use crate::db::vault::{DataKey, Vault, WrappedKey};
use crate::domain::paper::{Media, Paper, PaperKind, PaperState, PaperWay, PutIn};
use crate::domain::person::FreeText;
use crate::domain::staff::StaffId;

/// A paper with the key of its bytes and the case it belongs to.
#[derive(Debug, Clone)]
pub struct OpenPaper {
    /// The paper.
    pub paper: Paper,
    /// What opens its bytes.
    pub key: PaperKey,
    /// Its case.
    pub referral: Uuid,
    /// Bytes of the copy, where there is one.
    pub copy_bytes: Option<u64>,
    /// The marks of the parts that were counted, one after the other.
    marks: Vec<u8>,
}

impl OpenPaper {
    /// Opens a part. One of the original that is not the one that was counted does not open: a second one may have been laid
    /// over it, after somebody has looked.
    pub fn open_part(
        &self,
        content: Content,
        number: i32,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, DbError> {
        let plain = self.key.open(content, number, sealed)?;
        let counted = usize::try_from(number)
            .ok()
            .and_then(|number| self.marks.chunks(key::MARK_BYTES).nth(number))
            .filter(|_| content == Content::Original);
        match counted {
            Some(mark) if mark != self.key.mark(number, &plain) => {
                Err(DbError::corrupt("papers", "part_marks", self.paper.id))
            }
            _ => Ok(plain),
        }
    }
}

/// A row with the case's key; private to this floor.
struct Row {
    id: Uuid,
    referral_id: Uuid,
    contact_id: Option<Uuid>,
    added_by: Option<Uuid>,
    came: Option<String>,
    kind: String,
    media: String,
    state: String,
    name: Vec<u8>,
    what: Option<Vec<u8>>,
    file_key: Vec<u8>,
    bytes: i64,
    received: i64,
    copy_bytes: Option<i64>,
    part_marks: Vec<u8>,
    begun_at: jiff_sqlx::Timestamp,
    wrapped: Vec<u8>,
    master_version: i32,
}

impl Row {
    fn open(self, vault: &Vault) -> Result<OpenPaper, DbError> {
        let case = vault.unwrap(&WrappedKey {
            owner: self.referral_id,
            wrapped: self.wrapped,
            version: self.master_version,
        })?;
        let id = self.id;
        let bad = |column| move || DbError::corrupt("papers", column, id);
        let key: Zeroizing<Vec<u8>> =
            Zeroizing::new(case.open("papers", "file_key", id, &self.file_key)?);
        let put_in = match (self.added_by, self.came.as_deref()) {
            (Some(by), Some(way)) => Some(PutIn {
                by: StaffId(by),
                came: PaperWay::from_code(way).ok_or_else(bad("came"))?,
            }),
            _ => None,
        };
        let what = self.what.as_deref();
        let what = what.map(|what| case.open("papers", "what", id, what));
        let count = |bytes: i64| u64::try_from(bytes).unwrap_or_default();
        Ok(OpenPaper {
            paper: Paper {
                id,
                contact: self.contact_id,
                put_in,
                kind: PaperKind::from_code(&self.kind).ok_or_else(bad("kind"))?,
                media: Media::from_code(&self.media).ok_or_else(bad("media"))?,
                what: what.transpose()?,
                name: case.open("papers", "name", id, &self.name)?,
                bytes: count(self.bytes),
                received: count(self.received),
                state: PaperState::from_code(&self.state).ok_or_else(bad("state"))?,
                has_copy: self.copy_bytes.is_some(),
                begun_at: self.begun_at.to_jiff(),
            },
            key: PaperKey::of(id, &key)?,
            referral: self.referral_id,
            copy_bytes: self.copy_bytes.map(count),
            marks: self.part_marks,
        })
    }
}

/// Papers with the keys of their cases, whatever finds them.
macro_rules! papers_where {
    ($condition:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Row,
            "SELECT p.id, p.referral_id, p.contact_id, p.added_by, p.came, p.kind, p.media, p.state, p.name, p.what, p.file_key, p.bytes, p.received, p.copy_bytes,
                    p.part_marks, p.begun_at, k.wrapped, k.master_version
             FROM papers p JOIN data_keys k ON k.owner = p.referral_id WHERE " + $condition,
            $($value),+
        )
    };
}

/// Lists the papers of a case, newest first; those of which parts are missing too.
pub async fn list_of_case(
    conn: &mut PgConnection,
    vault: &Vault,
    referral: Uuid,
) -> Result<Vec<OpenPaper>, DbError> {
    let rows = papers_where!(
        "p.referral_id = $1 ORDER BY p.begun_at DESC, p.id DESC",
        referral
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| row.open(vault)).collect()
}

/// Finds one paper of a case.
pub async fn find(
    conn: &mut PgConnection,
    vault: &Vault,
    referral: Uuid,
    paper: Uuid,
) -> Result<Option<OpenPaper>, DbError> {
    let row = papers_where!("p.referral_id = $1 AND p.id = $2", referral, paper)
        .fetch_optional(conn)
        .await?;
    row.map(|row| row.open(vault)).transpose()
}

/// Finds the paper of a case that was begun with this key.
pub async fn find_by_key(
    conn: &mut PgConnection,
    vault: &Vault,
    referral: Uuid,
    send_key: Uuid,
) -> Result<Option<OpenPaper>, DbError> {
    let row = papers_where!("p.referral_id = $1 AND p.send_key = $2", referral, send_key)
        .fetch_optional(conn)
        .await?;
    row.map(|row| row.open(vault)).transpose()
}

/// Counts the papers of a case and their bytes. One that was refused counts, so that nobody sends them without end; its bytes
/// are gone.
pub async fn count(conn: &mut PgConnection, referral: Uuid) -> Result<(i64, u64), DbError> {
    let row = sqlx::query!(
        r#"SELECT count(*) AS "count!",
                  coalesce(sum(bytes) FILTER (WHERE state NOT IN ('infected', 'unreadable')), 0)::bigint AS "bytes!"
           FROM papers WHERE referral_id = $1"#,
        referral
    )
    .fetch_one(conn)
    .await?;
    Ok((row.count, u64::try_from(row.bytes).unwrap_or_default()))
}

/// What a new paper is made of.
#[derive(Debug)]
pub struct NewRow<'a> {
    /// Row id.
    pub id: Uuid,
    /// Its case.
    pub referral: Uuid,
    /// Who sends it.
    pub contact: Option<Uuid>,
    /// Who of the staff puts it in.
    pub put_in: Option<PutIn>,
    /// The key of the page's form, or one that its script made for this paper.
    pub send_key: Uuid,
    /// What it is.
    pub kind: PaperKind,
    /// What its bytes are.
    pub media: Media,
    /// Its name.
    pub name: &'a str,
    /// What it is, in somebody's words.
    pub what: Option<&'a FreeText>,
    /// How many bytes are announced.
    pub bytes: u64,
}

/// Stores a paper of which nothing has come yet.
pub async fn insert(
    conn: &mut PgConnection,
    case: &DataKey,
    new: &NewRow<'_>,
    now: Timestamp,
) -> Result<(), DbError> {
    let key = PaperKey::fresh(new.id);
    let name = case.seal("papers", "name", new.id, &new.name)?;
    let file_key = case.seal("papers", "file_key", new.id, &key.expose().to_vec())?;
    let what = new
        .what
        .map(|what| case.seal("papers", "what", new.id, what));
    sqlx::query!(
        "INSERT INTO papers (id, referral_id, contact_id, send_key, kind, media, state, name, file_key, bytes, begun_at, added_by, came, what)
         VALUES ($1, $2, $3, $4, $5, $6, 'uploading', $7, $8, $9, $10, $11, $12, $13)",
        new.id,
        new.referral,
        new.contact,
        new.send_key,
        new.kind.code(),
        new.media.code(),
        name,
        file_key,
        count_of(new.bytes),
        now.to_sqlx() as _,
        new.put_in.map(|put_in| put_in.by.0),
        new.put_in.map(|put_in| put_in.came.code()),
        what.transpose()?
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A part that lies in the store.
#[derive(Debug, Clone, Copy)]
pub struct NewPart {
    /// Its number, from 0.
    pub number: i32,
    /// Where it begins, in bytes.
    pub from: u64,
    /// Where it ends.
    pub to: u64,
    /// True where nothing follows.
    pub last: bool,
    /// What it is known by again.
    pub mark: [u8; key::MARK_BYTES],
}

/// Notes that a part has come. Where it is the last one, the paper is as long as what came, and waits to be looked at.
/// Returns false where somebody else has brought this part.
pub async fn update_received(
    conn: &mut PgConnection,
    paper: Uuid,
    part: &NewPart,
    now: Timestamp,
) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "UPDATE papers SET received = $3, bytes = CASE WHEN $4 THEN $3 ELSE bytes END,
                part_marks = CASE WHEN octet_length(part_marks) = 32 * $6::int THEN part_marks || $7::bytea ELSE part_marks END,
                state = CASE WHEN $4 THEN 'pending' ELSE state END, completed_at = CASE WHEN $4 THEN $5::timestamptz END
         WHERE id = $1 AND received = $2 AND state = 'uploading'",
        paper,
        count_of(part.from),
        count_of(part.to),
        part.last,
        now.to_sqlx() as _,
        part.number,
        part.mark.as_slice()
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Says what a paper is; returns how far it is.
pub async fn update_kind(
    conn: &mut PgConnection,
    paper: Uuid,
    kind: PaperKind,
) -> Result<PaperState, DbError> {
    let state = sqlx::query_scalar!(
        "UPDATE papers SET kind = $2 WHERE id = $1 RETURNING state",
        paper,
        kind.code()
    )
    .fetch_one(conn)
    .await?;
    PaperState::from_code(&state).ok_or_else(|| DbError::corrupt("papers", "state", paper))
}

/// Gives a paper that is still coming up; returns false where it is not, or not any more.
pub async fn delete_unfinished(conn: &mut PgConnection, paper: Uuid) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "DELETE FROM papers WHERE id = $1 AND state = 'uploading'",
        paper
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives a paper up of which nothing has come; returns false where something has.
pub async fn delete_empty(conn: &mut PgConnection, paper: Uuid) -> Result<bool, DbError> {
    let done = sqlx::query!(
        "DELETE FROM papers WHERE id = $1 AND state = 'uploading' AND received = 0",
        paper
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Forgets some papers of which the rest never came; returns how many.
pub async fn delete_abandoned(
    conn: &mut PgConnection,
    before: Timestamp,
    most: i64,
) -> Result<u64, DbError> {
    let done = sqlx::query!(
        "DELETE FROM papers WHERE id IN (SELECT id FROM papers WHERE state = 'uploading' AND begun_at < $1 LIMIT $2)",
        before.to_sqlx() as _,
        most
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Tells which of these papers somebody may still open.
pub async fn list_kept(conn: &mut PgConnection, papers: &[Uuid]) -> Result<Vec<Uuid>, DbError> {
    Ok(sqlx::query_scalar!(
        "SELECT id FROM papers WHERE id = ANY($1) AND state NOT IN ('infected', 'unreadable')",
        papers
    )
    .fetch_all(conn)
    .await?)
}

fn count_of(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
