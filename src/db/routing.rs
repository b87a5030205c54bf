//! Routing rules as rows. Seeded once from the settings; after that the table is the truth.

use std::collections::BTreeSet;

use sqlx::PgConnection;

use super::error::DbError;
use crate::domain::notice::Notice;
use crate::domain::priority::Priority;
use crate::domain::request::HelpKind;
use crate::domain::routing::{RoutingRule, SendTo};
use crate::domain::staff::Role;
use crate::support::ids::fresh_id;

/// Lists the active rules, in order.
pub async fn list_rules(conn: &mut PgConnection) -> Result<Vec<RoutingRule>, DbError> {
    let rows = sqlx::query!(
        "SELECT code, priorities, help, send_to, role, notice, speakers_first FROM routing_rules
         WHERE active AND event = 'request_received' ORDER BY position, code"
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            let corrupt = |column| DbError::corrupt("routing_rules", column, &row.code);
            let priorities: Option<BTreeSet<_>> = row
                .priorities
                .iter()
                .map(|code| Priority::from_code(code))
                .collect();
            let help: Option<BTreeSet<_>> = row
                .help
                .iter()
                .map(|code| HelpKind::from_code(code))
                .collect();
            Ok(RoutingRule {
                priorities: priorities.ok_or_else(|| corrupt("priorities"))?,
                help: help.ok_or_else(|| corrupt("help"))?,
                send_to: SendTo::from_code(&row.send_to).ok_or_else(|| corrupt("send_to"))?,
                role: row
                    .role
                    .as_deref()
                    .map(|code| Role::from_code(code).ok_or_else(|| corrupt("role")))
                    .transpose()?,
                notice: Notice::from_code(&row.notice).ok_or_else(|| corrupt("notice"))?,
                speakers_first: row.speakers_first,
                code: row.code.clone(),
            })
        })
        .collect()
}

/// Stores the rules of the settings, if there are none at all yet.
pub async fn insert_first_rules(
    conn: &mut PgConnection,
    rules: &[RoutingRule],
) -> Result<(), DbError> {
    sqlx::query!("LOCK TABLE routing_rules IN SHARE ROW EXCLUSIVE MODE")
        .execute(&mut *conn)
        .await?;
    let there = sqlx::query_scalar!(r#"SELECT EXISTS (SELECT 1 FROM routing_rules) AS "there!""#)
        .fetch_one(&mut *conn)
        .await?;
    if there {
        return Ok(());
    }
    for (position, rule) in rules.iter().enumerate() {
        let priorities: Vec<String> = rule.priorities.iter().map(ToString::to_string).collect();
        let help: Vec<String> = rule.help.iter().map(ToString::to_string).collect();
        sqlx::query!(
            "INSERT INTO routing_rules (id, code, event, priorities, help, send_to, role, notice, speakers_first, position)
             VALUES ($1, $2, 'request_received', $3, $4, $5, $6, $7, $8, $9)",
            fresh_id(),
            rule.code,
            &priorities,
            &help,
            rule.send_to.code(),
            rule.role.map(Role::code),
            rule.notice.code(),
            rule.speakers_first,
            i32::try_from(position).unwrap_or(i32::MAX),
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}
