//! What the table of moves does not have, refused by the rules and by the database.

use std::collections::BTreeSet;

use intake_desk::domain::status::{EDGES, Status, find_edge};

use super::{Walk, walked};
use crate::support::app::App;
use crate::support::builders::{STAFF_WORDS, a_family};

/// Puts the one case into a status past the trigger, as a mistake of a later program could.
fn place(status: Status) -> String {
    format!(
        "ALTER TABLE referrals DISABLE TRIGGER referrals_refuse_unknown_move;
         UPDATE referrals SET {};
         ALTER TABLE referrals ENABLE TRIGGER referrals_refuse_unknown_move",
        columns(status, "in_intake")
    )
}

/// The columns that a status needs.
fn columns(status: Status, held_from: &str) -> String {
    let outcome = if status == Status::Closed {
        "'duplicate'"
    } else {
        "NULL"
    };
    let held = if status == Status::OnHold {
        format!("'{held_from}'")
    } else {
        "NULL".to_owned()
    };
    format!(
        "status = '{status}', outcome = {outcome}, held_from = {held}, next_action = 'silence', due_at = now()"
    )
}

#[tokio::test]
async fn the_database_knows_the_same_table_and_refuses_every_other_step() {
    let app = App::start().await;
    let edges =
        "SELECT from_status || ' ' || to_status FROM status_edges WHERE only_for_outcome IS NULL";
    let stored: BTreeSet<String> = app.rows.texts(edges).await.into_iter().collect();
    let table: BTreeSet<String> = EDGES
        .iter()
        .map(|edge| format!("{} {}", edge.from, edge.to))
        .collect();
    assert_eq!(stored, table);

    a_family().sent(&app).await;
    for from in Status::ALL {
        for to in Status::ALL.iter().filter(|to| *to != from) {
            app.rows.run(&place(*from)).await.unwrap();
            let step = format!("UPDATE referrals SET {}", columns(*to, from.code()));
            let allowed = find_edge(*from, *to).is_some()
                && (*from != Status::OnHold || matches!(to, Status::InIntake | Status::Closed));
            if allowed {
                let done = app.rows.run(&step).await;
                assert!(done.is_ok(), "{from} -> {to}: {done:?}");
            } else {
                let refused = app.rows.refused(&step).await;
                assert_eq!(refused, "referrals_move_is_allowed", "{from} -> {to}");
            }
        }
    }
}

#[tokio::test]
async fn the_database_refuses_an_open_case_without_a_promise_and_an_end_without_a_reason() {
    let app = App::start().await;
    a_family().sent(&app).await;
    for (column, constraint) in [
        ("due_at = NULL", "referrals_open_has_next_step"),
        ("next_action = NULL", "referrals_open_has_next_step"),
        ("outcome = 'duplicate'", "referrals_closed_says_why"),
        ("held_from = 'in_intake'", "referrals_hold_remembers"),
    ] {
        let refused = app
            .rows
            .refused(&format!("UPDATE referrals SET {column}"))
            .await;
        assert_eq!(refused, constraint, "{column}");
    }
}

#[tokio::test]
async fn a_step_that_is_not_in_the_table_is_told_and_changes_nothing() {
    let app = App::start().await;
    let mut walk = Walk::taken(&app).await;
    let page = walk.case.page();
    for to in [
        "received",
        "in_review",
        "decided",
        "seen",
        "on_hold",
        "closed",
        "moon",
        "",
    ] {
        let fields = [("to", to), ("outcome", "duplicate"), ("text", STAFF_WORDS)];
        let refused = walk
            .team
            .supervisor
            .act(&page, "status-changes", &fields)
            .await;
        assert!(refused.status.is_client_error(), "{to}: {}", refused.status);
        assert_eq!(refused.texts("h1").len(), 1, "{to}");
        assert!(
            refused.text.contains(STAFF_WORDS),
            "{to}: the words are kept"
        );
        assert_eq!(app.case(&walk.case, "status").await, "received");
    }
    assert!(walked(&app).await.is_empty());
}
