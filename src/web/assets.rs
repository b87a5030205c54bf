//! Style, script and icon, inside the binary, under names that carry their hash: cached for ever, changed at once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::Embed;

use super::error::WebError;
use super::form::PathOf;

#[derive(Embed)]
#[folder = "$CARGO_MANIFEST_DIR/static"]
struct Files;

/// Address of each file by its plain name, and back.
static NAMES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    Files::iter()
        .filter_map(|name| {
            let file = Files::get(&name)?;
            let [a, b, c, d, e, f, ..] = file.metadata.sha256_hash();
            let hash = format!("{a:02x}{b:02x}{c:02x}{d:02x}{e:02x}{f:02x}");
            let (stem, ending) = name.rsplit_once('.')?;
            Some((name.to_string(), format!("{stem}.{hash}.{ending}")))
        })
        .collect()
});

/// The address of a file.
pub fn url(name: &str) -> String {
    format!("/static/{}", NAMES.get(name).map_or(name, String::as_str))
}

/// Serves a file by its hashed name.
pub async fn show(PathOf(asked): PathOf<String>) -> Result<Response, WebError> {
    let (plain, _) = NAMES
        .iter()
        .find(|(_, hashed)| **hashed == asked)
        .ok_or(WebError::NotFound)?;
    let file = Files::get(plain).ok_or(WebError::NotFound)?;
    let kind = HeaderValue::from_str(file.metadata.mimetype())
        .map_err(|error| WebError::Internal(Box::new(error)))?;
    let mut response = (StatusCode::OK, Body::from(file.data.into_owned())).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, with_charset(kind));
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    Ok(response)
}

fn with_charset(kind: HeaderValue) -> HeaderValue {
    match kind.to_str() {
        Ok("text/css") => HeaderValue::from_static("text/css; charset=utf-8"),
        Ok("text/javascript") => HeaderValue::from_static("text/javascript; charset=utf-8"),
        _ => kind,
    }
}
