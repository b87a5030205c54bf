//! The list of accounts: who may sign in, what they do, and whether their one-time link is still open.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::db::staff::StaffMember;
use crate::usecases::account::view_staff::StaffView;
use crate::web::auth::SignedIn;
use crate::web::error::WebError;
use crate::web::page::render;
use crate::web::shell::StaffShell;
use crate::web::staff::display::{TagView, moments, words};
use crate::web::state::WebState;

/// Is the list of accounts.
#[derive(Template)]
#[template(path = "staff/admin/accounts.html")]
pub struct AccountsPage {
    pub shell: StaffShell,
    /// What was just done.
    pub done: String,
    pub count: String,
    pub rows: Vec<AccountRow>,
}

/// Is one account.
pub struct AccountRow {
    pub href: String,
    pub name: String,
    pub email: String,
    pub role: &'static str,
    pub speaks: String,
    /// "On call", "Fallback owner".
    pub duties: Vec<&'static str>,
    pub state: TagView,
}

impl AccountsPage {
    /// Returns a made-up page.
    pub fn sample() -> Self {
        let row = |name: &str, state| AccountRow {
            href: "/staff/admin/staff/x".into(),
            name: name.into(),
            email: "somebody@example.org".into(),
            role: "Intake supervisor",
            speaks: "Spanish".into(),
            duties: vec!["On call", "Fallback owner"],
            state,
        };
        Self {
            shell: StaffShell::sample("admin"),
            done: "The account is changed.".into(),
            count: "1 active, 1 disabled".into(),
            rows: vec![
                row("Ruth Example", TagView::new("Active", "ok")),
                row("Noor Example", TagView::new("Disabled", "grey")),
            ],
        }
    }
}

/// Shows the list.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    RawQuery(raw): RawQuery,
) -> Result<Response, WebError> {
    let view = state
        .desk
        .view_staff(&actor)
        .await?
        .ok_or(WebError::Forbidden)?;
    let active = view.staff.iter().filter(|member| member.active).count();
    let done = match raw.as_deref() {
        Some("saved=disabled") => {
            "The account is disabled. Its open cases have gone to the fallback owner."
        }
        _ => "",
    };
    let page = AccountsPage {
        shell: state.staff_shell(&actor, "admin"),
        done: done.to_owned(),
        count: format!("{active} active, {} disabled", view.staff.len() - active),
        rows: view
            .staff
            .iter()
            .map(|member| row(member, &view, &state))
            .collect(),
    };
    Ok(render(StatusCode::OK, &page))
}

fn row(member: &StaffMember, view: &StaffView, state: &WebState) -> AccountRow {
    let on_call = member.facts.on_call.then_some("On call");
    let fallback = member.is_fallback_owner.then_some("Fallback owner");
    AccountRow {
        href: format!("/staff/admin/staff/{}", member.facts.id.0),
        name: member.person.name.expose().to_owned(),
        email: member.person.email.expose().to_owned(),
        role: member.facts.role.words(),
        speaks: spoken(&member.facts.speaks),
        duties: on_call.into_iter().chain(fallback).collect(),
        state: account_state(member, view, state),
    }
}

/// Returns the languages somebody speaks with families, as one phrase.
pub fn spoken(codes: &[String]) -> String {
    let names: Vec<String> = codes.iter().map(|code| words::language(code)).collect();
    names.join(", ")
}

/// Returns whether somebody can sign in, and what is missing where not.
pub fn account_state(member: &StaffMember, view: &StaffView, state: &WebState) -> TagView {
    if !member.active {
        return TagView::new("Disabled", "grey");
    }
    if member.has_password {
        return TagView::new("Active", "ok");
    }
    match view.invited_until(member.facts.id) {
        Some(until) => {
            let until = moments::past(until, view.as_of, &state.zone);
            TagView::new(format!("Link open until {}", until.words), "info")
        }
        None => TagView::new("Link has run out", "warn"),
    }
}
