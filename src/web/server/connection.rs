//! One connection, from its first byte to its last.

use std::convert::Infallible;
use std::future::poll_fn;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use super::body::{Answer, BodyReceived, WatchedBody};
use super::crowd::Place;
use super::limits::ServerLimits;
use super::pulse::Pulse;
use super::stream::Unstalled;

/// What hyper may read ahead of us.
const READ_BUFFER: usize = 64 * 1_024;
/// How long a client may go on sending what nobody wants, so that it can still read our answer.
const LINGER: Duration = Duration::from_secs(2);

/// How long a connection that has asked nothing yet may still ask, once we are told to stop: its first request is likely
/// on its way, and closing now would lose it.
const FIRST_REQUEST: Duration = Duration::from_secs(1);

/// Serves a connection until it ends, must make room, or takes too long.
pub(super) async fn hold(
    stream: TcpStream,
    peer: SocketAddr,
    place: Place,
    router: Router,
    limits: Arc<ServerLimits>,
    stop: CancellationToken,
) {
    let pulse = Arc::clone(&place.pulse);
    let answering = Answering {
        router,
        peer,
        pulse: Arc::clone(&pulse),
        limits: Arc::clone(&limits),
        asked: CancellationToken::new(),
    };
    let stopped = stopped(stop, answering.asked.clone());
    tokio::pin!(stopped);
    let io = TokioIo::new(Unstalled::new(stream, limits.unread, Arc::clone(&pulse)));
    let mut connection = builder(&limits).serve_connection(
        io,
        service_fn(move |request: Request<Incoming>| answering.answer(request)),
    );
    let mut stopping = false;
    let ended = loop {
        tokio::select! {
            ended = poll_fn(|context| connection.poll_without_shutdown(context)) => break ended,
            () = pulse.gone.cancelled() => return,
            () = &mut stopped, if !stopping => {
                stopping = true;
                Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    count_end(&ended);
    let mut stream = connection.into_parts().io.into_inner();
    let _ = stream.shutdown().await;
    if pulse.left_unread() {
        linger(&mut stream).await;
    }
}

/// Resolves when this connection is to end after what it has in hand.
async fn stopped(stop: CancellationToken, asked: CancellationToken) {
    stop.cancelled().await;
    let _ = tokio::time::timeout(FIRST_REQUEST, asked.cancelled()).await;
}

fn builder(limits: &ServerLimits) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(READ_BUFFER.max(limits.head_bytes * 2))
        .max_header_size(limits.head_bytes)
        .max_headers(limits.head_fields);
    builder
}

fn count_end(ended: &Result<(), hyper::Error>) {
    let why = match ended {
        Ok(()) => "done",
        Err(error) if error.is_timeout() => {
            metrics::counter!("intake_connections_timed_out_total", "what" => "head").increment(1);
            "timed_out"
        }
        Err(error) if error.is_parse() || error.is_parse_too_large() => "not_http",
        Err(_) => "broken_off",
    };
    metrics::counter!("intake_connections_closed_total", "why" => why).increment(1);
}

/// Closing at once on a client that still sends would take our answer away from it before it is read.
async fn linger(stream: &mut Unstalled) {
    let mut thrown_away = vec![0_u8; 16 * 1_024];
    let reading = async { while let Ok(1..) = stream.read(&mut thrown_away).await {} };
    let _ = tokio::time::timeout(LINGER, reading).await;
}

/// What turns a request of this connection into an answer.
struct Answering {
    router: Router,
    peer: SocketAddr,
    pulse: Arc<Pulse>,
    limits: Arc<ServerLimits>,
    /// Cancelled by the first request: until then one may be on its way.
    asked: CancellationToken,
}

impl Answering {
    fn answer(
        &self,
        request: Request<Incoming>,
    ) -> BoxFuture<'static, Result<Response<Answer>, Infallible>> {
        self.asked.cancel();
        let received = BodyReceived(CancellationToken::new());
        let (pulse, marks) = (Arc::clone(&self.pulse), received.clone());
        let pace = self.limits.body;
        let mut request =
            request.map(|body| Body::new(WatchedBody::new(body, pace, Arc::clone(&pulse), marks)));
        request.extensions_mut().insert(ConnectInfo(self.peer));
        request.extensions_mut().insert(received);
        let answering = self.router.clone().oneshot(request);
        async move {
            let response = answering.await.unwrap_or_else(|never| match never {});
            Ok(response.map(|body| Answer::new(body, pulse)))
        }
        .boxed()
    }
}
