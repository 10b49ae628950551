//! What a worker thread has for itself: nothing that another worker waits for.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;
use std::time::Instant;

use actix_web::HttpResponse;
use actix_web::dev::ServiceRequest;
use actix_web::http::{Method, header};

use super::at_hand::{Asked, AtHand};
use super::base_url::{BaseUrl, host};
use super::finished::Finished;
use super::headers;
use super::preferences::{Preferences, Reader};
use super::sent;
use super::server::Server;
use super::tally::Tally;

/// The state of one worker thread.
#[derive(Debug)]
pub struct Worker {
    pub server: Arc<Server>,
    pub tally: Arc<Tally>,
    reader: RefCell<Reader>,
    at_hand: RefCell<AtHand>,
}

/// Counts a request as being worked on, until it is dropped: clients that go away are no longer in flight.
#[derive(Debug)]
pub struct InFlight<'a>(&'a Tally);

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

impl Worker {
    pub fn new(server: Arc<Server>) -> Self {
        let tally = server.metrics.tally();
        let reader = RefCell::new(Reader::new(server.routes));
        Self { server, tally, reader, at_hand: RefCell::default() }
    }

    pub fn in_flight(&self) -> InFlight<'_> {
        self.tally.begin();
        InFlight(&self.tally)
    }

    pub fn preferences(&self, headers: &header::HeaderMap) -> Preferences {
        self.reader.borrow_mut().read(headers)
    }

    /// The reply to a request that was answered a moment ago.
    pub fn at_hand(&self, request: &ServiceRequest) -> Option<HttpResponse> {
        if !self.server.cache.keeps() || !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        let started = Instant::now();
        if headers::check(request.headers()).is_err() {
            return None;
        }
        let asked = self.asked(request.request())?;
        let fingerprint = self.server.published.load().fingerprint();
        let (route, finished) = self.at_hand.borrow().get(&asked, fingerprint, started)?;
        self.tally.kept();
        Some(sent::send(request.request(), self, route, &finished, started))
    }

    /// Remembers a reply, for whoever sends the same request in a moment.
    pub fn remember(
        &self,
        request: &actix_web::HttpRequest,
        has_links: bool,
        fingerprint: u64,
        route: usize,
        finished: &Arc<Finished>,
    ) {
        if !self.server.cache.keeps() {
            return;
        }
        let any_host = !has_links || self.server.public_url.is_some();
        if let Some(asked) = self.asked(request) {
            let now = Instant::now();
            self.at_hand.borrow_mut().put(&asked, any_host, fingerprint, now, route, finished);
        }
    }

    fn asked<'a>(&self, request: &'a actix_web::HttpRequest) -> Option<Asked<'a>> {
        let host = if self.server.proxies.is_empty() {
            host(request).map(|host| Cow::Borrowed(host.as_bytes()))
        } else {
            let base = BaseUrl::of(request, &self.server);
            // An address that was configured is not the same as one that a client happened to ask for.
            Some(Cow::Owned(format!("{}{}", base.as_str(), if base.is_configured() { " " } else { "" }).into_bytes()))
        };
        Some(Asked {
            target: request.uri().path_and_query()?.as_str(),
            host,
            preferences: self.preferences(request.headers()),
        })
    }
}
