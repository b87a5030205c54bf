//! The papers of a case: what came, what is missing and who will send it, and asking for more.
//! `asks` asks and says how far each is, `add` puts one in, `rename` says what one is that came under a wrong name.

pub mod add;
pub mod asks;
pub mod rename;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use self::add::AddView;
use self::asks::{AskFormView, AskView};
use self::rename::NamingView;
use crate::domain::permission::{Action, may};
use crate::domain::reference::Reference;
use crate::domain::staff::Actor;
use crate::web::auth::SignedIn;
use crate::web::components::SummaryError;
use crate::web::error::WebError;
use crate::web::form::PathOf;
use crate::web::page::{render, see};
use crate::web::shell::StaffShell;
use crate::web::staff::case::page::PaperView;
use crate::web::staff::case::{papers, people};
use crate::web::state::WebState;

/// Is the page of a case's papers.
#[derive(Template)]
#[template(path = "staff/papers/show.html")]
pub struct PapersPage {
    pub shell: StaffShell,
    pub reference: String,
    pub here: String,
    pub child: String,
    pub done: &'static str,
    pub errors: Vec<SummaryError>,
    pub asks: Vec<AskView>,
    pub papers: Vec<PaperView>,
    /// False where the case has ended, or the role only reads.
    pub can_ask: bool,
    /// The form that puts in a paper; none where the case has ended, or the role may not.
    pub adding: Option<AddView>,
    pub asking: AskFormView,
    /// The form that says what a paper is; none where there is none that the role may name.
    pub naming: Option<NamingView>,
}

/// Leads back to the page, which says what was done.
fn saved(reference: &Reference, done: &str) -> Response {
    see(&format!(
        "/staff/cases/{reference}/papers?saved={done}#main"
    ))
}

/// Shows the papers of a case.
pub async fn show(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    RawQuery(raw): RawQuery,
) -> Result<Response, WebError> {
    let done = match raw.as_deref() {
        Some("saved=asked") => {
            "Asked. It stands on their page, and a mail says that there is news."
        }
        Some("saved=state") => "Saved.",
        Some("saved=renamed") => "It has its new name. What was asked for under it is here now.",
        Some("saved=added") => "We have it. It opens once it was checked.",
        _ => "",
    };
    let mut page = fresh(&state, &actor, &reference).await?;
    page.done = done;
    Ok(render(StatusCode::OK, &page))
}

/// The page as it is before anybody has filled in anything.
async fn fresh(state: &WebState, actor: &Actor, reference: &str) -> Result<PapersPage, WebError> {
    let reference = Reference::parse(reference).ok_or(WebError::NotFound)?;
    let view = state.desk.view_case(actor, &reference).await?;
    let view = view.ok_or(WebError::NotFound)?;
    let open = view.referral.status.is_open();
    Ok(PapersPage {
        shell: state.staff_shell(actor, "cases"),
        here: format!("/staff/cases/{reference}/papers"),
        child: people::child_name(&view.facts),
        done: "",
        errors: Vec::new(),
        asks: asks::lines(actor, &view, &state.zone),
        papers: papers::lines(actor, &view),
        can_ask: may(actor.role, Action::AskPapers) && open,
        adding: AddView::of(actor, &reference).filter(|_| open),
        asking: AskFormView::default(),
        naming: NamingView::of(actor, &view),
        reference: reference.to_string(),
    })
}

impl PapersPage {
    /// Returns a made-up page with mistakes.
    pub fn sample() -> Self {
        let mut page = Self {
            shell: StaffShell::sample("cases"),
            reference: "RL-7KX2-94Q".into(),
            here: "/staff/cases/RL-7KX2-94Q/papers".into(),
            child: "Ana Example".into(),
            done: "",
            errors: Vec::new(),
            asks: asks::AskView::samples(),
            papers: Vec::new(),
            can_ask: true,
            adding: Some(AddView::sample()),
            asking: AskFormView::default(),
            naming: Some(NamingView::sample()),
        };
        page.complain(&asks::AskForm::default());
        page
    }
}
