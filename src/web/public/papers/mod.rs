//! A family adds papers to its request, sees which we have, and opens its own. With a script one after the other in parts
//! that go on where a line broke; without one a file at a time by a plain form.

mod pages;
#[cfg(test)]
pub mod samples;

use axum::body::Bytes;
use axum::extract::multipart::MultipartRejection;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Multipart, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use self::pages::PapersPage;
use super::frame::messages;
use super::inside::shut_page;
use super::status::left::{self, Left, LeftForm};
use super::visitor::Visitor;
use crate::domain::paper::{self, PaperKind, PaperRefusal};
use crate::domain::request::FieldErrors;
use crate::support::ids::random_id;
use crate::usecases::paper::add_paper::{AddPaperError, NewPaper, Part};
use crate::usecases::paper::bring::Bringer;
use crate::web::error::WebError;
use crate::web::files::download;
use crate::web::files::upload::{self, Taken, Typed};
use crate::web::form::{PathOf, QueryOf};
use crate::web::page;
use crate::web::state::WebState;

/// Which part of which paper a script sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartQuery {
    key: Uuid,
    kind: String,
    at: u64,
    of: u64,
}

/// Shows the papers of whoever this browser is, and takes more.
pub async fn show(State(state): State<WebState>, visitor: Visitor) -> Result<Response, WebError> {
    let none = FieldErrors::default();
    answer(&state, &visitor, StatusCode::OK, &Typed::default(), &none).await
}

