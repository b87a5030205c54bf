//! Reads forms, paths and queries strictly. A field we do not know, a doubled single field, too many fields or too
//! many bytes is refused with a page, not guessed at.

use std::error::Error;

use axum::RequestExt as _;
use axum::body::Bytes;
use axum::body::HttpBody as _;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header;
use axum::http::request::Parts;
use http_body_util::LengthLimitError;
use serde::de::DeserializeOwned;

use super::error::WebError;
use super::server::BodyTooSlow;
use super::state::WebState;

/// Fields one form may have.
const FIELDS_MOST: usize = 200;

/// A form, decoded into a typed struct that refuses unknown fields.
#[derive(Debug)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned> FromRequest<WebState> for Form<T> {
    type Rejection = WebError;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, WebError> {
        let bytes = read_form(request, state.settings.limits.form_bytes).await?;
        decode(&bytes).map(Self)
    }
}

/// Reads the bytes of a form post.
pub async fn read_form(request: Request, most: usize) -> Result<Bytes, WebError> {
    let kind = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if !kind
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    {
        return Err(WebError::UnsupportedMedia);
    }
    // What is announced to be too much need not come first.
    if request.body().size_hint().lower() > u64::try_from(most).unwrap_or(u64::MAX) {
        return Err(WebError::TooLarge);
    }
    let body = request.with_limited_body().into_body();
    axum::body::to_bytes(body, most)
        .await
        .map_err(|error| unread(&error))
}

/// Why a body could not be read: too much of it, too slow, or broken off.
fn unread(error: &axum::Error) -> WebError {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<BodyTooSlow>() {
            return WebError::TooSlow;
        }
        if error.is::<LengthLimitError>() {
            return WebError::TooLarge;
        }
        cause = error.source();
    }
    WebError::BadRequest("the body was broken off")
}

/// Decodes a form.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, WebError> {
    if bytes
        .split(|byte| *byte == b'&')
        .take(FIELDS_MOST + 1)
        .count()
        > FIELDS_MOST
    {
        return Err(WebError::BadRequest("too many fields"));
    }
    serde_html_form::from_bytes(bytes)
        .map_err(|_| WebError::BadRequest("the form is not one of ours"))
}

/// A path parameter, parsed; anything else is not found.
#[derive(Debug)]
pub struct PathOf<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<WebState> for PathOf<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, WebError> {
        #[expect(
            clippy::disallowed_types,
            reason = "the one place that turns a bad path into our own page"
        )]
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        path.map(|path| Self(path.0))
            .map_err(|_| WebError::NotFound)
    }
}

/// A query string, decoded into a typed struct.
#[derive(Debug)]
pub struct QueryOf<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<WebState> for QueryOf<T> {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &WebState) -> Result<Self, WebError> {
        decode(parts.uri.query().unwrap_or_default().as_bytes()).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields, default)]
    struct Sample {
        name: String,
        kinds: Vec<String>,
    }

    #[test]
    fn known_fields_arrive_as_typed() {
        let sample: Sample =
            decode("name=O%27Neill-%D0%98%D0%B1&kinds=travel&kinds=lodging".as_bytes())
                .expect("decoded");
        assert_eq!(
            sample,
            Sample {
                name: "O'Neill-Иб".into(),
                kinds: vec!["travel".into(), "lodging".into()]
            }
        );
        let once: Sample = decode(b"name=%253Cb%253E").expect("decoded");
        assert_eq!(once.name, "%3Cb%3E", "decoded exactly once");
    }

    #[test]
    fn unknown_doubled_and_too_many_fields_are_refused() {
        for body in [
            "name=a&owner=me",
            "name=a&name=b",
            &"kinds=x&".repeat(10_000),
        ] {
            assert!(decode::<Sample>(body.as_bytes()).is_err(), "{body:.40}");
        }
    }
}
