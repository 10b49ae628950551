//! The deadlines of a connection, which hold whatever the client does.
//!
//! - A request arrives in time: its head, and its end where it has a body. Bodies are not read: the answer does not wait for one.
//! - A client reads what it asked for: writing makes progress, or the connection is closed. Where clients that do not read hold more than
//!   the [budget](ByteBudget), a connection without progress is closed sooner.
//!
//! The HTTP dispatcher has such a deadline for the first head of a connection and no other. It sees neither a second head that never ends
//! nor a chunked body that never does. So the deadlines are kept here, below it, from what is read and written; what lies in between is
//! told by the [requests](Exchange) themselves. A connection that is given up looks to the dispatcher as if the client had closed it.

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

/// The dispatcher, which can answer with 408, is asked first.
const AFTER_DISPATCHER: Duration = Duration::from_secs(1);
/// How often a client that does not read is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// Without progress for so long, a connection is closed where the budget is exceeded.
const PRESSED: Duration = Duration::from_secs(2);
/// So much of a body is read to get to its end.
const MAX_DISCARDED: usize = 1 << 20;

/// What clients are given.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Time for a request to arrive.
    pub request: Duration,
    /// Time for writing without progress.
    pub write: Duration,
    /// Bytes for replies that are not read.
    pub unread: Arc<ByteBudget>,
}

/// What a connection and the requests on it know of each other.
#[derive(Debug)]
pub struct ConnectionState {
    /// Requests that are being answered.
    answering: Cell<usize>,
    /// Since when nothing has been answered.
    waiting_since: Cell<Instant>,
    /// Bytes read since then.
    discarded: Cell<usize>,
}

/// A request that is being answered, until this is dropped.
#[derive(Debug)]
pub struct Exchange(Rc<ConnectionState>);

impl ConnectionState {
    fn new() -> Self {
        Self { answering: Cell::new(0), waiting_since: Cell::new(Instant::now()), discarded: Cell::new(0) }
    }

    /// The client has been answered: it may take its time for the next request.
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
    /// Runs out when it is time to look whether the client sends.
    read_timer: Option<Pin<Box<Sleep>>>,
    stall: Option<Stall>,
}

/// Writing makes no progress.
#[derive(Debug)]
struct Stall {
    since: Instant,
    /// Runs out when it is time to look again.
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

    /// Nothing more comes at the moment: whether to wait for it.
    fn poll_patience(&mut self, context: &mut Context<'_>) -> Poll<()> {
        // Looked at without asking for the time: this is on the way of every request.
        while self.read_timer.as_ref().is_none_or(|timer| timer.is_elapsed()) {
            let now = Instant::now();
            let is_busy = self.state.answering.get() > 0 || self.stall.is_some();
            let since = if is_busy { now } else { self.state.waiting_since.get() };
            let deadline = since + self.limits.request + AFTER_DISPATCHER;
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

    /// Nothing of so many bytes can be written at the moment: whether to wait.
    fn poll_stall(&mut self, context: &mut Context<'_>, bytes: usize) -> Poll<()> {
        let now = Instant::now();
        let unread = &self.limits.unread;
        let stall = self.stall.get_or_insert_with(|| Stall {
            since: now,
            timer: Box::pin(sleep_until((now + LOOK).into())),
            _held: unread.hold(bytes),
        });
        while stall.timer.as_mut().poll(context).is_ready() {
            let limit = if unread.is_exceeded() { PRESSED.min(self.limits.write) } else { self.limits.write };
            if now.saturating_duration_since(stall.since) >= limit {
                return Poll::Ready(());
            }
            stall.timer.as_mut().reset((now + LOOK.min(self.limits.write)).into());
        }
        Poll::Pending
    }
}

impl<Io: AsyncRead + Unpin> AsyncRead for Connection<Io> {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = into.filled().len();
        match Pin::new(&mut self.io).poll_read(context, into) {
            // Nothing read is the end of what the client sends.
            Poll::Pending => self.poll_patience(context).map(Ok),
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
