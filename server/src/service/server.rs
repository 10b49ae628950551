//! State shared by all requests, and where responses come from: the cache, the cache in another encoding, or the
//! handler.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::http::{Method, StatusCode};

use super::cache::{self, CacheOutcome, Computed, Key, ResponseCache, StreamedResponse};
use super::connection::Limits;
use super::cost_estimator::{CostClass, CostEstimator, RequestClass, elapsed_cpu, thread_cpu_time};
use super::fair_queue::{FairQueue, QueueConfig, Refused};
use super::rendered_response::{RenderedResponse, Representation};
use super::stream::{EncodedChunks, StreamSlot, StreamSlots};
use crate::archive;
use crate::encoding::Encoding;
use crate::html::{PageHeader, PageLinks};
use crate::http::client::Client;
use crate::http::frame_ancestors::FrameAncestors;
use crate::http::metrics::Metrics;
use crate::http::problem::Problem;
use crate::http::proxies::TrustedProxies;
use crate::http::response::{Body, HandlerResponse};
use crate::http::route::{RequestContext, Route};
use crate::publications::Publications;
use crate::snapshot::Snapshot;

/// Maximum queued requests, in total and per client; further ones are rejected at once.
const MAX_QUEUED: usize = 1024;
const MAX_QUEUED_PER_CLIENT: usize = 256;
/// Nice value of threads for expensive or unknown work.
const BACKGROUND_NICE: i32 = 5;

/// Counted besides routes.
const FILES: &str = "files";
const METHODS: &str = "methods";

/// State shared by all requests.
#[derive(Debug)]
pub struct Server {
    pub publications: Arc<Publications>,
    pub routes: &'static [&'static Route],
    pub metrics: Arc<Metrics>,
    pub public_url: Option<String>,
    /// Who may frame the pages of maps.
    pub frame_ancestors: FrameAncestors,
    pub proxies: TrustedProxies,
    pub timeout: Duration,
    pub cache: ResponseCache,
    pub limits: Limits,
    /// Queue of cheap requests.
    ordinary: FairQueue,
    /// Queue of expensive and unknown requests.
    background: FairQueue,
    streams: StreamSlots,
    costs: Arc<CostEstimator>,
    is_draining: AtomicBool,
}

/// A response, rendered or streamed.
#[derive(Debug)]
pub enum Response {
    Rendered(Arc<RenderedResponse>),
    Stream(AdmittedStream),
}

/// A stream that was admitted, with its slot.
#[derive(Debug)]
pub struct AdmittedStream {
    pub streamed: Box<StreamedResponse>,
    pub queue: FairQueue,
    pub client: Client,
    pub slot: StreamSlot,
}