/// Takes a paper by a plain form.
pub async fn add(
    State(state): State<WebState>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, WebError> {
    let mut body = body.map_err(|_| WebError::UnsupportedMedia)?;
    if let Some(page) = left::asked(&state, &visitor, LeftForm::of(Left::Paper)).await? {
        return Ok(page);
    }
    let Some(session) = visitor.session.clone() else {
        return Ok(shut_page(&state, &visitor));
    };
    let announced = upload::announced(&headers);
    let mut typed = Typed::default();
    let bringer = |typed: &Typed| typed.said().is_ok().then_some(Bringer::Outside(&session));
    let here = format!("/{}/status/papers", visitor.language.code());
    let refusal = match upload::take(&state.desk, announced, &mut body, &mut typed, bringer).await?
    {
        Taken::Here => return Ok(page::see(&format!("{here}?said=added#main"))),
        // The same page was posted twice, and the other post has brought it.
        Taken::Refused(AddPaperError::Elsewhere { .. }) => {
            return Ok(page::see(&format!("{here}#main")));
        }
        Taken::LetGo if typed.has_file => None,
        Taken::LetGo => Some(PaperRefusal::Missing),
        Taken::Refused(AddPaperError::Refused(refusal)) => Some(refusal),
        Taken::Refused(AddPaperError::Store(error)) => return Err(error.into()),
        Taken::Refused(AddPaperError::Db(error)) => return Err(error.into()),
        Taken::Refused(_) => return Ok(shut_page(&state, &visitor)),
    };
    let mut errors = wordy(&typed.what);
    if let Some(refusal) = refusal {
        errors.add_key("file", words_of(refusal));
    }
    answer(
        &state,
        &visitor,
        StatusCode::UNPROCESSABLE_ENTITY,
        &typed,
        &errors,
    )
    .await
}

/// What is wrong with the words in which somebody says what a paper is.
fn wordy(what: &str) -> FieldErrors {
    let mut errors = FieldErrors::default();
    if let Err(problem) = paper::what(what) {
        errors.add_for("what", "paper_what", problem);
    }
    errors
}

/// Takes one part from a script; answers in words, with how much is here.
pub async fn add_part(
    State(state): State<WebState>,
    visitor: Visitor,
    QueryOf(query): QueryOf<PartQuery>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, WebError> {
    let bytes =
        body.map_err(|_| WebError::BadRequest("the part was broken off, or is too large"))?;
    let Some(session) = &visitor.session else {
        return Ok(told(
            StatusCode::NOT_FOUND,
            0,
            &visitor.words().text("link-shut"),
        ));
    };
    let kind = PaperKind::from_code(&query.kind)
        .ok_or(WebError::BadRequest("there is no such kind of paper"))?;
    let what = upload::told(&headers, "x-paper-what");
    if let Some((_, words)) = messages(visitor.words(), &wordy(&what)).first() {
        return Ok(told(StatusCode::UNPROCESSABLE_ENTITY, 0, words));
    }
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let new = NewPaper {
        key: query.key,
        name: upload::told(&headers, "x-paper-name"),
        kind,
        what: paper::what(&what).ok().flatten(),
        bytes: query.of,
    };
    let part = Part {
        at: query.at,
        last: query.at.saturating_add(length) == query.of,
        bytes: bytes.to_vec(),
        of: None,
    };
    let added = state.desk.add_part(Bringer::Outside(session), &new, &part);
    match added.await {
        Ok(received) => Ok(told(StatusCode::OK, received.bytes, "")),
        // The script goes to the question, which is a page.
        Err(AddPaperError::NotHere) if state.desk.question_of_left(session).await?.is_some() => {
            let words = visitor.words().text("left-paper");
            Ok(told(StatusCode::FORBIDDEN, 0, &words))
        }
        Err(error) => told_why(&visitor, error),
    }
}

fn told_why(visitor: &Visitor, error: AddPaperError) -> Result<Response, WebError> {
    match error {
        AddPaperError::Elsewhere { received } => Ok(told(StatusCode::CONFLICT, received, "")),
        AddPaperError::Refused(refusal) => {
            let words = visitor.words().text(words_of(refusal));
            Ok(told(StatusCode::UNPROCESSABLE_ENTITY, 0, &words))
        }
        AddPaperError::Store(error) => Err(error.into()),
        AddPaperError::Db(error) => Err(error.into()),
        AddPaperError::NotHere | AddPaperError::Forbidden | AddPaperError::Ended => {
            let words = visitor.words().text("link-shut");
            Ok(told(StatusCode::NOT_FOUND, 0, &words))
        }
    }
}

/// Opens a paper for whoever sent it.
pub async fn open(
    State(state): State<WebState>,
    visitor: Visitor,
    PathOf((_, paper)): PathOf<(String, Uuid)>,
) -> Result<Response, WebError> {
    let session = visitor.session.as_ref().ok_or(WebError::NotFound)?;
    let found = state.desk.open_own_paper(session, paper).await?;
    download::paper(found.ok_or(WebError::NotFound)?).await
}

async fn answer(
    state: &WebState,
    visitor: &Visitor,
    status: StatusCode,
    typed: &Typed,
    errors: &FieldErrors,
) -> Result<Response, WebError> {
    let found = match &visitor.session {
        Some(session) => state.desk.view_own_papers(session).await?,
        None => None,
    };
    let Some(own) = found else {
        return Ok(shut_page(state, visitor));
    };
    let shell = visitor.shell(state).read_by_doctor(own.by_doctor);
    let page = PapersPage::new(
        shell,
        &own,
        &random_id().to_string(),
        (&typed.kind, &typed.what),
        errors,
    );
    Ok(page::render(status, &page.after(visitor.said.as_deref())))
}

/// What a script is told of a part: how many bytes of the paper are here, and for the person why it is not taken.
fn told(status: StatusCode, received: u64, words: &str) -> Response {
    page::json(status, &json!({ "received": received, "words": words }))
}

fn words_of(refusal: PaperRefusal) -> &'static str {
    match refusal {
        PaperRefusal::Missing => "error-file-missing",
        PaperRefusal::Empty => "error-file-empty",
        PaperRefusal::TooLarge => "error-file-too-large",
        PaperRefusal::Kind => "error-file-kind",
        PaperRefusal::Pixels => "error-file-pixels",
        PaperRefusal::TooMany => "error-file-too-many",
        PaperRefusal::CaseFull => "error-file-case-full",
    }
}
