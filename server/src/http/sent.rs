//! The last step of every request: the reply is sent, counted and written into the log.

use std::time::Instant;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse};

use super::finished::Finished;
use super::worker::Worker;

/// Sends a reply of the route at a position.
pub fn send(
    request: &HttpRequest,
    worker: &Worker,
    route: usize,
    finished: &Finished,
    started: Instant,
) -> HttpResponse {
    let (response, bytes) = finished.respond(request.headers().get(header::IF_NONE_MATCH));
    let elapsed = started.elapsed();
    let status = response.status().as_u16();
    worker.tally.reply(route, status, u64::try_from(elapsed.as_nanos()).unwrap_or(u64::MAX), bytes as u64);
    tracing::info!(
        method = %request.method(),
        path = request.path(),
        query = request.query_string(),
        route = worker.server.metrics.route(route),
        status,
        milliseconds = (elapsed.as_secs_f64() * 1e6).round() / 1e3,
        bytes,
        "request"
    );
    response
}
