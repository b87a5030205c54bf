//! Says what a paper is that came under a wrong name.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use uuid::Uuid;

use super::{PapersPage, fresh, saved};
use crate::domain::paper::{Paper, PaperKind, may_add};
use crate::domain::person::FreeText;
use crate::domain::reference::Reference;
use crate::domain::staff::Actor;
use crate::usecases::case::view_case::CaseView;
use crate::usecases::paper::rename_paper::RenamePaperError;
use crate::web::auth::SignedIn;
use crate::web::components::{Choice, SummaryError};
use crate::web::error::WebError;
use crate::web::form::{Form, PathOf};
use crate::web::page::render;
use crate::web::state::WebState;

/// Is the form that gives a paper another name.
pub struct NamingView {
    pub action: String,
    pub papers: Vec<Choice>,
    pub kinds: Vec<Choice>,
    pub paper_error: Option<String>,
    pub kind_error: Option<String>,
}

/// Is a paper with its new name, as it was sent.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NamingForm {
    pub paper: String,
    pub kind: String,
}

/// Gives a paper another name.
pub async fn rename(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    Form(form): Form<NamingForm>,
) -> Result<Response, WebError> {
    let parsed = Reference::parse(&reference).ok_or(WebError::NotFound)?;
    let paper = Uuid::parse_str(&form.paper).ok();
    let (Some(paper), Some(kind)) = (paper, PaperKind::from_code(&form.kind)) else {
        let mut page = fresh(&state, &actor, &reference).await?;
        page.complain_of_name(&form);
        return Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let done = state.desk.rename_paper(&actor, &parsed, paper, kind);
    done.await.map_err(|error| match error {
        RenamePaperError::NotFound => WebError::NotFound,
        RenamePaperError::Forbidden => WebError::Forbidden,
        RenamePaperError::Db(error) => error.into(),
    })?;
    Ok(saved(&parsed, "renamed"))
}

impl NamingView {
    /// The form; none where there is no paper that the role may name.
    pub fn of(actor: &Actor, view: &CaseView) -> Option<Self> {
        let named = view
            .papers
            .iter()
            .filter(|paper| may_add(actor.role, paper.kind));
        let choose = || std::iter::once(Choice::new("", "Choose", false));
        let papers: Vec<_> = choose().chain(named.map(line)).collect();
        let kinds = PaperKind::ALL.iter();
        let kinds = kinds.filter(|kind| may_add(actor.role, **kind));
        let kinds = kinds.map(|kind| Choice::new(kind.code(), kind.words(), false));
        let kinds: Vec<_> = choose().chain(kinds).collect();
        // Beside "Choose" there is a paper, and more than one name for it.
        (papers.len() > 1 && kinds.len() > 2).then(|| Self {
            action: format!("/staff/cases/{}/paper-kinds", view.referral.reference),
            papers,
            kinds,
            paper_error: None,
            kind_error: None,
        })
    }

    /// Returns a made-up form.
    pub fn sample() -> Self {
        Self {
            action: "/staff/cases/RL-7KX2-94Q/paper-kinds".to_owned(),
            papers: vec![Choice::new("1", "Other paper: <b>scan</b>.pdf", false)],
            kinds: vec![Choice::new("labs", "Laboratory results", false)],
            paper_error: None,
            kind_error: Some("Choose what it is".to_owned()),
        }
    }
}

impl PapersPage {
    fn complain_of_name(&mut self, form: &NamingForm) {
        let Some(naming) = &mut self.naming else {
            return;
        };
        for choice in &mut naming.papers {
            choice.chosen = choice.value == form.paper;
        }
        for choice in &mut naming.kinds {
            choice.chosen = choice.value == form.kind;
        }
        if Uuid::parse_str(&form.paper).is_err() {
            naming.paper_error = Some("Choose a paper".to_owned());
        }
        if PaperKind::from_code(&form.kind).is_none() {
            naming.kind_error = Some("Choose what it is".to_owned());
        }
        for (id, error) in [
            ("paper", &naming.paper_error),
            ("new-kind", &naming.kind_error),
        ] {
            let error = error.iter().cloned();
            self.errors
                .extend(error.map(|text| SummaryError::new(id, text)));
        }
    }
}

fn line(paper: &Paper) -> Choice {
    let known = paper.what.as_ref().map(FreeText::expose);
    let name = known.unwrap_or(&paper.name);
    let label = if name.is_empty() {
        paper.kind.words().to_owned()
    } else {
        format!("{}: {name}", paper.kind.words())
    };
    Choice::new(paper.id.to_string(), label, false)
}
