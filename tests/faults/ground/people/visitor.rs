//! A visitor over the network: keeps cookies, marks its posts as browsers do, and knows when it got no answer.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::header::{HeaderMap, SET_COOKIE};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// The longest a visitor waits for an answer.
const PATIENCE: Duration = Duration::from_secs(40);

/// A browser with its cookies.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// Which site it talks to.
    pub port: u16,
    cookies: BTreeMap<String, String>,
}

/// No answer came: what was sent may or may not have arrived.
#[derive(Debug, Clone)]
pub struct Unanswered(pub String);

/// An answer.
#[derive(Debug, Clone)]
pub struct Page {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub bytes: Bytes,
    /// The body as text.
    pub text: String,
    /// How long it took.
    pub took: Duration,
}

impl Visitor {
    /// A browser that has never been here.
    pub fn at(port: u16) -> Self {
        Self {
            port,
            cookies: BTreeMap::new(),
        }
    }

    /// Opens a page.
    pub async fn get(&mut self, path: &str) -> Result<Page, Unanswered> {
        self.send(Method::GET, path, &[], Bytes::new()).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Page, Unanswered> {
        let body = serde_html_form::to_string(fields).unwrap();
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        self.post_as(path, &kind, Bytes::from(body)).await
    }

    /// Sends something else than a form's fields: the headers say what.
    pub async fn post_as(
        &mut self,
        path: &str,
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> Result<Page, Unanswered> {
        self.send(Method::POST, path, headers, body).await
    }

    async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> Result<Page, Unanswered> {
        let start = Instant::now();
        let request = self.request(&method, path, headers, body);
        let asked = tokio::time::timeout(PATIENCE, self.exchange(request)).await;
        let mut page = asked.map_err(|_| Unanswered("no answer in time".to_owned()))??;
        page.took = start.elapsed();
        for cookie in page.headers.get_all(SET_COOKIE) {
            let pair = cookie.to_str().unwrap_or_default().split(';').next();
            if let Some((name, value)) = pair.and_then(|pair| pair.split_once('=')) {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(page)
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<Page, Unanswered> {
        let stream = TcpStream::connect(("127.0.0.1", self.port))
            .await
            .map_err(|error| Unanswered(format!("not connected: {error}")))?;
        let (mut sender, line) = hyper::client::conn::http1::handshake(TokioIo::new(stream))
            .await
            .map_err(unanswered)?;
        let line = tokio::spawn(line);
        let answer = sender.send_request(request).await.map_err(unanswered)?;
        let (head, body) = answer.into_parts();
        let bytes = body.collect().await.map_err(unanswered)?.to_bytes();
        line.abort();
        Ok(Page {
            status: head.status.as_u16(),
            headers: head.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
            took: Duration::ZERO,
        })
    }

    fn request(
        &self,
        method: &Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Bytes,
    ) -> Request<Full<Bytes>> {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let site = format!("127.0.0.1:{}", self.port);
        let page = path.split('#').next().unwrap_or_default();
        let mut request = Request::builder()
            .method(method)
            .uri(page)
            .header("host", &site)
            .header("connection", "close");
        if !cookies.is_empty() {
            request = request.header("cookie", cookies.join("; "));
        }
        if *method == Method::POST {
            request = request
                .header("origin", format!("http://{site}"))
                .header("sec-fetch-site", "same-origin");
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Full::new(body)).unwrap()
    }
}

#[expect(clippy::needless_pass_by_value, reason = "used as a function value")]
fn unanswered(error: hyper::Error) -> Unanswered {
    Unanswered(error.to_string())
}

impl Page {
    /// A header's text; empty where it is absent.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap_or_default())
    }

    /// What stands between two texts, the first time.
    pub fn between(&self, before: &str, after: &str) -> Option<&str> {
        let (_, rest) = self.text.split_once(before)?;
        Some(rest.split_once(after)?.0)
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> Option<&str> {
        self.between(&format!("name=\"{name}\" value=\""), "\"")
    }
}
