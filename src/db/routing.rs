//! Routing rules as rows. Each saved set is a version that stays; the highest is in force. Seeded once from the settings.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;
use sqlx::PgConnection;

use super::error::DbError;
use crate::domain::notice::Notice;
use crate::domain::person::SpokenLanguage;
use crate::domain::priority::Priority;
use crate::domain::reference::Reference;
use crate::domain::referral::Source;
use crate::domain::request::HelpKind;
use crate::domain::routing::dry_run::PastRequest;
use crate::domain::routing::{RoutingRule, SendTo};
use crate::domain::staff::{Role, StaffId};
use crate::domain::version::{FIRST, Version};
use crate::support::ids::fresh_id;

/// Lists the rules in force, in order, those that are switched off among them.
pub async fn list_rules(conn: &mut PgConnection) -> Result<Vec<RoutingRule>, DbError> {
    let rows = sqlx::query_as!(
        RuleRow,
        "SELECT code, priorities, help, languages, sources, send_to, role, notice, speakers_first, active FROM routing_rules
         WHERE version = (SELECT max(version) FROM routing_versions) ORDER BY position, code"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(RuleRow::read).collect()
}

/// Lists the rules of a version; none where there is no such version.
pub async fn list_rules_of(
    conn: &mut PgConnection,
    version: i32,
) -> Result<Vec<RoutingRule>, DbError> {
    let rows = sqlx::query_as!(
        RuleRow,
        "SELECT code, priorities, help, languages, sources, send_to, role, notice, speakers_first, active FROM routing_rules
         WHERE version = $1 ORDER BY position, code",
        version
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(RuleRow::read).collect()
}

/// Finds the number of the set in force; none before the first start.
pub async fn find_version(conn: &mut PgConnection) -> Result<Option<i32>, DbError> {
    Ok(
        sqlx::query_scalar!("SELECT max(version) FROM routing_versions")
            .fetch_one(conn)
            .await?,
    )
}

/// Lists the versions, newest first.
pub async fn list_versions(conn: &mut PgConnection, limit: i64) -> Result<Vec<Version>, DbError> {
    let rows = sqlx::query!(
        "SELECT version, saved_at, saved_by, back_to FROM routing_versions ORDER BY version DESC LIMIT $1",
        limit
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Version {
            number: row.version,
            saved_at: row.saved_at.to_jiff(),
            saved_by: row.saved_by.map(StaffId),
            back_to: row.back_to,
        })
        .collect())
}

/// Stores a set under a number that is there only once: who comes second is refused (`routing_versions_pkey`).
pub async fn insert_version(
    conn: &mut PgConnection,
    version: &Version,
    rules: &[RoutingRule],
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO routing_versions (version, saved_at, saved_by, back_to) VALUES ($1, $2, $3, $4)",
        version.number,
        version.saved_at.to_sqlx() as _,
        version.saved_by.map(|StaffId(id)| id),
        version.back_to,
    )
    .execute(&mut *conn)
    .await?;
    for (position, rule) in rules.iter().enumerate() {
        insert_rule(conn, version.number, position, rule).await?;
    }
    Ok(())
}

async fn insert_rule(
    conn: &mut PgConnection,
    version: i32,
    position: usize,
    rule: &RoutingRule,
) -> Result<(), DbError> {
    sqlx::query!(
        "INSERT INTO routing_rules (id, code, event, priorities, help, languages, sources, send_to, role, notice, speakers_first, position, active, version)
         VALUES ($1, $2, 'request_received', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        fresh_id(),
        rule.code,
        &codes(&rule.priorities),
        &codes(&rule.help),
        &codes(&rule.languages),
        &codes(&rule.sources),
        rule.send_to.code(),
        rule.role.map(Role::code),
        rule.notice.code(),
        rule.speakers_first,
        i32::try_from(position).unwrap_or(i32::MAX),
        rule.active,
        version,
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn codes<'a, T: ToString + 'a>(values: impl IntoIterator<Item = &'a T>) -> Vec<String> {
    values.into_iter().map(T::to_string).collect()
}

/// Stores the rules of the settings as the first version, if there is none at all yet.
pub async fn insert_first_rules(
    conn: &mut PgConnection,
    rules: &[RoutingRule],
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query!("LOCK TABLE routing_versions IN SHARE ROW EXCLUSIVE MODE")
        .execute(&mut *conn)
        .await?;
    if find_version(conn).await?.is_some() {
        return Ok(());
    }
    let first = Version {
        number: FIRST,
        saved_at: now,
        saved_by: None,
        back_to: None,
    };
    insert_version(conn, &first, rules).await
}

/// Lists past requests as they were when they came, newest first, for a dry run. Nothing of the family is opened.
pub async fn list_past_requests(
    conn: &mut PgConnection,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<PastRequest>, DbError> {
    // Ids are drawn in the order of time, so the newest come by the primary key and no other index is needed. The
    // first event says how urgent the form made it; staff may have changed that since.
    let rows = sqlx::query!(
        r#"SELECT r.id, r.reference, r.source, r.language, r.help, coalesce(e.details ->> 'priority', r.priority) AS "priority!"
           FROM referrals r LEFT JOIN audit_events e ON e.stream = r.id AND e.n = 1
           WHERE r.received_at >= $1 ORDER BY r.id DESC LIMIT $2"#,
        since.to_sqlx() as _,
        limit
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let corrupt = |column| DbError::corrupt("referrals", column, row.id);
            Ok(PastRequest {
                reference: Reference::parse(&row.reference).ok_or_else(|| corrupt("reference"))?,
                priority: Priority::from_code(&row.priority).ok_or_else(|| corrupt("priority"))?,
                help: read(&row.help, HelpKind::from_code).ok_or_else(|| corrupt("help"))?,
                source: Source::from_code(&row.source).ok_or_else(|| corrupt("source"))?,
                spoken: row.language,
            })
        })
        .collect()
}

struct RuleRow {
    code: String,
    priorities: Vec<String>,
    help: Vec<String>,
    languages: Vec<String>,
    sources: Vec<String>,
    send_to: String,
    role: Option<String>,
    notice: String,
    speakers_first: bool,
    active: bool,
}

impl RuleRow {
    fn read(self) -> Result<RoutingRule, DbError> {
        let corrupt = |column| DbError::corrupt("routing_rules", column, &self.code);
        let role = self.role.as_deref();
        Ok(RoutingRule {
            priorities: read(&self.priorities, Priority::from_code)
                .ok_or_else(|| corrupt("priorities"))?,
            help: read(&self.help, HelpKind::from_code).ok_or_else(|| corrupt("help"))?,
            languages: read(&self.languages, SpokenLanguage::from_code)
                .ok_or_else(|| corrupt("languages"))?,
            sources: read(&self.sources, Source::from_code).ok_or_else(|| corrupt("sources"))?,
            send_to: SendTo::from_code(&self.send_to).ok_or_else(|| corrupt("send_to"))?,
            role: role
                .map(|code| Role::from_code(code).ok_or_else(|| corrupt("role")))
                .transpose()?,
            notice: Notice::from_code(&self.notice).ok_or_else(|| corrupt("notice"))?,
            speakers_first: self.speakers_first,
            active: self.active,
            code: self.code.clone(),
        })
    }
}

/// Reads a list of codes; an unknown one is no list.
fn read<T: Ord>(
    codes: &[String],
    from: impl Fn(&str) -> Option<T>,
) -> Option<std::collections::BTreeSet<T>> {
    codes.iter().map(|code| from(code)).collect()
}
