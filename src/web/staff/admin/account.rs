//! One account: what its person does, a new link, and disabling it. What takes something away is asked once more.

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use super::accounts::{account_state, spoken};
use super::parts::{ConfirmPage, languages, link, refusal, roles, ticked};
use crate::db::staff::StaffMember;
use crate::domain::event::Doer;
use crate::domain::staff::{Actor, Role, StaffId};
use crate::usecases::account::change_staff::StaffDuties;
use crate::usecases::account::manage_staff::{ManageStaffError, StaffEdit};
use crate::usecases::account::view_staff::StaffView;
use crate::web::auth::SignedIn;
use crate::web::components::Choice;
use crate::web::error::WebError;
use crate::web::form::{Form, PathOf};
use crate::web::page::{render, see};
use crate::web::shell::StaffShell;
use crate::web::staff::case::acts::VersionForm;
use crate::web::staff::display::TagView;
use crate::web::state::WebState;

/// Is the page of one account.
#[derive(Template)]
#[template(path = "staff/admin/account.html")]
pub struct MemberPage {
    pub shell: StaffShell,
    pub here: String,
    pub name: String,
    pub email: String,
    pub role: &'static str,
    pub speaks: String,
    pub state: TagView,
    /// `own` for the account of whoever looks, `disabled`, or nothing.
    pub standing: &'static str,
    /// What was just done.
    pub done: String,
    /// Why nothing was saved, where that is so.
    pub refused: String,
    pub version: i32,
    pub roles: Vec<Choice>,
    pub languages: Vec<Choice>,
    pub on_call: bool,
    pub fallback_owner: bool,
    pub no_error: Option<String>,
}

impl MemberPage {
    /// Returns a made-up page after a refusal.
    pub fn sample() -> Self {
        Self {
            shell: StaffShell::sample("admin"),
            here: "/staff/admin/staff/x".into(),
            name: "Jordan Rivera".into(),
            email: "jordan@example.org".into(),
            role: Role::Intake.words(),
            speaks: "Spanish".into(),
            state: TagView::new("Active", "ok"),
            standing: "",
            done: String::new(),
            refused: "This is the only administrator. Make somebody else one first.".into(),
            version: 3,
            roles: roles(Some(Role::Intake)),
            languages: languages(&["es".into()]),
            on_call: true,
            fallback_owner: false,
            no_error: None,
        }
    }
}

/// Is a change of what somebody does, as it was sent.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DutiesForm {
    pub version: i32,
    pub role: String,
    pub speaks: Vec<String>,
    pub on_call: String,
    pub fallback_owner: String,
    /// "yes" once the consequences of another role were read.
    pub sure: String,
}

impl DutiesForm {
    fn parse(&self, member: &StaffMember) -> Option<StaffDuties> {
        Some(StaffDuties {
            role: Role::from_code(&self.role)?,
            speaks: ticked(&self.speaks, &member.facts.speaks)?,
            on_call: self.on_call == "yes",
            fallback_owner: self.fallback_owner == "yes",
        })
    }

    /// What travels along while it is asked once more.
    fn hidden(&self) -> Vec<(&'static str, String)> {
        let mut hidden = vec![
            ("version", self.version.to_string()),
            ("role", self.role.clone()),
            ("on_call", self.on_call.clone()),
            ("fallback_owner", self.fallback_owner.clone()),
            ("sure", "yes".to_owned()),
        ];
        hidden.extend(self.speaks.iter().map(|code| ("speaks", code.clone())));
        hidden
    }
}

/// Shows one account.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(account): PathOf<Uuid>,
    RawQuery(raw): RawQuery,
) -> Result<Response, WebError> {
    let desk = Visit::of(&state, &actor, account).await?;
    let done = match raw.as_deref() {
        Some("saved=changes") => "Saved.",
        _ => "",
    };
    desk.page(StatusCode::OK, done, "")
}

/// Changes what somebody does. Another role is asked once more.
pub async fn change(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(account): PathOf<Uuid>,
    Form(form): Form<DutiesForm>,
) -> Result<Response, WebError> {
    let desk = Visit::of(&state, &actor, account).await?;
    let member = desk.member()?;
    let Some(to) = form.parse(member) else {
        return Err(WebError::BadRequest("not a choice of the form"));
    };
    let name = member.person.name.expose();
    if member.active && to.role != member.facts.role && form.sure != "yes" {
        return Ok(desk.ask(
            format!("Make {name} {}?", with_article(to.role.words())),
            vec![
                format!("They are {} now.", with_article(member.facts.role.words())),
                "They are signed out everywhere and sign in again.".to_owned(),
                "Open cases and help that do not fit the new role go back: cases to the fallback owner, help to the top of its list."
                    .to_owned(),
            ],
            "changes",
            form.hidden(),
            "Change the role",
        ));
    }
    let done = state
        .desk
        .change_staff(&Doer::staff(&actor), desk.edit(form.version), &to)
        .await;
    match done {
        Ok(()) => Ok(see(&format!("{}?saved=changes#main", desk.here()))),
        Err(error) => desk.refused(&state, &actor, error).await,
    }
}

