//! For operators.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::http::problem::Problem;
use crate::http::response::{CachePolicy, Format, HandlerResponse};
use crate::http::route::{Handler, OPERATION, RequestContext, Route};
use crate::served_data::ServedData;
use crate::snapshot::{DatasetList, Served, Snapshot};

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
        Served::Datasets(list) => {
            let document = json!({ "status": "ready", "datasets": of_all(list) });
            return Ok(HandlerResponse::document("Ready", document).caching(CachePolicy::Never));
        }
    };
    let mut document = json!({
        "status": "ready",
        "dataset": name,
        "fingerprint": format!("{fingerprint:016x}"),
        "communities": communities,
    });
    if let (Some(list), Some(members)) =
        (call.datasets.as_ref().filter(|_| call.is_one_of_several), document.as_object_mut())
    {
        members.insert("datasets".into(), of_all(list).into());
    }
    Ok(HandlerResponse::document("Ready", document).caching(CachePolicy::Never))
}

/// Each dataset of a server of several.
fn of_all(list: &DatasetList) -> Vec<Json> {
    let of_one = |data: &Arc<ServedData>| {
        json!({
            "dataset": data.atlas.info.id,
            "fingerprint": format!("{:016x}", data.atlas.fingerprint),
            "communities": data.atlas.communities.len(),
        })
    };
    list.all.iter().map(of_one).collect()
}

fn metrics(call: &RequestContext<Snapshot>) -> Result<HandlerResponse, Problem> {
    Ok(HandlerResponse::bytes(Format::Text, call.metrics.text().into_bytes()).caching(CachePolicy::Never))
}
