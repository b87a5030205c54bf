//! A TCP stream that gives up on a reader who does not read.
//!
//! The send buffer is small (`listen`), so it takes new bytes long before a slow honest reader has waited for the
//! limit; only one who reads next to nothing reaches it.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::pulse::Pulse;

pub(super) struct Unstalled {
    stream: TcpStream,
    limit: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
    pulse: Arc<Pulse>,
}

impl Unstalled {
    pub fn new(stream: TcpStream, limit: Duration, pulse: Arc<Pulse>) -> Self {
        Self {
            stream,
            limit,
            waiting: None,
            pulse,
        }
    }

    fn watch(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            if self.waiting.take().is_some() {
                self.pulse.is_read(true);
            }
            return written;
        }
        let (limit, pulse) = (self.limit, &self.pulse);
        let waiting = self.waiting.get_or_insert_with(|| {
            pulse.is_read(false);
            Box::pin(sleep(limit))
        });
        waiting.as_mut().poll(context).map(|()| {
            metrics::counter!("intake_connections_timed_out_total", "what" => "unread_answer")
                .increment(1);
            Err(io::ErrorKind::TimedOut.into())
        })
    }
}

impl AsyncRead for Unstalled {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Unstalled {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.watch(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
