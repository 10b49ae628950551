//! Writes one line of the access log and updates the metrics for each response, whichever step made it.

use std::time::Instant;

use actix_web::body::{BodySize, MessageBody};
use actix_web::dev::{Service, ServiceRequest, ServiceResponse};
use actix_web::{Error, web};

use super::worker::Worker;
use crate::http::metrics::Counted;

/// Maximum bytes of a path and of a query that are logged.
const MAX_LOGGED_BYTES: usize = 512;

/// Passes a request on, and logs its response.
pub fn log<S>(
    worker: &web::Data<Worker>,
    request: ServiceRequest,
    next: &S,
) -> impl Future<Output = Result<ServiceResponse, Error>> + use<S>
where
    S: Service<ServiceRequest, Response = ServiceResponse, Error = Error>,
{
    let started = Instant::now();
    let (worker, response) = (worker.clone(), next.call(request));
    async move {
        let in_flight = worker.server.metrics.begin();
        let response = response.await?;
        drop(in_flight);
        record(&worker, &response, started);
        Ok(response)
    }
}

fn record(worker: &Worker, response: &ServiceResponse, started: Instant) {
    let elapsed = started.elapsed();
    let metrics = &worker.server.metrics;
    let counted = response.response().extensions().get::<Counted>().copied();
    let counted = counted.unwrap_or(Counted { route: worker.server.files(), dataset: None });
    // The bytes of a stream are counted as they are sent.
    let bytes = match response.response().body().size() {
        BodySize::Sized(bytes) => bytes,
        BodySize::None | BodySize::Stream => 0,
    };
    metrics.response(counted, response.status(), elapsed, bytes);
    let request = response.request();
    tracing::info!(
        method = truncated(request.method().as_str()),
        path = truncated(request.path()),
        query = truncated(request.query_string()),
        dataset = metrics.dataset(counted.dataset),
        route = metrics.route(counted.route),
        status = response.status().as_u16(),
        milliseconds = (elapsed.as_secs_f64() * 1e6).round() / 1e3,
        bytes,
        "request"
    );
}

/// Truncates a text, so that log lines do not grow with the request.
fn truncated(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_LOGGED_BYTES)]
}
