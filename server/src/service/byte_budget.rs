//! How many bytes may be held for clients that do not read their replies.
//!
//! Two things are counted: what a [connection](super::connection) holds that could not be written, and the bodies that
//! [connections read from](super::chunked_body), each once. Where the budget is used up, large replies are refused and connections that
//! make no progress are closed early; small replies are answered always.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// A number of bytes, and how many of them are in use.
#[derive(Debug)]
pub struct ByteBudget {
    limit: usize,
    used: AtomicUsize,
}

/// Bytes in use, given back when dropped.
#[derive(Debug)]
pub struct BudgetGuard {
    budget: Arc<ByteBudget>,
    bytes: usize,
}

impl ByteBudget {
    pub fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self { limit, used: AtomicUsize::new(0) })
    }

    /// Counts bytes that are held, whether the budget allows them or not.
    pub fn hold(self: &Arc<Self>, bytes: usize) -> BudgetGuard {
        self.add(bytes);
        BudgetGuard { budget: Arc::clone(self), bytes }
    }

    pub fn add(&self, bytes: usize) {
        self.used.fetch_add(bytes, Relaxed);
    }

    pub fn sub(&self, bytes: usize) {
        self.used.fetch_sub(bytes, Relaxed);
    }

    pub fn used(&self) -> usize {
        self.used.load(Relaxed)
    }

    /// Whether more is held than is allowed.
    pub fn is_exceeded(&self) -> bool {
        self.used() > self.limit
    }

    /// Whether so many more bytes stay within a quarter of the budget.
    pub fn is_ample(&self, more: usize) -> bool {
        self.used().saturating_add(more) <= self.limit / 4
    }
}

impl Drop for BudgetGuard {
    fn drop(&mut self) {
        self.budget.sub(self.bytes);
    }
}
