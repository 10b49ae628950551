//! What one worker thread has answered, counted without locks: a worker writes only its own numbers, and `/metrics` adds up those of all
//! workers.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// Upper bounds of the times from request to reply, in nanoseconds.
pub const LATENCY_BUCKETS: [u64; 12] = [
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    25_000_000,
    50_000_000,
    100_000_000,
    250_000_000,
    500_000_000,
    1_000_000_000,
    5_000_000_000,
];

/// The statuses of HTTP.
const STATUSES: std::ops::Range<usize> = 100..600;

/// A number that one thread adds to and others read. No two threads add to it, so that adding needs no lock on the bus.
#[derive(Debug, Default)]
struct Counter(AtomicU64);

impl Counter {
    fn add(&self, more: u64) {
        self.0.store(self.0.load(Relaxed).wrapping_add(more), Relaxed);
    }

    fn get(&self) -> u64 {
        self.0.load(Relaxed)
    }
}

/// The replies of one route.
#[derive(Debug)]
struct RouteMetrics {
    by_status: Vec<Counter>,
    /// How many took at most as long as each bound, and longer than the one before; the last: longer than all.
    by_time: [Counter; LATENCY_BUCKETS.len() + 1],
    nanoseconds: Counter,
    bytes: Counter,
}

impl Default for RouteMetrics {
    fn default() -> Self {
        let by_status = STATUSES.map(|_| Counter::default()).collect();
        Self { by_status, by_time: Default::default(), nanoseconds: Counter::default(), bytes: Counter::default() }
    }
}

/// The numbers of one worker. Only the worker's thread may add to them.
#[derive(Debug)]
pub struct WorkerMetrics {
    rows: Vec<RouteMetrics>,
    begun: Counter,
    ended: Counter,
    cache_hit: Counter,
}

/// The replies of one route by all workers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RouteTotals {
    /// Statuses that occurred, ascending, with how often.
    pub by_status: Vec<(u16, u64)>,
    /// As many as took at most as long as each of [`LATENCY_BUCKETS`].
    pub up_to: [u64; LATENCY_BUCKETS.len()],
    pub replies: u64,
    pub nanoseconds: u64,
    pub bytes: u64,
}

impl WorkerMetrics {
    /// Room for this many routes.
    pub fn new(routes: usize) -> Self {
        Self {
            rows: (0..routes).map(|_| RouteMetrics::default()).collect(),
            begun: Counter::default(),
            ended: Counter::default(),
            cache_hit: Counter::default(),
        }
    }

    /// A request has begun.
    pub fn begin(&self) {
        self.begun.add(1);
    }

    /// Work on a request has ended, with or without a reply.
    pub fn end(&self) {
        self.ended.add(1);
    }

    /// A response came from the cache.
    pub fn cache_hit(&self) {
        self.cache_hit.add(1);
    }

    /// Counts a reply of the route at a position.
    pub fn reply(&self, route: usize, status: u16, nanoseconds: u64, bytes: u64) {
        let Some(row) = self.rows.get(route) else { return };
        if let Some(count) = usize::from(status).checked_sub(STATUSES.start).and_then(|at| row.by_status.get(at)) {
            count.add(1);
        }
        let time = LATENCY_BUCKETS.iter().position(|bound| nanoseconds <= *bound).unwrap_or(LATENCY_BUCKETS.len());
        row.by_time[time].add(1);
        row.nanoseconds.add(nanoseconds);
        row.bytes.add(bytes);
    }

    /// Counts bytes of a body that is sent after its reply was counted.
    pub fn streamed(&self, route: usize, bytes: u64) {
        if let Some(row) = self.rows.get(route) {
            row.bytes.add(bytes);
        }
    }

    /// Requests being answered.
    pub fn in_flight(workers: &[impl AsRef<Self>]) -> u64 {
        // Ended is read first: what ends in between is counted as begun too.
        let ended: u64 = workers.iter().map(|metrics| metrics.as_ref().ended.get()).sum();
        let begun: u64 = workers.iter().map(|metrics| metrics.as_ref().begun.get()).sum();
        begun.saturating_sub(ended)
    }

    /// Responses that came from the cache.
    pub fn cache_hits(workers: &[impl AsRef<Self>]) -> u64 {
        workers.iter().map(|metrics| metrics.as_ref().cache_hit.get()).sum()
    }

    /// The replies of a route by all workers.
    pub fn sum(workers: &[impl AsRef<Self>], route: usize) -> RouteTotals {
        let rows = || workers.iter().filter_map(|metrics| metrics.as_ref().rows.get(route));
        let mut sum = RouteTotals::default();
        for (at, status) in STATUSES.enumerate() {
            let count: u64 = rows().filter_map(|row| row.by_status.get(at)).map(Counter::get).sum();
            if count > 0 {
                sum.by_status.push((status as u16, count));
            }
        }
        let mut up_to = 0;
        for at in 0..=LATENCY_BUCKETS.len() {
            up_to += rows().map(|row| row.by_time[at].get()).sum::<u64>();
            match sum.up_to.get_mut(at) {
                Some(bucket) => *bucket = up_to,
                None => sum.replies = up_to,
            }
        }
        sum.nanoseconds = rows().map(|row| row.nanoseconds.get()).sum();
        sum.bytes = rows().map(|row| row.bytes.get()).sum();
        sum
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn the_sum_is_that_of_all_workers() {
        let workers: Vec<Arc<WorkerMetrics>> = (0..3).map(|_| Arc::new(WorkerMetrics::new(2))).collect();
        for (worker, metrics) in workers.iter().enumerate() {
            metrics.begin();
            metrics.reply(1, 200, 500_000, 10);
            metrics.reply(1, 304, 500_001, 0);
            metrics.reply(1, 503, 6_000_000_000, 1);
            // Neither a route nor a status that is not there is counted, nor is it a panic.
            metrics.reply(2, 200, 1, 1);
            if worker > 0 {
                metrics.end();
                metrics.cache_hit();
            }
        }
        let sum = WorkerMetrics::sum(&workers, 1);
        assert_eq!(sum.by_status, [(200, 3), (304, 3), (503, 3)]);
        assert_eq!((sum.up_to[0], sum.up_to[1], sum.up_to[11], sum.replies), (3, 6, 6, 9));
        assert_eq!((sum.nanoseconds, sum.bytes), (3 * 6_001_000_001, 33));
        assert_eq!((WorkerMetrics::in_flight(&workers), WorkerMetrics::cache_hits(&workers)), (1, 2));
        assert_eq!(WorkerMetrics::sum(&workers, 0), RouteTotals::default());
    }
}
