//! Limits the bytes that are held for clients that do not read their responses.
//!
//! The budget counts the unwritten bytes of each [connection](super::connection), and each body that [connections read
//! from](super::chunked_body) once. While it is exceeded, large responses are refused and stalled connections are
//! closed early; small responses are always sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// A limit in bytes, and how many are in use.
#[derive(Debug)]
pub struct ByteBudget {
    limit: usize,
    used: AtomicUsize,
}

/// Bytes in use; released on drop.
#[derive(Debug)]
pub struct BudgetGuard {
    budget: Arc<ByteBudget>,
    bytes: usize,
}

impl ByteBudget {
    pub fn new(limit: usize) -> Arc<Self> {
        Arc::new(Self { limit, used: AtomicUsize::new(0) })
    }

    /// Counts bytes as in use, even beyond the limit.
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

    /// Whether more bytes are in use than the limit.
    pub fn is_exceeded(&self) -> bool {
        self.used() > self.limit
    }

    /// Whether `more` bytes would stay within a quarter of the limit.
    pub fn is_ample(&self, more: usize) -> bool {
        self.used().saturating_add(more) <= self.limit / 4
    }
}

impl Drop for BudgetGuard {
    fn drop(&mut self) {
        self.budget.sub(self.bytes);
    }
}
