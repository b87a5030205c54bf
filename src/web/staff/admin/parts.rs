//! What several pages of the administrator's part share: the page that asks once more before something is taken away,
//! the page with a one-time link, and the words of a refusal.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use crate::domain::person::SpokenLanguage;
use crate::domain::staff::Role;
use crate::support::ids::Token;
use crate::usecases::account::manage_staff::ManageStaffError;
use crate::web::components::Choice;
use crate::web::error::WebError;
use crate::web::page::render;
use crate::web::shell::StaffShell;
use crate::web::staff::display::words;
use crate::web::state::WebState;

/// Is the page that asks once more.
#[derive(Template)]
#[template(path = "staff/admin/confirm.html")]
pub struct ConfirmPage {
    pub shell: StaffShell,
    pub title: String,
    /// Where one comes from, and goes back to without doing it.
    pub back: String,
    /// What will happen, one sentence each.
    pub consequences: Vec<String>,
    pub action: String,
    pub hidden: Vec<(&'static str, String)>,
    pub button: String,
}

impl ConfirmPage {
    /// Returns a made-up page.
    pub fn sample() -> Self {
        Self {
            shell: StaffShell::sample("admin"),
            title: "Disable the account of Jordan Rivera?".into(),
            back: "/staff/admin/staff/x".into(),
            consequences: vec!["They are signed out everywhere, at once.".into()],
            action: "/staff/admin/staff/x/disabling".into(),
            hidden: vec![("version", "3".into())],
            button: "Disable the account".into(),
        }
    }
}

/// Is the page that shows a one-time link, once.
#[derive(Template)]
#[template(path = "staff/admin/link.html")]
pub struct LinkPage {
    pub shell: StaffShell,
    pub name: String,
    pub link: String,
}

impl LinkPage {
    /// Returns a made-up page.
    pub fn sample() -> Self {
        Self {
            shell: StaffShell::sample("admin"),
            name: "Jordan Rivera".into(),
            link: "https://referrals.example.org/staff/invitations/x".into(),
        }
    }
}

/// Answers with a one-time link. It stands on this page alone: only its hash is stored, and it is never mailed.
pub fn link(state: &WebState, shell: StaffShell, name: String, token: &Token) -> Response {
    let page = LinkPage {
        shell,
        name,
        link: format!(
            "{}/staff/invitations/{}",
            state.settings.base_url(),
            token.expose()
        ),
    };
    render(StatusCode::OK, &page)
}

/// Returns the words of a refusal that the page can say; the others have pages of their own.
pub fn refusal(error: ManageStaffError) -> Result<&'static str, WebError> {
    Ok(match error {
        ManageStaffError::Forbidden => return Err(WebError::Forbidden),
        ManageStaffError::NotThere => return Err(WebError::NotFound),
        ManageStaffError::Db(error) => return Err(error.into()),
        ManageStaffError::Password => return Err(WebError::Internal(Box::new(error))),
        ManageStaffError::Exists => "There is an account with this address already.",
        ManageStaffError::CannotAnswer => {
            "Only an intake specialist or a supervisor can answer for cases that nobody owns."
        }
        ManageStaffError::MustAnswer => {
            "This person answers for cases that nobody owns. Make somebody else the fallback owner first."
        }
        ManageStaffError::LastAdministrator => {
            "This is the only administrator. Make somebody else one first."
        }
        ManageStaffError::Oneself => {
            "Nobody does this to their own account. Ask another administrator; your password is changed under Account."
        }
        ManageStaffError::Stale => {
            "Somebody else changed this account while you were here. Nothing was saved; this is how it is now."
        }
    })
}

/// Returns the roles to choose from.
pub fn roles(chosen: Option<Role>) -> Vec<Choice> {
    Role::ALL
        .iter()
        .map(|role| Choice::new(role.code(), role.words(), chosen == Some(*role)))
        .collect()
}

/// Returns the languages to tick; codes of another time that somebody has already stay in the list.
pub fn languages(spoken: &[String]) -> Vec<Choice> {
    let known = SpokenLanguage::ALL
        .iter()
        .filter(|language| !matches!(language, SpokenLanguage::English | SpokenLanguage::Other));
    let known: Vec<String> = known.map(ToString::to_string).collect();
    let others = spoken.iter().filter(|code| !known.contains(code)).cloned();
    known
        .iter()
        .cloned()
        .chain(others)
        .map(|code| Choice {
            label: words::language(&code),
            chosen: spoken.contains(&code),
            value: code,
            hint: String::new(),
        })
        .collect()
}

/// Returns the ticked languages, each once; none where one of them was never offered.
pub fn ticked(sent: &[String], spoken: &[String]) -> Option<Vec<String>> {
    let offered = languages(spoken);
    let all_offered = sent
        .iter()
        .all(|code| offered.iter().any(|choice| choice.value == *code));
    all_offered.then(|| {
        offered
            .into_iter()
            .map(|choice| choice.value)
            .filter(|code| sent.contains(code))
            .collect()
    })
}
