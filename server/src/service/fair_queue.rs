//! Runs work off the event loop, with fair queueing by client: a client with many requests only delays itself.
//!
//! Each client has a queue. A free thread takes the next work of the client that has received the least CPU time
//! (start-time fair queueing: a client that returns after a pause starts at the current virtual time). A thousand
//! heavy requests of one client delay a request of another by the running work, not by all queued work.
//!
//! Queues are bounded, in total and per client. Work whose receiver was dropped is not started.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use super::cost_estimator::{elapsed_cpu, thread_cpu_time};
use crate::http::client::Client;

/// Why work is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The queue of the client is full.
    ByClient,
    /// All queues together are full.
    Busy,
    /// No thread could be started.
    NoThreads,
}

/// Threads and limits of a queue.
#[derive(Clone, Copy, Debug)]
pub struct QueueConfig {
    pub name: &'static str,
    pub threads: usize,
    /// Maximum threads that work for one client.
    pub threads_per_client: usize,
    /// Maximum queued work, in total and per client.
    pub waiting: usize,
    pub waiting_per_client: usize,
    /// Nice value of the threads.
    pub nice: i32,
}

/// A queue and its threads. They start with the first work and run as long as the process.
#[derive(Clone)]
pub struct FairQueue(Arc<Inner>);

struct Inner {
    config: QueueConfig,
    state: Mutex<State>,
    work_came: Condvar,
}

#[derive(Default)]
struct State {
    clients: HashMap<Client, ClientShare>,
    waiting: usize,
    threads: usize,
    /// Virtual time: the CPU time of the client served last.
    now: Duration,
}

/// The queued and running work of one client.
#[derive(Default)]
struct ClientShare {
    work: VecDeque<Work>,
    running: usize,
    /// CPU time used by the client, starting at the virtual time of its arrival.
    time: Duration,
}

/// A closure that sends its result to the receiver.
type Work = Box<dyn FnOnce() + Send>;

impl FairQueue {
    pub fn new(config: QueueConfig) -> Self {
        Self(Arc::new(Inner { config, state: Mutex::default(), work_came: Condvar::new() }))
    }

    /// Queues work for a client. The receiver gets the result, or an error if the work panics.
    pub fn run<T: Send + 'static>(
        &self,
        client: Client,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<oneshot::Receiver<T>, Refused> {
        self.queue(client, true, work)
    }

    /// Queues the next part of work that was started already, even if the queue is full: the number of such streams is
    /// bounded elsewhere.
    pub fn resume<T: Send + 'static>(
        &self,
        client: Client,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<oneshot::Receiver<T>, Refused> {
        self.queue(client, false, work)
    }

    fn queue<T: Send + 'static>(
        &self,
        client: Client,
        is_bounded: bool,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<oneshot::Receiver<T>, Refused> {
        let (send, receive) = oneshot::channel();
        let work: Work = Box::new(move || {
            if !send.is_closed() {
                let _ = send.send(work());
            }
        });
        self.0.push(client, is_bounded, work)?;
        let mut state = self.0.lock();
        if state.threads < self.0.config.threads {
            let inner = Arc::clone(&self.0);
            let thread = std::thread::Builder::new().name(self.0.config.name.to_owned()).spawn(move || inner.serve());
            match thread {
                Ok(_) => state.threads += 1,
                Err(_) if state.threads == 0 => return Err(Refused::NoThreads),
                Err(_) => {}
            }
        }
        drop(state);
        self.0.work_came.notify_one();
        Ok(receive)
    }

    /// Number of queued work items.
    pub fn waiting(&self) -> usize {
        self.0.lock().waiting
    }
}

