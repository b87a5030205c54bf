//! The driver: a closed loop of connections, each sending its next request when the last was answered. Every answer is
//! checked; every time is kept, so percentiles are exact.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use futures_util::future::BoxFuture;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use serde::Serialize;
use tokio::net::TcpStream;

/// What one request is.
#[derive(Debug, Clone)]
pub struct Ask {
    pub method: Method,
    pub path: String,
    pub cookie: String,
    pub form: String,
    /// The status that is right, and a text that the page must hold.
    pub status: StatusCode,
    pub holds: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub text: String,
    pub location: String,
    pub cookies: Vec<String>,
}

impl Ask {
    /// A page.
    pub fn get(path: &str, cookie: &str, holds: &str) -> Self {
        Self {
            method: Method::GET,
            path: path.to_owned(),
            cookie: cookie.to_owned(),
            form: String::new(),
            status: StatusCode::OK,
            holds: holds.to_owned(),
        }
    }

    /// A form; the right answer is to lead on.
    pub fn post(path: &str, cookie: &str, form: &impl Serialize) -> Result<Self> {
        Ok(Self {
            method: Method::POST,
            form: serde_html_form::to_string(form)?,
            status: StatusCode::SEE_OTHER,
            ..Self::get(path, cookie, "")
        })
    }
}

/// One connection that is kept open.
pub struct Line {
    send: SendRequest<Full<Bytes>>,
    host: String,
}

impl Line {
    pub async fn open(address: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (send, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self {
            send,
            host: address.to_owned(),
        })
    }

    /// Sends one request and checks its answer.
    pub async fn ask(&mut self, ask: &Ask) -> Result<Answer> {
        let mut request = Request::builder()
            .method(&ask.method)
            .uri(&ask.path)
            .header(HOST, &self.host);
        if !ask.cookie.is_empty() {
            request = request.header(COOKIE, &ask.cookie);
        }
        if ask.method == Method::POST {
            request = request
                .header("sec-fetch-site", "same-origin")
                .header("origin", format!("http://{}", self.host))
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let request = request.body(Full::new(Bytes::from(ask.form.clone())))?;
        self.send.ready().await?;
        let (parts, body) = self.send.send_request(request).await?.into_parts();
        let bytes = body.collect().await?.to_bytes();
        let text = String::from_utf8(bytes.to_vec())?;
        if parts.status != ask.status || !text.contains(&ask.holds) {
            let main = text.find("<main").unwrap_or_default();
            let begin: String = text[main..].chars().take(2_000).collect();
            bail!(
                "{} {} answered {}, without {:?}: {begin}",
                ask.method,
                ask.path,
                parts.status,
                ask.holds
            );
        }
        let header = |name| {
            parts
                .headers
                .get(name)
                .and_then(|value| value.to_str().ok())
        };
        let cookies = parts.headers.get_all(SET_COOKIE).iter();
        Ok(Answer {
            text,
            location: header(LOCATION).unwrap_or_default().to_owned(),
            cookies: cookies
                .filter_map(|value| value.to_str().ok()?.split(';').next().map(str::to_owned))
                .collect(),
        })
    }
}

/// How a load went.
#[derive(Debug, Clone)]
pub struct Figures {
    pub per_second: f64,
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
}

impl Figures {
    /// Sorts times into figures.
    pub fn of(mut times: Vec<Duration>, took: Duration) -> Result<Self> {
        ensure!(!times.is_empty(), "nothing was measured");
        times.sort_unstable();
        let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
        let millis = |time: Duration| time.as_secs_f64() * 1_000.0;
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52 requests")]
        let count = times.len() as f64;
        Ok(Self {
            per_second: count / took.as_secs_f64(),
            p50: millis(at(50)),
            p95: millis(at(95)),
            p99: millis(at(99)),
        })
    }
}

/// What one operation does on its connection.
pub type Operation = dyn for<'l> Fn(u64, &'l mut Line) -> BoxFuture<'l, Result<()>> + Send + Sync;

/// Runs closed loops on so many connections for a time, or until `most` operations are done.
pub async fn run(
    address: &str,
    connections: usize,
    time: Duration,
    most: u64,
    operation: Arc<Operation>,
) -> Result<Figures> {
    let next = Arc::new(AtomicU64::new(0));
    let mut lines = Vec::new();
    for _ in 0..connections {
        lines.push(Line::open(address).await?);
    }
    let started = Instant::now();
    let tasks: Vec<_> = lines
        .into_iter()
        .map(|mut line| {
            let (operation, next) = (operation.clone(), next.clone());
            tokio::spawn(async move {
                let mut times = Vec::new();
                while started.elapsed() < time {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= most {
                        break;
                    }
                    let begun = Instant::now();
                    operation(number, &mut line).await?;
                    times.push(begun.elapsed());
                }
                anyhow::Ok(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.context("a connection ended")??);
    }
    Figures::of(times, started.elapsed())
}

/// An operation that asks one of several things, in turn.
pub fn in_turn(asks: Vec<Ask>) -> Arc<Operation> {
    let asks = Arc::new(asks);
    Arc::new(move |number, line| {
        let asks = asks.clone();
        Box::pin(async move {
            let at = usize::try_from(number)? % asks.len();
            line.ask(&asks[at]).await?;
            Ok(())
        })
    })
}
