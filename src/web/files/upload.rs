//! Reads a plain form with a file in it, part by part: no more than one part is held at a time.

use axum::body::Bytes;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::{HeaderMap, StatusCode, header};
use bytes::BytesMut;
use uuid::Uuid;

use crate::domain::paper::{self, BYTES_MOST, PART_BYTES, PaperKind, PaperRefusal, PaperWay};
use crate::domain::person::{FreeText, ParseError};
use crate::support::ids::random_id;
use crate::usecases::Desk;
use crate::usecases::paper::add_paper::{AddPaperError, NewPaper, Part, Received};
use crate::usecases::paper::bring::Bringer;
use crate::web::error::WebError;

/// Bytes that one plain post may bring. More than a paper may have, so that one that is too large gets an answer.
pub const POST_BYTES: usize = 64 * 1_024 * 1_024;

/// Letters of a field that is no file.
const TYPED_MOST: usize = 100;

/// Bytes that are read of what a paper is; more than it may have, so that what is too long gets an answer.
const WHAT_BYTES: usize = 4_000;

/// What stands in the form beside the file, and before it.
#[derive(Default)]
pub struct Typed {
    /// The page's key.
    key: Option<Uuid>,
    /// The code of what it is.
    pub kind: String,
    /// What it is, as it was typed.
    pub what: String,
    /// How it came, as staff are asked; none where the form does not ask.
    came: Option<String>,
    /// True where a file was chosen.
    pub has_file: bool,
}

impl Typed {
    /// The form of staff, which asks how it came.
    pub fn by_staff() -> Self {
        Self {
            came: Some(String::new()),
            ..Self::default()
        }
    }

    /// What it is, in somebody's words.
    pub fn said(&self) -> Result<Option<FreeText>, ParseError> {
        paper::what(&self.what)
    }

    /// How it came; none where nobody said.
    pub fn way(&self) -> Option<PaperWay> {
        PaperWay::from_code(self.came.as_deref()?)
    }
}

/// What came of a form with a file.
pub enum Taken {
    /// The paper is here.
    Here,
    /// The file was let go unread: what stands beside it must be mended first.
    LetGo,
    /// The paper is not taken.
    Refused(AddPaperError),
}

/// Takes the form's file for whom `bringer` names once it has read the fields before the file; where it names nobody, the file
/// is let go. An error ends the request; what else comes of it is told on the page.
pub async fn take<'a>(
    desk: &Desk,
    announced: Option<u64>,
    body: &mut Multipart,
    typed: &mut Typed,
    bringer: impl Fn(&Typed) -> Option<Bringer<'a>> + Send + Sync,
) -> Result<Taken, WebError> {
    let mut outcome = Taken::Refused(PaperRefusal::Missing.into());
    while let Some(mut field) = body.next_field().await.map_err(|error| broken(&error))? {
        match field.name() {
            Some("key") => typed.key = Uuid::parse_str(&text(&mut field).await?).ok(),
            Some("kind") => typed.kind = text(&mut field).await?,
            Some("what") => typed.what = line(&mut field).await?,
            Some("came") if typed.came.is_some() => {
                typed.came = Some(text(&mut field).await?);
            }
            Some("file") => {
                let new = NewPaper {
                    key: typed.key.unwrap_or_else(random_id),
                    name: field.file_name().unwrap_or_default().to_owned(),
                    kind: PaperKind::from_code(&typed.kind).unwrap_or(PaperKind::Other),
                    what: typed.said().ok().flatten(),
                    bytes: announced.unwrap_or(BYTES_MOST).min(BYTES_MOST),
                };
                typed.has_file = !new.name.is_empty();
                outcome = if let Some(bringer) = bringer(typed) {
                    take_file(desk, bringer, &new, &mut field).await?
                } else {
                    drain(&mut field).await?;
                    Taken::LetGo
                };
            }
            _ => return Err(WebError::BadRequest("the form is not one of ours")),
        }
    }
    Ok(outcome)
}

/// How many bytes a browser announces.
pub fn announced(headers: &HeaderMap) -> Option<u64> {
    let length = headers.get(header::CONTENT_LENGTH)?;
    length.to_str().ok()?.parse().ok()
}

async fn take_file(
    desk: &Desk,
    bringer: Bringer<'_>,
    new: &NewPaper,
    field: &mut Field<'_>,
) -> Result<Taken, WebError> {
    // What an earlier post of this page left half done makes room.
    if let Err(error) = desk.drop_paper(bringer, new.key).await {
        return Ok(Taken::Refused(error));
    }
    let (mut held, mut at) = (BytesMut::with_capacity(PART_BYTES), 0_u64);
    // The paper whose first part this post has brought. It goes on with that one alone, and gives up no other: where another
    // post of the page has taken over, that one's is not this one's.
    let mut own = None;
    loop {
        let chunk = match field.chunk().await {
            Ok(chunk) => chunk,
            Err(error) => {
                // Nobody can go on with it: the form sends it whole or not at all.
                give_up(desk, own).await;
                return Err(broken(&error));
            }
        };
        let last = chunk.is_none();
        held.extend_from_slice(&chunk.unwrap_or_default());
        // A whole part is held back until more comes: the last part is never empty.
        while last || held.len() > PART_BYTES {
            let ends = held.len() <= PART_BYTES;
            let part = held.split_to(held.len().min(PART_BYTES)).to_vec();
            let part = Part {
                at,
                bytes: part,
                last: ends,
                of: own,
            };
            match send(desk, bringer, new, &part).await {
                Ok(_) if ends => return Ok(Taken::Here),
                Ok(received) => (at, own) = (received.bytes, Some(received.paper)),
                Err(error) => {
                    give_up(desk, own).await;
                    drain(field).await?;
                    return Ok(Taken::Refused(error));
                }
            }
        }
    }
}

async fn send(
    desk: &Desk,
    bringer: Bringer<'_>,
    new: &NewPaper,
    part: &Part,
) -> Result<Received, AddPaperError> {
    // A form without a chosen file sends one without name and bytes.
    if part.at == 0 && part.bytes.is_empty() && new.name.is_empty() {
        return Err(PaperRefusal::Missing.into());
    }
    desk.add_part(bringer, new, part).await
}

async fn give_up(desk: &Desk, paper: Option<Uuid>) {
    if let Some(paper) = paper {
        desk.give_up_paper(paper).await;
    }
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

/// Reads a line; what is far too long is read to its end and not kept, for the page says so.
async fn line(field: &mut Field<'_>) -> Result<String, WebError> {
    let mut bytes: Vec<u8> = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| broken(&error))? {
        let room = WHAT_BYTES - bytes.len();
        bytes.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn broken(error: &MultipartError) -> WebError {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        WebError::TooLarge
    } else {
        WebError::BadRequest("the body was broken off")
    }
}

/// What a script tells of a file beside its bytes: percent-encoded in headers, for it does not belong in an address.
pub fn told(headers: &HeaderMap, header: &str) -> String {
    let encoded = headers.get(header).and_then(|value| value.to_str().ok());
    let pairs = encoded.map(|value| format!("value={}", value.replace(['&', '='], "_")));
    let pairs: Option<Vec<(String, String)>> =
        pairs.and_then(|pairs| serde_html_form::from_str(&pairs).ok());
    pairs
        .and_then(|pairs| pairs.into_iter().next())
        .map(|(_, value)| value)
        .unwrap_or_default()
}
