//! Puts a paper in that came by fax, by post or by hand: one file at a time, by a plain form.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{Multipart, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::{PapersPage, fresh, saved};
use crate::domain::paper::{PaperKind, PaperRefusal, PaperWay, may_add};
use crate::domain::reference::Reference;
use crate::domain::staff::Actor;
use crate::support::ids::random_id;
use crate::usecases::paper::add_paper::AddPaperError;
use crate::usecases::paper::bring::Bringer;
use crate::web::auth::SignedIn;
use crate::web::components::{Choice, SummaryError};
use crate::web::error::WebError;
use crate::web::files::upload::{self, Taken, Typed};
use crate::web::form::PathOf;
use crate::web::page::{render, see};
use crate::web::staff::display::words::text_problem;
use crate::web::state::WebState;

/// Is the form that puts in a paper.
pub struct AddView {
    pub action: String,
    /// The same post again, with this key, is the same paper.
    pub key: String,
    pub kinds: Vec<Choice>,
    pub ways: Vec<Choice>,
    pub what: String,
    pub kind_error: Option<String>,
    pub what_error: Option<String>,
    pub came_error: Option<String>,
    pub file_error: Option<String>,
}

/// Takes a paper.
pub async fn add(
    State(state): State<WebState>,
    SignedIn(actor): SignedIn,
    PathOf(reference): PathOf<String>,
    headers: HeaderMap,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, WebError> {
    let parsed = Reference::parse(&reference).ok_or(WebError::NotFound)?;
    let desk = &state.desk;
    desk.check_puts_in(&actor, &parsed).await.map_err(refused)?;
    let mut body = body.map_err(|_| WebError::UnsupportedMedia)?;
    let mut typed = Typed::by_staff();
    let bringer = |typed: &Typed| {
        PaperKind::from_code(&typed.kind)?;
        typed.said().ok()?;
        Some(Bringer::Staff {
            actor: &actor,
            reference: &parsed,
            came: typed.way()?,
        })
    };
    let announced = upload::announced(&headers);
    let refusal = match upload::take(desk, announced, &mut body, &mut typed, bringer).await? {
        Taken::Here => {
            return Ok(saved(&parsed, "added"));
        }
        // The same page was posted twice: the list says how far the other post has come.
        Taken::Refused(AddPaperError::Elsewhere { .. }) => {
            return Ok(see(&format!("/staff/cases/{parsed}/papers#main")));
        }
        Taken::LetGo if typed.has_file => None,
        Taken::LetGo => Some(PaperRefusal::Missing),
        Taken::Refused(AddPaperError::Refused(refusal)) => Some(refusal),
        Taken::Refused(error) => return Err(refused(error)),
    };
    let mut page = fresh(&state, &actor, &reference).await?;
    page.complain_of_paper(&typed, refusal);
    Ok(render(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

fn refused(error: AddPaperError) -> WebError {
    match error {
        AddPaperError::NotHere => WebError::NotFound,
        AddPaperError::Forbidden => WebError::Forbidden,
        AddPaperError::Store(error) => error.into(),
        AddPaperError::Db(error) => error.into(),
        // The case has ended.
        _ => WebError::Conflict,
    }
}

impl AddView {
    /// The empty form; none where the role puts in no papers.
    pub fn of(actor: &Actor, reference: &Reference) -> Option<Self> {
        let kinds = PaperKind::ALL.iter().copied();
        let kinds: Vec<_> = kinds.filter(|kind| may_add(actor.role, *kind)).collect();
        (!kinds.is_empty()).then(|| {
            Self::with(
                format!("/staff/cases/{reference}/added-papers"),
                random_id().to_string(),
                &kinds,
            )
        })
    }

    fn with(action: String, key: String, kinds: &[PaperKind]) -> Self {
        let first = Choice::new("", "Choose", false);
        let kinds = kinds
            .iter()
            .map(|kind| Choice::new(kind.code(), kind.words(), false));
        let ways = PaperWay::ALL
            .iter()
            .map(|way| Choice::new(way.code(), way.words(), false));
        Self {
            action,
            key,
            kinds: std::iter::once(first).chain(kinds).collect(),
            ways: ways.collect(),
            what: String::new(),
            kind_error: None,
            what_error: None,
            came_error: None,
            file_error: None,
        }
    }

    /// Returns a made-up form.
    pub fn sample() -> Self {
        let action = "/staff/cases/RL-7KX2-94Q/added-papers".to_owned();
        let mut form = Self::with(action, "key".to_owned(), PaperKind::ALL);
        form.file_error = Some(words_of(PaperRefusal::Missing).to_owned());
        form
    }

    /// Keeps what was chosen, and says what must be mended.
    fn complain(&mut self, typed: &Typed, refusal: Option<PaperRefusal>) {
        let way = typed.way();
        for kind in &mut self.kinds {
            kind.chosen = kind.value == typed.kind;
        }
        for choice in &mut self.ways {
            choice.chosen = way.is_some_and(|way| way.code() == choice.value);
        }
        if PaperKind::from_code(&typed.kind).is_none() {
            self.kind_error = Some("Choose what it is".to_owned());
        }
        self.what.clone_from(&typed.what);
        self.what_error = typed.said().err().map(|problem| text_problem(problem, ""));
        if way.is_none() {
            self.came_error = Some("Choose how it came".to_owned());
        }
        self.file_error = refusal.map(|refusal| words_of(refusal).to_owned());
    }
}

impl PapersPage {
    fn complain_of_paper(&mut self, typed: &Typed, refusal: Option<PaperRefusal>) {
        let Some(form) = &mut self.adding else {
            return;
        };
        form.complain(typed, refusal);
        for (id, error) in [
            ("kind", &form.kind_error),
            ("what", &form.what_error),
            ("came", &form.came_error),
            ("file", &form.file_error),
        ] {
            let error = error.iter().cloned();
            self.errors
                .extend(error.map(|text| SummaryError::new(id, text)));
        }
    }
}

fn words_of(refusal: PaperRefusal) -> &'static str {
    match refusal {
        PaperRefusal::Missing => "Choose a photo or a file",
        PaperRefusal::Empty => "The file is empty. Choose another one",
        PaperRefusal::TooLarge => "The file must be smaller than 20 MB",
        PaperRefusal::Kind => "Choose a photo (JPEG, PNG, HEIC) or a PDF",
        PaperRefusal::Pixels => "The picture is too large. Take a photo of the page",
        PaperRefusal::TooMany => "The case has 50 papers and takes no more",
        PaperRefusal::CaseFull => "Together the papers of this case would be larger than 200 MB",
    }
}
