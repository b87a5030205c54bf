//! The papers of a case: which there are, how far they are, and opening one.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::page::PaperView;
use crate::domain::paper::{Paper, PaperAsk, PaperState, may_open, may_read_ask};
use crate::domain::reference::Reference;
use crate::domain::staff::Actor;
use crate::usecases::case::view_case::{CaseView, StaffNames};
use crate::web::auth::SignedIn;
use crate::web::error::WebError;
use crate::web::files::download;
use crate::web::form::PathOf;
use crate::web::staff::display::TagView;
use crate::web::state::WebState;

/// Hands out a paper to staff whose role may open it.
pub async fn open(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf((reference, paper)): PathOf<(String, Uuid)>,
) -> Result<Response, WebError> {
    let reference = Reference::parse(&reference).ok_or(WebError::NotFound)?;
    let found = state.desk.open_paper(&actor, &reference, paper).await?;
    download::paper(found.ok_or(WebError::NotFound)?).await
}

/// The papers of a case that were asked for and have not come, as this person may read them.
pub fn missing(actor: &Actor, asks: &[PaperAsk]) -> Vec<String> {
    let missing = asks.iter().filter(|ask| ask.is_missing());
    missing.map(|ask| name(actor, ask)).collect()
}

/// What a paper is that was asked for, with which one is meant where the role may read it.
pub fn name(actor: &Actor, ask: &PaperAsk) -> String {
    if may_read_ask(actor.role, ask.kind) {
        ask.full_words()
    } else {
        ask.kind.words().to_owned()
    }
}

/// The lines of a case's papers, as this person may read them. Names of files may tell what is in them.
pub fn lines(actor: &Actor, view: &CaseView) -> Vec<PaperView> {
    let reference = &view.referral.reference;
    let line = |paper: &Paper| {
        let may = may_open(actor.role, paper.kind);
        let path = || format!("/staff/cases/{reference}/papers/{}", paper.id);
        PaperView {
            kind: paper.kind.words(),
            name: if may {
                paper.name.clone()
            } else {
                String::new()
            },
            what: match &paper.what {
                Some(what) if may => what.expose().to_owned(),
                _ => String::new(),
            },
            put_in: put_in(paper, &view.names),
            href: (may && paper.state.opens()).then(path),
            state: state(paper.state),
        }
    };
    view.papers.iter().map(line).collect()
}

/// How a paper came that staff put in, and who did.
fn put_in(paper: &Paper, names: &StaffNames) -> String {
    paper.put_in.map_or_else(String::new, |put_in| {
        let by = names.get(&put_in.by.0);
        let by = by.map_or("a former colleague", String::as_str);
        format!("{}, put in by {by}", put_in.came.words())
    })
}

fn state(state: PaperState) -> TagView {
    let (text, tone) = match state {
        PaperState::Uploading | PaperState::Pending => ("Being checked", "info"),
        PaperState::Clean => ("Checked", "ok"),
        PaperState::Unscanned => ("Not scanned: demo", "warn"),
        PaperState::Infected => ("Harmful: stays shut", "error"),
        PaperState::Unreadable => ("Cannot be read", "error"),
    };
    TagView::new(text, tone)
}
