//! What requests of a class have cost lately, to choose the queue in which they wait for a processor.
//!
//! What is known to take very long, and what was not asked before and may take long, gives way to all other work: it waits in a queue of its
//! own, whose threads have a lower priority.

use std::hash::Hasher;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use xxhash_rust::xxh3::Xxh3;

use crate::encoding::Encoding;
use crate::http::parameter::ParamType;
use crate::http::route::{RequestContext, Route};
use crate::snapshot::Snapshot;

/// Requests of a class that lately cost this much run in the background, in microseconds.
const BACKGROUND_MIN: u32 = 100_000;
/// How many classes are told apart.
const CLASSES: usize = 4096;
/// What is not known yet.
const UNKNOWN: u32 = u32::MAX;

/// In which queue a request waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CostClass {
    /// In turn with other clients.
    Ordinary,
    /// After everything else.
    Background,
}

/// The costs of all classes of requests.
#[derive(Debug)]
pub struct CostEstimator(Box<[AtomicU32]>);

/// A class of requests: of one route, with the same words and small numbers in path and query, in one format and encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestClass(usize);

impl RequestClass {
    /// `is_kept` where the response is cached in another encoding.
    pub fn of(route: &Route, call: &RequestContext<Snapshot>, encoding: Encoding, is_kept: bool) -> Self {
        let mut hash = Xxh3::new();
        hash.write(route.id.as_bytes());
        for (parameter, value) in route.path_parameters.iter().zip(&call.path) {
            // A collection or a zoom, not the place of a tile nor the key of a feature.
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
        hash.write_u8(is_kept.into());
        Self((hash.digest() % CLASSES as u64) as usize)
    }
}

impl Default for CostEstimator {
    fn default() -> Self {
        Self((0..CLASSES).map(|_| AtomicU32::new(UNKNOWN)).collect())
    }
}

impl CostEstimator {
    /// In which queue requests of the class wait, as far as is known.
    pub fn of(&self, class: RequestClass) -> CostClass {
        let known = self.0.get(class.0).map_or(UNKNOWN, |known| known.load(Relaxed));
        if known < BACKGROUND_MIN { CostClass::Ordinary } else { CostClass::Background }
    }

    /// Records what a request of the class cost: at once where it was more than known, little by little where it was less.
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

/// Processor time of this thread: waiting for a processor is not counted.
pub fn thread_cpu_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    let seconds = u64::try_from(time.tv_sec).unwrap_or(0);
    Duration::new(seconds, u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Processor time of this thread since an earlier reading.
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