impl Server {
    pub fn new(
        publications: Publications,
        routes: &'static [&'static Route],
        proxies: TrustedProxies,
        public_url: Option<String>,
        timeout: Duration,
        cache_bytes: u64,
        limits: Limits,
    ) -> Result<Self, prometheus::Error> {
        let counted = routes.iter().map(|route| route.path).chain([FILES, METHODS]).collect();
        let metrics = Metrics::new(counted, publications.labels())?;
        let (publications, cache) = (Arc::new(publications), ResponseCache::new(cache_bytes));
        let cached = cache.clone();
        metrics.register_gauge("kerben_cache_bytes", "Bytes of cached responses", move || cached.bytes())?;
        for (position, publication) in publications.all().iter().enumerate() {
            let (watched, help) = (Arc::clone(&publications), "Bytes that cached attributes may grow to, by dataset");
            metrics.register_gauge_of(&publication.id, "kerben_attributes_bytes", help, move || {
                watched.get(Some(position)).map_or(0, |one| one.snapshot().attribute_bytes())
            })?;
        }
        let (ordinary, background) = queues();
        let waiting = [ordinary.clone(), background.clone()];
        let help = "Requests queued for a worker thread";
        metrics.register_gauge("kerben_requests_waiting", help, move || {
            waiting.iter().map(|queue| queue.waiting() as u64).sum()
        })?;
        let unread = Arc::clone(&limits.unread);
        let help = "Bytes of responses that clients have not read yet";
        metrics.register_gauge("kerben_unread_bytes", help, move || unread.used() as u64)?;
        Ok(Self {
            publications,
            routes,
            metrics: Arc::new(metrics),
            public_url,
            frame_ancestors: FrameAncestors::default(),
            proxies,
            timeout,
            cache,
            limits,
            ordinary,
            background,
            streams: StreamSlots::default(),
            costs: Arc::default(),
            is_draining: AtomicBool::new(false),
        })
    }

    /// The index under which static files are counted.
    pub fn files(&self) -> usize {
        self.routes.len()
    }

    /// The index under which requests with other methods are counted.
    pub fn methods(&self) -> usize {
        self.routes.len() + 1
    }

    /// Responds to a request, and tells whether it was a cache hit. Only responses to GET are cached.
    pub async fn respond(
        &self,
        route: &'static Route,
        dataset: Option<usize>,
        call: RequestContext<Snapshot>,
        encoding: Encoding,
    ) -> Result<(Response, bool), Problem> {
        let (representation, key) = representation_and_key(route, &call, encoding);
        if *route.method != Method::GET {
            let client = call.client;
            let computed = self.offload(client, move || Self::render(route, &call, representation)).await?;
            return Ok((self.admit(computed, client)?, false));
        }
        if let Some(cached) = self.cache.get(key).await {
            return Ok((Response::Rendered(cached), true));
        }
        let cached = self.cache.get_in_other_encoding(key).await;
        let is_cached = cached.is_some();
        let class = RequestClass::of(route, &call, encoding, is_cached);
        let (costs, client, call) = (Arc::clone(&self.costs), call.client, Arc::new(call));
        let again = Arc::clone(&call);
        let work = move || {
            let before = thread_cpu_time();
            let transcoded = cached.and_then(|cached| cached.transcode(encoding)).map(Computed::from);
            let computed = transcoded.map_or_else(|| Self::render(route, &call, representation), Ok);
            costs.record(class, elapsed_cpu(before));
            computed
        };
        let working = async {
            if is_cached {
                self.metrics.transcoded(dataset);
            } else {
                self.metrics.cache_miss(dataset);
            }
            match self.costs.of(class) {
                CostClass::Inline => work(),
                CostClass::Queued => self.run_on(&self.ordinary, client, work).await,
                CostClass::Background => self.run_on(&self.background, client, work).await,
            }
        };
        let computed = match self.cache.get_or_compute(key, working).await? {
            CacheOutcome::Rendered(response) => return Ok((Response::Rendered(response), false)),
            CacheOutcome::Stream(streamed) => Computed::Stream(streamed),
            CacheOutcome::StreamTaken => {
                let work = move || Self::render(route, &again, representation);
                self.run_on(&self.background, client, work).await?
            }
        };
        Ok((self.admit(computed, client)?, false))
    }

    /// The response from what was computed; a stream needs a slot.
    fn admit(&self, computed: Computed, client: Client) -> Result<Response, Problem> {
        match computed {
            Computed::Rendered(response) => Ok(Response::Rendered(Arc::new(*response))),
            Computed::Stream(streamed) => {
                let slot = self.streams.take(client).map_err(overloaded)?;
                Ok(Response::Stream(AdmittedStream { streamed, queue: self.background.clone(), client, slot }))
            }
        }
    }

    /// Responds with bytes from the archive, and tells whether it was a cache hit. Reading may block on a store, so it
    /// runs on its own threads. If the archive was replaced, the response comes from the new one.
    pub async fn respond_from_archive(
        &self,
        route: &'static Route,
        dataset: Option<usize>,
        call: RequestContext<Snapshot>,
        encoding: Encoding,
    ) -> Result<(Arc<RenderedResponse>, bool), Problem> {
        let stored = self.render_from_archive(route, dataset, call.clone(), encoding).await;
        let Some(publication) = self.publications.get(dataset) else { return stored };
        match publication.reload_if_replaced(&call.snapshot).await {
            Some(snapshot) => {
                self.render_from_archive(route, dataset, RequestContext { snapshot, ..call }, encoding).await
            }
            None => stored,
        }
    }

    /// The same server, whose maps these may frame.
    pub fn framed_by(self, frame_ancestors: FrameAncestors) -> Self {
        Self { frame_ancestors, ..self }
    }

    /// Closes each connection after its next response from now on.
    pub fn drain(&self) {
        self.is_draining.store(true, Ordering::Relaxed);
    }

    pub fn is_draining(&self) -> bool {
        self.is_draining.load(Ordering::Relaxed)
    }

    /// Checks periodically whether the archive of a dataset was replaced. Reads detect this too, but most requests are
    /// cache hits.
    pub async fn watch_archive(self: Arc<Self>, dataset: usize, every: Duration) {
        loop {
            tokio::time::sleep(every).await;
            self.check_archive(dataset).await;
        }
    }

    /// Checks whether the archive of a dataset was replaced, and publishes the new one.
    pub async fn check_archive(&self, dataset: usize) {
        let Some(publication) = self.publications.get(Some(dataset)) else { return };
        let snapshot = publication.snapshot();
        let Some(archive) = snapshot.archive().cloned() else { return };
        if let Some(look) = archive::spawn_blocking(move || archive.file.check_replaced()) {
            let _ = look.await;
            publication.reload_if_replaced(&snapshot).await;
        }
    }

    /// Responds from the archive of this request.
    async fn render_from_archive(
        &self,
        route: &'static Route,
        dataset: Option<usize>,
        call: RequestContext<Snapshot>,
        encoding: Encoding,
    ) -> Result<(Arc<RenderedResponse>, bool), Problem> {
        let (representation, key) = representation_and_key(route, &call, encoding);
        if let Some(cached) = self.cache.get(key).await {
            return Ok((cached, true));
        }
        let working = async {
            self.metrics.cache_miss(dataset);
            let work = archive::spawn_blocking(move || Self::render(route, &call, representation))
                .ok_or_else(worker_failed)?;
            self.with_timeout(work).await
        };
        match self.cache.get_or_compute(key, working).await? {
            CacheOutcome::Rendered(response) => Ok((response, false)),
            CacheOutcome::Stream(_) | CacheOutcome::StreamTaken => Err(worker_failed()),
        }
    }

    /// Caches a response before a client requests it. On a cache miss, `response` renders it on the calling thread.
    pub async fn prerender(
        &self,
        route: &Route,
        call: &RequestContext<Snapshot>,
        encoding: Encoding,
        response: impl FnOnce() -> Result<HandlerResponse, Problem>,
    ) -> Result<Arc<RenderedResponse>, Problem> {
        let (representation, key) = representation_and_key(route, call, encoding);
        let finish =
            async { Ok(Computed::from(RenderedResponse::new(response()?, representation, PageLinks::default))) };
        match self.cache.get_or_compute(key, finish).await? {
            CacheOutcome::Rendered(response) => Ok(response),
            CacheOutcome::Stream(_) | CacheOutcome::StreamTaken => Err(worker_failed()),
        }
    }

    /// Runs work off the event loop.
    pub async fn offload(
        &self,
        client: Client,
        work: impl FnOnce() -> Result<Computed, Problem> + Send + 'static,
    ) -> Result<Computed, Problem> {
        self.run_on(&self.ordinary, client, work).await
    }

    async fn run_on(
        &self,
        queue: &FairQueue,
        client: Client,
        work: impl FnOnce() -> Result<Computed, Problem> + Send + 'static,
    ) -> Result<Computed, Problem> {
        self.with_timeout(queue.run(client, work).map_err(overloaded)?).await
    }

    /// Waits for work on another thread, at most for the request timeout.
    async fn with_timeout<Lost>(
        &self,
        work: impl Future<Output = Result<Result<Computed, Problem>, Lost>>,
    ) -> Result<Computed, Problem> {
        match tokio::time::timeout(self.timeout, work).await {
            Ok(computed) => computed.map_err(|_| worker_failed())?,
            Err(_) => Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "the response took too long")),
        }
    }

    /// Calls the handler of a route and renders its response.
    pub fn render(
        route: &Route,
        call: &RequestContext<Snapshot>,
        representation: Representation,
    ) -> Result<Computed, Problem> {
        let response = route.answer(call)?.decompress_unless_accepted(representation.encoding)?;
        if let Body::Stream { format, chunks } = response.body {
            let head = RenderedResponse::head_of_stream((response.status, format), representation, &response.headers);
            let chunks = EncodedChunks::new(chunks, representation.encoding).map_err(|_| worker_failed())?;
            return Ok(Computed::Stream(Box::new(StreamedResponse { head, chunks })));
        }
        Ok(Computed::from(RenderedResponse::new(response, representation, || PageLinks {
            header: PageHeader::of(call),
            absolute_root: call.link(""),
            data: call.link_with(&[("f", Some("json"))]),
        })))
    }
}

