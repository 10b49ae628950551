//! Counters for operators, in Prometheus' text format.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use prometheus::proto::{Bucket, Counter, Gauge, Histogram, LabelPair, Metric, MetricFamily, MetricType};
use prometheus::{IntCounter, Registry, TextEncoder};

use super::worker_metrics::{LATENCY_BUCKETS, RouteTotals, WorkerMetrics};

/// The measures of a server.
pub struct Metrics {
    registry: Registry,
    sources: Mutex<Vec<Source>>,
    /// Names of the routes by position.
    routes: Vec<&'static str>,
    workers: Mutex<Vec<Arc<WorkerMetrics>>>,
    pub cache_misses: IntCounter,
    pub cache_repacked: IntCounter,
    pub warmed_up: IntCounter,
}

/// A number that is read when the metrics are asked for.
struct Source {
    name: &'static str,
    help: &'static str,
    kind: MetricType,
    read: Box<dyn Fn() -> u64 + Send + Sync>,
}

impl Metrics {
    /// `routes` are the names under which replies are counted.
    pub fn new(routes: Vec<&'static str>) -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let counter = |name: &str, help: &str| {
            let counter = IntCounter::new(name, help)?;
            registry.register(Box::new(counter.clone()))?;
            Ok::<_, prometheus::Error>(counter)
        };
        let cache_misses = counter("kerben_cache_misses_total", "Replies that had to be computed")?;
        let cache_repacked =
            counter("kerben_cache_repacked_total", "Responses that were cached in another encoding, and transcoded")?;
        let warmed_up = counter("kerben_warmed_up_tiles_total", "Tiles computed after the start, before anyone asked")?;
        let (sources, workers) = (Mutex::default(), Mutex::default());
        Ok(Self { registry, sources, routes, workers, cache_misses, cache_repacked, warmed_up })
    }

    /// The name under which a route is counted.
    pub fn route(&self, position: usize) -> &'static str {
        self.routes.get(position).copied().unwrap_or_default()
    }

    /// The numbers of a new worker.
    pub fn worker_metrics(&self) -> Arc<WorkerMetrics> {
        let worker_metrics = Arc::new(WorkerMetrics::new(self.routes.len()));
        self.workers.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&worker_metrics));
        worker_metrics
    }

    /// Adds a number that goes up and down.
    pub fn register_gauge(
        &self,
        name: &'static str,
        help: &'static str,
        read: impl Fn() -> u64 + Send + Sync + 'static,
    ) {
        self.register(Source { name, help, kind: MetricType::GAUGE, read: Box::new(read) });
    }

    /// Adds a number that only goes up.
    pub fn register_counter(
        &self,
        name: &'static str,
        help: &'static str,
        read: impl Fn() -> u64 + Send + Sync + 'static,
    ) {
        self.register(Source { name, help, kind: MetricType::COUNTER, read: Box::new(read) });
    }

    fn register(&self, source: Source) {
        self.sources.lock().unwrap_or_else(PoisonError::into_inner).push(source);
    }

    /// Requests being answered.
    pub fn in_flight(&self) -> u64 {
        WorkerMetrics::in_flight(&self.workers.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// All measures as text.
    pub fn text(&self) -> String {
        let workers = self.workers.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut families = self.registry.gather();
        families.extend(self.by_route(&workers));
        for Source { name, help, kind, read } in &*self.sources.lock().unwrap_or_else(PoisonError::into_inner) {
            let metric = if *kind == MetricType::COUNTER { counter(&[], read()) } else { gauge(read()) };
            families.push(family(name, help, *kind, vec![metric]));
        }
        families.push(family(
            "kerben_requests_in_flight",
            "Requests being answered",
            MetricType::GAUGE,
            vec![gauge(WorkerMetrics::in_flight(&workers))],
        ));
        families.push(family(
            "kerben_cache_hits_total",
            "Replies that were kept and ready",
            MetricType::COUNTER,
            vec![counter(&[], WorkerMetrics::cache_hits(&workers))],
        ));
        families.sort_by(|a, b| a.name().cmp(b.name()));
        TextEncoder::new().encode_to_string(&families).unwrap_or_default()
    }

    fn by_route(&self, workers: &[Arc<WorkerMetrics>]) -> Vec<MetricFamily> {
        let (mut requests, mut seconds, mut bytes) = (Vec::new(), Vec::new(), Vec::new());
        for (position, route) in self.routes.iter().enumerate() {
            let sum = WorkerMetrics::sum(workers, position);
            if sum.replies == 0 {
                continue;
            }
            for (status, count) in &sum.by_status {
                requests.push(counter(&[("route", route), ("status", &status.to_string())], *count));
            }
            seconds.push(histogram(route, &sum));
            bytes.push(counter(&[("route", route)], sum.bytes));
        }
        let by_route = [
            ("kerben_requests_total", "Requests answered, by route and status", MetricType::COUNTER, requests),
            ("kerben_request_seconds", "Time from request to reply, by route", MetricType::HISTOGRAM, seconds),
            ("kerben_reply_bytes_total", "Bytes of reply bodies, by route", MetricType::COUNTER, bytes),
        ];
        // A family without a measure is no family of Prometheus'.
        let by_route = by_route.into_iter().filter(|(_, _, _, metrics)| !metrics.is_empty());
        by_route.map(|(name, help, kind, metrics)| family(name, help, kind, metrics)).collect()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").field("routes", &self.routes).finish_non_exhaustive()
    }
}

fn family(name: &str, help: &str, kind: MetricType, metrics: Vec<Metric>) -> MetricFamily {
    let mut family = MetricFamily::default();
    family.set_name(name.to_owned());
    family.set_help(help.to_owned());
    family.set_field_type(kind);
    family.set_metric(metrics);
    family
}

fn labelled(labels: &[(&str, &str)]) -> Metric {
    let label = |(name, value): &(&str, &str)| {
        let mut pair = LabelPair::default();
        pair.set_name((*name).to_owned());
        pair.set_value((*value).to_owned());
        pair
    };
    Metric::from_label(labels.iter().map(label).collect())
}

fn counter(labels: &[(&str, &str)], value: u64) -> Metric {
    let mut counter = Counter::default();
    counter.set_value(value as f64);
    let mut metric = labelled(labels);
    metric.set_counter(counter);
    metric
}

fn gauge(value: u64) -> Metric {
    let mut gauge = Gauge::default();
    gauge.set_value(value as f64);
    Metric::from_gauge(gauge)
}

fn histogram(route: &str, sum: &RouteTotals) -> Metric {
    let bucket = |(bound, count): (&u64, &u64)| {
        let mut bucket = Bucket::default();
        bucket.set_upper_bound(*bound as f64 / 1e9);
        bucket.set_cumulative_count(*count);
        bucket
    };
    let mut histogram = Histogram::default();
    histogram.set_sample_count(sum.replies);
    histogram.set_sample_sum(sum.nanoseconds as f64 / 1e9);
    histogram.set_bucket(LATENCY_BUCKETS.iter().zip(&sum.up_to).map(bucket).collect());
    let mut metric = labelled(&[("route", route)]);
    metric.set_histogram(histogram);
    metric
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn what_workers_count_is_told_by_route_and_status() {
        let metrics = Metrics::new(vec!["/rounds", "files"]).expect("measures");
        assert!(!metrics.text().contains("kerben_requests_total"), "nothing is told of routes that nobody asked");
        let (one, other) = (metrics.worker_metrics(), metrics.worker_metrics());
        one.reply(0, 200, 700_000, 5);
        other.reply(0, 200, 800_000, 6);
        other.begin();
        let text = metrics.text();
        for line in [
            "kerben_requests_total{route=\"/rounds\",status=\"200\"} 2",
            "kerben_request_seconds_bucket{route=\"/rounds\",le=\"0.0005\"} 0",
            "kerben_request_seconds_bucket{route=\"/rounds\",le=\"0.001\"} 2",
            "kerben_request_seconds_bucket{route=\"/rounds\",le=\"+Inf\"} 2",
            "kerben_request_seconds_count{route=\"/rounds\"} 2",
            "kerben_request_seconds_sum{route=\"/rounds\"} 0.0015",
            "kerben_reply_bytes_total{route=\"/rounds\"} 11",
            "kerben_requests_in_flight 1",
            "kerben_cache_hits_total 0",
            "# TYPE kerben_request_seconds histogram",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is missing in {text}");
        }
    }

    #[test]
    fn what_is_watched_is_looked_at_when_it_is_asked_for() {
        let metrics = Metrics::new(Vec::new()).expect("measures");
        let kept = Arc::new(AtomicU64::new(1));
        let watched = Arc::clone(&kept);
        metrics.register_gauge("kerben_cache_bytes", "Bytes", move || watched.load(Ordering::Relaxed));
        assert!(metrics.text().contains("# TYPE kerben_cache_bytes gauge\nkerben_cache_bytes 1\n"));
        kept.store(5, Ordering::Relaxed);
        assert!(metrics.text().contains("\nkerben_cache_bytes 5\n"));
    }
}
