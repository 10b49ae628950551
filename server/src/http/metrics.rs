//! Metrics in Prometheus' text format: requests, latency and bytes by route, and gauges that other modules register.
//!
//! ```text
//! kerben_requests_total{route="/rounds",status="200"} 2
//! kerben_request_seconds_bucket{route="/rounds",le="0.001"} 2
//! kerben_response_bytes_total{route="/rounds"} 11
//! ```

use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;

use actix_web::http::StatusCode;
use prometheus::core::{Collector, Desc, Describer};
use prometheus::proto::{Counter, Gauge, Metric, MetricFamily, MetricType};
use prometheus::{
    Histogram, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, Opts, Registry, TextEncoder,
};

/// Upper bounds of the latency buckets, in seconds.
const LATENCY_BUCKETS: [f64; 12] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// The metrics of a server.
pub struct Metrics {
    registry: Registry,
    /// The routes by position.
    routes: Vec<RouteMetrics>,
    requests: IntCounterVec,
    seconds: HistogramVec,
    bytes: IntCounterVec,
    in_flight: IntGauge,
    pub cache_hits: IntCounter,
    pub cache_misses: IntCounter,
    pub cache_transcoded: IntCounter,
    pub warmed_up: IntCounter,
}

/// The name under which a route is counted, and its measures: none until it has answered, so that only such routes are listed.
struct RouteMetrics {
    name: &'static str,
    measures: OnceLock<(Histogram, IntCounter)>,
}

/// Counts a request as in flight until dropped, even if its client disconnects.
#[derive(Debug)]
pub struct InFlight(IntGauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// `routes` are the values of the label `route`.
    pub fn new(routes: Vec<&'static str>) -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let (by_route, by_status) = (["route"], ["route", "status"]);
        let requests = Opts::new("kerben_requests_total", "Requests answered, by route and status");
        let seconds = HistogramOpts::new("kerben_request_seconds", "Time from request to response, by route")
            .buckets(LATENCY_BUCKETS.to_vec());
        let bytes = Opts::new("kerben_response_bytes_total", "Bytes of response bodies, by route");
        let in_flight = IntGauge::new("kerben_requests_in_flight", "Requests being answered")?;
        Ok(Self {
            requests: registered(&registry, IntCounterVec::new(requests, &by_status)?)?,
            seconds: registered(&registry, HistogramVec::new(seconds, &by_route)?)?,
            bytes: registered(&registry, IntCounterVec::new(bytes, &by_route)?)?,
            in_flight: registered(&registry, in_flight)?,
            cache_hits: counter(&registry, "kerben_cache_hits_total", "Responses that came from the cache")?,
            cache_misses: counter(&registry, "kerben_cache_misses_total", "Responses that had to be computed")?,
            cache_transcoded: counter(
                &registry,
                "kerben_cache_transcoded_total",
                "Responses that were cached in another encoding, and transcoded",
            )?,
            warmed_up: counter(
                &registry,
                "kerben_warmed_up_tiles_total",
                "Tiles rendered in the background after the start",
            )?,
            registry,
            routes: routes.into_iter().map(|name| RouteMetrics { name, measures: OnceLock::new() }).collect(),
        })
    }

    /// The label of a route.
    pub fn route(&self, position: usize) -> &'static str {
        self.routes.get(position).map_or("", |route| route.name)
    }

    /// Counts a request as in flight.
    pub fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    /// Number of requests in flight.
    pub fn in_flight(&self) -> i64 {
        self.in_flight.get()
    }

    /// Counts a response of a route.
    pub fn response(&self, route: usize, status: StatusCode, elapsed: Duration, bytes: u64) {
        let Some((seconds, sent)) = self.measures(route) else { return };
        seconds.observe(elapsed.as_secs_f64());
        sent.inc_by(bytes);
        self.requests.with_label_values(&[self.route(route), status.as_str()]).inc();
    }

    /// Counts bytes of a streamed body.
    pub fn streamed(&self, route: usize, bytes: u64) {
        if let Some((_, sent)) = self.measures(route) {
            sent.inc_by(bytes);
        }
    }

    /// Times and bytes of a route, looked up once.
    fn measures(&self, route: usize) -> Option<&(Histogram, IntCounter)> {
        let RouteMetrics { name, measures } = self.routes.get(route)?;
        Some(measures.get_or_init(|| (self.seconds.with_label_values(&[name]), self.bytes.with_label_values(&[name]))))
    }

    /// Registers a gauge; `read` is called on each scrape.
    pub fn register_gauge(
        &self,
        name: &'static str,
        help: &'static str,
        read: impl Fn() -> u64 + Send + Sync + 'static,
    ) -> Result<(), prometheus::Error> {
        self.register((name, help), MetricType::GAUGE, read)
    }

    /// Registers a counter; `read` is called on each scrape.
    pub fn register_counter(
        &self,
        name: &'static str,
        help: &'static str,
        read: impl Fn() -> u64 + Send + Sync + 'static,
    ) -> Result<(), prometheus::Error> {
        self.register((name, help), MetricType::COUNTER, read)
    }

    fn register(
        &self,
        (name, help): (&'static str, &'static str),
        kind: MetricType,
        read: impl Fn() -> u64 + Send + Sync + 'static,
    ) -> Result<(), prometheus::Error> {
        let desc = Opts::new(name, help).describe()?;
        self.registry.register(Box::new(OnDemand { desc, kind, read }))
    }

    /// All metrics as text.
    pub fn text(&self) -> String {
        TextEncoder::new().encode_to_string(&self.registry.gather()).unwrap_or_default()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").field("routes", &self.routes.len()).finish_non_exhaustive()
    }
}

