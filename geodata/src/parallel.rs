//! Independent jobs on all processors, with [`rayon`].
//!
//! Jobs run on one pool of threads, which the first of them starts: no thread is created for a request. Jobs begin in the order that
//! they are given in. A job may itself be parallel, unless it holds a lock: a thread that waits for parts of its job runs other jobs
//! meanwhile, which may wait for the same lock.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::iter::{ParallelBridge, ParallelIterator};
use rayon::{ThreadPool, ThreadPoolBuilder};

/// However many processors there are.
const MAX_THREADS: usize = 32;

/// None where the system gives no threads; then rayon's global pool is used, which falls back to the caller's thread.
static POOL: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MAX_THREADS);
    ThreadPoolBuilder::new().num_threads(threads).thread_name(|number| format!("parallel {number}")).build().ok()
});

fn in_pool<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match &*POOL {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// Runs a job for each item and returns the results in the order of the items. After an error no further job begins; of several
/// errors the one of the first item is returned, whichever came first.
pub fn try_map<I: Send, T: Send, E: Send>(
    items: impl IntoIterator<Item = I, IntoIter: Send>,
    job: impl Fn(I) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    // Every item before a failed one has begun by then, and is not skipped.
    let first_failed = AtomicUsize::new(usize::MAX);
    let run = |(position, item): (usize, I)| {
        if position > first_failed.load(Ordering::Relaxed) {
            return None;
        }
        let result = job(item);
        if result.is_err() {
            first_failed.fetch_min(position, Ordering::Relaxed);
        }
        Some((position, result))
    };
    let items = items.into_iter().enumerate();
    let mut results: Vec<(usize, Result<T, E>)> = in_pool(|| items.par_bridge().filter_map(run).collect());
    results.sort_unstable_by_key(|(position, _)| *position);
    results.into_iter().map(|(_, result)| result).collect()
}

/// The same for items whose later ones take longer: begins with the last, so that a long job is not left to one processor at the end.
pub fn try_map_from_last<I: Send, T: Send, E: Send>(
    items: impl IntoIterator<Item = I, IntoIter: DoubleEndedIterator + Send>,
    job: impl Fn(I) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    let mut results = try_map(items.into_iter().rev(), job)?;
    results.reverse();
    Ok(results)
}

/// The same for jobs that cannot fail.
pub fn map_from_last<I: Send, T: Send>(
    items: impl IntoIterator<Item = I, IntoIter: DoubleEndedIterator + Send>,
    job: impl Fn(I) -> T + Sync,
) -> Vec<T> {
    let results: Result<Vec<T>, std::convert::Infallible> = try_map_from_last(items, |item| Ok(job(item)));
    match results {
        Ok(results) => results,
        Err(never) => match never {},
    }
}

/// Whether the caller runs on a thread of the pool, as part of a job.
pub fn is_in_job() -> bool {
    rayon::current_thread_index().is_some()
}

/// Runs two jobs at once.
pub fn join<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    in_pool(|| rayon::join(one, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let squares: Vec<usize> = (0..100).map(|number| number * number).collect();
        assert_eq!(map_from_last(0..100, |number| number * number), squares);
        assert_eq!(try_map(0..100, |number| Ok::<_, ()>(number * number)), Ok(squares));
        assert_eq!(map_from_last(0..0, |number: usize| number), Vec::<usize>::new());
        let words = ["one", "two", "three"].map(str::to_owned).to_vec();
        assert_eq!(map_from_last(words, |word| word + "!"), ["one!", "two!", "three!"]);
    }

    #[test]
    fn the_error_of_the_first_item_is_returned_whichever_came_first() {
        let failed = AtomicUsize::new(0);
        let job = |number: usize| {
            // The first item waits until another one has failed, unless there is one thread for all.
            while number == 0 && failed.load(Ordering::Relaxed) == 0 && rayon::current_num_threads() > 1 {
                std::thread::yield_now();
            }
            failed.fetch_add(1, Ordering::Relaxed);
            Err::<(), usize>(number)
        };
        assert_eq!(try_map(0..10, job), Err(0));
        failed.store(0, Ordering::Relaxed);
        assert_eq!(try_map_from_last((0..10).map(|number| 9 - number), job), Err(0));
    }

    #[test]
    fn an_error_ends_the_work() {
        let begun = AtomicUsize::new(0);
        let job = |number: usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            if number == 3 { Err(number) } else { Ok(number) }
        };
        assert_eq!(try_map(0..1_000_000, job), Err(3));
        assert!(begun.load(Ordering::Relaxed) < 1_000_000);
    }

    #[test]
    fn a_job_may_be_parallel_itself() {
        let sum = |number: usize| map_from_last(0..number, |part| part).into_iter().sum::<usize>();
        assert_eq!(join(|| sum(10), || map_from_last(0..3, sum)), (45, vec![0, 0, 1]));
    }
}
