//! The administrator's part of the house: what it holds, and who may go where. Each page beside this one shows one
//! thing (`routes` names them) and checks by itself; nothing in here shows a case or a family.

pub mod account;
pub mod accounts;
pub mod calendar;
pub mod mail;
pub mod new_account;
pub mod parts;
pub mod routing;
pub mod versions;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::domain::permission::{Action, may};
use crate::domain::staff::Role;
use crate::web::auth::SignedIn;
use crate::web::error::WebError;
use crate::web::page::render;
use crate::web::shell::StaffShell;
use crate::web::state::WebState;

/// Is one thing of the administrator's part.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// Who may go there.
    pub needs: Action,
    pub href: &'static str,
    pub title: &'static str,
    /// What can be done there, in one sentence.
    pub about: &'static str,
}

/// Everything the part holds, in the order of the page.
const ENTRIES: &[Entry] = &[
    Entry {
        needs: Action::ManageStaff,
        href: "/staff/admin/staff",
        title: "Staff accounts",
        about: "Who may sign in, and what they do: add, change, disable, give a new link.",
    },
    Entry {
        needs: Action::ManageRouting,
        href: "/staff/admin/routing",
        title: "Who hears of a request",
        about: "The routing rules: change them, and try them on past requests before saving.",
    },
    Entry {
        needs: Action::ManageCalendar,
        href: "/staff/admin/calendar",
        title: "Calendar and holidays",
        about: "When the programme works: opening hours, holidays and half days. Promises are counted on it.",
    },
    Entry {
        needs: Action::SeeMailQueue,
        href: "/staff/admin/mail",
        title: "Mail queue",
        about: "What has not left, what could not be delivered and why; send it again.",
    },
];

/// Is the first page of the administrator's part.
#[derive(Template)]
#[template(path = "staff/admin/index.html")]
pub struct AdminPage {
    pub shell: StaffShell,
    pub entries: Vec<Entry>,
}

impl AdminPage {
    /// Returns the page of somebody who may go everywhere.
    pub fn sample() -> Self {
        Self {
            shell: StaffShell::sample("admin"),
            entries: ENTRIES.to_vec(),
        }
    }
}

/// The actions that open the administrator's part to a role.
const UPKEEP: [Action; 4] = [
    Action::ManageStaff,
    Action::ManageRouting,
    Action::ManageCalendar,
    Action::SeeMailQueue,
];

/// Tells whether the administrator's part holds something for a role.
pub fn is_open_to(role: Role) -> bool {
    UPKEEP.iter().any(|action| may(role, *action))
}

/// Shows what there is for this person.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
) -> Result<Response, WebError> {
    if !is_open_to(actor.role) {
        return Err(WebError::Forbidden);
    }
    let page = AdminPage {
        shell: state.staff_shell(&actor, "admin"),
        entries: ENTRIES
            .iter()
            .filter(|entry| may(actor.role, entry.needs))
            .copied()
            .collect(),
    };
    Ok(render(StatusCode::OK, &page))
}
