//! The last step before the router: a path is percent-decoded as [`paths::canonical`] says. actix-web decodes a path as a whole, but for
//! `%25`, `%2B` and `%2F`; what it is given is written so that these three are what is left to be decoded of a value.

use std::future::{Ready, ready};

use actix_utils::future::Either;
use actix_web::Error;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Url};
use actix_web::http::uri::{PathAndQuery, Uri};

use super::dispatch;
use super::worker::Worker;
use crate::http::paths;

/// Decodes the path of a request, and has it answered.
pub fn decode<S>(
    worker: &Worker,
    mut request: ServiceRequest,
    next: &S,
) -> Either<Ready<Result<ServiceResponse, Error>>, S::Future>
where
    S: Service<ServiceRequest, Response = ServiceResponse, Error = Error>,
{
    let path = request.uri().path();
    if path.contains('%') {
        let decoded = paths::canonical(path).and_then(|path| PathAndQuery::try_from(path).ok());
        let Some(decoded) = decoded else {
            let response = dispatch::nothing_there(request.request(), &worker.server);
            return Either::left(ready(Ok(request.into_response(response))));
        };
        request.match_info_mut().set(Url::new(Uri::from(decoded)));
    }
    Either::right(next.call(request))
}
