//! Reads forwarding headers of trusted proxies into the request extensions, for
//! [`Client`](crate::http::client::Client) and [`BaseUrl`](crate::http::base_url::BaseUrl), and refuses list headers
//! that are too long.

use std::future::{Ready, ready};

use actix_utils::future::Either;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse};
use actix_web::{Error, HttpMessage};

use super::respond;
use super::target::Target;
use super::worker::Worker;
use crate::http::headers;
use crate::http::metrics::Counted;

/// Reads the headers of a request, and passes it on.
pub fn read<S>(
    worker: &Worker,
    request: ServiceRequest,
    next: &S,
) -> Either<Ready<Result<ServiceResponse, Error>>, S::Future>
where
    S: Service<ServiceRequest, Response = ServiceResponse, Error = Error>,
{
    let server = &worker.server;
    if !server.proxies.is_empty()
        && let Some(peer) = request.peer_addr()
        && let Some(forwarded) = server.proxies.forwarded(peer.ip(), request.headers())
    {
        request.extensions_mut().insert(forwarded);
    }
    if let Err(problem) = headers::check(request.headers()) {
        let target = Target::of(request.request(), server);
        let refused = respond::problem(&problem, request.request(), server, &target);
        let counted = Counted { route: server.files(), dataset: target.dataset };
        let response = respond::send(request.request(), server, counted, &refused);
        return Either::left(ready(Ok(request.into_response(response))));
    }
    Either::right(next.call(request))
}
