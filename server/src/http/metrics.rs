//! Counters for operators, in Prometheus' text format.

use prometheus::{HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, Opts, Registry, TextEncoder};

/// The measures of a server.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    seconds: HistogramVec,
    bytes: IntCounterVec,
    pub in_flight: IntGauge,
    pub cache_hits: IntCounter,
    pub cache_misses: IntCounter,
}

impl Metrics {
    pub fn new() -> Result<Self, prometheus::Error> {
        let requests = IntCounterVec::new(
            Opts::new("kerben_requests_total", "Requests answered, by route and status"),
            &["route", "status"],
        )?;
        let seconds = HistogramVec::new(
            HistogramOpts::new("kerben_request_seconds", "Time from request to reply, by route")
                .buckets(vec![0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0]),
            &["route"],
        )?;
        let bytes =
            IntCounterVec::new(Opts::new("kerben_reply_bytes_total", "Bytes of reply bodies, by route"), &["route"])?;
        let in_flight = IntGauge::new("kerben_requests_in_flight", "Requests being answered")?;
        let cache_hits = IntCounter::new("kerben_cache_hits_total", "Replies that were kept and ready")?;
        let cache_misses = IntCounter::new("kerben_cache_misses_total", "Replies that had to be computed")?;
        let registry = Registry::new();
        registry.register(Box::new(requests.clone()))?;
        registry.register(Box::new(seconds.clone()))?;
        registry.register(Box::new(bytes.clone()))?;
        registry.register(Box::new(in_flight.clone()))?;
        registry.register(Box::new(cache_hits.clone()))?;
        registry.register(Box::new(cache_misses.clone()))?;
        Ok(Self { registry, requests, seconds, bytes, in_flight, cache_hits, cache_misses })
    }

    /// Counts one reply.
    pub fn count(&self, route: &str, status: u16, seconds: f64, bytes: usize) {
        self.requests.with_label_values(&[route, &status.to_string()]).inc();
        self.seconds.with_label_values(&[route]).observe(seconds);
        self.bytes.with_label_values(&[route]).inc_by(bytes as u64);
    }

    /// All measures as text.
    pub fn text(&self) -> String {
        TextEncoder::new().encode_to_string(&self.registry.gather()).unwrap_or_default()
    }
}
