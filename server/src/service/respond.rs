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
use crate::html::PageHeader;
use crate::http::api_root::ApiRoot;
use crate::http::base_url::BaseUrl;
use crate::http::headers;
use crate::http::problem::Problem;
use crate::http::route::root_of_page;

/// The position of the route that a response is counted under; it is left in the extensions of the response.
#[derive(Clone, Copy, Debug)]
pub struct CountedAs(pub usize);

/// Sends a response of the route at a position.
pub fn send(request: &HttpRequest, server: &Server, route: usize, finished: &RenderedResponse) -> HttpResponse {
    let connection = request.conn_data::<Rc<ConnectionState>>();
    let limits = &server.limits;
    let refused = (finished.is_large() && limits.unread.is_exceeded()).then(|| {
        let detail = "other clients do not read their replies, and hold all the memory that there is for them; try again shortly";
        let header = PageHeader::new(String::new(), &server.published.load());
        RenderedResponse::problem(&Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail), request, &header)
    });
    let finished = refused.as_ref().unwrap_or(finished);
    let if_none_match = headers::text(request.headers(), &header::IF_NONE_MATCH);
    let mut response = finished.respond(if_none_match.as_deref(), connection, limits);
    response.extensions_mut().insert(CountedAs(route));
    response
}

/// Begins to send a response whose body is made while it is sent.
pub fn send_stream(request: &HttpRequest, server: &Server, route: usize, stream: Stream) -> HttpResponse {
    let Stream { streamed, queue, client, slot } = stream;
    let Streamed { head, chunks } = *streamed;
    let exchange = request.conn_data::<Rc<ConnectionState>>().map(Exchange::begin);
    let chunks = (request.method() != Method::HEAD).then_some(chunks);
    let body = StreamBody::new(chunks, (queue, client), (Arc::clone(&server.metrics), route), slot, exchange);
    let mut response = head.respond_with(body);
    response.extensions_mut().insert(CountedAs(route));
    response
}

/// A problem as the client prefers to read it; `rest` is the path below the root.
pub fn problem(
    problem: &Problem,
    request: &HttpRequest,
    server: &Server,
    (root, rest): (&ApiRoot, &str),
) -> RenderedResponse {
    let base = BaseUrl::of(server.public_url.as_deref(), request);
    let header = PageHeader::new(root_of_page(&base, root, rest), &server.published.load());
    RenderedResponse::problem(problem, request, &header)
}
