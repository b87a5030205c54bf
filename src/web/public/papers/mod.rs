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
use super::inside::shut_page;
use super::visitor::Visitor;
use crate::domain::paper::{PaperKind, PaperRefusal};
use crate::domain::request::FieldErrors;
use crate::support::ids::random_id;
use crate::usecases::paper::add_paper::{AddPaperError, NewPaper, Part};
use crate::usecases::paper::bring::Bringer;
use crate::web::error::WebError;
use crate::web::files::download;
use crate::web::files::upload::{self, Taken};
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
    answer(&state, &visitor, StatusCode::OK, "", &none).await
}

/// Takes a paper by a plain form.
pub async fn add(
    State(state): State<WebState>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Result<Multipart, MultipartRejection>,
) -> Result<Response, WebError> {
    let mut body = body.map_err(|_| WebError::UnsupportedMedia)?;
    let Some(session) = visitor.session.clone() else {
        return Ok(shut_page(&state, &visitor));
    };
    let announced = upload::announced(&headers);
    let mut typed = upload::Typed::default();
    let bringer = |_: &upload::Typed| Some(Bringer::Outside(&session));
    match upload::take(&state.desk, announced, &mut body, &mut typed, bringer).await? {
        Taken::Here => Ok(page::see(&format!(
            "/{}/status/papers?said=added#main",
            visitor.language.code()
        ))),
        Taken::LetGo => {
            answer(
                &state,
                &visitor,
                StatusCode::UNPROCESSABLE_ENTITY,
                &typed.kind,
                &FieldErrors::default(),
            )
            .await
        }
        Taken::Refused(AddPaperError::Refused(refusal)) => {
            let mut errors = FieldErrors::default();
            errors.add_key("file", words_of(refusal));
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            answer(&state, &visitor, status, &typed.kind, &errors).await
        }
        // The same page was posted twice, and the other post has brought it.
        Taken::Refused(AddPaperError::Elsewhere { .. }) => Ok(page::see(&format!(
            "/{}/status/papers#main",
            visitor.language.code()
        ))),
        Taken::Refused(AddPaperError::Store(error)) => Err(error.into()),
        Taken::Refused(AddPaperError::Db(error)) => Err(error.into()),
        Taken::Refused(_) => Ok(shut_page(&state, &visitor)),
    }
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
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let new = NewPaper {
        key: query.key,
        name: upload::name_of(&headers),
        kind,
        bytes: query.of,
    };
    let part = Part {
        at: query.at,
        last: query.at.saturating_add(length) == query.of,
        bytes: bytes.to_vec(),
    };
    match state
        .desk
        .add_part(Bringer::Outside(session), &new, &part)
        .await
    {
        Ok(received) => Ok(told(StatusCode::OK, received, "")),
        Err(AddPaperError::Elsewhere { received }) => Ok(told(StatusCode::CONFLICT, received, "")),
        Err(AddPaperError::Refused(refusal)) => {
            let words = visitor.words().text(words_of(refusal));
            Ok(told(StatusCode::UNPROCESSABLE_ENTITY, 0, &words))
        }
        Err(AddPaperError::Store(error)) => Err(error.into()),
        Err(AddPaperError::Db(error)) => Err(error.into()),
        Err(_) => Ok(told(
            StatusCode::NOT_FOUND,
            0,
            &visitor.words().text("link-shut"),
        )),
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
    kind: &str,
    errors: &FieldErrors,
) -> Result<Response, WebError> {
    let found = match &visitor.session {
        Some(session) => state.desk.view_own_papers(session).await?,
        None => None,
    };
    let Some(own) = found else {
        return Ok(shut_page(state, visitor));
    };
    let shell = visitor.shell(state);
    let page = PapersPage::new(shell, &own, &random_id().to_string(), kind, errors);
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
