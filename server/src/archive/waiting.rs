//! Waiting for stores: on threads of its own, and not for long.

use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

use crate::blocking_pool::BlockingPool;

/// How long a tile may take to come, all attempts together.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// What reads archives has threads of its own: a store that hangs holds up nobody else.
static STORES: BlockingPool = BlockingPool::new("archives", || MOST_WAITING);

/// How many threads may wait for stores at the same time.
const MOST_WAITING: usize = 64;

/// Waits for an answer until the deadline.
pub fn block_on<T>(work: impl Future<Output = T>, deadline: Instant) -> Option<T> {
    STORES.block_on(async { tokio::time::timeout_at(deadline.into(), work).await.ok() })?
}

/// Works on a thread that may wait for a store.
pub fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<JoinHandle<T>> {
    STORES.run(work)
}
