//! Bodies on their way: what comes in is watched for its pace, what goes out tells when it is done.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::BoxError;
use axum::body::Body;
use axum::body::Bytes;
use hyper::body::{Body as HttpBody, Frame, Incoming, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use super::meter::{Meter, Pace};
use super::pulse::{Phase, Pulse};

/// The client sends its request too slowly.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("the body comes too slowly")]
pub struct BodyTooSlow;

/// Cancelled once a request's body has come in whole, or nobody wants the rest: from then on the time is ours.
#[derive(Debug, Clone)]
pub struct BodyReceived(pub CancellationToken);

/// A request's body, watched.
pub(super) struct WatchedBody {
    inner: Incoming,
    pace: Pace,
    meter: Option<Meter>,
    alarm: Option<Pin<Box<Sleep>>>,
    pulse: Arc<Pulse>,
    received: BodyReceived,
    whole: bool,
}

impl WatchedBody {
    pub fn new(inner: Incoming, pace: Pace, pulse: Arc<Pulse>, received: BodyReceived) -> Self {
        let whole = inner.is_end_stream();
        pulse.enter(if whole {
            Phase::Answering
        } else {
            Phase::Receiving
        });
        if whole {
            received.0.cancel();
        }
        Self {
            inner,
            pace,
            meter: None,
            alarm: None,
            pulse,
            received,
            whole,
        }
    }

    fn end(&mut self) {
        self.whole = true;
        self.received.0.cancel();
        self.pulse.enter(Phase::Answering);
    }

    /// Waits for the next look at the meter; ready where the line is too slow.
    fn poll_alarm(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let now = Instant::now();
        let pace = self.pace;
        let meter = self.meter.get_or_insert_with(|| Meter::start(pace, now));
        loop {
            if meter.is_too_slow(Instant::now()) {
                return Poll::Ready(());
            }
            let look_at = meter.look_at();
            let alarm = self
                .alarm
                .get_or_insert_with(|| Box::pin(sleep_until(look_at)));
            alarm.as_mut().reset(look_at);
            std::task::ready!(alarm.as_mut().poll(context));
        }
    }
}

impl HttpBody for WatchedBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        match Pin::new(&mut this.inner).poll_frame(context) {
            Poll::Ready(Some(Ok(frame))) => {
                let bytes = frame.data_ref().map_or(0, Bytes::len);
                if let Some(meter) = &mut this.meter {
                    meter.moved(bytes, Instant::now());
                    // One that is busy all the time never waits, and must bring enough all the same.
                    if meter.is_too_slow(Instant::now()) {
                        return Poll::Ready(Some(Err(too_slow())));
                    }
                }
                if this.inner.is_end_stream() {
                    this.end();
                }
                Poll::Ready(Some(Ok(frame)))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error.into()))),
            Poll::Ready(None) => {
                this.end();
                Poll::Ready(None)
            }
            Poll::Pending => this.poll_alarm(context).map(|()| Some(Err(too_slow()))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl Drop for WatchedBody {
    fn drop(&mut self) {
        if !self.whole {
            self.pulse.leave_unread();
            self.end();
        }
    }
}

fn too_slow() -> BoxError {
    metrics::counter!("intake_connections_timed_out_total", "what" => "body").increment(1);
    BodyTooSlow.into()
}

/// An answer's body; when it is through, the connection rests.
pub(super) struct Answer {
    inner: Body,
    pulse: Arc<Pulse>,
}

impl Answer {
    pub fn new(inner: Body, pulse: Arc<Pulse>) -> Self {
        Self { inner, pulse }
    }
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.get_mut().inner).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.size_hint()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.pulse.enter(Phase::Resting);
    }
}
