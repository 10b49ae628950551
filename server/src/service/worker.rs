//! State of one worker thread, which needs no locks.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;
use std::time::Instant;

use actix_web::HttpResponse;
use actix_web::dev::ServiceRequest;
use actix_web::http::{Method, header};

use super::cache::hot::{HotCache, RequestKey};
use super::rendered_response::RenderedResponse;
use super::respond;
use super::server::Server;
use crate::http::base_url::BaseUrl;
use crate::http::headers;
use crate::http::host::host;
use crate::http::metrics::Counted;

/// The state of one worker thread.
#[derive(Debug)]
pub struct Worker {
    pub server: Arc<Server>,
    hot_cache: RefCell<HotCache>,
}

impl Worker {
    pub fn new(server: Arc<Server>) -> Self {
        Self { server, hot_cache: RefCell::default() }
    }

    /// The response to a recent, identical request.
    pub fn hot_cache(&self, request: &ServiceRequest) -> Option<HttpResponse> {
        if !self.server.cache.is_enabled() || !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        let key = self.key(request.request())?;
        let fingerprint = |dataset| self.server.publications.fingerprint(dataset);
        let (counted, rendered) = self.hot_cache.borrow().get(&key, fingerprint, Instant::now())?;
        self.server.metrics.cache_hit(counted.dataset);
        Some(respond::send(request.request(), &self.server, counted, &rendered))
    }

    /// Adds a response to the hot cache.
    pub fn remember(
        &self,
        request: &actix_web::HttpRequest,
        has_links: bool,
        fingerprint: u64,
        counted: Counted,
        rendered: &Arc<RenderedResponse>,
    ) {
        if !self.server.cache.is_enabled() || !matches!(*request.method(), Method::GET | Method::HEAD) {
            return;
        }
        let any_host = !has_links || self.server.public_url.is_some();
        if let Some(key) = self.key(request) {
            let now = Instant::now();
            self.hot_cache.borrow_mut().put(&key, any_host, fingerprint, now, counted, rendered);
        }
    }

    fn key<'a>(&self, request: &'a actix_web::HttpRequest) -> Option<RequestKey<'a>> {
        let host = if self.server.proxies.is_empty() {
            host(request).map(|host| Cow::Borrowed(host.as_bytes()))
        } else {
            let base = BaseUrl::of(self.server.public_url.as_deref(), request);
            // A configured address differs from the same address sent by a client.
            Some(Cow::Owned(format!("{}{}", base.as_str(), if base.is_configured() { " " } else { "" }).into_bytes()))
        };
        Some(RequestKey {
            target: request.uri().path_and_query()?.as_str(),
            host,
            accept: headers::list(request.headers(), &header::ACCEPT),
            accept_encoding: headers::list(request.headers(), &header::ACCEPT_ENCODING),
        })
    }
}
