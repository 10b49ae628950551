//! Runs blocking reads of archives on their own threads, with a timeout.

use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

use crate::blocking_pool::BlockingPool;

/// Timeout of one read, with all retries.
pub const TIMEOUT: Duration = Duration::from_secs(15);

/// Archives have their own threads, so that a store that hangs blocks no other requests.
static STORES: BlockingPool = BlockingPool::new("archives", || MAX_THREADS);

/// Maximum threads that read at the same time.
const MAX_THREADS: usize = 64;

/// Blocks on a future until the deadline; `None` on timeout.
pub fn block_on<T>(work: impl Future<Output = T>, deadline: Instant) -> Option<T> {
    STORES.block_on(async { tokio::time::timeout_at(deadline.into(), work).await.ok() })?
}

/// Runs a closure on a thread that may block on a store.
pub fn spawn_blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<JoinHandle<T>> {
    STORES.run(work)
}
