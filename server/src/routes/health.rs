//! For operators.

use serde_json::json;

use crate::http::problem::Problem;
use crate::http::reply::{CachePolicy, Format, HandlerResponse};
use crate::http::route::{OPERATION, RequestContext, Route};

pub const LIVE: Route = Route {
    method: Route::GET,
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

fn live(_: &RequestContext) -> Result<HandlerResponse, Problem> {
    Ok(HandlerResponse::document("Live", json!({ "status": "live" })).caching(CachePolicy::Never))
}

fn ready(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    let atlas = call.atlas();
    let document = json!({
        "status": "ready",
        "dataset": atlas.info.id,
        "fingerprint": format!("{:016x}", atlas.fingerprint),
        "communities": atlas.communities.len(),
    });
    Ok(HandlerResponse::document("Ready", document).caching(CachePolicy::Never))
}

fn metrics(call: &RequestContext) -> Result<HandlerResponse, Problem> {
    Ok(HandlerResponse::bytes(Format::Text, call.metrics.text().into_bytes()).caching(CachePolicy::Never))
}
