//! Jobs that do not depend on each other, on all processors.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, mpsc};

/// More threads than this only wait for memory.
const MOST_THREADS: usize = 8;

/// Does the jobs 0, 1, 2 … up to `jobs`, in about this order, and returns what they made in exactly this order. `done` hears of
/// each job that is done, on the thread of the caller. After an error no further job begins; of several the one of the first job is
/// told, whichever was found first.
pub fn try_each<T: Send, E: Send>(
    jobs: usize,
    job: impl Fn(usize) -> Result<T, E> + Sync,
    mut done: impl FnMut(usize),
) -> Result<Vec<T>, E> {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS).min(jobs);
    let mut results: Vec<Option<T>> = std::iter::repeat_with(|| None).take(jobs).collect();
    std::thread::scope(|scope| {
        let (send, receive) = mpsc::channel();
        for _ in 0..threads {
            let (send, next, job) = (send.clone(), &next, &job);
            scope.spawn(move || {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= jobs || send.send((number, job(number))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        let mut first_error = None;
        for (number, result) in receive {
            match result {
                Ok(made) => {
                    results[number] = Some(made);
                    done(number);
                }
                Err(error) => {
                    // Every job before this one has begun, and is waited for.
                    next.store(jobs, Ordering::Relaxed);
                    if first_error.as_ref().is_none_or(|(first, _)| number < *first) {
                        first_error = Some((number, error));
                    }
                }
            }
        }
        first_error.map_or(Ok(()), |(_, error)| Err(error))
    })?;
    Ok(results.into_iter().flatten().collect())
}

/// The same, beginning with the last: deeper zooms and finer levels are larger, and what is large should not be left to one
/// processor alone at the end.
pub fn try_each_from_the_last<T: Send, E: Send>(
    jobs: usize,
    job: impl Fn(usize) -> Result<T, E> + Sync,
    mut done: impl FnMut(usize),
) -> Result<Vec<T>, E> {
    let mut made = try_each(jobs, |before| job(jobs - 1 - before), |before| done(jobs - 1 - before))?;
    made.reverse();
    Ok(made)
}

/// The same for jobs that always succeed.
pub fn each<T: Send>(jobs: usize, job: impl Fn(usize) -> T + Sync, done: impl FnMut(usize)) -> Vec<T> {
    let made: Result<Vec<T>, Infallible> = try_each_from_the_last(jobs, |number| Ok(job(number)), done);
    match made {
        Ok(made) => made,
        Err(never) => match never {},
    }
}

/// The same where nobody watches.
pub fn map<T: Send>(jobs: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
    each(jobs, job, |_| ())
}

/// The same for jobs that use up what they are given.
pub fn each_of<I: Send, T: Send>(items: Vec<I>, job: impl Fn(I) -> T + Sync, done: impl FnMut(usize)) -> Vec<T> {
    let items: Vec<Mutex<Option<I>>> = items.into_iter().map(|item| Mutex::new(Some(item))).collect();
    let take = |number: usize| items[number].lock().unwrap_or_else(PoisonError::into_inner).take();
    each(items.len(), |number| take(number).map(&job), done).into_iter().flatten().collect()
}

/// The same where nobody watches.
pub fn map_all<I: Send, T: Send>(items: Vec<I>, job: impl Fn(I) -> T + Sync) -> Vec<T> {
    each_of(items, job, |_| ())
}

/// Does two things at once.
pub fn both<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let one = scope.spawn(one);
        let other = other();
        match one.join() {
            Ok(one) => (one, other),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        let mut done = Vec::new();
        let squares = each(100, |number| number * number, |number| done.push(number));
        assert_eq!(squares, (0..100).map(|number| number * number).collect::<Vec<_>>());
        done.sort_unstable();
        assert_eq!(done, (0..100).collect::<Vec<_>>());
        assert_eq!(each(0, |number| number, |_| ()), Vec::<usize>::new());
    }

    #[test]
    fn items_are_used_up_in_order() {
        let words = ["one", "two", "three"].map(str::to_owned).to_vec();
        assert_eq!(map_all(words, |word| word + "!"), ["one!", "two!", "three!"]);
    }

    #[test]
    fn the_error_of_the_first_job_is_told_whichever_was_found_first() {
        let job = |number: usize| {
            if number == 0 {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            Err::<(), usize>(number)
        };
        assert_eq!(try_each(10, job, |_| ()), Err(0));
    }

    #[test]
    fn an_error_ends_the_work() {
        let begun = AtomicUsize::new(0);
        let job = |number: usize| {
            begun.fetch_add(1, Ordering::Relaxed);
            if number == 3 { Err(number) } else { Ok(number) }
        };
        assert_eq!(try_each(1_000_000, job, |_| ()), Err(3));
        assert!(begun.load(Ordering::Relaxed) < 1_000_000);
    }

    #[test]
    fn both_are_done() {
        assert_eq!(both(|| 1, || "2"), (1, "2"));
    }
}