impl std::fmt::Debug for FairQueue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("FairQueue").field("service", &self.0.config).finish_non_exhaustive()
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, client: Client, is_bounded: bool, work: Work) -> Result<(), Refused> {
        let mut state = self.lock();
        let State { clients, waiting, now, .. } = &mut *state;
        if is_bounded && *waiting >= self.config.waiting {
            return Err(Refused::Busy);
        }
        let share = clients.entry(client).or_insert_with(|| ClientShare { time: *now, ..ClientShare::default() });
        if is_bounded && share.work.len() >= self.config.waiting_per_client {
            return Err(Refused::ByClient);
        }
        if share.work.is_empty() {
            share.time = share.time.max(*now);
        }
        share.work.push_back(work);
        *waiting += 1;
        Ok(())
    }

    /// Waits for work and takes the next item.
    fn take(&self) -> (Client, Work) {
        let mut state = self.lock();
        loop {
            let State { clients, waiting, now, .. } = &mut *state;
            let may_run =
                |share: &ClientShare| !share.work.is_empty() && share.running < self.config.threads_per_client;
            let next = clients.iter_mut().filter(|(_, share)| may_run(share)).min_by_key(|(_, share)| share.time);
            if let Some((client, share)) = next
                && let Some(work) = share.work.pop_front()
            {
                share.running += 1;
                *now = (*now).max(share.time);
                *waiting -= 1;
                return (*client, work);
            }
            state = self.work_came.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Records the CPU time of finished work.
    fn finish(&self, client: Client, spent: Duration) {
        let mut state = self.lock();
        if let Some(share) = state.clients.get_mut(&client) {
            share.running -= 1;
            share.time += spent;
            if share.running == 0 && share.work.is_empty() {
                state.clients.remove(&client);
            } else {
                // Another thread may be waiting for this client's next work.
                self.work_came.notify_one();
            }
        }
    }

    /// The loop of a worker thread.
    fn serve(&self) {
        if self.config.nice > 0 {
            // Affects this thread only. If it fails, the work merely runs at normal priority.
            let _ = rustix::process::setpriority_process(Some(rustix::thread::gettid()), self.config.nice);
        }
        loop {
            let (client, work) = self.take();
            let before = thread_cpu_time();
            // After a panic the sender is dropped, which tells the receiver.
            let _ = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
            self.finish(client, elapsed_cpu(before));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn client(number: u8) -> Client {
        Client::new([10, 0, 0, number].into())
    }

    fn queue(threads: usize, threads_per_client: usize) -> FairQueue {
        let name = "test";
        FairQueue::new(QueueConfig { name, threads, threads_per_client, waiting: 100, waiting_per_client: 50, nice: 0 })
    }

    fn spin(time: Duration) {
        let before = thread_cpu_time();
        while elapsed_cpu(before) < time {}
    }

    /// Occupies a thread until told to go on.
    fn hold(queue: &FairQueue, by: Client) -> mpsc::Sender<()> {
        let (go, wait) = mpsc::channel::<()>();
        let (begun, has_begun) = mpsc::channel();
        std::mem::forget(queue.run(by, move || (begun.send(()), wait.recv()).1.is_ok()));
        has_begun.recv().expect("it begins");
        go
    }

    #[test]
    fn one_who_asks_for_much_does_not_keep_others_waiting() {
        let queue = queue(1, 1);
        let go = hold(&queue, client(9));
        let (done, order) = mpsc::channel();
        let ask = |by: u8, times: usize, effort: Duration| {
            for _ in 0..times {
                let done = done.clone();
                let work = move || (spin(effort), done.send(by)).1.is_ok();
                std::mem::forget(queue.run(client(by), work).expect("there is room"));
            }
        };
        ask(1, 40, Duration::from_millis(10));
        ask(2, 5, Duration::from_millis(1));
        ask(3, 1, Duration::from_millis(1));
        go.send(()).expect("it waits");
        let order: Vec<u8> = order.iter().take(46).collect();
        let last = |by: u8| order.iter().rposition(|asked| *asked == by).expect("it was done");
        assert!(last(2) < 10 && last(3) < 5, "{order:?}");
    }

    #[test]
    fn what_waits_is_bounded_in_all_and_for_each() {
        let queue = queue(1, 1);
        let _go = hold(&queue, client(9));
        let mut waiting = Vec::new();
        let mut ask = |by: u8| queue.run(client(by), || ()).map(|answer| waiting.push(answer));
        for _ in 0..50 {
            assert_eq!(ask(1), Ok(()));
        }
        assert_eq!(ask(1), Err(Refused::ByClient));
        for _ in 0..50 {
            assert_eq!(ask(2), Ok(()));
        }
        assert_eq!(ask(3), Err(Refused::Busy));
    }

    #[test]
    fn one_client_never_has_all_threads() {
        let queue = queue(2, 1);
        let _go = hold(&queue, client(1));
        let second = queue.run(client(1), || 1).expect("there is room");
        let other = queue.run(client(2), || 2).expect("there is room");
        assert_eq!(other.blocking_recv(), Ok(2), "while the first is held up");
        drop(second);
    }

    #[test]
    fn what_nobody_waits_for_is_not_begun_and_panics_are_survived() {
        let queue = queue(1, 1);
        let go = hold(&queue, client(1));
        let (begun, has_begun) = mpsc::channel();
        drop(queue.run(client(1), move || begun.send(()).is_ok()).expect("there is room"));
        let panics =
            queue.run(client(1), || assert!(std::hint::black_box(false), "on purpose")).expect("there is room");
        go.send(()).expect("it waits");
        assert!(panics.blocking_recv().is_err());
        assert!(has_begun.try_recv().is_err());
        assert_eq!(queue.run(client(1), || 7).expect("there is room").blocking_recv(), Ok(7));
    }

    #[test]
    fn a_network_of_ipv6_is_one_client() {
        let client = |text: &str| Client::new(text.parse().expect("an address"));
        assert_eq!(client("2001:db8::1"), client("2001:db8::ffff:1"));
        assert_ne!(client("2001:db8::1"), client("2001:db8:0:1::1"));
        assert_eq!(client("::ffff:10.0.0.1"), client("10.0.0.1"));
        assert_ne!(client("10.0.0.2"), client("10.0.0.1"));
        assert_ne!(client("::"), client("0.0.0.0"));
    }
}
