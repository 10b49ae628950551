//! Measures for operators, in Prometheus' text format: requests, times and bytes by dataset and route, and what else registers itself.
//!
//! ```text
//! kerben_requests_total{dataset="kgz",route="/rounds",status="200"} 2
//! kerben_request_seconds_bucket{dataset="kgz",route="/rounds",le="0.001"} 2
//! kerben_response_bytes_total{dataset="kgz",route="/rounds"} 11
//! ```

use std::fmt;
use std::time::Duration;

use actix_web::http::StatusCode;
use prometheus::core::{Collector, Desc, Describer};
use prometheus::proto::{Counter, Gauge, Metric, MetricFamily, MetricType};
use prometheus::{HistogramOpts, HistogramVec, IntCounterVec, IntGauge, Opts, Registry, TextEncoder};

/// Upper bounds of the times from request to response, in seconds.
const LATENCY_BUCKETS: [f64; 12] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// The measures of a server.
pub struct Metrics {
    registry: Registry,
    /// Names of the routes by position.
    routes: Vec<&'static str>,
    /// Names of the datasets by position.
    datasets: Vec<String>,
    requests: IntCounterVec,
    seconds: HistogramVec,
    bytes: IntCounterVec,
    in_flight: IntGauge,
    cache_hits: IntCounterVec,
    cache_misses: IntCounterVec,
    cache_transcoded: IntCounterVec,
    warmed_up: IntCounterVec,
}

/// What a response is counted under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The position of its route.
    pub route: usize,
    /// The position of its dataset; none where it is about none.
    pub dataset: Option<usize>,
}

/// A request that is being answered, until this is dropped, also where its client went away.
#[derive(Debug)]
pub struct InFlight(IntGauge);

impl Drop for InFlight {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// The names under which responses are counted: of routes, and of datasets, where an empty one stands for none of them.
    pub fn new(routes: Vec<&'static str>, datasets: Vec<String>) -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let (by_route, by_status) = (["dataset", "route"], ["dataset", "route", "status"]);
        let requests = Opts::new("kerben_requests_total", "Requests answered, by dataset, route and status");
        let help = "Time from request to response, by dataset and route";
        let seconds = HistogramOpts::new("kerben_request_seconds", help).buckets(LATENCY_BUCKETS.to_vec());
        let bytes = Opts::new("kerben_response_bytes_total", "Bytes of response bodies, by dataset and route");
        let by_dataset = |name: &str, help: &str| {
            let counters = registered(&registry, IntCounterVec::new(Opts::new(name, help), &["dataset"])?)?;
            for dataset in &datasets {
                counters.with_label_values(&[dataset.as_str()]);
            }
            Ok::<_, prometheus::Error>(counters)
        };
        let in_flight = IntGauge::new("kerben_requests_in_flight", "Requests being answered")?;
        Ok(Self {
            requests: registered(&registry, IntCounterVec::new(requests, &by_status)?)?,
            seconds: registered(&registry, HistogramVec::new(seconds, &by_route)?)?,
            bytes: registered(&registry, IntCounterVec::new(bytes, &by_route)?)?,
            in_flight: registered(&registry, in_flight)?,
            cache_hits: by_dataset("kerben_cache_hits_total", "Responses that came from the cache")?,
            cache_misses: by_dataset("kerben_cache_misses_total", "Responses that had to be computed")?,
            cache_transcoded: by_dataset(
                "kerben_cache_transcoded_total",
                "Responses that were cached in another encoding, and transcoded",
            )?,
            warmed_up: by_dataset(
                "kerben_warmed_up_tiles_total",
                "Tiles computed after the start, before anyone asked",
            )?,
            registry,
            routes,
            datasets,
        })
    }

