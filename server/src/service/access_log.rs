//! The access log and the metrics: every response is counted and written into the log here, whichever step made it.

use std::time::Instant;

use actix_web::body::{BodySize, MessageBody};
use actix_web::dev::{Service, ServiceRequest, ServiceResponse};
use actix_web::{Error, web};

use super::worker::Worker;
use crate::http::metrics::Counted;

/// The most bytes of a path and of a query that are logged.
const MAX_LOGGED_BYTES: usize = 512;

/// Has a request answered, and logs the response.
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
        conclude(&worker, &response, started);
        Ok(response)
    }
}

fn conclude(worker: &Worker, response: &ServiceResponse, started: Instant) {
    let elapsed = started.elapsed();
    let metrics = &worker.server.metrics;
    let counted = response.response().extensions().get::<Counted>().copied();
    let counted = counted.unwrap_or(Counted { route: worker.server.files(), dataset: None });
    // What is streamed is counted as it is sent.
    let bytes = match response.response().body().size() {
        BodySize::Sized(bytes) => bytes,
        BodySize::None | BodySize::Stream => 0,
    };
    metrics.response(counted, response.status(), elapsed, bytes);
    let request = response.request();
    tracing::info!(
        method = cut(request.method().as_str()),
        path = cut(request.path()),
        query = cut(request.query_string()),
        dataset = metrics.dataset(counted.dataset),
        route = metrics.route(counted.route),
        status = response.status().as_u16(),
        milliseconds = (elapsed.as_secs_f64() * 1e6).round() / 1e3,
        bytes,
        "request"
    );
}

/// A text as it is logged: lines do not grow with the request.
fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_LOGGED_BYTES)]
}
