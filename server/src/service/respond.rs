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
use crate::html::PageHeader;
use crate::http::api_root::ApiRoot;
use crate::http::base_url::BaseUrl;
use crate::http::headers;
use crate::http::problem::Problem;
use crate::http::route::root_of_page;

/// The index of the route that a response is counted under, stored in the response extensions.
#[derive(Clone, Copy, Debug)]
pub struct CountedAs(pub usize);

/// Sends a response of a route.
pub fn send(request: &HttpRequest, server: &Server, route: usize, rendered: &RenderedResponse) -> HttpResponse {
    let connection = request.conn_data::<Rc<ConnectionState>>();
    let limits = &server.limits;
    let refused = (rendered.is_large() && limits.unread.is_exceeded()).then(|| {
        let detail = "slow clients hold all memory for unread responses; try again shortly";
        let header = PageHeader::new(String::new(), &server.published.load());
        RenderedResponse::problem(&Problem::new(StatusCode::SERVICE_UNAVAILABLE, detail), request, &header)
    });
    let rendered = refused.as_ref().unwrap_or(rendered);
    let if_none_match = headers::text(request.headers(), &header::IF_NONE_MATCH);
    let mut response = rendered.respond(if_none_match.as_deref(), connection, limits);
    response.extensions_mut().insert(CountedAs(route));
    response
}

/// Starts a streamed response.
pub fn send_stream(request: &HttpRequest, server: &Server, route: usize, stream: AdmittedStream) -> HttpResponse {
    let AdmittedStream { streamed, queue, client, slot } = stream;
    let StreamedResponse { head, chunks } = *streamed;
    let exchange = request.conn_data::<Rc<ConnectionState>>().map(Exchange::begin);
    let chunks = (request.method() != Method::HEAD).then_some(chunks);
    let body = StreamBody::new(chunks, (queue, client), (Arc::clone(&server.metrics), route), slot, exchange);
    let mut response = head.respond_with(body);
    response.extensions_mut().insert(CountedAs(route));
    response
}

/// Renders a problem in the client's preferred format; `rest` is the path below the root.
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
