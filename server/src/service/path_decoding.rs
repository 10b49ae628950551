//! The last middleware before the router: removes the segment that names a dataset from the path, so that the router
//! has one table of routes for all datasets, and normalises the percent-encoding of the rest with [`paths::canonical`].
//! actix-web decodes a path as a whole, except `%25`, `%2B` and `%2F`; after this step, exactly these three are left
//! to decode in each value.

use std::borrow::Cow;
use std::future::{Ready, ready};

use actix_utils::future::Either;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Url};
use actix_web::http::uri::{PathAndQuery, Uri};
use actix_web::{Error, HttpMessage};

use super::dispatch;
use super::worker::Worker;
use crate::http::paths;

/// Finds the dataset of a request, which it stores in the request extensions, normalises the rest of the path, and
/// passes the request on.
pub fn locate<S>(
    worker: &Worker,
    mut request: ServiceRequest,
    next: &S,
) -> Either<Ready<Result<ServiceResponse, Error>>, S::Future>
where
    S: Service<ServiceRequest, Response = ServiceResponse, Error = Error>,
{
    let asked = request.uri().path();
    let path = if asked.contains('%') { paths::canonical(asked).map(Cow::Owned) } else { Some(Cow::Borrowed(asked)) };
    let located = path.and_then(|path| {
        let (addressed, rest) = worker.server.publications.locate(&path);
        let is_another = matches!(path, Cow::Owned(_)) || addressed.is_named;
        let url = is_another.then(|| PathAndQuery::try_from(rest)).transpose().ok()?;
        Some((addressed, url.map(|url| Url::new(Uri::from(url)))))
    });
    let Some((addressed, url)) = located else {
        let response = dispatch::nothing_there(request.request(), &worker.server);
        return Either::left(ready(Ok(request.into_response(response))));
    };
    if let Some(url) = url {
        request.match_info_mut().set(url);
    }
    request.extensions_mut().insert(addressed);
    Either::right(next.call(request))
}