/// A metric that is read on each scrape.
struct OnDemand<Read> {
    desc: Desc,
    kind: MetricType,
    read: Read,
}

impl<Read: Fn() -> u64 + Send + Sync> Collector for OnDemand<Read> {
    fn desc(&self) -> Vec<&Desc> {
        vec![&self.desc]
    }

    fn collect(&self) -> Vec<MetricFamily> {
        let (value, mut metric) = ((self.read)() as f64, Metric::default());
        if self.kind == MetricType::COUNTER {
            let mut counter = Counter::default();
            counter.set_value(value);
            metric.set_counter(counter);
        } else {
            let mut gauge = Gauge::default();
            gauge.set_value(value);
            metric.set_gauge(gauge);
        }
        let mut family = MetricFamily::default();
        family.set_name(self.desc.fq_name.clone());
        family.set_help(self.desc.help.clone());
        family.set_field_type(self.kind);
        family.set_metric(vec![metric]);
        vec![family]
    }
}

fn registered<C: Collector + Clone + 'static>(registry: &Registry, measure: C) -> Result<C, prometheus::Error> {
    registry.register(Box::new(measure.clone()))?;
    Ok(measure)
}

fn counter(registry: &Registry, name: &str, help: &str) -> Result<IntCounter, prometheus::Error> {
    registered(registry, IntCounter::new(name, help)?)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn responses_are_counted_by_route_and_status() {
        let metrics = Metrics::new(vec!["/rounds", "files"]).expect("measures");
        assert!(!metrics.text().contains("kerben_requests_total"), "routes that nobody asked for are not listed");
        metrics.response(0, StatusCode::OK, Duration::from_micros(500), 5);
        metrics.response(0, StatusCode::OK, Duration::from_millis(1), 6);
        metrics.response(0, StatusCode::NOT_MODIFIED, Duration::from_secs(6), 0);
        metrics.streamed(0, 7);
        let in_flight = metrics.begin();
        let text = metrics.text();
        for line in [
            "kerben_requests_total{route=\"/rounds\",status=\"200\"} 2",
            "kerben_requests_total{route=\"/rounds\",status=\"304\"} 1",
            "kerben_request_seconds_bucket{route=\"/rounds\",le=\"0.0005\"} 1",
            "kerben_request_seconds_bucket{route=\"/rounds\",le=\"0.001\"} 2",
            "kerben_request_seconds_bucket{route=\"/rounds\",le=\"5\"} 2",
            "kerben_request_seconds_bucket{route=\"/rounds\",le=\"+Inf\"} 3",
            "kerben_request_seconds_count{route=\"/rounds\"} 3",
            "kerben_request_seconds_sum{route=\"/rounds\"} 6.0015",
            "kerben_response_bytes_total{route=\"/rounds\"} 18",
            "kerben_requests_in_flight 1",
            "kerben_cache_hits_total 0",
            "# TYPE kerben_request_seconds histogram",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is missing in {text}");
        }
        drop(in_flight);
        assert_eq!(metrics.in_flight(), 0);
    }

    #[test]
    fn registered_numbers_are_read_when_they_are_asked_for() {
        let metrics = Metrics::new(Vec::new()).expect("measures");
        let bytes = Arc::new(AtomicU64::new(1));
        let read = Arc::clone(&bytes);
        metrics.register_gauge("kerben_cache_bytes", "Bytes", move || read.load(Ordering::Relaxed)).expect("a gauge");
        assert!(metrics.text().contains("# TYPE kerben_cache_bytes gauge\nkerben_cache_bytes 1\n"));
        bytes.store(5, Ordering::Relaxed);
        assert!(metrics.text().contains("\nkerben_cache_bytes 5\n"));
        metrics.register_counter("kerben_lines_total", "Lines", || 3).expect("a counter");
        assert!(metrics.text().contains("# TYPE kerben_lines_total counter\nkerben_lines_total 3\n"));
    }
}
