//! What requests of a class have cost lately, to choose where to work: on the worker thread itself, or off the event loop.
//!
//! Offloading costs two context switches, 10 to 20 µs: more than a small tile. Running inline blocks the worker's other connections. So
//! what is known to be small runs inline, and everything else is offloaded.
//!
//! Offloaded, one piece of work follows the other on each processor: shared among all, each would end late. Only what is known to take
//! very long, and what has not been asked yet and may do so, has threads of its own, which give way to all others.

use std::hash::Hasher;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use xxhash_rust::xxh3::Xxh3;

use crate::encoding::Encoding;
use crate::http::parameter::ParamType;
use crate::http::route::{RequestContext, Route};
use crate::snapshot::Snapshot;

/// Up to this cost a request is answered on the worker thread, in microseconds. Beyond it, offloading costs less than a fiftieth more;
/// a millisecond is what a worker needs for some seventy cached responses. Offloaded, where work waits for a processor, the low zooms of a
/// country came a third later.
const INLINE_MAX: u32 = 1000;
/// Requests of a class that ever cost this much are never answered inline, in microseconds: one in a thousand of them would still delay
/// everyone else.
const NEVER_INLINE: u32 = 20_000;
/// Requests of a class that lately cost this much run in the background, in microseconds.
const BACKGROUND_MIN: u32 = 100_000;
/// Number of classes (hash buckets).
const CLASSES: usize = 4096;
/// No cost recorded yet.
const UNKNOWN: u32 = u32::MAX;

/// Where a request is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostClass {
    /// On the worker thread itself.
    Inline,
    /// Off the event loop.
    Queued,
    /// Off the event loop, where it gives way to everything else.
    Background,
}

/// The recent cost of each class.
#[derive(Debug)]
pub struct CostEstimator(Box<[AtomicU32]>);

/// A class of requests: same route, format and encoding, same enum values and small numbers in path and query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestClass(usize);

impl RequestClass {
    /// `is_cached`: the response is cached in another encoding and only needs transcoding.
    pub fn of(route: &Route, call: &RequestContext<Snapshot>, encoding: Encoding, is_cached: bool) -> Self {
        let mut hash = Xxh3::new();
        hash.write(route.id.as_bytes());
        for (parameter, value) in route.path_parameters.iter().zip(&call.path) {
            // A collection or a zoom level, but no tile coordinate or feature id.
            if matches!(parameter.kind, ParamType::Enum(_) | ParamType::Word | ParamType::Integer { max: ..256, .. }) {
                hash.write(value.as_bytes());
            }
        }
        for parameter in route.parameters {
            let Some(value) = call.query.text(parameter.name) else { continue };
            hash.write(parameter.name.as_bytes());
            match parameter.kind {
                ParamType::Enum(_) | ParamType::Word | ParamType::Flag => hash.write(value.as_bytes()),
                // Ten features are another class than a thousand.
                ParamType::Limit { .. } => {
                    hash.write_u32(call.query.integer(parameter.name).unwrap_or(0).max(1).ilog2());
                }
                _ => {}
            }
        }
        hash.write(call.format.media_type().as_bytes());
        hash.write(call.format.word().as_bytes());
        hash.write(encoding.token().as_bytes());
        hash.write_u8(is_cached.into());
        Self((hash.digest() % CLASSES as u64) as usize)
    }
}

impl Default for CostEstimator {
    fn default() -> Self {
        Self((0..CLASSES).map(|_| AtomicU32::new(UNKNOWN)).collect())
    }
}

impl CostEstimator {
    /// Where requests of the class are answered, as far as is known.
    pub fn of(&self, class: RequestClass) -> CostClass {
        let known = self.0.get(class.0).map_or(UNKNOWN, |known| known.load(Relaxed));
        if known <= INLINE_MAX {
            CostClass::Inline
        } else if known < BACKGROUND_MIN {
            CostClass::Queued
        } else {
            CostClass::Background
        }
    }

    /// Records the cost of a request. Estimates rise at once and decay slowly.
    pub fn record(&self, class: RequestClass, spent: Duration) {
        let Some(known) = self.0.get(class.0) else { return };
        let spent = u32::try_from(spent.as_micros()).unwrap_or(UNKNOWN).min(UNKNOWN - 1);
        let old = known.load(Relaxed);
        let new = match old {
            UNKNOWN => spent,
            // From there it falls no further.
            NEVER_INLINE.. => spent.max(old - old.div_ceil(64)).max(NEVER_INLINE),
            _ => spent.max(old - old.div_ceil(64)),
        };
        known.store(new, Relaxed);
    }
}

/// CPU time of this thread; waiting for a processor does not count.
pub fn thread_cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// CPU time of this thread since an earlier reading.
pub fn elapsed_cpu(before: Duration) -> Duration {
    thread_cpu_time().saturating_sub(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MICRO: Duration = Duration::from_micros(1);

    #[test]
    fn what_is_cheap_runs_inline_and_what_is_not_is_offloaded() {
        let (costs, class) = (CostEstimator::default(), RequestClass(7));
        assert_eq!(costs.of(class), CostClass::Background, "what is not known may be heavy");
        costs.record(class, MICRO * 50);
        assert_eq!(costs.of(class), CostClass::Inline);
        assert_eq!(costs.of(RequestClass(8)), CostClass::Background, "another class is still unknown");
        costs.record(class, MICRO * (6 * INLINE_MAX));
        assert_eq!(costs.of(class), CostClass::Queued, "once large is enough");
        let small_again = (0..1000).find(|_| {
            costs.record(class, MICRO * 50);
            costs.of(class) == CostClass::Inline
        });
        assert!(small_again.is_some_and(|after| after > 100), "small again only after many: {small_again:?}");
    }

    #[test]
    fn what_once_held_up_everyone_never_does_it_again() {
        let (costs, class) = (CostEstimator::default(), RequestClass(0));
        costs.record(class, MICRO * NEVER_INLINE);
        for _ in 0..10_000 {
            costs.record(class, MICRO);
        }
        assert_eq!(costs.of(class), CostClass::Queued);
        costs.record(class, Duration::MAX);
        assert_eq!(costs.of(class), CostClass::Background);
        let others_wait_again = (0..10_000).find(|_| {
            costs.record(class, MICRO);
            costs.of(class) == CostClass::Queued
        });
        assert!(others_wait_again.is_some_and(|after| after > 100), "lately is not just before: {others_wait_again:?}");
    }

    #[test]
    fn work_is_counted_and_waiting_is_not() {
        let before = thread_cpu_time();
        std::thread::sleep(Duration::from_millis(200));
        assert!(elapsed_cpu(before) < Duration::from_millis(100));
        let before = thread_cpu_time();
        while elapsed_cpu(before) < Duration::from_millis(1) {}
    }
}
