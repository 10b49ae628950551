//! For operators.

use serde_json::json;

use crate::http::problem::Problem;
use crate::http::response::{CachePolicy, Format, HandlerResponse};
use crate::http::route::{Handler, OPERATION, RequestContext, Route};
use crate::snapshot::{Served, Snapshot};

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
    handler: Handler::Any(live),
};

pub const READY: Route = Route {
    path: "/health/ready",
    id: "getReady",
    summary: "Whether the server has data to answer with, and which",
    handler: Handler::Any(ready),
    ..LIVE
};

pub const METRICS: Route = Route {
    path: "/metrics",
    id: "getMetrics",
    summary: "Counters in Prometheus' text format",
    formats: &[Format::Text],
    schema: "",
    handler: Handler::Any(metrics),
    ..LIVE
};

fn live(_: &RequestContext<Snapshot>) -> Result<HandlerResponse, Problem> {
    Ok(HandlerResponse::document("Live", json!({ "status": "live" })).caching(CachePolicy::Never))
}

fn ready(call: &RequestContext<Snapshot>) -> Result<HandlerResponse, Problem> {
    let (name, fingerprint, communities) = match &call.snapshot.served {
        Served::Data(data) => (&data.atlas.info.id, data.atlas.fingerprint, data.atlas.communities.len()),
        Served::Archive(archive) => (&archive.name, archive.fingerprint, 0),
    };
    let document = json!({
        "status": "ready",
        "dataset": name,
        "fingerprint": format!("{fingerprint:016x}"),
        "communities": communities,
    });
    Ok(HandlerResponse::document("Ready", document).caching(CachePolicy::Never))
}

fn metrics(call: &RequestContext<Snapshot>) -> Result<HandlerResponse, Problem> {
    Ok(HandlerResponse::bytes(Format::Text, call.metrics.text().into_bytes()).caching(CachePolicy::Never))
}
