//! Work that is done piece by piece, on all cores.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{available_parallelism, scope};

/// What `make` gives for each number below `count`, in their order, made on as many threads as the machine has cores. The
/// last numbers are begun first.
pub(crate) fn map<T: Send>(count: usize, make: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let begun = AtomicUsize::new(0);
    let work = || {
        let mut made = Vec::new();
        while let Some(number) = count.checked_sub(begun.fetch_add(1, Ordering::Relaxed) + 1) {
            made.push((number, make(number)));
        }
        made
    };
    let threads = available_parallelism().map_or(1, NonZero::get).min(count.max(1));
    let mut all = scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            all.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        all
    });
    all.sort_unstable_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn each_piece_is_made_once_and_stands_in_its_place() {
        for count in [0, 1, 2, 1000] {
            let expected: Vec<usize> = (0..count).map(|number| number * 3).collect();
            assert_eq!(super::map(count, |number| number * 3), expected);
        }
    }
}
