//! The last middleware before the router: normalises the percent-encoding of the path with [`paths::canonical`].
//! actix-web decodes a path as a whole, except `%25`, `%2B` and `%2F`; after this step, exactly these three are left
//! to decode in each value.

use std::future::{Ready, ready};

use actix_utils::future::Either;
use actix_web::Error;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Url};
use actix_web::http::uri::{PathAndQuery, Uri};

use super::dispatch;
use super::worker::Worker;
use crate::http::paths;

/// Normalises the path of a request, and passes it on.
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
