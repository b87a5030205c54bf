//! Style, script and icon, inside the binary, under names that carry their hash: cached for ever, changed at once.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{LazyLock, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::Embed;
use tower::{Layer as _, ServiceExt as _, service_fn};
use tower_http::compression::{CompressionLayer, CompressionLevel};

use crate::web::error::WebError;
use crate::web::form::PathOf;

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

/// Serves a file by its hashed name, pressed as small as it gets where the browser reads that.
pub async fn show(headers: HeaderMap, PathOf(asked): PathOf<String>) -> Result<Response, WebError> {
    let (plain, _) = NAMES
        .iter()
        .find(|(_, hashed)| **hashed == asked)
        .ok_or(WebError::NotFound)?;
    let file = Files::get(plain).ok_or(WebError::NotFound)?;
    let kind = HeaderValue::from_str(file.metadata.mimetype())
        .map_err(|error| WebError::Internal(Box::new(error)))?;
    let coding = coding(&headers);
    let bytes = match coding {
        Some(coding) => pressed(plain, coding, &file.data).await?,
        None => Bytes::from(file.data.into_owned()),
    };
    let mut response = (StatusCode::OK, Body::from(bytes)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, with_charset(kind));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    if let Some(coding) = coding {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Ok(response)
}

/// The smallest coding that the browser reads.
fn coding(headers: &HeaderMap) -> Option<&'static str> {
    let accepted = headers.get(header::ACCEPT_ENCODING)?.to_str().ok()?;
    ["br", "gzip"].into_iter().find(|coding| {
        accepted.split(',').any(|one| {
            let (name, weight) = one.split_once(';').unwrap_or((one, ""));
            name.trim() == *coding && weight.trim() != "q=0"
        })
    })
}

/// A file pressed once in the life of the process: the slowest coding costs nothing the second time.
async fn pressed(plain: &str, coding: &'static str, data: &[u8]) -> Result<Bytes, WebError> {
    static PRESSED: LazyLock<Mutex<BTreeMap<(String, &'static str), Bytes>>> =
        LazyLock::new(Mutex::default);
    let place = (plain.to_owned(), coding);
    let kept = |bytes: Option<Bytes>| {
        let mut all = PRESSED.lock().unwrap_or_else(PoisonError::into_inner);
        match bytes {
            Some(bytes) => all.insert(place.clone(), bytes),
            None => all.get(&place).cloned(),
        }
    };
    if let Some(bytes) = kept(None) {
        return Ok(bytes);
    }
    let data = Bytes::copy_from_slice(data);
    let answer = service_fn(move |_: Request| {
        let body = Body::from(data.clone());
        async { Ok::<_, Infallible>(Response::new(body)) }
    });
    let request = Request::builder().header(header::ACCEPT_ENCODING, coding);
    let request = request.body(Body::empty()).map_err(internal)?;
    let press = CompressionLayer::new().quality(CompressionLevel::Best);
    let answer = press
        .layer(answer)
        .oneshot(request)
        .await
        .map_err(internal)?;
    let body = Body::new(answer.into_body());
    let bytes = axum::body::to_bytes(body, usize::MAX)
        .await
        .map_err(internal)?;
    kept(Some(bytes.clone()));
    Ok(bytes)
}

fn internal(error: impl std::error::Error + Send + Sync + 'static) -> WebError {
    WebError::Internal(Box::new(error))
}

fn with_charset(kind: HeaderValue) -> HeaderValue {
    match kind.to_str() {
        Ok("text/css") => HeaderValue::from_static("text/css; charset=utf-8"),
        Ok("text/javascript") => HeaderValue::from_static("text/javascript; charset=utf-8"),
        _ => kind,
    }
}
