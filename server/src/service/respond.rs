//! The last step of every request: the reply is sent, counted and written into the log.

use std::rc::Rc;
use std::sync::Arc;
use std::time::Instant;

use actix_web::http::{ConnectionType, Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};

use super::cache::Streamed;
use super::connection::{ConnectionState, Exchange};
use super::rendered_response::RenderedResponse;
use super::server::{Server, Stream};
use super::stream::StreamBody;
use crate::http::headers;
use crate::http::problem::Problem;

/// The most bytes of a path and of a query that are logged.
const MAX_LOGGED_BYTES: usize = 512;

/// A text as it is logged: lines do not grow with the request.
fn cut(text: &str) -> &str {
    &text[..text.floor_char_boundary(MAX_LOGGED_BYTES)]
}

/// Sends a reply of the route at a position.
pub fn send(
    request: &HttpRequest,
    server: &Arc<Server>,
    route: usize,
    finished: &RenderedResponse,
    started: Instant,
) -> HttpResponse {
    let connection = request.conn_data::<Rc<ConnectionState>>();
    let limits = &server.limits;
    let refused = (finished.is_large() && limits.unread.is_exceeded()).then(|| {
        let detail = "other clients do not read their replies, and hold all the memory that there is for them; try again shortly";
        RenderedResponse::problem(&Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail), request, "")
    });
    let finished = refused.as_ref().unwrap_or(finished);
    let if_none_match = headers::text(request.headers(), &header::IF_NONE_MATCH);
    let (mut response, bytes) = finished.respond(if_none_match.as_deref(), connection, limits);
    conclude(request, server, route, &mut response, bytes, started);
    response
}

/// Begins to send a reply whose body is made while it is sent.
pub fn send_stream(
    request: &HttpRequest,
    server: &Arc<Server>,
    route: usize,
    stream: Stream,
    started: Instant,
) -> HttpResponse {
    let Stream { streamed, queue, client, slot } = stream;
    let Streamed { head, chunks } = *streamed;
    let exchange = request.conn_data::<Rc<ConnectionState>>().map(Exchange::begin);
    let chunks = (request.method() != Method::HEAD).then_some(chunks);
    let body = StreamBody::new(chunks, (queue, client), (Arc::clone(&server.metrics), route), slot, exchange);
    let mut response = head.respond_with(body);
    conclude(request, server, route, &mut response, 0, started);
    response
}

/// Counts a reply and writes it into the log; the client has been answered. A server that is told to stop lets its clients go.
fn conclude(
    request: &HttpRequest,
    server: &Arc<Server>,
    route: usize,
    response: &mut HttpResponse,
    bytes: usize,
    started: Instant,
) {
    if server.is_draining() {
        response.head_mut().set_connection_type(ConnectionType::Close);
    }
    let now = Instant::now();
    if let Some(connection) = request.conn_data::<Rc<ConnectionState>>() {
        connection.answered(now);
    }
    let elapsed = now.saturating_duration_since(started);
    server.metrics.response(route, response.status(), elapsed, bytes as u64);
    tracing::info!(
        method = cut(request.method().as_str()),
        path = cut(request.path()),
        query = cut(request.query_string()),
        route = server.metrics.route(route),
        status = response.status().as_u16(),
        milliseconds = (elapsed.as_secs_f64() * 1e6).round() / 1e3,
        bytes,
        "request"
    );
}
