//! Deadlines of a connection that hold whatever the client does.
//!
//! - A request must arrive in time: its head, and the end of its body if it has one. Bodies are not read, and the
//!   response does not wait for them.
//! - A client must read its response: if writing makes no progress, the connection is closed. This happens sooner
//!   while the [budget](ByteBudget) of unread bytes is exceeded.
//!
//! The HTTP dispatcher only has a deadline for the first head of a connection. It does not detect a second head or a
//! chunked body that never ends. So this wrapper below the dispatcher measures reads and writes, and each [`Exchange`]
//! marks a request as being answered. To the dispatcher, a connection past its deadline looks as if the client had
//! closed it.

use std::cell::Cell;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep_until};

use super::byte_budget::{BudgetGuard, ByteBudget};

/// The dispatcher, which can send a 408, gets this much time first.
const DISPATCHER_MARGIN: Duration = Duration::from_secs(1);
/// How often a stalled connection is checked.
const CHECK_INTERVAL: Duration = Duration::from_secs(1);
/// How long a connection may stall while the budget is exceeded.
const STALL_LIMIT_UNDER_PRESSURE: Duration = Duration::from_secs(2);
/// Maximum bytes of a request body that are read and discarded.
const MAX_DISCARDED: usize = 1 << 20;

/// Limits of a connection.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Timeout of receiving a request.
    pub request: Duration,
    /// Timeout of writing without progress.
    pub write: Duration,
    /// Budget of bytes that clients have not read yet.
    pub unread: Arc<ByteBudget>,
}

/// State shared by a connection and the requests on it.
#[derive(Debug)]
pub struct ConnectionState {
    /// Number of requests in flight.
    answering: Cell<usize>,
    /// When the last request was completed.
    waiting_since: Cell<Instant>,
    /// Bytes read since then.
    discarded: Cell<usize>,
}

/// Marks a request as being answered until dropped.
#[derive(Debug)]
pub struct Exchange(Rc<ConnectionState>);

impl ConnectionState {
    fn new() -> Self {
        Self { answering: Cell::new(0), waiting_since: Cell::new(Instant::now()), discarded: Cell::new(0) }
    }

    /// Restarts the deadline of the next request.
    pub fn answered(&self, now: Instant) {
        self.waiting_since.set(now);
        self.discarded.set(0);
    }
}

impl Exchange {
    pub fn begin(state: &Rc<ConnectionState>) -> Self {
        state.answering.set(state.answering.get() + 1);
        Self(Rc::clone(state))
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.0.answering.set(self.0.answering.get().saturating_sub(1));
        self.0.answered(Instant::now());
    }
}

/// A connection with deadlines.
#[derive(Debug)]
pub struct Connection<Io> {
    io: Io,
    limits: Limits,
    state: Rc<ConnectionState>,
    /// Wakes to check whether the client sends.
    read_timer: Option<Pin<Box<Sleep>>>,
    stall: Option<Stall>,
}

/// A write without progress.
#[derive(Debug)]
struct Stall {
    since: Instant,
    /// Wakes for the next check.
    timer: Pin<Box<Sleep>>,
    _held: BudgetGuard,
}

impl<Io> Connection<Io> {
    pub fn new(io: Io, limits: Limits) -> Self {
        Self { io, limits, state: Rc::new(ConnectionState::new()), read_timer: None, stall: None }
    }

    pub fn state(&self) -> &Rc<ConnectionState> {
        &self.state
    }

    /// Called when no bytes are available: pending until the read deadline has passed.
    fn poll_read_deadline(&mut self, context: &mut Context<'_>) -> Poll<()> {
        // Checked without reading the clock, because every request passes here.
        while self.read_timer.as_ref().is_none_or(|timer| timer.is_elapsed()) {
            let now = Instant::now();
            let is_busy = self.state.answering.get() > 0 || self.stall.is_some();
            let since = if is_busy { now } else { self.state.waiting_since.get() };
            let deadline = since + self.limits.request + DISPATCHER_MARGIN;
            if deadline <= now {
                return Poll::Ready(());
            }
            let mut timer = Box::pin(sleep_until(deadline.into()));
            if timer.as_mut().poll(context).is_pending() {
                self.read_timer = Some(timer);
            }
        }
        Poll::Pending
    }

    /// Called when nothing can be written: pending until the write deadline has passed.
    fn poll_stall(&mut self, context: &mut Context<'_>, bytes: usize) -> Poll<()> {
        let now = Instant::now();
        let unread = &self.limits.unread;
        let stall = self.stall.get_or_insert_with(|| Stall {
            since: now,
            timer: Box::pin(sleep_until((now + CHECK_INTERVAL).into())),
            _held: unread.hold(bytes),
        });
        while stall.timer.as_mut().poll(context).is_ready() {
            let limit = if unread.is_exceeded() {
                STALL_LIMIT_UNDER_PRESSURE.min(self.limits.write)
            } else {
                self.limits.write
            };
            if now.saturating_duration_since(stall.since) >= limit {
                return Poll::Ready(());
            }
            stall.timer.as_mut().reset((now + CHECK_INTERVAL.min(self.limits.write)).into());
        }
        Poll::Pending
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Connection<Io> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        match Pin::new(&mut self.io).poll_read(context, into) {
            // Reading zero bytes is the end of the stream.
            Poll::Pending => self.poll_read_deadline(context).map(Ok),
            Poll::Ready(Ok(())) if self.state.answering.get() == 0 => {
                let discarded = self.state.discarded.get() + into.filled().len() - before;
                self.state.discarded.set(discarded);
                if discarded > MAX_DISCARDED {
                    into.set_filled(before);
                }
                Poll::Ready(Ok(()))
            }
            ready @ Poll::Ready(_) => ready,
        }
    }
}

impl<Io: AsyncWrite + Unpin> AsyncWrite for Connection<Io> {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match Pin::new(&mut self.io).poll_write(context, bytes) {
            Poll::Pending => self.poll_stall(context, bytes.len()).map(|()| Err(io::ErrorKind::TimedOut.into())),
            ready @ Poll::Ready(_) => {
                if self.stall.take().is_some() {
                    self.state.answered(Instant::now());
                }
                ready
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(context)
    }
}
