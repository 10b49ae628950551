//! For operators.

use serde_json::json;

use crate::http::problem::Problem;
use crate::http::reply::{Caching, Format, Reply};
use crate::http::route::{Call, OPERATION, Route};

pub const LIVE: Route = Route {
    path: "/health/live",
    id: "getLive",
    tag: OPERATION,
    summary: "Whether the server runs",
    path_parameters: &[],
    parameters: &[],
    formats: &[Format::Json],
    schema: "Health",
    statuses: &[],
    handler: live,
};

pub const READY: Route = Route {
    path: "/health/ready",
    id: "getReady",
    summary: "Whether the server has data to answer with, and which",
    handler: ready,
    ..LIVE
};

pub const METRICS: Route = Route {
    path: "/metrics",
    id: "getMetrics",
    summary: "Counters in Prometheus' text format",
    formats: &[Format::Text],
    schema: "",
    handler: metrics,
    ..LIVE
};

fn live(_: &Call) -> Result<Reply, Problem> {
    Ok(Reply::document("Live", json!({ "status": "live" })).caching(Caching::Never))
}

fn ready(call: &Call) -> Result<Reply, Problem> {
    let atlas = call.atlas();
    let document = json!({
        "status": "ready",
        "dataset": atlas.info.id,
        "fingerprint": format!("{:016x}", atlas.fingerprint),
        "communities": atlas.communities.len(),
    });
    Ok(Reply::document("Ready", document).caching(Caching::Never))
}

fn metrics(call: &Call) -> Result<Reply, Problem> {
    Ok(Reply::bytes(Format::Text, call.metrics.text().into_bytes()).caching(Caching::Never))
}
