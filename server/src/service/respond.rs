//! Sends rendered responses: conditional requests, chunked bodies, and the budget for slow clients.

use std::rc::Rc;
use std::sync::Arc;

use actix_web::http::{Method, StatusCode, header};
use actix_web::{HttpRequest, HttpResponse};

use super::cache::StreamedResponse;
use super::connection::{ConnectionState, Exchange};
use super::rendered_response::RenderedResponse;
use super::server::{AdmittedStream, Server};
use super::stream::StreamBody;
use super::target::Target;
use crate::http::headers;
use crate::http::metrics::Counted;
use crate::http::problem::Problem;

/// Sends a response. What it is counted under is stored in the response extensions.
pub fn send(request: &HttpRequest, server: &Server, counted: Counted, rendered: &RenderedResponse) -> HttpResponse {
    let connection = request.conn_data::<Rc<ConnectionState>>();
    let limits = &server.limits;
    let refused = (rendered.is_large() && limits.unread.is_exceeded()).then(|| {
        let detail = "slow clients hold all memory for unread responses; try again shortly";
        problem(&Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail), request, server, &Target::of(request, server))
    });
    let rendered = refused.as_ref().unwrap_or(rendered);
    let if_none_match = headers::text(request.headers(), &header::IF_NONE_MATCH);
    let mut response = rendered.respond(if_none_match.as_deref(), connection, limits);
    response.extensions_mut().insert(counted);
    response
}

/// Starts a streamed response.
pub fn send_stream(request: &HttpRequest, server: &Server, counted: Counted, stream: AdmittedStream) -> HttpResponse {
    let AdmittedStream { streamed, queue, client, slot } = stream;
    let StreamedResponse { head, chunks } = *streamed;
    let exchange = request.conn_data::<Rc<ConnectionState>>().map(Exchange::begin);
    let chunks = (request.method() != Method::HEAD).then_some(chunks);
    let body = StreamBody::new(chunks, (queue, client), (Arc::clone(&server.metrics), counted), slot, exchange);
    let mut response = head.respond_with(body);
    response.extensions_mut().insert(counted);
    response
}

/// Renders a problem in the client's preferred format.
pub fn problem(problem: &Problem, request: &HttpRequest, server: &Server, target: &Target<'_>) -> RenderedResponse {
    RenderedResponse::problem(problem, request, &target.header(server, request))
}
