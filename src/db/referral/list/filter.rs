//! What a list shows, and how that reads as a condition over the rows of cases.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx as _;

use crate::db::referral::Viewer;
use crate::domain::message::may_write_to;
use crate::domain::priority::Priority;
use crate::domain::referral::{ContactKind, Source};
use crate::domain::request::HelpKind;
use crate::domain::request::doctor::Lineage;
use crate::domain::staff::{Role, StaffId};
use crate::domain::status::{Status, WaitingOn};

/// Who owns the cases looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnerFilter {
    /// Nobody yet.
    Nobody,
    /// This person, as owner or social worker.
    Staff(StaffId),
}

/// What somebody outside has not had from us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owed {
    /// An answer to their message.
    Answer,
    /// A mail that could not be delivered, and that nobody has set aside.
    Mail,
}

/// What a list shows. Everything absent means any; `ended` turns from open cases to ended ones.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Statuses.
    pub statuses: Vec<Status>,
    /// Owner.
    pub owner: Option<OwnerFilter>,
    /// Due by this moment, missed promises included.
    pub due_by: Option<Timestamp>,
    /// Due after this moment.
    pub due_after: Option<Timestamp>,
    /// How it came.
    pub source: Option<Source>,
    /// Language code the family speaks.
    pub language: Option<String>,
    /// A kind of help asked.
    pub help: Option<HelpKind>,
    /// Urgency.
    pub priority: Option<Priority>,
    /// Whom it waits for.
    pub waiting_on: Option<WaitingOn>,
    /// Where the disease stands: one of these codes.
    pub disease: Vec<&'static str>,
    /// Its lineage.
    pub lineage: Option<Lineage>,
    /// What people outside have not had from us.
    pub owed: Option<Owed>,
    /// Ended cases instead of open ones.
    pub ended: bool,
    /// Blind tokens: one of each group must be there.
    pub token_groups: Vec<Vec<i64>>,
    /// Exactly this reference.
    pub reference: Option<String>,
    /// Open and ended cases alike (for searches).
    pub any_state: bool,
}

impl Filter {
    /// Ended cases and what a search finds stand by when they came; open cases by what is due.
    pub(super) fn newest_first(&self) -> bool {
        self.ended || self.any_state
    }
}

pub(super) fn push_conditions(
    query: &mut sqlx::QueryBuilder<sqlx::Postgres>,
    viewer: Viewer,
    filter: &Filter,
) {
    if filter.any_state {
        query.push("true");
    } else {
        query.push(if filter.ended {
            "r.status IN ('closed', 'not_a_referral')"
        } else {
            "r.status NOT IN ('closed', 'not_a_referral')"
        });
    }
    // A case that is joined into another is that one's row; a search finds it, and nobody who waits for an answer is lost.
    if !filter.any_state && filter.owed != Some(Owed::Answer) {
        query.push(" AND r.joined_into IS NULL");
    }
    // Who sees everything needs no check per row; the rule itself stands in visible_alone.
    if !matches!(viewer.role, "intake" | "supervisor") {
        let joined_too = filter.any_state || filter.owed == Some(Owed::Answer);
        query
            .push(if joined_too {
                " AND visible_to("
            } else {
                " AND visible_alone("
            })
            .push_bind(viewer.role)
            .push(", ")
            .push_bind(viewer.id)
            .push(", r)");
    }
    if !filter.statuses.is_empty() {
        let codes: Vec<String> = filter.statuses.iter().map(ToString::to_string).collect();
        query
            .push(" AND r.status = ANY(")
            .push_bind(codes)
            .push(")");
    }
    push_owner(query, filter);
    if let Some(before) = filter.due_by {
        query
            .push(" AND r.sort_due_at <= ")
            .push_bind(before.to_sqlx());
    }
    if let Some(from) = filter.due_after {
        query
            .push(" AND r.sort_due_at > ")
            .push_bind(from.to_sqlx());
    }
    push_values(query, viewer, filter);
}

fn push_owner(query: &mut sqlx::QueryBuilder<sqlx::Postgres>, filter: &Filter) {
    match filter.owner {
        Some(OwnerFilter::Nobody) => {
            query.push(" AND r.owner_id IS NULL");
        }
        Some(OwnerFilter::Staff(StaffId(id))) => {
            query
                .push(" AND (r.owner_id = ")
                .push_bind(id)
                .push(" OR r.social_worker_id = ")
                .push_bind(id)
                .push(")");
        }
        None => {}
    }
}

/// The kinds of contacts whose threads a role reads and answers: the others' it is not told of.
fn answered_by(role: &str) -> Vec<&'static str> {
    let role = Role::from_code(role);
    let kinds = ContactKind::ALL.iter();
    kinds
        .filter(|kind| role.is_some_and(|role| may_write_to(role, **kind)))
        .map(|kind| kind.code())
        .collect()
}

fn push_values(query: &mut sqlx::QueryBuilder<sqlx::Postgres>, viewer: Viewer, filter: &Filter) {
    if let Some(source) = filter.source {
        query.push(" AND r.source = ").push_bind(source.code());
    }
    if let Some(language) = &filter.language {
        query.push(" AND r.language = ").push_bind(language.clone());
    }
    if let Some(help) = filter.help {
        query
            .push(" AND r.help @> ARRAY[")
            .push_bind(help.code())
            .push("]::text[]");
    }
    if let Some(priority) = filter.priority {
        query.push(" AND r.priority = ").push_bind(priority.code());
    }
    if let Some(waiting_on) = filter.waiting_on {
        query
            .push(" AND r.waiting_on = ")
            .push_bind(waiting_on.code());
    }
    match filter.owed {
        Some(Owed::Answer) => {
            query
                .push(" AND r.id IN (SELECT t.referral_id FROM threads t JOIN contacts c ON c.id = t.contact_id WHERE t.unanswered_since IS NOT NULL AND c.kind = ANY(")
                .push_bind(answered_by(viewer.role))
                .push("))");
        }
        Some(Owed::Mail) => {
            query.push(
                " AND r.id IN (SELECT o.referral_id FROM outbox o WHERE o.status = 'dead' AND o.contact_id IS NOT NULL
                    AND NOT EXISTS (SELECT FROM outbox l WHERE l.contact_id = o.contact_id AND l.status = 'sent' AND l.settled_at > o.settled_at))",
            );
        }
        None => {}
    }
    if !filter.disease.is_empty() {
        query
            .push(" AND r.disease_status = ANY(")
            .push_bind(filter.disease.clone())
            .push(")");
    }
    if let Some(lineage) = filter.lineage {
        query.push(" AND r.lineage = ").push_bind(lineage.code());
    }
    push_search(query, filter);
}

/// A search finds by the reference, or by one token of every group.
fn push_search(query: &mut sqlx::QueryBuilder<sqlx::Postgres>, filter: &Filter) {
    if filter.reference.is_none() && filter.token_groups.is_empty() {
        return;
    }
    query.push(" AND (");
    if let Some(reference) = &filter.reference {
        query.push("r.reference = ").push_bind(reference.clone());
    }
    let also = filter.reference.is_some() && !filter.token_groups.is_empty();
    query.push(if also { " OR (" } else { "" });
    for (n, group) in filter.token_groups.iter().enumerate() {
        query
            .push(if n == 0 { "" } else { " AND " })
            .push("r.search_tokens && ")
            .push_bind(group.clone())
            .push("::bigint[]");
    }
    query.push(if also { "))" } else { ")" });
}
