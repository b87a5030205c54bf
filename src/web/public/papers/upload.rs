//! Reads a plain form with a file in it, part by part: no more than one part is held at a time.

use axum::body::Bytes;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::{HeaderMap, StatusCode};
use bytes::BytesMut;
use uuid::Uuid;

use crate::domain::paper::{BYTES_MOST, PART_BYTES, PaperKind, PaperRefusal};
use crate::support::ids::random_id;
use crate::usecases::Desk;
use crate::usecases::link::LinkToken;
use crate::usecases::paper::add_paper::{AddPaperError, NewPaper, Part};
use crate::web::error::WebError;

/// Letters of a field that is no file.
const TYPED_MOST: usize = 100;

/// What stands in the form beside the file.
#[derive(Default)]
pub(super) struct Typed {
    /// The page's key.
    key: Option<Uuid>,
    /// The code of what it is.
    pub kind: String,
}

/// Takes the form's file. The outer error ends the request; the inner one is told on the page.
pub(super) async fn take(
    desk: &Desk,
    session: &LinkToken,
    announced: Option<u64>,
    body: &mut Multipart,
    typed: &mut Typed,
) -> Result<Result<(), AddPaperError>, WebError> {
    let mut outcome = Err(PaperRefusal::Missing.into());
    while let Some(mut field) = body.next_field().await.map_err(|error| broken(&error))? {
        match field.name() {
            Some("key") => typed.key = Uuid::parse_str(&text(&mut field).await?).ok(),
            Some("kind") => typed.kind = text(&mut field).await?,
            Some("file") => {
                let new = NewPaper {
                    key: typed.key.unwrap_or_else(random_id),
                    name: field.file_name().unwrap_or_default().to_owned(),
                    kind: PaperKind::from_code(&typed.kind).unwrap_or(PaperKind::Other),
                    bytes: announced.unwrap_or(BYTES_MOST).min(BYTES_MOST),
                };
                outcome = take_file(desk, session, &new, &mut field).await?;
            }
            _ => return Err(WebError::BadRequest("the form is not one of ours")),
        }
    }
    Ok(outcome)
}

async fn take_file(
    desk: &Desk,
    session: &LinkToken,
    new: &NewPaper,
    field: &mut Field<'_>,
) -> Result<Result<(), AddPaperError>, WebError> {
    // What an earlier post of this page left half done makes room.
    if let Err(error) = desk.drop_paper(session, new.key, None).await {
        return Ok(Err(error));
    }
    let (mut held, mut at) = (BytesMut::with_capacity(PART_BYTES), 0_u64);
    loop {
        let chunk = match field.chunk().await {
            Ok(chunk) => chunk,
            Err(error) => {
                // Nobody can go on with it: the form sends it whole or not at all.
                if at > 0 {
                    let _ = desk.drop_paper(session, new.key, Some(at)).await;
                }
                return Err(broken(&error));
            }
        };
        let last = chunk.is_none();
        held.extend_from_slice(&chunk.unwrap_or_default());
        // A whole part is held back until more comes: the last part is never empty.
        while last || held.len() > PART_BYTES {
            let ends = held.len() <= PART_BYTES;
            let part = held.split_to(held.len().min(PART_BYTES)).to_vec();
            match send(desk, session, new, at, part, ends).await {
                Ok(_) if ends => return Ok(Ok(())),
                Ok(received) => at = received,
                Err(error) => {
                    // Where another part is next, another post of this page has taken over.
                    if !matches!(error, AddPaperError::Elsewhere { .. }) {
                        let _ = desk.drop_paper(session, new.key, Some(at)).await;
                    }
                    drain(field).await?;
                    return Ok(Err(error));
                }
            }
        }
    }
}

async fn send(
    desk: &Desk,
    session: &LinkToken,
    new: &NewPaper,
    at: u64,
    bytes: Vec<u8>,
    last: bool,
) -> Result<u64, AddPaperError> {
    // A form without a chosen file sends one without name and bytes.
    if at == 0 && bytes.is_empty() && new.name.is_empty() {
        return Err(PaperRefusal::Missing.into());
    }
    desk.add_part(session, new, &Part { at, bytes, last }).await
}

/// Reads what is left, so that the browser has sent all before it reads our answer.
async fn drain(field: &mut Field<'_>) -> Result<(), WebError> {
    while field
        .chunk()
        .await
        .map_err(|error| broken(&error))?
        .is_some()
    {}
    Ok(())
}

async fn text(field: &mut Field<'_>) -> Result<String, WebError> {
    let mut bytes: Vec<u8> = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        let chunk: Bytes = chunk;
        if bytes.len() + chunk.len() > TYPED_MOST {
            return Err(WebError::BadRequest("a field is too long"));
        }
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).map_err(|_| WebError::BadRequest("the form is not one of ours"))
}

fn broken(error: &MultipartError) -> WebError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        WebError::TooLarge
    } else {
        WebError::BadRequest("the body was broken off")
    }
}

/// The name of a file as a script sends it: percent-encoded in a header, for it does not belong in an address.
pub(super) fn name_of(headers: &HeaderMap) -> String {
    let encoded = headers
        .get("x-paper-name")
        .and_then(|name| name.to_str().ok());
    let pairs = encoded.map(|name| format!("name={}", name.replace(['&', '='], "_")));
    let pairs: Option<Vec<(String, String)>> =
        pairs.and_then(|pairs| serde_html_form::from_str(&pairs).ok());
    pairs
        .and_then(|pairs| pairs.into_iter().next())
        .map(|(_, name)| name)
        .unwrap_or_default()
}