    /// The name under which a route is counted.
    pub fn route(&self, position: usize) -> &'static str {
        self.routes.get(position).copied().unwrap_or_default()
    }

    /// The name under which a dataset is counted; empty for none.
    pub fn dataset(&self, position: Option<usize>) -> &str {
        position.and_then(|position| self.datasets.get(position)).map_or("", String::as_str)
    }

    /// Counts a response that came from the cache.
    pub fn cache_hit(&self, dataset: Option<usize>) {
        self.cache_hits.with_label_values(&[self.dataset(dataset)]).inc();
    }

    /// Counts a response that has to be computed.
    pub fn cache_miss(&self, dataset: Option<usize>) {
        self.cache_misses.with_label_values(&[self.dataset(dataset)]).inc();
    }

    /// Counts a response that is transcoded.
    pub fn transcoded(&self, dataset: Option<usize>) {
        self.cache_transcoded.with_label_values(&[self.dataset(dataset)]).inc();
    }

    /// Counts a tile that was computed before anyone asked.
    pub fn warmed_up(&self, dataset: Option<usize>) {
        self.warmed_up.with_label_values(&[self.dataset(dataset)]).inc();
    }

    /// Counts a request as being answered.
    pub fn begin(&self) -> InFlight {
        self.in_flight.inc();
        InFlight(self.in_flight.clone())
    }

    /// Requests being answered.
    pub fn in_flight(&self) -> i64 {
        self.in_flight.get()
    }

    /// Counts a response.
    pub fn response(&self, counted: Counted, status: StatusCode, elapsed: Duration, bytes: u64) {
        let (dataset, route) = (self.dataset(counted.dataset), self.route(counted.route));
        self.requests.with_label_values(&[dataset, route, status.as_str()]).inc();
        self.seconds.with_label_values(&[dataset, route]).observe(elapsed.as_secs_f64());
        self.bytes.with_label_values(&[dataset, route]).inc_by(bytes);
    }

    /// Counts bytes of a body that is sent after its response was counted.
    pub fn streamed(&self, counted: Counted, bytes: u64) {
        let labels = [self.dataset(counted.dataset), self.route(counted.route)];
        self.bytes.with_label_values(&labels).inc_by(bytes);
    }

    /// Adds a number that goes up and down, read whenever the measures are asked for.
    pub fn register_gauge(
        &self,
        name: &'static str,
        help: &'static str,
        read: impl Fn() -> u64 + Send + Sync + 'static,
    ) -> Result<(), prometheus::Error> {
        self.register(&Opts::new(name, help), MetricType::GAUGE, read)
    }

    /// The same of a dataset: its name is a label.
    pub fn register_gauge_of(
        &self,
        dataset: &str,
        name: &'static str,
        help: &'static str,
        read: impl Fn() -> u64 + Send + Sync + 'static,
    ) -> Result<(), prometheus::Error> {
        self.register(&Opts::new(name, help).const_label("dataset", dataset), MetricType::GAUGE, read)
    }

    /// Adds a number that only goes up, read whenever the measures are asked for.
    pub fn register_counter(
        &self,
        name: &'static str,
        help: &'static str,
        read: impl Fn() -> u64 + Send + Sync + 'static,
    ) -> Result<(), prometheus::Error> {
        self.register(&Opts::new(name, help), MetricType::COUNTER, read)
    }

    fn register(
        &self,
        named: &Opts,
        kind: MetricType,
        read: impl Fn() -> u64 + Send + Sync + 'static,
    ) -> Result<(), prometheus::Error> {
        let desc = named.describe()?;
        self.registry.register(Box::new(OnDemand { desc, kind, read }))
    }

    /// All measures as text.
    pub fn text(&self) -> String {
        TextEncoder::new().encode_to_string(&self.registry.gather()).unwrap_or_default()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").field("routes", &self.routes).finish_non_exhaustive()
    }
}

/// A number that is read when the measures are asked for.
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
        metric.set_label(self.desc.const_label_pairs.clone());
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn responses_are_counted_by_dataset_route_and_status() {
        let metrics =
            Metrics::new(vec!["/rounds", "files"], vec!["kgz".to_owned(), "uzb".to_owned()]).expect("measures");
        assert!(!metrics.text().contains("kerben_requests_total"), "routes that nobody asked for are not listed");
        let [rounds, of_another] = [0, 1].map(|dataset| Counted { route: 0, dataset: Some(dataset) });
        metrics.response(rounds, StatusCode::OK, Duration::from_micros(500), 5);
        metrics.response(rounds, StatusCode::OK, Duration::from_millis(1), 6);
        metrics.response(rounds, StatusCode::NOT_MODIFIED, Duration::from_secs(6), 0);
        metrics.streamed(rounds, 7);
        metrics.response(of_another, StatusCode::OK, Duration::from_millis(1), 3);
        metrics.response(Counted { route: 1, dataset: None }, StatusCode::OK, Duration::from_millis(1), 4);
        metrics.cache_hit(Some(1));
        let in_flight = metrics.begin();
        let text = metrics.text();
        for line in [
            "kerben_requests_total{dataset=\"kgz\",route=\"/rounds\",status=\"200\"} 2",
            "kerben_requests_total{dataset=\"kgz\",route=\"/rounds\",status=\"304\"} 1",
            "kerben_request_seconds_bucket{dataset=\"kgz\",route=\"/rounds\",le=\"0.0005\"} 1",
            "kerben_request_seconds_bucket{dataset=\"kgz\",route=\"/rounds\",le=\"0.001\"} 2",
            "kerben_request_seconds_bucket{dataset=\"kgz\",route=\"/rounds\",le=\"5\"} 2",
            "kerben_request_seconds_bucket{dataset=\"kgz\",route=\"/rounds\",le=\"+Inf\"} 3",
            "kerben_request_seconds_count{dataset=\"kgz\",route=\"/rounds\"} 3",
            "kerben_request_seconds_sum{dataset=\"kgz\",route=\"/rounds\"} 6.0015",
            "kerben_response_bytes_total{dataset=\"kgz\",route=\"/rounds\"} 18",
            "kerben_requests_in_flight 1",
            "kerben_response_bytes_total{dataset=\"uzb\",route=\"/rounds\"} 3",
            "kerben_response_bytes_total{dataset=\"\",route=\"files\"} 4",
            "kerben_cache_hits_total{dataset=\"kgz\"} 0",
            "kerben_cache_hits_total{dataset=\"uzb\"} 1",
            "# TYPE kerben_request_seconds histogram",
        ] {
            assert!(text.lines().any(|found| found == line), "{line} is missing in {text}");
        }
        drop(in_flight);
        assert_eq!(metrics.in_flight(), 0);
    }

    #[test]
    fn registered_numbers_are_read_when_they_are_asked_for() {
        let metrics = Metrics::new(Vec::new(), Vec::new()).expect("measures");
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
