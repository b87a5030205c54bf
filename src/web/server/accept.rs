//! The accept loop: takes connections while there is room, waits out a system that has none to give, and stops when
//! told to, with what is in hand finished first.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::connection;
use super::crowd::Crowd;
use super::limits::ServerLimits;

/// How long nothing is taken after the system refused to give us a connection.
const REST: Duration = Duration::from_millis(100);
/// The same complaint is written down no more often than this.
const COMPLAIN_EVERY: Duration = Duration::from_secs(10);
/// What a client reads for whom there is no room, written without a thought.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

/// Serves a router on a port.
pub struct Server {
    router: Router,
    limits: Arc<ServerLimits>,
    crowd: Arc<Crowd>,
}

impl Server {
    /// Makes a server that has not started.
    pub fn new(router: Router, limits: ServerLimits) -> Self {
        let crowd = Arc::new(Crowd::new(&limits));
        Self {
            router,
            limits: Arc::new(limits),
            crowd,
        }
    }

    /// Serves until told to stop; then takes nobody new and finishes what is in hand, within the limit for it.
    pub async fn run(self, listener: TcpListener, stop: CancellationToken) {
        let held = TaskTracker::new();
        let mut complained: Option<Instant> = None;
        loop {
            let taken = tokio::select! {
                () = stop.cancelled() => break,
                taken = listener.accept() => taken,
            };
            match taken {
                Ok((stream, peer)) => self.welcome(stream, peer, &held, &stop),
                Err(error) if is_the_clients(&error) => {}
                Err(error) => {
                    metrics::counter!("intake_accept_failures_total").increment(1);
                    if complained.is_none_or(|at| at.elapsed() > COMPLAIN_EVERY) {
                        complained = Some(Instant::now());
                        tracing::error!(%error, connections = self.crowd.len(), "no connection can be taken; trying again");
                    }
                    self.crowd.make_room();
                    tokio::time::sleep(REST).await;
                }
            }
            metrics::gauge!("intake_connections", "port" => self.limits.name)
                .set(count(self.crowd.len()));
        }
        self.close(listener, &held, &stop);
        self.finish(&held).await;
    }

    /// Closes the port. Who is connected already but was not taken yet would be cut off by that, with a request that may
    /// be on its way: they are taken first.
    fn close(&self, listener: TcpListener, held: &TaskTracker, stop: &CancellationToken) {
        // Asked directly: the runtime may not have heard yet of who came in this moment.
        let Ok(listener) = listener.into_std() else {
            return;
        };
        while let Ok((stream, peer)) = listener.accept() {
            let taken = stream
                .set_nonblocking(true)
                .and_then(|()| TcpStream::from_std(stream));
            if let Ok(stream) = taken {
                self.welcome(stream, peer, held, stop);
            }
        }
    }

    fn welcome(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        held: &TaskTracker,
        stop: &CancellationToken,
    ) {
        let Some(place) = self.crowd.admit(peer.ip()) else {
            metrics::counter!("intake_connections_refused_total", "port" => self.limits.name)
                .increment(1);
            let _ = stream.try_write(FULL);
            return;
        };
        metrics::counter!("intake_connections_opened_total", "port" => self.limits.name)
            .increment(1);
        // Pages go out in one piece; waiting for more to send would only delay them.
        let _ = stream.set_nodelay(true);
        held.spawn(connection::hold(
            stream,
            peer,
            place,
            self.router.clone(),
            Arc::clone(&self.limits),
            stop.clone(),
        ));
    }

    async fn finish(&self, held: &TaskTracker) {
        held.close();
        let in_hand = held.len();
        tracing::info!(in_hand, "the port is closed; finishing what is in hand");
        if tokio::time::timeout(self.limits.stop, held.wait())
            .await
            .is_err()
        {
            let cut_off = held.len();
            tracing::warn!(cut_off, "connections did not end in time and are cut off");
        }
    }
}

/// True where only this one client is concerned: it left while it was being taken.
fn is_the_clients(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::Interrupted
    )
}

fn count(connections: usize) -> f64 {
    u32::try_from(connections).map_or(f64::MAX, f64::from)
}