/// Asks once more before a new link is made.
pub async fn ask_invitation(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(account): PathOf<Uuid>,
) -> Result<Response, WebError> {
    let desk = Visit::of(&state, &actor, account).await?;
    let member = desk.active()?;
    Ok(desk.ask(
        format!("Make a new link for {}?", member.person.name.expose()),
        vec![
            "Their password stops working, and they are signed out everywhere.".to_owned(),
            "An earlier link stops working too.".to_owned(),
            "You get a link that works once, for 24 hours. Be sure who you give it to: whoever has it is this person to us."
                .to_owned(),
        ],
        "invitations",
        vec![("version", member.version.to_string())],
        "Make the link",
    ))
}

/// Makes a new link and shows it.
pub async fn invite(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(account): PathOf<Uuid>,
    Form(form): Form<VersionForm>,
) -> Result<Response, WebError> {
    let desk = Visit::of(&state, &actor, account).await?;
    let name = desk.member()?.person.name.expose().to_owned();
    let done = state
        .desk
        .reset_staff_by(&Doer::staff(&actor), desk.edit(form.version))
        .await;
    match done {
        Ok(token) => Ok(link(
            &state,
            state.staff_shell(&actor, "admin"),
            name,
            &token,
        )),
        Err(error) => desk.refused(&state, &actor, error).await,
    }
}

/// Asks once more before an account is disabled.
pub async fn ask_disabling(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(account): PathOf<Uuid>,
) -> Result<Response, WebError> {
    let desk = Visit::of(&state, &actor, account).await?;
    let member = desk.active()?;
    Ok(desk.ask(
        format!(
            "Disable the account of {}?",
            member.person.name.expose()
        ),
        vec![
            "They are signed out everywhere, at once, and cannot sign in again.".to_owned(),
            "Their open cases go to the fallback owner, who hears of each. Help they had goes back to the top of its list."
                .to_owned(),
            "What they did stays on the record under their name.".to_owned(),
        ],
        "disabling",
        vec![("version", member.version.to_string())],
        "Disable the account",
    ))
}

/// Disables an account.
pub async fn disable(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(account): PathOf<Uuid>,
    Form(form): Form<VersionForm>,
) -> Result<Response, WebError> {
    let desk = Visit::of(&state, &actor, account).await?;
    let done = state
        .desk
        .disable_staff_by(&Doer::staff(&actor), desk.edit(form.version))
        .await;
    match done {
        Ok(()) => Ok(see("/staff/admin/staff?saved=disabled#main")),
        Err(error) => desk.refused(&state, &actor, error).await,
    }
}

/// Returns "an intake specialist", "a social worker".
fn with_article(words: &str) -> String {
    let words = words.to_lowercase();
    let article = if words.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {words}")
}

/// Is somebody who looks at one account.
struct Visit<'a> {
    state: &'a WebState,
    actor: &'a Actor,
    id: StaffId,
    view: StaffView,
}

impl<'a> Visit<'a> {
    async fn of(state: &'a WebState, actor: &'a Actor, account: Uuid) -> Result<Self, WebError> {
        let view = state
            .desk
            .view_staff(actor)
            .await?
            .ok_or(WebError::Forbidden)?;
        let id = StaffId(account);
        view.find(id).ok_or(WebError::NotFound)?;
        Ok(Self {
            state,
            actor,
            id,
            view,
        })
    }

    fn member(&self) -> Result<&StaffMember, WebError> {
        self.view.find(self.id).ok_or(WebError::NotFound)
    }

    fn active(&self) -> Result<&StaffMember, WebError> {
        self.member()
            .and_then(|member| member.active.then_some(member).ok_or(WebError::NotFound))
    }

    fn edit(&self, version: i32) -> StaffEdit {
        StaffEdit {
            id: self.id,
            version: Some(version),
        }
    }

    fn here(&self) -> String {
        format!("/staff/admin/staff/{}", self.id.0)
    }

    fn ask(
        &self,
        title: String,
        consequences: Vec<String>,
        act: &str,
        hidden: Vec<(&'static str, String)>,
        button: &str,
    ) -> Response {
        let page = ConfirmPage {
            shell: self.state.staff_shell(self.actor, "admin"),
            title,
            back: self.here(),
            consequences,
            action: format!("{}/{act}", self.here()),
            hidden,
            button: button.to_owned(),
        };
        render(StatusCode::OK, &page)
    }

    /// The account as it is now, with why nothing was saved.
    async fn refused(
        &self,
        state: &WebState,
        actor: &Actor,
        error: ManageStaffError,
    ) -> Result<Response, WebError> {
        let words = refusal(error)?;
        let now = Visit::of(state, actor, self.id.0).await?;
        now.page(StatusCode::CONFLICT, "", words)
    }

    fn page(&self, status: StatusCode, done: &str, refused: &str) -> Result<Response, WebError> {
        let member = self.member()?;
        let page = MemberPage {
            shell: self.state.staff_shell(self.actor, "admin"),
            here: self.here(),
            name: member.person.name.expose().to_owned(),
            email: member.person.email.expose().to_owned(),
            role: member.facts.role.words(),
            speaks: spoken(&member.facts.speaks),
            state: account_state(member, &self.view, self.state),
            standing: match member.active {
                false => "disabled",
                true if member.facts.id == self.actor.id => "own",
                true => "",
            },
            done: done.to_owned(),
            refused: refused.to_owned(),
            version: member.version,
            roles: roles(Some(member.facts.role)),
            languages: languages(&member.facts.speaks),
            on_call: member.facts.on_call,
            fallback_owner: member.is_fallback_owner,
            no_error: None,
        };
        Ok(render(status, &page))
    }
}
