//! Estimates the processor time of requests by class, to choose the queue in which they wait.
//!
//! Expensive classes and unknown ones go to the background queue, whose threads have a lower priority.

use std::hash::Hasher;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use xxhash_rust::xxh3::Xxh3;

use crate::encoding::Encoding;
use crate::http::parameter::ParamType;
use crate::http::route::{RequestContext, Route};
use crate::snapshot::Snapshot;

/// Classes with at least this recent cost run in the background, in microseconds.
const BACKGROUND_MIN: u32 = 100_000;
/// Number of classes (hash buckets).
const CLASSES: usize = 4096;
/// No cost recorded yet.
const UNKNOWN: u32 = u32::MAX;

/// The queue of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostClass {
    /// Shared fairly with other clients.
    Ordinary,
    /// After everything else.
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
            if matches!(parameter.kind, ParamType::Enum(_) | ParamType::Integer { max: ..256, .. }) {
                hash.write(value.as_bytes());
            }
        }
        for parameter in route.parameters {
            let Some(value) = call.query.text(parameter.name) else { continue };
            hash.write(parameter.name.as_bytes());
            match parameter.kind {
                ParamType::Enum(_) | ParamType::Flag => hash.write(value.as_bytes()),
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
    /// The queue for requests of a class.
    pub fn of(&self, class: RequestClass) -> CostClass {
        let known = self.0.get(class.0).map_or(UNKNOWN, |known| known.load(Relaxed));
        if known < BACKGROUND_MIN { CostClass::Ordinary } else { CostClass::Background }
    }

    /// Records the cost of a request. Estimates rise at once and decay slowly.
    pub fn record(&self, class: RequestClass, spent: Duration) {
        let Some(known) = self.0.get(class.0) else { return };
        let spent = u32::try_from(spent.as_micros()).unwrap_or(UNKNOWN).min(UNKNOWN - 1);
        let old = known.load(Relaxed);
        let new = match old {
            UNKNOWN => spent,
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
    fn unknown_and_heavy_classes_wait_in_the_background() {
        let (costs, class) = (CostEstimator::default(), RequestClass(7));
        assert_eq!(costs.of(class), CostClass::Background, "what is not known may be heavy");
        costs.record(class, MICRO * 50);
        assert_eq!(costs.of(class), CostClass::Ordinary);
        assert_eq!(costs.of(RequestClass(8)), CostClass::Background, "another class is still unknown");
        costs.record(class, Duration::MAX);
        assert_eq!(costs.of(class), CostClass::Background, "one heavy request is enough");
        let ordinary_again = (0..10_000).find(|_| {
            costs.record(class, MICRO * 50);
            costs.of(class) == CostClass::Ordinary
        });
        assert!(ordinary_again.is_some_and(|after| after > 100), "only after many light ones: {ordinary_again:?}");
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
