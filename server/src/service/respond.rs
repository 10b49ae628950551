//! From a rendered response to the one that is sent: conditional requests, bodies in chunks, and what clients do not read.

use std::rc::Rc;
use std::sync::Arc;

use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};

use super::cache::Streamed;
use super::connection::{ConnectionState, Exchange};
use super::rendered_response::RenderedResponse;
use super::server::{Server, Stream};
use super::stream::StreamBody;
use super::target::Target;
use crate::http::headers;
use crate::http::metrics::Counted;
use crate::http::problem::Problem;

/// Sends a response. What it is counted under is left in its extensions.
pub fn send(request: &HttpRequest, server: &Server, counted: Counted, finished: &RenderedResponse) -> HttpResponse {
    let connection = request.conn_data::<Rc<ConnectionState>>();
    let limits = &server.limits;
    let refused = (finished.is_large() && limits.unread.is_exceeded()).then(|| {
        let detail = "other clients do not read their replies, and hold all the memory that there is for them; try again shortly";
        problem(&Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail), request, server, &Target::of(request, server))
    });
    let finished = refused.as_ref().unwrap_or(finished);
    let if_none_match = headers::text(request.headers(), &header::IF_NONE_MATCH);
    let mut response = finished.respond(if_none_match.as_deref(), connection, limits);
    response.extensions_mut().insert(counted);
    response
}

/// Begins to send a response whose body is made while it is sent.
pub fn send_stream(request: &HttpRequest, server: &Server, counted: Counted, stream: Stream) -> HttpResponse {
    let Stream { streamed, queue, client, slot } = stream;
    let Streamed { head, chunks } = *streamed;
    let exchange = request.conn_data::<Rc<ConnectionState>>().map(Exchange::begin);
    let chunks = (request.method() != Method::HEAD).then_some(chunks);
    let body = StreamBody::new(chunks, (queue, client), (Arc::clone(&server.metrics), counted), slot, exchange);
    let mut response = head.respond_with(body);
    response.extensions_mut().insert(counted);
    response
}

/// A problem as the client prefers to read it.
pub fn problem(problem: &Problem, request: &HttpRequest, server: &Server, target: &Target<'_>) -> RenderedResponse {
    RenderedResponse::problem(problem, request, &target.header(server, request))
}
