//! Hands out a paper: as a file to save, never as a page, and from our own pages alone.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::stream;

use crate::usecases::paper::open_paper::ReadablePaper;
use crate::web::error::WebError;

/// Answers with a paper, part by part. The first part is read before anything is said, so that a store that is away is
/// told as such.
pub async fn paper(paper: ReadablePaper) -> Result<Response, WebError> {
    let first = paper.part(0).await?;
    let (media, name) = (paper.paper.media, paper.paper.saved_as());
    let media = if paper.paper.has_copy {
        "image/jpeg"
    } else {
        media.code()
    };
    let length = paper.length;
    let parts = stream::try_unfold(
        (paper, 0_i32, Some(first)),
        |(paper, number, read)| async move {
            if number >= paper.parts() {
                return Ok::<_, crate::usecases::paper::open_paper::ReadPaperError>(None);
            }
            let part = match read {
                Some(part) => part,
                None => paper.part(number).await?,
            };
            Ok(Some((part, (paper, number + 1, None))))
        },
    );
    to_save(Body::from_stream(parts), media, &name, length)
}

/// Answers with a file that we have made.
pub fn bytes(media: &str, name: &str, bytes: Vec<u8>) -> Result<Response, WebError> {
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    to_save(Body::from(bytes), media, name, length)
}

fn to_save(body: Body, media: &str, name: &str, length: u64) -> Result<Response, WebError> {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, disposition(name)),
        (header::CONTENT_LENGTH, length.to_string()),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'".to_owned(),
        ),
        // Nothing between us and the browser may press it anew or keep it.
        (header::CACHE_CONTROL, "no-store, no-transform".to_owned()),
    ] {
        let value = HeaderValue::from_str(&value)
            .map_err(|_| WebError::BadRequest("the file's name fits in no header"))?;
        headers.insert(name, value);
    }
    Ok(response)
}

/// A name for saving: plain letters for old browsers, and the whole one (RFC 6266, RFC 8187).
fn disposition(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|sign| {
            if sign.is_ascii_alphanumeric() || ".-_ ".contains(sign) {
                sign
            } else {
                '_'
            }
        })
        .collect();
    let whole: String = name
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_cannot_leave_its_header() {
        assert_eq!(
            disposition("scan 1.pdf"),
            "attachment; filename=\"scan 1.pdf\"; filename*=UTF-8''scan%201.pdf"
        );
        let odd = disposition("病\"; x=\r\n.pdf");
        assert_eq!(
            odd,
            "attachment; filename=\"___ x___.pdf\"; filename*=UTF-8''%E7%97%85%22%3B%20x%3D%0D%0A.pdf"
        );
    }
}
