//! BlockingPool for what must not hold up the event loop.

use std::sync::OnceLock;

use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;

/// Some threads that take what is to be done in the order in which it comes. They begin with the first piece of work, and are
/// never dropped, which must not happen in the middle of another runtime.
pub struct BlockingPool {
    name: &'static str,
    most: fn() -> usize,
    runtime: OnceLock<Option<Runtime>>,
}

impl BlockingPool {
    pub const fn new(name: &'static str, most: fn() -> usize) -> Self {
        Self { name, most, runtime: OnceLock::new() }
    }

    /// Works on one of them, as soon as one is free. None where the system gives no threads.
    pub fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<JoinHandle<T>> {
        Some(self.runtime()?.spawn_blocking(work))
    }

    /// Waits for an answer on the thread that calls.
    pub fn block_on<T>(&self, answer: impl Future<Output = T>) -> Option<T> {
        Some(self.runtime()?.block_on(answer))
    }

    fn runtime(&self) -> Option<&Runtime> {
        let begin = || {
            let mut builder = Builder::new_multi_thread();
            builder
                .worker_threads(1)
                .max_blocking_threads((self.most)())
                .thread_name(self.name)
                .enable_all()
                .build()
                .ok()
        };
        self.runtime.get_or_init(begin).as_ref()
    }
}
