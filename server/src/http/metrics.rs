//! Metrics in Prometheus' text format: requests, latency and bytes by dataset and route, and gauges that other modules
//! register.
//!
//! ```text
//! kerben_requests_total{dataset="kgz",route="/rounds",status="200"} 2
//! kerben_request_seconds_bucket{dataset="kgz",route="/rounds",le="0.001"} 2
//! kerben_response_bytes_total{dataset="kgz",route="/rounds"} 11
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
    /// The values of the label `route` by position.
    routes: Vec<&'static str>,
    /// The datasets by position; the last one stands for none.
    datasets: Vec<DatasetMetrics>,
    requests: IntCounterVec,
    seconds: HistogramVec,
    bytes: IntCounterVec,
    in_flight: IntGauge,
    counters: CounterVecs,
}

/// What a response is counted under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The position of its route.
    pub route: usize,
    /// The position of its dataset; none where it is about none.
    pub dataset: Option<usize>,
}

/// The metrics of a dataset, each looked up once.
struct DatasetMetrics {
    name: String,
    counters: OnceLock<DatasetCounters>,
    /// The routes by position; empty until a route has responded, so that only such routes are listed.
    routes: Vec<OnceLock<RouteMetrics>>,
}

/// What is counted by dataset alone.
struct DatasetCounters {
    cache_hits: IntCounter,
    cache_misses: IntCounter,
    cache_transcoded: IntCounter,
    warmed_up: IntCounter,
}

/// The same of all datasets.
struct CounterVecs {
    cache_hits: IntCounterVec,
    cache_misses: IntCounterVec,
    cache_transcoded: IntCounterVec,
    warmed_up: IntCounterVec,
}

impl CounterVecs {
    fn of(&self, dataset: &str) -> DatasetCounters {
        DatasetCounters {
            cache_hits: self.cache_hits.with_label_values(&[dataset]),
            cache_misses: self.cache_misses.with_label_values(&[dataset]),
            cache_transcoded: self.cache_transcoded.with_label_values(&[dataset]),
            warmed_up: self.warmed_up.with_label_values(&[dataset]),
        }
    }
}

/// The metrics of a route of a dataset.
struct RouteMetrics {
    seconds: Histogram,
    bytes: IntCounter,
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
    /// `routes` and `datasets` are the values of these labels; an empty dataset, which is the last one, stands for none.
    pub fn new(routes: Vec<&'static str>, datasets: Vec<String>) -> Result<Self, prometheus::Error> {
        let registry = Registry::new();
        let (by_route, by_status) = (["dataset", "route"], ["dataset", "route", "status"]);
        let requests = Opts::new("kerben_requests_total", "Requests answered, by dataset, route and status");
        let help = "Time from request to response, by dataset and route";
        let seconds = HistogramOpts::new("kerben_request_seconds", help).buckets(LATENCY_BUCKETS.to_vec());
        let bytes = Opts::new("kerben_response_bytes_total", "Bytes of response bodies, by dataset and route");
        let by_dataset =
            |name: &str, help: &str| registered(&registry, IntCounterVec::new(Opts::new(name, help), &["dataset"])?);
        let counters = CounterVecs {
            cache_hits: by_dataset("kerben_cache_hits_total", "Responses that came from the cache")?,
            cache_misses: by_dataset("kerben_cache_misses_total", "Responses that had to be computed")?,
            cache_transcoded: by_dataset(
                "kerben_cache_transcoded_total",
                "Responses that were cached in another encoding, and transcoded",
            )?,
            warmed_up: by_dataset("kerben_warmed_up_tiles_total", "Tiles rendered in the background after the start")?,
        };
        let dataset = |name: String, counters| DatasetMetrics {
            name,
            counters,
            routes: routes.iter().map(|_| OnceLock::new()).collect(),
        };
        // Those of named datasets are listed from the start.
        let mut datasets: Vec<_> = datasets
            .into_iter()
            .map(|name| {
                let counters = counters.of(&name);
                dataset(name, counters.into())
            })
            .collect();
        if datasets.last().is_none_or(|last| !last.name.is_empty()) {
            datasets.push(dataset(String::new(), OnceLock::new()));
        }
        let in_flight = IntGauge::new("kerben_requests_in_flight", "Requests being answered")?;
        Ok(Self {
            requests: registered(&registry, IntCounterVec::new(requests, &by_status)?)?,
            seconds: registered(&registry, HistogramVec::new(seconds, &by_route)?)?,
            bytes: registered(&registry, IntCounterVec::new(bytes, &by_route)?)?,
            in_flight: registered(&registry, in_flight)?,
            counters,
            registry,
            routes,
            datasets,
        })
    }

    /// The label of a route.
    pub fn route(&self, position: usize) -> &'static str {
        self.routes.get(position).copied().unwrap_or_default()
    }

    /// The label of a dataset; empty for none.
    pub fn dataset(&self, position: Option<usize>) -> &str {
        self.of_dataset(position).map_or("", |dataset| &dataset.name)
    }

    /// Counts a cache hit.
    pub fn cache_hit(&self, dataset: Option<usize>) {
        self.count(dataset, |counters| &counters.cache_hits);
    }

    /// Counts a cache miss.
    pub fn cache_miss(&self, dataset: Option<usize>) {
        self.count(dataset, |counters| &counters.cache_misses);
    }

    /// Counts a response that is transcoded.
    pub fn transcoded(&self, dataset: Option<usize>) {
        self.count(dataset, |counters| &counters.cache_transcoded);
    }

    /// Counts a tile that was rendered in the background.
    pub fn warmed_up(&self, dataset: Option<usize>) {
        self.count(dataset, |counters| &counters.warmed_up);
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

    /// Counts a response.
    pub fn response(&self, counted: Counted, status: StatusCode, elapsed: Duration, bytes: u64) {
        let Some(RouteMetrics { seconds, bytes: sent }) = self.of_route(counted) else { return };
        seconds.observe(elapsed.as_secs_f64());
        sent.inc_by(bytes);
        let (dataset, route) = (self.dataset(counted.dataset), self.route(counted.route));
        self.requests.with_label_values(&[dataset, route, status.as_str()]).inc();
    }

    /// Counts bytes of a streamed body.
    pub fn streamed(&self, counted: Counted, bytes: u64) {
        if let Some(metrics) = self.of_route(counted) {
            metrics.bytes.inc_by(bytes);
        }
    }

    fn count(&self, dataset: Option<usize>, counter: impl Fn(&DatasetCounters) -> &IntCounter) {
        if let Some(DatasetMetrics { name, counters, .. }) = self.of_dataset(dataset) {
            counter(counters.get_or_init(|| self.counters.of(name))).inc();
        }
    }

    fn of_dataset(&self, position: Option<usize>) -> Option<&DatasetMetrics> {
        position.and_then(|position| self.datasets.get(position)).or(self.datasets.last())
    }

    fn of_route(&self, counted: Counted) -> Option<&RouteMetrics> {
        let (route, dataset) = (self.routes.get(counted.route)?, self.of_dataset(counted.dataset)?);
        let labels = [dataset.name.as_str(), route];
        Some(dataset.routes.get(counted.route)?.get_or_init(|| RouteMetrics {
            seconds: self.seconds.with_label_values(&labels),
            bytes: self.bytes.with_label_values(&labels),
        }))
    }

    /// Registers a gauge; `read` is called on each scrape.
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

    /// Registers a counter; `read` is called on each scrape.
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