/// The queues for cheap requests and for expensive or unknown ones. The threads of the second have a lower priority,
/// and no client gets all of them.
fn queues() -> (FairQueue, FairQueue) {
    let processors = std::thread::available_parallelism().map_or(2, NonZero::get);
    let (waiting, waiting_per_client) = (MAX_QUEUED, MAX_QUEUED_PER_CLIENT);
    let ordinary = QueueConfig {
        name: "ordinary",
        threads: processors,
        threads_per_client: processors,
        waiting,
        waiting_per_client,
        nice: 0,
    };
    let background = QueueConfig {
        name: "background",
        threads: 2 * processors,
        threads_per_client: processors,
        nice: BACKGROUND_NICE,
        ..ordinary
    };
    (FairQueue::new(ordinary), FairQueue::new(background))
}

/// The representation of a response and its cache key.
fn representation_and_key(route: &Route, call: &RequestContext<Snapshot>, encoding: Encoding) -> (Representation, Key) {
    let representation = Representation::of(route, call, encoding);
    (representation, (cache::cache_key(route, call, representation.by_accept), encoding))
}

/// The problem for rejected work.
fn overloaded(refused: Refused) -> Problem {
    match refused {
        Refused::ByClient => Problem::new(
            StatusCode::TOO_MANY_REQUESTS,
            "too many requests from this address are queued; try again shortly",
        ),
        Refused::Busy => Problem::new(StatusCode::SERVICE_UNAVAILABLE, "too many requests at once; try again shortly"),
        Refused::NoThreads => worker_failed(),
    }
}

/// The problem for work that ended without a result.
fn worker_failed() -> Problem {
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "the response could not be computed")
}
