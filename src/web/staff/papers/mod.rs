//! The papers of a case: what came, what is missing and who will send it, and asking for more.

pub mod add;

use askama::Template;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use self::add::AddView;
use crate::domain::paper::{AskState, PaperAsk, PaperKind, PaperSender};
use crate::domain::permission::{Action, may};
use crate::domain::reference::Reference;
use crate::domain::staff::Actor;
use crate::usecases::case::view_case::CaseView;
use crate::usecases::paper::ask_papers::AskPapersError;
use crate::web::auth::SignedIn;
use crate::web::components::{Choice, SummaryError};
use crate::web::error::WebError;
use crate::web::form::{Form, PathOf};
use crate::web::page::{render, see};
use crate::web::shell::StaffShell;
use crate::web::staff::case::page::PaperView;
use crate::web::staff::case::{papers, people};
use crate::web::staff::display::{MomentView, TagView, moments};
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
    pub kinds: Vec<Choice>,
    pub senders: Vec<Choice>,
    pub kinds_error: Option<String>,
    pub sender_error: Option<String>,
}

/// Is one paper that is needed.
pub struct AskView {
    pub kind: &'static str,
    pub sender: &'static str,
    pub state: TagView,
    pub moment: MomentView,
    pub href: String,
    pub missing: bool,
}

/// Is the wish for papers as it was sent.
#[derive(Clone, Default, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AskForm {
    pub kinds: Vec<String>,
    pub sender: String,
}

/// Is how far a paper is, as it was sent.
#[derive(Clone, Default, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct StateForm {
    pub state: String,
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
        Some("saved=added") => "We have it. It opens once it was checked.",
        _ => "",
    };
    answer(&state, &actor, &reference, &AskForm::default(), done).await
}

/// Asks for papers.
pub async fn ask(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<AskForm>,
) -> Result<Response, WebError> {
    let parsed = Reference::parse(&reference).ok_or(WebError::NotFound)?;
    let kinds: Option<Vec<PaperKind>> = form
        .kinds
        .iter()
        .map(|code| PaperKind::from_code(code))
        .collect();
    let sender = PaperSender::from_code(&form.sender);
    let (Some(kinds), Some(sender)) = (kinds.filter(|kinds| !kinds.is_empty()), sender) else {
        return answer(&state, &actor, &reference, &form, "again").await;
    };
    let desk = &state.desk;
    desk.ask_papers(&actor, &parsed, &kinds, sender)
        .await
        .map_err(refused)?;
    Ok(see(&format!(
        "/staff/cases/{parsed}/papers?saved=asked#main"
    )))
}

/// Says how far a paper is that was asked for.
pub async fn settle(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, ask)): PathOf<(String, Uuid)>,
    Form(form): Form<StateForm>,
) -> Result<Response, WebError> {
    let reference = Reference::parse(&reference).ok_or(WebError::NotFound)?;
    let to = AskState::from_code(&form.state)
        .ok_or(WebError::BadRequest("the form is not one of ours"))?;
    let desk = &state.desk;
    desk.settle_paper_ask(&actor, &reference, ask, to)
        .await
        .map_err(refused)?;
    Ok(see(&format!(
        "/staff/cases/{reference}/papers?saved=state#main"
    )))
}

fn refused(error: AskPapersError) -> WebError {
    match error {
        AskPapersError::NotFound => WebError::NotFound,
        AskPapersError::Forbidden => WebError::Forbidden,
        AskPapersError::Ended => WebError::Conflict,
        AskPapersError::Db(error) => error.into(),
    }
}

async fn answer(
    state: &WebState,
    actor: &Actor,
    reference: &str,
    form: &AskForm,
    done: &'static str,
) -> Result<Response, WebError> {
    let mut page = fresh(state, actor, reference).await?;
    if done != "again" {
        page.done = done;
        return Ok(render(StatusCode::OK, &page));
    }
    if !may(actor.role, Action::AskPapers) {
        return Err(WebError::Forbidden);
    }
    page.kinds = kinds(&form.kinds);
    page.senders = senders(&form.sender);
    page.complain(form);
    Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &page))
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
        asks: asks(&view, &state.zone),
        papers: papers::lines(actor, &view),
        can_ask: may(actor.role, Action::AskPapers) && open,
        adding: AddView::of(actor, &reference).filter(|_| open),
        kinds: kinds(&[]),
        senders: senders(""),
        kinds_error: None,
        sender_error: None,
        reference: reference.to_string(),
    })
}

fn asks(view: &CaseView, zone: &jiff::tz::TimeZone) -> Vec<AskView> {
    let line = |ask: &PaperAsk| AskView {
        kind: ask.kind.words(),
        sender: ask.sender.words(),
        state: TagView::new(
            ask.state.words(),
            match ask.state {
                AskState::Missing => "warn",
                AskState::Received => "ok",
                AskState::NotNeeded => "",
            },
        ),
        moment: moments::past(ask.asked_at, view.as_of, zone),
        href: format!(
            "/staff/cases/{}/paper-asks/{}",
            view.referral.reference, ask.id
        ),
        missing: ask.state == AskState::Missing,
    };
    view.asks.iter().map(line).collect()
}

fn kinds(ticked: &[String]) -> Vec<Choice> {
    let choice = |kind: &PaperKind| {
        let ticked = ticked.iter().any(|code| code == kind.code());
        Choice::new(kind.code(), kind.words(), ticked)
    };
    PaperKind::ALL.iter().map(choice).collect()
}

fn senders(chosen: &str) -> Vec<Choice> {
    let choice =
        |sender: &PaperSender| Choice::new(sender.code(), sender.words(), sender.code() == chosen);
    PaperSender::ALL.iter().map(choice).collect()
}

impl PapersPage {
    fn complain(&mut self, form: &AskForm) {
        if form.kinds.is_empty()
            || form
                .kinds
                .iter()
                .any(|code| PaperKind::from_code(code).is_none())
        {
            self.kinds_error = Some("Tick what is needed".to_owned());
        }
        if PaperSender::from_code(&form.sender).is_none() {
            self.sender_error = Some("Choose who will send it".to_owned());
        }
        for (id, error) in [("kinds", &self.kinds_error), ("sender", &self.sender_error)] {
            let error = error.iter().cloned();
            self.errors
                .extend(error.map(|text| SummaryError::new(id, text)));
        }
    }

    /// Returns a made-up page with mistakes.
    pub fn sample() -> Self {
        let mut page = Self {
            shell: StaffShell::sample("cases"),
            reference: "RL-7KX2-94Q".into(),
            here: "/staff/cases/RL-7KX2-94Q/papers".into(),
            child: "Ana Example".into(),
            done: "",
            errors: Vec::new(),
            asks: vec![AskView {
                kind: PaperKind::Pathology.words(),
                sender: PaperSender::Doctor.words(),
                state: TagView::new("Missing", "warn"),
                moment: MomentView::sample("Monday 9:00 am"),
                href: "/staff/cases/RL-7KX2-94Q/paper-asks/1".into(),
                missing: true,
            }],
            papers: Vec::new(),
            can_ask: true,
            adding: Some(AddView::sample()),
            kinds: kinds(&[]),
            senders: senders(""),
            kinds_error: None,
            sender_error: None,
        };
        page.complain(&AskForm::default());
        page
    }
}
